import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { GoTool } from "../goTool";

const root = join(__dirname, "../..");

/** What several test files share: a tool, the engine, the packed library, a project with it, running servers. */
export type Need = GoTool | "engine" | "languages" | "library" | "project" | "keycloak";

/** A folder of `test/`. */
export interface Suite {
    name: string;
    /** Milliseconds for a test. */
    timeout: number;
    /** Built or started once, before the tests begin. */
    needs?: readonly Need[];
}

const minutes = 60_000;

/** The tests without an engine. */
export const unit: Suite = { name: "unit", timeout: 30_000 };

/** In the order in which their files are started. */
export const slowSuites: readonly Suite[] = [
    { name: "fault", timeout: 5 * minutes, needs: ["engine", "project"] },
    { name: "engine", timeout: 5 * minutes, needs: ["engine", "languages", "project", "versitygw"] },
    { name: "pipelines", timeout: 5 * minutes, needs: ["engine", "library", "act", "actionlint"] },
    { name: "package", timeout: 5 * minutes, needs: ["engine", "languages", "library", "actionlint"] },
    { name: "keycloak", timeout: 5 * minutes, needs: ["engine", "project", "keycloak"] },
    { name: "scale", timeout: 2 * minutes },
    { name: "contract", timeout: 5 * minutes, needs: ["library"] },
    { name: "browser", timeout: 5 * minutes },
    { name: "cli", timeout: 5 * minutes },
];

/** The files of their suites that take longest. */
export const longFiles: readonly string[] = [
    "test/fault/interrupted.test.ts",
    "test/pipelines/github.test.ts",
    "test/engine/init.test.ts",
    "test/engine/canary.test.ts",
    "test/engine/adopt.test.ts",
    "test/engine/generate.test.ts",
    "test/engine/ci.test.ts",
    "test/engine/reliability.test.ts",
    "test/package/versions.test.ts",
    "test/package/layouts.test.ts",
    "test/pipelines/gitlab.test.ts",
    "test/keycloak/engine.test.ts",
    "test/keycloak/interrupted.test.ts",
    "test/keycloak/mistakes.test.ts",
];

/** What a person asked for: a suite, and all or some of its files. */
export interface Chosen {
    suite: Suite;
    /** Relative to the root of the project. */
    files: string[];
}

/** @param names - suites and test files; empty for everything. Throws if one does not exist */
export function chosen(names: readonly string[]): Chosen[] {
    const suites = [unit, ...slowSuites];
    const wanted = names.map((name) =>
        name
            .replace(/^\.\//, "")
            .replace(/\/$/, "")
            .replace(/^test\/(?=\w+$)/, ""),
    );
    const all = suites.map((suite) => ({ suite, files: testFiles(`test/${suite.name}`) }));
    const isWanted = (suite: Suite, file: string) =>
        wanted.some((name) => name === suite.name || name === file || file.startsWith(`${name}/`));
    const found = all.map(({ suite, files }) => ({ suite, files: files.filter((file) => isWanted(suite, file)) }));
    const missing = wanted.filter((name) =>
        all.every(
            ({ suite, files }) =>
                suite.name !== name && !files.some((file) => file === name || file.startsWith(`${name}/`)),
        ),
    );
    if (missing.length > 0)
        throw new Error(
            `unknown suite or file ${missing.map((name) => `"${name}"`).join(", ")}. Suites: ${suites.map(({ name }) => name).join(", ")}. Files are given by their path, such as test/engine/drift.test.ts`,
        );
    return (wanted.length === 0 ? all : found).filter(({ files }) => files.length > 0);
}

function testFiles(folder: string): string[] {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
        .sort();
}
