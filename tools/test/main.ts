import { fork, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PQueue from "p-queue";
import { endChildren, endChildrenOnSignal, remember } from "../children";
import { goTool, type GoTool } from "../goTool";
import { packedLibrary, packLibrary } from "../package";
import type { Result } from "./suite";

const root = join(__dirname, "../..");
/** Slower suites, the longest first; each drives something real. */
const suites = {
    keycloak: "a real Keycloak, two versions, also through the real Pulumi engine",
    engine: "the real Pulumi engine",
    fault: "faults, deaths and waits, without the engine",
    pipelines: "the workflows of a platform repository, run by act and gitlab-ci-local",
    browser: "a real browser opens the page of a review",
    package: "the packed library in projects of their own",
    cli: "the command line, each command in a process of its own",
    contract:
        "what others lay down: the stock plugin of @pulumi/pulumi, the schemas of an operator, compiler and formatter",
} as const;
/** Built before the tests begin: no test is to wait minutes for it. */
const needed: Partial<Record<keyof typeof suites, readonly GoTool[]>> = {
    engine: ["versitygw"],
    pipelines: ["act", "actionlint"],
    package: ["actionlint"],
};
/** One works while the other waits, for an engine or a quota: two cores are enough. */
const sideBySide = 2;

const total: Result = { passed: 0, skipped: 0, failed: [] };
const begin = Date.now();
const seconds = () => `${Math.round((Date.now() - begin) / 1_000)} s`;

/** `npm test [-- suite …]`: `npm run check`, then the slower suites; the last line counts all tests. */
async function main(): Promise<void> {
    endChildrenOnSignal();
    const wanted = process.argv.slice(2);
    const unknown = wanted.find((name) => name !== "unit" && !(name in suites));
    if (unknown) throw new Error(`there is no suite "${unknown}"; there are unit, ${Object.keys(suites).join(", ")}`);
    const slower = Object.keys(suites).filter((name) => wanted.length === 0 || wanted.includes(name));
    if (wanted.length === 0) for (const script of ["format:check", "lint", "types"]) await npmRun(script);
    if (wanted.length === 0 || wanted.includes("unit")) await suite("unit", "no engine", 10_000, 3, true);
    for (const tool of new Set(slower.flatMap((name) => needed[name as keyof typeof suites] ?? []))) {
        await goTool(tool);
        console.log(`\n[${seconds()}] ${tool} is there`);
    }
    if (slower.length > 0) {
        console.log(`\n[${seconds()}] Building and packing the library`);
        const folder = await mkdtemp(join(tmpdir(), "packed-"));
        process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
        process.env[packedLibrary] = await packLibrary(folder);
    }
    const queue = new PQueue({ concurrency: sideBySide });
    const alone = slower.length === 1;
    await queue.addAll(slower.map((name) => () => suite(name, suites[name as keyof typeof suites], 300_000, 1, alone)));
    if (total.failed.length > 0) console.log(`\nFailed:\n${total.failed.map((test) => `- ${test}`).join("\n")}`);
    console.log(`\nTook ${seconds()}.`);
    console.log(`${total.passed} passed, ${total.failed.length} failed, ${total.skipped} skipped`);
    process.exit(total.failed.length === 0 ? 0 : 1);
}

async function npmRun(script: string): Promise<void> {
    console.log(`\n[${seconds()}] npm run ${script}`);
    const child = remember(spawn("npm", ["run", "--silent", script], { cwd: root, stdio: "inherit" }));
    const code = await new Promise((resolve) => child.on("exit", resolve));
    if (code === 0) return;
    console.error(`npm run ${script} failed.`);
    process.exit(1);
}

/** @param live - whether its output appears as it comes, or all of it when it has ended */
async function suite(name: string, what: string, timeout: number, jobs: number, live: boolean): Promise<void> {
    console.log(`\n[${seconds()}] Suite ${name} begins: ${what}`);
    const args = [name, String(timeout), String(jobs)];
    const child = remember(fork(join(__dirname, "suite.ts"), args, { silent: !live }));
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => output.push(data));
    let result: Result | undefined;
    child.on("message", (message: Result) => (result = message));
    const code = await new Promise((resolve) => child.on("close", resolve));
    if (!live) console.log(`\n[${seconds()}] Suite ${name} has ended:\n${Buffer.concat(output).toString()}`);
    if (result === undefined) throw new Error(`the suite ${name} ended in the middle, with status ${String(code)}`);
    if (result.passed + result.skipped + result.failed.length === 0) throw new Error(`the suite ${name} ran no test`);
    total.passed += result.passed;
    total.skipped += result.skipped;
    total.failed.push(...result.failed.map((test) => `${name}: ${test}`));
}

main().catch(async (error: Error) => {
    console.error(error.message);
    await endChildren();
    process.exit(1);
});
