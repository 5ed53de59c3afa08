import type { BlockContent, Code, Html, Paragraph, PhrasingContent, Root, RootContent, Table, TableRow } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { mermaid } from "./mermaid";
import { severities } from "../../provider/drift/severity";
import {
    allInSync,
    type AnyReview,
    changeWords,
    counted,
    countSeverities,
    day,
    decisionKey,
    decisionWords,
    differenceWords,
    isFailed,
    objectWords,
    oneLine,
    overallWords,
    printable,
    printableLines,
    type Row,
    rowsOf,
    shortened,
    staleWords,
    summaryWords,
    undecided,
} from "./words";

/** GitHub takes 65,536 characters in a comment. */
const most = 60_000;
const mostStacks = 100;

/** How much of a stack is told: as much as there is room for. */
interface Detail {
    rows: number;
    picture: boolean;
}
const details: readonly Detail[] = [
    { rows: 200, picture: true },
    { rows: 200, picture: false },
    { rows: 30, picture: false },
    { rows: 5, picture: false },
];

/** A comment for a pull request: what is in sync is only counted. */
export function renderMarkdown(reviews: readonly AnyReview[]): string {
    const shown = reviews
        .filter((review) => !allInSync(review) || staleIn(review) > 0)
        .sort((one, two) => badness(two) - badness(one));
    const head = print([
        { type: "heading", depth: 3, children: [text("Drift review")] },
        paragraph(text(`${overallWords(reviews)}.`)),
        ...(shown.length > 0 ? summaryTable(shown) : []),
    ]);
    const sections: string[] = [];
    let left = most - head.length - 200;
    for (const review of shown) {
        const section = firstFitting(review, left);
        if (section === undefined) break;
        sections.push(section);
        left -= section.length + 1;
    }
    const more = shown.length - sections.length;
    const rest = text(`For length, the details of ${counted(more, "stack")} are left out.`);
    return [head, ...sections, ...(more > 0 ? [print([paragraph(rest)])] : [])].join("\n");
}

/** As much of a stack as there is room for; nothing where there is none. */
function firstFitting(review: AnyReview, room: number): string | undefined {
    for (const detail of details) {
        const section = print(sectionOf(review, detail));
        if (section.length < room) return section;
    }
    return undefined;
}

const print = (children: RootContent[]): string => {
    const root: Root = { type: "root", children };
    return toMarkdown(root, { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: "-" });
};

const staleIn = (review: AnyReview): number => (isFailed(review) ? 0 : review.stale.length);

/** Failed ones first, then by the worst that nobody decided. */
function badness(review: AnyReview): number {
    if (isFailed(review)) return Number.MAX_SAFE_INTEGER;
    const { high, medium, low } = countSeverities(undecided(review));
    return high * 1e8 + medium * 1e4 + low;
}

const text = (value: string): PhrasingContent => ({ type: "text", value });
const paragraph = (...children: PhrasingContent[]): Paragraph => ({ type: "paragraph", children });
const html = (value: string): Html => ({ type: "html", value });

/**
 * What may be anybody's: as code, in which GitHub links nobody and nothing. A backslash before a pipe is written in
 * another way, because a table's cell ends there.
 */
const code = (value: string, length = 120): PhrasingContent => ({
    type: "inlineCode",
    value: shortened(printable(value), length).replace(/\\(?=\|)/g, "\\u005c") || " ",
});

/** As text where nothing in it means anything to Markdown or to GitHub. */
const words = (value: string, length = 300): PhrasingContent =>
    /^(?:[\p{L}\p{N} ,;:'()-]|\.(?= |$))+$/u.test(value) ? text(shortened(value, length)) : code(value, length);

const row = (...cells: PhrasingContent[][]): TableRow => ({
    type: "tableRow",
    children: cells.map((children) => ({ type: "tableCell", children })),
});
const headed = (...names: string[]): TableRow => row(...names.map((name) => [text(name)]));

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

function sectionOf(review: AnyReview, { rows: most, picture }: Detail): RootContent[] {
    const title = (words: string) =>
        html(`<details>\n<summary><code>${escaped(review.stack)}</code> ${words}</summary>`);
    if (isFailed(review))
        return [title("failed"), { type: "code", value: clipped(printableLines(review.error)) }, html("</details>")];
    const rows = rowsOf(review);
    const left = rows.length - most;
    const drawn = picture ? mermaid(review.picture) : undefined;
    return [
        title(escaped(summaryWords(review.summary))),
        ...(rows.length > 0 ? [findingsTable(rows.slice(0, most))] : []),
        ...(left > 0 ? [paragraph(text(`${counted(left, "more finding")} not shown here.`))] : []),
        ...rows.slice(0, most).flatMap(acceptBlock),
        ...[...review.stale.map(staleWords), ...review.notes].slice(0, most).map((note) => paragraph(words(note))),
        ...(drawn === undefined ? [] : [{ type: "code", lang: "mermaid", value: drawn } satisfies Code]),
        html("</details>"),
    ];
}

const escaped = (value: string): string =>
    shortened(printable(value)).replace(/[&<>"'`]/g, (one) => `&#${one.charCodeAt(0)};`);

/** At most some lines of code; none is cut in a way that looks whole. */
const clipped = (lines: string[]): string =>
    [...lines.slice(0, 40).map((line) => shortened(line, 200)), ...(lines.length > 40 ? ["…"] : [])].join("\n");

function findingsTable(rows: readonly Row[]): Table {
    const head = headed("Severity", "Object", "What differs", "Who and when", "Decision");
    return { type: "table", children: [head, ...rows.map(findingRow)] };
}

function findingRow({ object, finding }: Row): TableRow {
    const name = [code(objectWords(object))];
    const status = text(`${object.status}`);
    if (finding === undefined) return row([], name, [status, text(": "), words(oneLine(object.reason ?? ""))], [], []);
    const { severity, difference, why, changes = [], since, decision } = finding;
    const what = difference ? code(differenceWords(difference), 300) : status;
    const latest = changes.slice(0, 1).map((change) => words(changeWords(change)));
    const age = since === undefined ? [] : [text(`${latest.length > 0 ? "; " : ""}seen since ${day(since)}`)];
    return row(
        [decision ? text(severity) : { type: "strong", children: [text(severity)] }],
        name,
        [what, text(": "), words(why)],
        [...latest, ...age],
        [decision ? words(decisionWords(decision)) : code(decisionKey(object, finding))],
    );
}

function acceptBlock({ object, finding }: Row): BlockContent[] {
    if (finding?.decision?.decision !== "accept" || finding.accept === undefined) return [];
    return [
        paragraph(text("To accept "), code(objectWords(object)), text(":")),
        { type: "code", value: clipped(printableLines(finding.accept)) },
    ];
}
