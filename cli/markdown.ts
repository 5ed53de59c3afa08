import type { Code, Html, List, Paragraph, PhrasingContent, Root, RootContent, TableRow } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { printable } from "../provider/transport/foreignText";
import { counted, shortened } from "./drift/format";

/** GitHub allows 65,536 characters in a comment. */
const most = 60_000;

/** The text of a document, or of a part of a document. */
export const markdown = (children: RootContent[]): string => {
    const root: Root = { type: "root", children };
    return toMarkdown(root, { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: "-" });
};

export const text = (value: string): PhrasingContent => ({ type: "text", value });
export const paragraph = (...children: PhrasingContent[]): Paragraph => ({ type: "paragraph", children });
export const list = (items: PhrasingContent[][]): List => ({
    type: "list",
    children: items.map((children) => ({ type: "listItem", children: [paragraph(...children)] })),
});
export const html = (value: string): Html => ({ type: "html", value });

/**
 * Untrusted text as code, in which GitHub creates no links and mentions. A backslash before a pipe is escaped
 * differently, because a table cell would end there.
 */
export const code = (value: string, length = 120): PhrasingContent => ({
    type: "inlineCode",
    value: shortened(printable(value), length).replace(/\\(?=\|)/g, "\\u005c") || " ",
});

/** As text in which no character has a meaning for Markdown or GitHub. */
export const words = (value: string, length = 300): PhrasingContent =>
    /^(?:[\p{L}\p{N} ,;:'()-]|\.(?= |$))+$/u.test(value) ? text(shortened(value, length)) : code(value, length);

export const row = (...cells: PhrasingContent[][]): TableRow => ({
    type: "tableRow",
    children: cells.map((children) => ({ type: "tableCell", children })),
});
export const headed = (...names: string[]): TableRow => row(...names.map((name) => [text(name)]));

export const escaped = (value: string): string =>
    shortened(printable(value)).replace(/[&<>"'`]/g, (one) => `&#${one.charCodeAt(0)};`);

/** A block of unchanged lines. Only a line that is longer than any message is shortened, in its middle. */
export const block = (lines: readonly string[], mostLines = 200): Code => ({
    type: "code",
    value: [
        ...lines.slice(0, mostLines).map((line) => shortened(line, 2_000)),
        ...(lines.length > mostLines ? [`… ${counted(lines.length - mostLines, "more line")}`] : []),
    ].join("\n"),
});

/** A collapsible section for one stack. */
export const unfolding = (stack: string, title: string, content: RootContent[]): RootContent[] => [
    html(`<details>\n<summary><code>${escaped(stack)}</code> ${title}</summary>`),
    ...content,
    html("</details>"),
];

/**
 * A comment with a heading and, in order, as many stacks as fit.
 * @param forms - versions of a stack's text, the longest first: the first that fits is used
 */
export function fitted<T>(
    head: RootContent[],
    stacks: readonly T[],
    forms: readonly ((stack: T) => RootContent[])[],
): string {
    const parts = [markdown(head)];
    let left = most - (parts[0]?.length ?? 0) - 200;
    for (const [index, stack] of stacks.entries()) {
        const part = firstOf(forms, (form) => markdown(form(stack)), left);
        if (part === undefined) {
            const more = counted(stacks.length - index, "stack");
            parts.push(markdown([paragraph(text(`For length, the details of ${more} are left out.`))]));
            break;
        }
        parts.push(part);
        left -= part.length + 1;
    }
    return parts.join("\n");
}

function firstOf<F>(forms: readonly F[], write: (form: F) => string, room: number): string | undefined {
    for (const form of forms) {
        const part = write(form);
        if (part.length < room) return part;
    }
    return undefined;
}
