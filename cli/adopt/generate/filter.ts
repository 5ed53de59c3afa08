import type { Survey, Surveyed } from "../../../operations/adopt/survey";
import { matchesWildcard } from "../../../provider/core/wildcard";
import { members, record } from "../../../provider/core/values";
import { propertiesWith } from "../../../provider/core/names";
import { type ResourceToken, resources } from "../../../provider/resources";
import { UserError } from "../../../provider/transport/errors";

/** `kind:Role`, `name:eMite*` or `division:Sales`. */
export interface Pattern {
    of: "kind" | "name" | "division";
    matches: (text: string) => boolean;
}

export function parsePattern(text: string): Pattern {
    const [, of, glob = ""] = /^(kind|name|division):(.+)$/s.exec(text) ?? [];
    if (of === undefined)
        throw new UserError(
            "CC6001",
            `"${text}" is not a pattern. Use kind:<kind>, name:<name> or division:<name>; * matches anything`,
        );
    return { of: of as Pattern["of"], matches: (value) => matchesWildcard(glob, value) };
}

/**
 * The objects that `only` names, if it is given, without those that `except` names. A part has the name of its object.
 */
export function filtered(
    { objects, divisions }: Pick<Survey, "objects" | "divisions">,
    only: readonly Pattern[],
    except: readonly Pattern[],
): Surveyed[] {
    const names = new Map(divisions.map(({ id, name }) => [id, name]));
    const fits = ({ type, name, outputs }: Surveyed, { of, matches }: Pattern): boolean => {
        if (of === "kind") return matches(type.replace(/.*:/, ""));
        if (of === "name") return matches(name);
        return divisionsOf(type, outputs).some((id) => matches(names.get(id) ?? id));
    };
    return objects.filter(
        (one) => (only.length === 0 || only.some((some) => fits(one, some))) && !except.some((some) => fits(one, some)),
    );
}

/** Ids of the divisions that an object names. */
function divisionsOf(type: ResourceToken, outputs: Record<string, unknown>): string[] {
    const own = propertiesWith(resources[type].references, "divisions").flatMap((property) =>
        members(outputs[property]),
    );
    const grants = propertiesWith(resources[type].references, "grants").flatMap(
        (property) => outputs[property] as object[],
    );
    return [...own, ...grants.flatMap((grant) => members(record(grant)["divisions"]))];
}
