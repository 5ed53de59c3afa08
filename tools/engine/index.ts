import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import semver from "semver";
import { pulumiVersion, quietEnvironment } from "../../engine/pulumi";
import { cached } from "../cache";
import { addPlugins, buildEngine } from "./build";
import { downloadEngine } from "./download";
import { engineVersion, minimumVersion } from "./versions";

/** A Pulumi engine that is ready to run. */
export interface Engine {
    /** The binary. */
    pulumi: string;
    version: string;
    /** One line: which engine is used, and why. */
    source: string;
    /** The environment in which it finds its language host, Node and the plugin for dynamic resources. */
    env: NodeJS.ProcessEnv;
}

type Report = (line: string) => void;

const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";
const languageHost = process.platform === "win32" ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
const projectBin = join(__dirname, "..", "..", "node_modules", ".bin");
const dynamicPlugin = join(__dirname, "..", "..", "node_modules", "@pulumi", "pulumi");

/** The engine to use: `PULUMI_BIN`, then `pulumi` on PATH, then the one of {@link engineOfVersion}. */
export async function findEngine(report: Report): Promise<Engine> {
    const named = process.env["PULUMI_BIN"];
    if (named) return fromEnvironment(named);
    const onPath = await inPath(report);
    if (onPath) return onPath;
    return engineOfVersion(engineVersion, report);
}

/** One version: from the cache of an earlier run, then the official release, and finally a build from source. */
export async function engineOfVersion(version: string, report: Report): Promise<Engine> {
    const built = cached("engine", `built-${version}`);
    const official = cached("engine", `official-${version}`);
    const left = "left in the cache by an earlier run";
    const officialVersion = await versionOf(join(official, "bin", executable));
    if (officialVersion) return engine(join(official, "bin"), officialVersion, `the official release, ${left}`);
    const builtVersion = await versionOf(join(built, executable));
    if (builtVersion) return withPlugins(built, builtVersion, `built from its Go module, ${left}`);
    const downloaded = await downloadEngine(version, official, report);
    if (downloaded)
        return engine(downloaded, (await versionOf(join(downloaded, executable))) ?? "", "the official release");
    await buildEngine(version, built, report);
    const reason = "built from its Go module, because the official release cannot be downloaded here";
    return withPlugins(built, version, reason);
}

async function withPlugins(folder: string, version: string, why: string): Promise<Engine> {
    await addPlugins(folder);
    return engine(folder, version, why);
}

async function fromEnvironment(named: string): Promise<Engine> {
    const problem = (what: string) => new Error(`PULUMI_BIN is "${named}": ${what}`);
    if (!existsSync(named)) throw problem("there is no such file");
    const version = await versionOf(named);
    if (!version) throw problem("it does not answer `version` as Pulumi does");
    if (!semver.gte(version, minimumVersion)) throw problem(`it is ${version}; ${minimumVersion} or later is needed`);
    const folder = dirname(named);
    if (!existsSync(join(folder, languageHost)) && !whichFolder(languageHost))
        throw problem(`its language host ${languageHost} is neither beside it nor on PATH`);
    return engine(folder, version, "PULUMI_BIN says so", named);
}

async function inPath(report: Report): Promise<Engine | undefined> {
    const folder = whichFolder(executable);
    if (!folder) return undefined;
    const version = await versionOf(join(folder, executable));
    if (!version || !semver.gte(version, minimumVersion)) {
        report(`The pulumi on PATH is ${version ?? "not Pulumi"}; ${minimumVersion} or later is needed.`);
        return undefined;
    }
    if (!existsSync(join(folder, languageHost)) && !whichFolder(languageHost)) {
        report(`The pulumi on PATH has no ${languageHost} beside it.`);
        return undefined;
    }
    return engine(folder, version, "it is on PATH");
}

function engine(folder: string, version: string, why: string, pulumi = join(folder, executable)): Engine {
    // Plugins next to the binary are found first and without a warning; the rest comes from this project.
    const PATH = [projectBin, folder, process.env["PATH"] ?? "", dynamicPlugin].join(delimiter);
    return {
        pulumi,
        version,
        source: `Pulumi ${version}: ${why}`,
        env: {
            ...process.env,
            PATH,
            ...quietEnvironment,
            PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
        },
    };
}

/** Of binaries that have been asked, because each stack of a test asks again. */
const versions = new Map<string, string>();

async function versionOf(pulumi: string): Promise<string | undefined> {
    if (!existsSync(pulumi)) return undefined;
    const version = versions.get(pulumi) ?? /^v?(\d+\.\d+\.\d+\S*)$/.exec((await pulumiVersion(pulumi)) ?? "")?.[1];
    if (version !== undefined) versions.set(pulumi, version);
    return version;
}

function whichFolder(name: string): string | undefined {
    return (process.env["PATH"] ?? "").split(delimiter).find((folder) => folder && existsSync(join(folder, name)));
}
