import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { enableCompileCache, getCompileCacheDir } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import PQueue from "p-queue";
import { endChildren, endChildrenOnSignal } from "../children";
import { goTool } from "../goTool";
import { startSharedKeycloaks } from "../keycloak";
import { packedLibrary, packLibrary } from "../package";
import { type Job, runScript, runTests } from "./job";
import { Report } from "./report";
import { type Chosen, chosen, unit } from "./suites";

/** One queue for all processor cores: each file is a job in a process of its own. */
const queue = new PQueue({ concurrency: availableParallelism() });
/** A script of package.json each. */
const checks = ["format:check", "lint", "types"];

/**
 * `npm test [-- [--grep <pattern>] [suite or file …]]`: without arguments the checks, then all suites.
 * `npm run check` and `npm run test:unit` are parts of it.
 */
async function main(): Promise<void> {
    endChildrenOnSignal();
    // Each job, and each command that a test starts, loads the same modules.
    enableCompileCache();
    process.env["NODE_COMPILE_CACHE"] = getCompileCacheDir();
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: "string" } } });
    const [isCheck, isAll] = [positionals[0] === "check", positionals.length === 0];
    const wanted = chosen(isCheck ? [unit.name] : positionals);
    const slow = wanted.filter(({ suite }) => suite !== unit);
    const tests = ({ suite, files }: Chosen, parallel = 1): Job => ({
        suite: suite.name,
        task: { files, timeout: suite.timeout, parallel, ...(values.grep === undefined ? {} : { grep: values.grep }) },
    });
    const isSingle = wanted.length === 1 && (wanted[0]?.suite === unit || wanted[0]?.files.length === 1);
    const report = new Report(isSingle && !isCheck);

    const first: Promise<void>[] = [];
    const suiteOf = async ({ suite }: Chosen, work: () => Promise<unknown>) => {
        report.begins(suite.name);
        await work();
        report.ends(suite.name);
    };
    const run = (job: Job) => queue.add(() => runTests(job, report));
    if (isAll || isCheck) first.push(...checks.map((script) => queue.add(() => runScript(script, report))));
    first.push(
        ...wanted
            .filter(({ suite }) => suite === unit)
            .map((one) => suiteOf(one, () => run(tests(one, queue.concurrency)))),
        // Waits for other processes most of the time.
        prepare(slow),
    );
    await Promise.all(first);
    if (!report.failed)
        await Promise.all(
            slow.map((one) =>
                suiteOf(one, () => Promise.all(one.files.map((file) => run(tests({ ...one, files: [file] }))))),
            ),
        );
    else if (slow.length > 0) report.note("The other suites were not started, because a check failed.");
    report.print(values.grep);
    await endChildren();
    process.exit(report.failed ? 1 : 0);
}

/** What the suites need, once for all of them. */
async function prepare(slow: readonly Chosen[]): Promise<void> {
    for (const tool of new Set(slow.flatMap(({ suite }) => suite.tools ?? []))) await goTool(tool);
    if (slow.length === 0) return;
    const folder = await mkdtemp(join(tmpdir(), "packed-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    process.env[packedLibrary] = await packLibrary(folder);
    // A single file starts only the versions that it needs.
    const onKeycloak = slow.filter(({ suite }) => suite.name === "keycloak").flatMap(({ files }) => files);
    if (onKeycloak.length > 1) Object.assign(process.env, await startSharedKeycloaks(console.log));
}

main().catch(async (error: Error) => {
    console.error(error.message);
    await endChildren();
    process.exit(1);
});
