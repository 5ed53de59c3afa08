import type { BlockContent, Code, Paragraph, RootContent, Table, TableRow } from "mdast";
import { mermaid } from "./mermaid";
import { block, code, escaped, fitted, headed, paragraph, row, text, unfolding, words } from "../markdown";
import { severities } from "../../operations/drift/severity";
import {
    allInSync,
    type AnyReview,
    formatChange,
    counted,
    countSeverities,
    day,
    decideCommand,
    decisionKey,
    formatDecision,
    formatDifference,
    isFailed,
    formatObject,
    oneLine,
    formatOverall,
    printableLines,
    type Row,
    rowsOf,
    formatStale,
    formatSummary,
    undecided,
} from "./format";

const mostStacks = 100;

/** How much to show of a stack, by the space available. */
export interface Detail {
    rows: number;
    picture: boolean;
}
const details: readonly Detail[] = [
    { rows: 200, picture: true },
    { rows: 200, picture: false },
    { rows: 30, picture: false },
    { rows: 5, picture: false },
];

/** A comment for a pull request. Objects in sync are only counted. */
export function renderMarkdown(reviews: readonly AnyReview[]): string {
    const shown = reviews
        .filter((review) => !allInSync(review) || staleIn(review) > 0)
        .sort((one, two) => badness(two) - badness(one));
    return fitted(
        [
            { type: "heading", depth: 3, children: [text("Drift review")] },
            paragraph(text(`${formatOverall(reviews)}.`)),
            ...(shown.length > 0 ? summaryTable(shown) : []),
        ],
        shown,
        details.map((detail) => (review) => sectionOf(review, detail)),
    );
}

const staleIn = (review: AnyReview): number => (isFailed(review) ? 0 : review.stale.length);

/** Failed stacks first, then by the highest undecided severity. */
function badness(review: AnyReview): number {
    if (isFailed(review)) return Number.MAX_SAFE_INTEGER;
    const { high, medium, low } = countSeverities(undecided(review));
    return high * 1e8 + medium * 1e4 + low;
}

function summaryTable(reviews: readonly AnyReview[]): (Table | Paragraph)[] {
    const head = headed("Stack", "Changed", "Missing", "Unmanaged", "Unchecked", "Not decided");
    const rows = reviews.slice(0, mostStacks).map(summaryRow);
    const more = reviews.length - rows.length;
    return [
        { type: "table", children: [head, ...rows] },
        ...(more > 0 ? [paragraph(text(`${counted(more, "more stack")} not shown here.`))] : []),
    ];
}

function summaryRow(review: AnyReview): TableRow {
    const stack = [code(review.stack, 60)];
    if (isFailed(review)) return row(stack, [text("failed")], [], [], [], []);
    const { changed, missing, unmanaged, unchecked } = review.summary;
    const number = (count: number) => [text(count === 0 ? "" : String(count))];
    const open = countSeverities(undecided(review));
    const old = review.stale.length > 0 ? [counted(review.stale.length, "stale decision")] : [];
    const some = severities.filter((severity) => open[severity] > 0).map((severity) => `${open[severity]} ${severity}`);
    return row(stack, ...[changed, missing, unmanaged, unchecked].map(number), [text([...some, ...old].join(", "))]);
}

function sectionOf(review: AnyReview, detail: Detail): RootContent[] {
    const title = isFailed(review) ? "failed" : escaped(formatSummary(review.summary));
    return unfolding(review.stack, title, reviewPart(review, detail));
}

/** The result of a review, without a heading. */
export function reviewPart(review: AnyReview, { rows: most, picture }: Detail): RootContent[] {
    if (isFailed(review)) return [block(printableLines(review.error))];
    const rows = rowsOf(review);
    const left = rows.length - most;
    const drawn = picture ? mermaid(review.picture) : undefined;
    return [
        ...(rows.length > 0 ? [findingsTable(rows.slice(0, most))] : []),
        ...(left > 0 ? [paragraph(text(`${counted(left, "more finding")} not shown here.`))] : []),
        ...rows.slice(0, most).flatMap(acceptBlock),
        ...decideBlock(review.stack, rows.slice(0, most)),
        ...[...review.stale.map(formatStale), ...review.notes].slice(0, most).map((note) => paragraph(words(note))),
        ...(drawn === undefined ? [] : [{ type: "code", lang: "mermaid", value: drawn } satisfies Code]),
    ];
}

function findingsTable(rows: readonly Row[]): Table {
    const head = headed("Severity", "Object", "What differs", "Who and when", "Decision");
    return { type: "table", children: [head, ...rows.map(findingRow)] };
}

function findingRow({ object, finding }: Row): TableRow {
    const name = [code(formatObject(object))];
    const status = text(`${object.status}`);
    if (finding === undefined) return row([], name, [status, text(": "), words(oneLine(object.reason ?? ""))], [], []);
    const { severity, difference, names, why, changes = [], since, decision, revert } = finding;
    const what = difference ? code(formatDifference(difference, names), 300) : status;
    const latest = changes.slice(0, 1).map((change) => words(formatChange(change, names)));
    const age = since === undefined ? [] : [text(`${latest.length > 0 ? "; " : ""}seen since ${day(since)}`)];
    return row(
        [decision ? text(severity) : { type: "strong", children: [text(severity)] }],
        name,
        [what, text(": "), words(why), ...(revert === undefined ? [] : [text("; reverting: "), words(revert)])],
        [...latest, ...age],
        [decision ? words(formatDecision(decision)) : code(decisionKey(object, finding))],
    );
}

/** A command to copy for each undecided finding. */
function decideBlock(stack: string, rows: readonly Row[]): BlockContent[] {
    const open = rows.flatMap(({ object, finding }) => (finding && !finding.decision ? [{ object, finding }] : []));
    if (open.length === 0) return [];
    return [
        paragraph(text("To decide (the command asks; accept, revert or ignore at its end answers):")),
        { type: "code", value: open.map(({ object, finding }) => decideCommand(stack, object, finding)).join("\n") },
    ];
}

function acceptBlock({ object, finding }: Row): BlockContent[] {
    if (finding?.accept === undefined) return [];
    const what =
        finding.decision || !finding.difference
            ? []
            : [text(" ("), code(formatDifference(finding.difference, finding.names)), text(")")];
    return [
        paragraph(
            text(finding.decision ? "To accept " : "Accepting would change "),
            code(formatObject(object)),
            ...what,
            text(":"),
        ),
        block(printableLines(finding.accept)),
    ];
}
