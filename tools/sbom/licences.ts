import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTable } from "../table";
import type { Bill } from "./bill";

const root = join(__dirname, "../..");

/** Allowed licenses: they require a notice and nothing more. */
export const allowed: readonly string[] = [
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-3.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Python-2.0",
    "Unlicense",
];

/** Packages whose package.json names a file, whose text was read. */
const readByHand: Readonly<Record<string, string>> = { "@logdna/tail-file": "MIT" };

export interface Package {
    name: string;
    version: string;
    licence: string;
}

/** The packages of a bill with the licenses in their installed package.json files, by name. */
export function licensed({ components }: Bill): Package[] {
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
    const licences = new Map(
        Object.entries(lock.packages).map(([path, { name = nameIn(path), version }]) => [
            `${name}@${version}`,
            readByHand[name] ?? licenceIn(path),
        ]),
    );
    return components
        .map(({ name, version }) => ({ name, version, licence: licences.get(`${name}@${version}`) ?? "unknown" }))
        .sort((a, b) => (a.name === b.name ? a.version.localeCompare(b.version) : a.name < b.name ? -1 : 1));
}

interface Lock {
    packages: Record<string, { name?: string; version?: string }>;
}

const nameIn = (path: string) => path.replace(/^.*node_modules\//, "");

function licenceIn(path: string): string | undefined {
    const file = join(root, path, "package.json");
    if (!existsSync(file)) return undefined;
    return (JSON.parse(readFileSync(file, "utf8")) as { license?: string }).license;
}

/** Every part of an expression must be allowed: `(BSD-3-Clause AND Apache-2.0)`. */
export const isAllowed = ({ licence }: Package): boolean =>
    licence.split(/[()\s]+|\bAND\b|\bOR\b/).every((part) => part === "" || allowed.includes(part));

/** docs/licences.md */
export function licencesPage(own: readonly Package[], withPeers: readonly Package[]): string {
    const key = ({ name, version }: Package) => `${name}@${version}`;
    const ownKeys = new Set(own.map(key));
    const ofPeers = withPeers.filter((one) => !ownKeys.has(key(one)));
    const counts = new Map<string, number>();
    for (const { licence } of ofPeers) counts.set(licence, (counts.get(licence) ?? 0) + 1);
    const byCount = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
    return `# Licenses

The library is Apache-2.0 ([LICENSE](../LICENSE)). \`npm run licences\` writes this page from the locked versions, and a test keeps it up to date. The test refuses other licenses than ${allowed.join(", ")}.

\`npm run sbom\` writes the same as a CycloneDX file, \`sbom.cdx.json\`. Each release has one.

## Dependencies of the package

${markdownTable(
    ["package", "version", "license"],
    own.map(({ name, version, licence }) => [name, version, licence]),
)}

## Dependencies of its peers

\`@pulumi/pulumi\` and, for guard rails, \`@pulumi/policy\`: ${ofPeers.length} more packages.

${markdownTable(
    ["license", "packages"],
    byCount.map(([licence, count]) => [licence, String(count)]),
)}
`;
}
