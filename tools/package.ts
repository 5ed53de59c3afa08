import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { completed } from "./children";

const root = join(__dirname, "..");

/** Runs npm. If it fails, its output is part of the error. */
export function npm(args: readonly string[], cwd: string): Promise<string> {
    const command = process.platform === "win32" ? "npm.cmd" : "npm";
    const quiet = ["--loglevel=error", "--no-audit", "--no-fund"];
    return completed(command, [...args, ...quiet], { cwd });
}

/** Names the tarball that a test run has packed: parallel suites must not build into one folder. */
export const packedLibrary = "PACKED_LIBRARY";

/** Builds the library and packs it as it would be published; the path of the tarball. */
export async function packLibrary(folder: string): Promise<string> {
    await mkdir(folder, { recursive: true });
    const packed = process.env[packedLibrary];
    if (packed !== undefined) return packed;
    await npm(["pack", "--pack-destination", folder], root);
    const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
    if (tarball === undefined) throw new Error("npm pack made no tarball");
    return join(folder, tarball);
}

/**
 * A project outside this one, with an example's program and the packed library from a tarball.
 * @param example - name of a folder in `examples/`
 * @param versions - of packages to add, or to install in another version
 */
export async function makeProject(
    folder: string,
    example: string,
    tarball: string,
    versions: Readonly<Record<string, string>> = {},
): Promise<void> {
    await cp(join(root, "examples", example), folder, {
        recursive: true,
        filter: (path) => !path.includes("node_modules"),
    });
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
        dependencies: Record<string, string>;
        devDependencies?: Record<string, string>;
    };
    manifest.dependencies["pulumi-contact-center"] = `file:${tarball}`;
    // The versions that this project was tested with, not the newest ones.
    for (const list of [manifest.dependencies, manifest.devDependencies ?? {}])
        for (const name of Object.keys(list)) if (name !== "pulumi-contact-center") list[name] = await installed(name);
    Object.assign(manifest.dependencies, versions);
    for (const name of Object.keys(versions)) delete manifest.devDependencies?.[name];
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest, null, 4));
    // As pipelines do: the library must work without the scripts of its dependencies.
    await npm(["install", "--ignore-scripts", "--prefer-offline"], folder);
}

/**
 * Names the folder that {@link prepareProject} has filled for a test run, because installing takes ten seconds each
 * time.
 */
export const preparedProject = "PREPARED_PROJECT";

/**
 * Fills a folder with what tests of the installed package share: `tenant`, a project with the packed library, the
 * example's program as JavaScript (`tenant.js`) and a folder for programs, and `compiled`, Node's cache for all of them.
 */
export async function prepareProject(folder: string): Promise<void> {
    const tarball = await packLibrary(join(folder, "package"));
    const home = join(folder, "tenant");
    await makeProject(home, "tenant", tarball, { "@pulumi/policy": await installed("@pulumi/policy") });
    const { code } = await transform(await readFile(join(home, "index.ts"), "utf8"), { loader: "ts", format: "cjs" });
    await writeFile(join(home, "tenant.js"), code);
    await mkdir(join(home, "programs"));
}

/** The version of a package that this project has installed. */
export async function installed(name: string): Promise<string> {
    const manifest = await readFile(join(root, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
}
