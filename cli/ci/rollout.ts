import type { RootContent } from "mdast";
import { printable } from "../../provider/transport/foreignText";
import { counted, printableLines } from "../drift/format";
import { block, fitted, headed, paragraph, row, text, unfolding, words } from "../markdown";
import { changeLines, formatDone } from "./plan";
import type { RolledOut } from "./results";
import { details, leastLines, tenantCell } from "./format";

const mostRows = 200;

/** What became of one: `2 created`, `failed`, `cancelled`, `not started`. */
function fateOf({ outcome, cancelled }: RolledOut): string {
    if (outcome === undefined) return "not started";
    if (cancelled) return "cancelled";
    return outcome.failed ? "failed" : formatDone(outcome.changes);
}

function formatSummary(done: readonly RolledOut[], fleet: number): string {
    const count = (word: string) => done.filter((one) => fateOf(one) === word).length;
    const bad = ["failed", "cancelled", "not started"].filter((word) => count(word) > 0);
    const fine = done.filter(({ outcome }) => outcome?.failed === false).length;
    return [
        `${done.length} of ${counted(fleet, "tenant")} concerned: ${fine} brought up`,
        ...bad.map((word) => `${count(word)} ${word}`),
    ].join(", ");
}

/** A line for each tenant whose turn it was, and one for all. */
export function rolloutLines(done: readonly RolledOut[], fleet: number): string[] {
    const width = Math.max(0, ...done.map(({ tenant }) => tenant.stack.length));
    return [
        ...done.map((one) => {
            const canary = one.tenant.canary ? "  (canary)" : "";
            return `${printable(one.tenant.stack).padEnd(width)}  ${fateOf(one)}${canary}`;
        }),
        formatSummary(done, fleet),
    ];
}

/** The same for the summary of a job. */
export function renderRollout(done: readonly RolledOut[], fleet: number): string {
    const told = done.filter(({ outcome }) => outcome !== undefined && (outcome.failed || outcome.changes.length > 0));
    const head: RootContent[] = [
        { type: "heading", depth: 3, children: [text("Roll-out")] },
        paragraph(text(`${formatSummary(done, fleet)}.`)),
    ];
    const rows = done
        .slice(0, mostRows)
        .map((one) => row(tenantCell(one.tenant), [text(fateOf(one))], [words(one.why)]));
    if (rows.length > 0)
        head.push({ type: "table", children: [headed("Tenant", "What became of it", "Why"), ...rows] });
    if (done.length > mostRows) head.push(paragraph(text(`${done.length - mostRows} more not shown here.`)));
    return fitted(
        head,
        told,
        details.map((most) => (one: RolledOut) => unfolding(one.tenant.stack, fateOf(one), partsOf(one, most))),
    );
}

function partsOf({ outcome }: RolledOut, most: number): RootContent[] {
    const problems = outcome?.problems.flatMap(printableLines) ?? [];
    const lines = changeLines(outcome?.changes ?? [], most);
    return [problems, lines].filter((some) => some.length > 0).map((some) => block(some, Math.max(most, leastLines)));
}
