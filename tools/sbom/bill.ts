import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npm } from "../package";

const root = join(__dirname, "../..");

/** What a tool needs of a CycloneDX document. */
export interface Bill {
    bomFormat: string;
    specVersion: string;
    metadata: { component: { name: string; version: string } };
    components: { name: string; version: string; purl: string }[];
}

interface Manifest {
    [field: string]: unknown;
}

/** Not of what users install; `npm sbom` also fails on workspaces, which have no versions. */
const ofDevelopment = ["workspaces", "devDependencies", "scripts"];

/**
 * The bill of materials by `npm sbom`: what the package brings into a project, in the locked versions.
 * @param peers - whether its peers count, including the optional ones
 */
export async function softwareBill(peers: boolean): Promise<Bill> {
    const left = [...ofDevelopment, "peerDependenciesMeta", ...(peers ? [] : ["peerDependencies"])];
    const folder = await mkdtemp(join(tmpdir(), "sbom-"));
    // npm names the root after its folder.
    const project = join(folder, "pulumi-contact-center");
    try {
        await mkdir(project);
        const manifest = await read("package.json");
        const lock = (await read("package-lock.json")) as { packages: Record<string, Manifest> };
        const shortened = leaveOut(manifest, left);
        const packages = Object.entries(lock.packages).filter(
            ([path, { link }]) => path.startsWith("node_modules/") && link !== true,
        );
        const lockedRoot = leaveOut(lock.packages[""] ?? {}, left);
        await write(project, "package.json", shortened);
        await write(project, "package-lock.json", {
            ...lock,
            packages: { "": lockedRoot, ...Object.fromEntries(packages) },
        });
        // Removes what only development needs from the lock file.
        await npm(["install", "--package-lock-only", "--ignore-scripts", "--offline"], project);
        const bill = await npm(["sbom", "--package-lock-only", "--sbom-format=cyclonedx"], project);
        return JSON.parse(bill) as Bill;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

const read = async (name: string) => JSON.parse(await readFile(join(root, name), "utf8")) as Manifest;

const write = (folder: string, name: string, content: Manifest) =>
    writeFile(join(folder, name), JSON.stringify(content, null, 4));

const leaveOut = (manifest: Manifest, fields: readonly string[]): Manifest =>
    Object.fromEntries(Object.entries(manifest).filter(([field]) => !fields.includes(field)));
