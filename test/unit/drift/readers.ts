import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { expect } from "chai";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Log } from "sarif";
import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces";

export const plainly = { colour: false };
export const parsed = (text: string) =>
    fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
export const nodes = (node: Nodes): Nodes[] => [node, ...("children" in node ? node.children.flatMap(nodes) : [])];
export const sarif = (text: string) => (JSON.parse(text) as Log).runs[0] ?? expect.fail("no run");
export const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
export const isSarif = ajv.compile(schema);

const entities: Record<string, string> = { amp: "&", apos: "'", gt: ">", lt: "<", quot: '"' };
const decoded = (text = "") => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);

/**
 * Names and attributes of elements. The library's own reader checks that it is well-formed, but decodes values twice.
 */
export function elements(xml: string): { name: string; attributes: Record<string, string> }[] {
    const names: string[] = [];
    create(xml).each(({ node }: XMLBuilder) => node.nodeType === 1 && names.push(node.nodeName), true, true);
    const tags = Array.from(xml.matchAll(/<([\w-]+)([^>]*?)\/?>/g), ([, name = "", rest = ""]) => ({
        name,
        attributes: Object.fromEntries(
            Array.from(rest.matchAll(/([\w-]+)="([^"]*)"/g), ([, key, value]) => [key, decoded(value)]),
        ) as Record<string, string>,
    }));
    expect(tags.map(({ name }) => name)).to.deep.equal(names);
    return tags;
}
