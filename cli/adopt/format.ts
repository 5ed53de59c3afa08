import type { Difference } from "../../provider/core/differences";
import { type Adoption, type Status, statuses } from "../../operations/adopt/adoption";
import { printable } from "../../provider/transport/foreignText";
import { shellWord } from "../../operations/commandLine";
import type { Held } from "../../operations/adopt/held";
import { formatObject, shortened, formatValue } from "../drift/format";

/** What a status means for the next `pulumi up`. */
const meaning: Record<Status, string> = {
    identical: "is as declared",
    differs: "`pulumi up` would change it",
    missing: "is not there; `pulumi up` creates it",
    ambiguous: "several could be meant",
    taken: "is somebody else's",
    failed: "could not be read",
};

/** What is there and what is declared, in the direction of an `up`. */
function formatDifference({ path, kind, declared, found }: Difference): string {
    const where = shortened(printable(path));
    if (kind === "changed") return `${where}: ${formatValue(found)} -> ${formatValue(declared)}`;
    return kind === "added" ? `${where}: - ${formatValue(found)}` : `${where}: + ${formatValue(declared)}`;
}

type Named = Pick<Adoption, "type" | "name" | "label" | "provider">;

/** A resource as people know it: its class, the object's name, and its own name in the program. */
export const formatResource = ({ type, name, label, provider }: Named): string => {
    const object = { type: type.replace(":", "."), name: label, ...(provider === undefined ? {} : { provider }) };
    return `${formatObject(object)}, ${printable(name)}`;
};

/** The table: what can be adopted first, what stands in the way last. */
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

/** What the stack holds and an adoption is to complete. */
export const heldTable = (held: readonly Held[]): string[] =>
    held.map((one) => {
        const lacks = [one.unmarked && "marker", one.secretUnknown && "secret"].filter(Boolean).join(" and ");
        return `held       ${formatResource(one)} (${printable(one.id)}): is in the stack, without its ${lacks}`;
    });

function lines(one: Adoption): string[] {
    const { status, id, differences, replaces, consequences, candidates = [], reason, name } = one;
    const step = replaces.length > 0 ? `\`pulumi up\` would REPLACE it, for ${replaces.join(", ")}` : meaning[status];
    return [
        `${status.padEnd(9)}  ${formatResource(one)}${id === undefined ? "" : ` (${printable(id)})`}: ${step}`,
        ...differences.map((difference) => `             ${formatDifference(difference)}`),
        ...consequences.map((words) => `             ! ${printable(words)}`),
        ...(reason === undefined ? [] : reason.split("\n").map((line) => `             ${printable(line)}`)),
        ...candidates.map(
            (other) => `             --id ${shellWord(`${name}=${other.id}`)}   ${formatCandidate(other)}`,
        ),
    ];
}

const formatCandidate = ({ name, marker }: { name: string; marker?: string }): string =>
    `${JSON.stringify(shortened(printable(name)))}${marker === undefined ? "" : `, marked ${printable(marker)}`}`;
