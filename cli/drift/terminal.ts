import { styleText } from "node:util";
import type { Finding, Reviewed, StackReview } from "../../operations/drift/findings";
import type { Severity } from "../../operations/drift/severity";
import { printable } from "../../provider/transport/foreignText";
import {
    type AnyReview,
    byKey,
    formatChange,
    day,
    decisionKey,
    formatDecision,
    formatFinding,
    isFailed,
    formatObject,
    formatOverall,
    printableLines,
    type Row,
    rowsOf,
    formatStale,
    formatSummary,
    shortened,
} from "./format";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const severityStyle: Record<Severity, Style> = { high: ["bold", "red"], medium: "yellow", low: "cyan" };

/** A sorted list with a line for each finding and the summary last. */
export function renderTerminal(reviews: readonly AnyReview[], { colour }: { colour: boolean }): string {
    const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
    const several = reviews.length > 1;
    const blocks = reviews.map((review) => [
        ...(several ? [paint("bold", `Stack ${printable(review.stack)}`)] : []),
        ...(isFailed(review) ? failure(review.error, paint) : report(review, paint)),
    ]);
    return [...blocks.flat(), ...(several ? [paint("bold", formatOverall(reviews))] : [])].join("\n");
}

function failure(error: string, paint: Paint): string[] {
    const [first = "", ...more] = printableLines(error);
    return [paint(["bold", "red"], `failed: ${first}`), ...more];
}

function report(review: StackReview, paint: Paint): string[] {
    const rows = rowsOf(review).map((row) => ({ row, object: formatObject(row.object) }));
    const width = Math.max(0, ...rows.map(({ object }) => object.length));
    const lines = rows
        .map(({ row, object }) => {
            const start = `${object.padEnd(width)}  ${row.object.status.padEnd(9)}  `;
            return {
                key: start + detail(row, (_style, text) => text),
                lines: [start + detail(row, paint), ...more(row, paint)],
            };
        })
        .sort(byKey);
    return [
        ...lines.flatMap((one) => one.lines),
        ...review.stale.map(formatStale).sort(),
        ...review.notes.map((note) => paint("dim", `note: ${printable(note)}`)),
        formatSummary(review.summary),
    ];
}

function detail({ object, finding }: Row, paint: Paint): string {
    if (finding === undefined) return printableLines(object.reason ?? "")[0] ?? "";
    const severity = paint(severityStyle[finding.severity], finding.severity.padEnd(6));
    return [severity, formatFinding(finding), ...aside(object, finding, paint)].join("  ");
}

/** Who changed it, or since when it is known; and the decision, or the command to decide. */
function aside(object: Reviewed, finding: Finding, paint: Paint): string[] {
    const { since } = finding;
    const latest =
        finding.changes?.slice(0, 1).map((one) => formatChange(one, finding.names)) ??
        (since === undefined ? [] : [`since ${day(since)}`]);
    const decision = finding.decision
        ? paint("green", formatDecision(finding.decision))
        : paint("dim", `[${decisionKey(object, finding)}]`);
    return [...latest, decision];
}

/** Number of characters of a program change that fit into one line, and that are shown at all. */
const oneLineOfCode = 160;
const mostCode = 1_000;

/** The program change that was accepted, or that would accept an undecided finding. */
function more({ finding }: Row, paint: Paint): string[] {
    if (finding === undefined) return [];
    const { accept, revert, decision } = finding;
    const isReverted = decision === undefined || decision.decision === "revert";
    const lost = revert !== undefined && isReverted ? [paint("dim", `    reverting: ${printable(revert)}`)] : [];
    if (accept === undefined) return lost;
    const lines = printableLines(accept).map((line) => `    ${line}`.trimEnd());
    if (decision !== undefined) return [...lost, ...lines];
    const text = lines.map((line) => line.trim()).join(" ");
    // A program without its middle is useless, and so is one that fills the screen.
    if (text.length > oneLineOfCode && text.length <= mostCode) {
        const [first = "", ...rest] = lines;
        return [...lost, ...[`    accept by: ${first.trim()}`, ...rest].map((line) => paint("dim", line))];
    }
    return [...lost, paint("dim", `    accept by: ${shortened(text, oneLineOfCode)}`)];
}
