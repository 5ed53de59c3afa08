import type { RootContent } from "mdast";
import { printable } from "../../provider/transport/foreignText";
import { counted, printableLines } from "../drift/format";
import { block, fitted, headed, paragraph, row, text, unfolding, words } from "../markdown";
import { changeLines, formatDone } from "./plan";
import type { RolledOut } from "./results";
import { details, leastLines, tenantCell } from "./format";

const mostRows = 200;

/** The result of a tenant: `2 created`, `failed`, `cancelled`, `not started`. */
function resultOf({ outcome, cancelled }: RolledOut): string {
    if (outcome === undefined) return "not started";
    if (cancelled) return "cancelled";
    return outcome.failed ? "failed" : formatDone(outcome.changes);
}

function formatSummary(done: readonly RolledOut[], fleet: number): string {
    const count = (word: string) => done.filter((one) => resultOf(one) === word).length;
    const bad = ["failed", "cancelled", "not started"].filter((word) => count(word) > 0);
    const fine = done.filter(({ outcome }) => outcome?.failed === false).length;
    return [
        `${done.length} of ${counted(fleet, "tenant")} affected: ${fine} updated`,
        ...bad.map((word) => `${count(word)} ${word}`),
    ].join(", ");
}

/** A line for each affected tenant, and a summary. */
export function rolloutLines(done: readonly RolledOut[], fleet: number): string[] {
    const width = Math.max(0, ...done.map(({ tenant }) => tenant.stack.length));
    return [
        ...done.map((one) => {
            const canary = one.tenant.canary ? "  (canary)" : "";
            return `${printable(one.tenant.stack).padEnd(width)}  ${resultOf(one)}${canary}`;
        }),
        formatSummary(done, fleet),
    ];
}

/** The same as Markdown, for the summary of a job. */
export function renderRollout(done: readonly RolledOut[], fleet: number): string {
    const told = done.filter(({ outcome }) => outcome !== undefined && (outcome.failed || outcome.changes.length > 0));
    const head: RootContent[] = [
        { type: "heading", depth: 3, children: [text("Roll-out")] },
        paragraph(text(`${formatSummary(done, fleet)}.`)),
    ];
    const rows = done
        .slice(0, mostRows)
        .map((one) => row(tenantCell(one.tenant), [text(resultOf(one))], [words(one.why)]));
    if (rows.length > 0) head.push({ type: "table", children: [headed("Tenant", "Result", "Why"), ...rows] });
    if (done.length > mostRows) head.push(paragraph(text(`${done.length - mostRows} more not shown here.`)));
    return fitted(
        head,
        told,
        details.map((most) => (one: RolledOut) => unfolding(one.tenant.stack, resultOf(one), partsOf(one, most))),
    );
}

function partsOf({ outcome }: RolledOut, most: number): RootContent[] {
    const problems = outcome?.problems.flatMap(printableLines) ?? [];
    const lines = changeLines(outcome?.changes ?? [], most);
    return [problems, lines].filter((some) => some.length > 0).map((some) => block(some, Math.max(most, leastLines)));
}
