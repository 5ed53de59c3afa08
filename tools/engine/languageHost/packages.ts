import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A plugin that a program needs, as its SDK's package.json names it. */
export interface RequiredPlugin {
    name: string;
    version: string;
    server?: string;
}

interface Manifest {
    name?: string;
    version?: string;
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
    pulumi?: { resource?: boolean; name?: string; version?: string; server?: string };
}

/** The dependencies of a program with the versions that are installed. */
export function dependencies(folder: string): { name: string; version: string }[] {
    const manifest = nearest(folder);
    const names = Object.keys({ ...manifest?.dependencies, ...manifest?.devDependencies });
    return names.map((name) => ({ name, version: read(folder, name)?.version ?? "" })).sort(byName);
}

/** The plugins of every Pulumi SDK in the folders of packages that the program sees. */
export function requiredPlugins(folder: string): RequiredPlugin[] {
    const found = new Map<string, RequiredPlugin>();
    for (const modules of modulesFolders(folder))
        for (const name of packageNames(modules)) {
            const manifest = manifestIn(join(modules, name));
            if (!manifest?.pulumi?.resource) continue;
            const plugin = manifest.pulumi.name ?? (manifest.name ?? name).replace(/^@[^/]+\//, "");
            const version = manifest.pulumi.version ?? manifest.version ?? "";
            const { server } = manifest.pulumi;
            if (!found.has(plugin)) found.set(plugin, { name: plugin, version, ...(server ? { server } : {}) });
        }
    return [...found.values()].sort(byName);
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

function modulesFolders(folder: string): string[] {
    return (createRequire(join(folder, "program.js")).resolve.paths("x") ?? []).filter((path) => existsSync(path));
}

function packageNames(modules: string): string[] {
    return readdirSync(modules)
        .filter((name) => !name.startsWith("."))
        .flatMap((name) =>
            name.startsWith("@") ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
        );
}

function read(folder: string, name: string): Manifest | undefined {
    return modulesFolders(folder)
        .map((modules) => manifestIn(join(modules, name)))
        .find((manifest) => manifest !== undefined);
}

function nearest(folder: string): Manifest | undefined {
    const manifest = manifestIn(folder);
    if (manifest !== undefined || dirname(folder) === folder) return manifest;
    return nearest(dirname(folder));
}

function manifestIn(folder: string): Manifest | undefined {
    const path = join(folder, "package.json");
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Manifest) : undefined;
}
