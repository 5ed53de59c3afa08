import { type Names, withNames } from "../../provider/core/names";
import type { Difference } from "../../provider/core/differences";
import { type Adoption, type Status, statuses } from "../../operations/adopt/adoption";
import { printable } from "../../provider/transport/foreignText";
import { shellWord } from "../../operations/commandLine";
import type { Held } from "../../operations/adopt/held";
import { formatObject, formatPath, formatValue, shortened } from "../drift/format";

/** What a status means for the next `pulumi up`. */
const meaning: Record<Status, string> = {
    identical: "is as declared",
    differs: "`pulumi up` would change it",
    missing: "does not exist; `pulumi up` creates it",
    ambiguous: "several objects match",
    taken: "belongs to another owner",
    failed: "could not be read",
};

/** The values in the tenant and those in the program, in the direction of an `up`. */
function formatDifference({ path, kind, declared, found }: Difference, names?: Names): string {
    const where = formatPath(path, names);
    if (kind === "changed") return `${where}: ${formatValue(found, names)} -> ${formatValue(declared, names)}`;
    return kind === "added"
        ? `${where}: - ${formatValue(found, names)}`
        : `${where}: + ${formatValue(declared, names)}`;
}

type Named = Pick<Adoption, "type" | "name" | "label" | "provider" | "names">;

/** A resource as users know it: its class, the object's name, and its name in the program. */
export const formatResource = ({ type, name, label, provider, names }: Named): string => {
    const object = { type: type.replace(":", "."), name: label, ...(provider === undefined ? {} : { provider }) };
    return `${withNames(formatObject(object), names)}, ${printable(name)}`;
};

/** The table: objects that can be adopted first, problems last. */
export function table(stack: string, adoptions: readonly Adoption[]): string[] {
    const counts = statuses.map((status) => [status, adoptions.filter((one) => one.status === status).length] as const);
    const said = counts.filter(([, count]) => count > 0).map(([status, count]) => `${count} ${status}`);
    return [
        ...statuses.flatMap((status) => adoptions.filter((one) => one.status === status).flatMap(lines)),
        "",
        adoptions.length === 0
            ? `Stack ${stack} holds everything that its program declares.`
            : `Stack ${stack} does not hold ${adoptions.length} of the declared resources: ${said.join(", ")}.`,
    ];
}

/** What the stack holds and an adoption will complete. */
export const heldTable = (held: readonly Held[]): string[] =>
    held.map((one) => {
        const lacks = [one.unmarked && "marker", one.secretUnknown && "secret"].filter(Boolean).join(" and ");
        return `held       ${formatResource(one)} (${printable(one.id)}): is in the stack, without its ${lacks}`;
    });

function lines(one: Adoption): string[] {
    const { status, id, differences, replaces, consequences, candidates = [], names, reason, name } = one;
    const step = replaces.length > 0 ? `\`pulumi up\` would REPLACE it, for ${replaces.join(", ")}` : meaning[status];
    return [
        `${status.padEnd(9)}  ${formatResource(one)}${id === undefined ? "" : ` (${printable(id)})`}: ${step}`,
        ...differences.map((difference) => `             ${formatDifference(difference, names)}`),
        ...consequences.map((words) => `             ! ${withNames(printable(words), names)}`),
        ...(reason === undefined ? [] : reason.split("\n").map((line) => `             ${printable(line)}`)),
        ...candidates.map(
            (other) => `             --id ${shellWord(`${name}=${other.id}`)}   ${formatCandidate(other)}`,
        ),
    ];
}

const formatCandidate = ({ name, marker }: { name: string; marker?: string }): string =>
    `${JSON.stringify(shortened(printable(name)))}${marker === undefined ? "" : `, marked ${printable(marker)}`}`;
