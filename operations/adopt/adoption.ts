import { type Difference, differences } from "../../provider/core/differences";
import type { Names } from "../../provider/core/names";
import type { ResourceToken } from "../../provider/resources";
import { canonical } from "../../provider/core/json";
import { holdsUnknown } from "../../provider/runtime/wire";
import type { Candidate } from "./match";

type Bag = Record<string, unknown>;

/**
 * `identical`; `differs`; `missing`: `up` creates it; `ambiguous`: several, one must be
 * named by its id; `taken`: another stack's, or made by a tool that alone may touch it; `failed`: could not be read.
 */
export const statuses = ["identical", "differs", "missing", "ambiguous", "taken", "failed"] as const;
export type Status = (typeof statuses)[number];

/** A declared resource that the stack does not hold, and what there is of it. Holds no secret. */
export interface Adoption {
    urn: string;
    type: ResourceToken;
    /** The resource's name in the program. */
    name: string;
    /** As the product's admin pages name the object. */
    label: string;
    /** Name of its provider; absent if all of them have the same one. */
    provider?: string;
    status: Status;
    /** The product's id of the object that is there. */
    id?: string;
    /** What `up` would change. */
    differences: Difference[];
    /** Properties for which `up` would delete the object and make another. */
    replaces: string[];
    /** What people and systems would lose by that `up`. */
    consequences: string[];
    candidates?: Candidate[];
    /** Why it is taken or could not be read. */
    reason?: string;
    /** Names of the objects that the rest tells by ids; `null`: the product says that it is deleted. */
    names?: Names;
    /** Whether its marker is still to be written: with the next change, or by `--markers`. */
    unmarked?: true;
    /** Whether the product has shown its secret once, and never again. */
    secretUnknown?: true;
}

/** What is declared and what is there, both in the form of the state. */
export interface Sides {
    declared: Bag;
    found: Bag;
    /** Whose values nobody may see. */
    secrets: readonly string[];
    replaceOn: readonly string[];
}

/** What differs, and what `up` would do about it. */
export function compare({
    declared,
    found,
    secrets,
    replaceOn,
}: Sides): Pick<Adoption, "status" | "differences" | "replaces"> {
    const differs = (key: string) => canonical(declared[key] ?? null) !== canonical(found[key] ?? null);
    const shown = (key: string, value: unknown) => {
        if (secrets.includes(key)) return "[secret]";
        return holdsUnknown(value) ? "(known after `up`)" : value;
    };
    const hide = (side: Bag) =>
        Object.fromEntries(Object.entries(side).map(([key, value]) => [key, shown(key, value)]));
    const some = differences(hide(declared), hide(found), secrets.filter(differs));
    return {
        status: some.length === 0 ? "identical" : "differs",
        differences: some,
        replaces: replaceOn.filter((key) => found[key] !== undefined && differs(key)),
    };
}
