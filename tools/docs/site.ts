import { readdirSync, readFileSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { startChild } from "../children";

const root = join(__dirname, "../..");

/**
 * Builds the documents and the reference as pages, with TypeDoc by `typedoc.json`.
 * @returns the problems: TypeDoc's warnings and broken links
 */
export async function buildSite(folder: string): Promise<string[]> {
    await rm(folder, { recursive: true, force: true });
    const typedoc = join(root, "node_modules", "typedoc", "bin", "typedoc");
    const child = startChild(process.execPath, [typedoc, "--out", folder, "--logLevel", "Warn"], { cwd: root });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
    const code = await new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    if (code !== 0) return [output.trim()];
    // `diagrams.js` loads it on pages with a diagram.
    await copyFile(require.resolve("mermaid/dist/mermaid.min.js"), join(folder, "assets", "mermaid.min.js"));
    return deadLinks(folder);
}

/** Links within the pages of a folder that lead to a missing file or heading, and others that are not addresses. */
export function deadLinks(folder: string): string[] {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const pages = new Map(
        names
            .filter((name) => name.endsWith(".html"))
            .map((name) => [name, attributes(readFileSync(join(folder, name), "utf8"))]),
    );
    return [...pages].flatMap(([page, { links }]) =>
        [...links]
            .filter((link) => !(/^\w+:/.test(link) ? isAddress(link) : leadsSomewhere(page, link)))
            .map((link) => `${page}: ${link} leads nowhere`),
    );

    function leadsSomewhere(page: string, link: string): boolean {
        const [path = "", anchor = ""] = link.split("#").map(decodeURIComponent);
        const target = path === "" ? page : relative(folder, join(folder, dirname(page), path));
        if (!names.includes(target)) return false;
        return anchor === "" || !target.endsWith(".html") || (pages.get(target)?.places.has(anchor) ?? false);
    }
}

const isAddress = (link: string) => URL.canParse(link) && /^(https|mailto):/.test(link);

/** TypeDoc writes every `<` of a text as an entity, so whatever is in angle brackets is a tag. */
function attributes(html: string): { links: Set<string>; places: Set<string> } {
    const found = { links: new Set<string>(), places: new Set<string>() };
    for (const [tag] of html.matchAll(/<[a-z][^<>]*>/g))
        for (const [, name, value = ""] of tag.matchAll(/ (href|src|id)="([^"]*)"/g))
            (name === "id" ? found.places : found.links).add(value.replaceAll("&amp;", "&"));
    return found;
}
