import type { Code, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

export interface Document {
    links: string[];
    blocks: Code[];
    /** Code in the running text. */
    inline: string[];
    /** The possible fragments of a link, after `#`. */
    anchors: string[];
    /** The headings of the columns of tables. */
    columns: string[];
}

/** What can be checked in a page of Markdown. */
export function readDocument(text: string): Document {
    const document: Document = { links: [], blocks: [], inline: [], anchors: [], columns: [] };
    const visit = (node: Nodes): void => {
        if (node.type === "link" || node.type === "image" || node.type === "definition") document.links.push(node.url);
        if (node.type === "code") document.blocks.push(node);
        if (node.type === "inlineCode") document.inline.push(node.value);
        if (node.type === "heading") document.anchors.push(anchorOf(words(node)));
        if (node.type === "table") document.columns.push(...(node.children[0]?.children.map(words) ?? []));
        if ("children" in node) node.children.forEach(visit);
    };
    visit(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
    return document;
}

const words = (node: Nodes): string =>
    "children" in node ? node.children.map(words).join("") : "value" in node ? node.value : "";

/** As GitHub makes it. */
const anchorOf = (title: string): string =>
    title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-");
