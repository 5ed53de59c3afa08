/**
 * What the changelog says of the version that a tag releases.
 * @throws if tag, package.json and changelog do not name the same version, with all problems
 */
export function releaseNotes(tag: string, version: string, changelog: string): string {
    const sections = changelog.split(/^## /m).slice(1);
    const [section = ""] = sections;
    const [heading = "", ...lines] = section.split("\n");
    const notes = lines.join("\n").trim();
    const mistakes: string[] = [];
    if (tag !== `v${version}`) mistakes.push(`the tag is ${tag}; package.json has version ${version}, so v${version}`);
    if (!heading.startsWith(`${version}, `) || !/, \d{4}-\d{2}-\d{2}$/.test(heading))
        mistakes.push(`CHANGELOG.md begins with "## ${heading}"; it must be "## ${version}, <year>-<month>-<day>"`);
    if (notes === "") mistakes.push("CHANGELOG.md says nothing of this version");
    if (mistakes.length > 0) throw new Error(`Not to be released:\n${mistakes.map((one) => `- ${one}`).join("\n")}`);
    return `${notes}\n`;
}
