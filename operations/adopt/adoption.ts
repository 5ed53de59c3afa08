import { type Difference, differences } from "../../provider/core/differences";
import type { Names } from "../../provider/core/names";
import type { ResourceToken } from "../../provider/resources";
import { canonical } from "../../provider/core/json";
import { holdsUnknown } from "../../provider/runtime/wire";
import type { Candidate } from "./match";
import { UserError } from "../../provider/transport/errors";

type Bag = Record<string, unknown>;

/**
 * `identical`; `differs`; `missing`: `up` creates it; `ambiguous`: several match, so one must be chosen by its id;
 * `taken`: it belongs to another stack, or to a tool that must be the only one to change it; `failed`: it could not be
 * read.
 */
export const statuses = ["identical", "differs", "missing", "ambiguous", "taken", "failed"] as const;
export type Status = (typeof statuses)[number];

/** A declared resource that the stack does not hold, with the matching object in the tenant. Contains no secret. */
export interface Adoption {
    urn: string;
    type: ResourceToken;
    /** The resource's name in the program. */
    name: string;
    /** The object's name in the product's admin pages. */
    label: string;
    /** Name of its provider; absent if all of them have the same one. */
    provider?: string;
    status: Status;
    /** The product's id of the existing object. */
    id?: string;
    /** What `up` would change. */
    differences: Difference[];
    /** Properties for which `up` would replace the object. */
    replaces: string[];
    /** What users and systems would lose by that `up`. */
    consequences: string[];
    candidates?: Candidate[];
    /** Why it is taken or could not be read. */
    reason?: string;
    /** Names for the ids in the other fields; `null`: the product reports that the object is deleted. */
    names?: Names;
    /** Whether its marker must still be written: with the next change, or by `--markers`. */
    unmarked?: true;
    /** Whether the product has already shown its secret and never shows it again. */
    secretUnknown?: true;
}

/** The declared and the existing values, both in the form of the state. */
export interface Sides {
    declared: Bag;
    found: Bag;
    /** Properties whose values must not be shown. */
    secrets: readonly string[];
    replaceOn: readonly string[];
}

/** The differences, and what `up` would do about them. */
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

/** A question about an object that no lookup has found. */
export const notLookedUp = (urn: string): UserError =>
    new UserError("CC6061", `${urn} was not looked up. This is an error of this library. Report it`);
