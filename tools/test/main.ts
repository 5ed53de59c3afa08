import { enableCompileCache, getCompileCacheDir } from "node:module";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import PQueue from "p-queue";
import { endChildren, endChildrenOnSignal } from "../children";
import { runScript, runTests } from "./job";
import { prepare } from "./prepare";
import { Report } from "./report";
import { chosen, type Suite, unit } from "./suites";

/** One queue for all processor cores: each file is a job in a process of its own. */
const queue = new PQueue({ concurrency: availableParallelism() });
/** A script of package.json each. */
const checks = ["format:check", "lint", "types"];

/**
 * `npm test [-- [--grep <pattern>] [suite or file …]]`: without arguments the checks, then all suites. `check` stands
 * for the checks and the suite unit.
 */
async function main(): Promise<void> {
    endChildrenOnSignal();
    // Each job, and each command that a test starts, loads the same modules.
    enableCompileCache();
    process.env["NODE_COMPILE_CACHE"] = getCompileCacheDir();
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: "string" } } });
    const [isCheck, isAll] = [positionals[0] === "check", positionals.length === 0];
    const wanted = chosen(isCheck ? [unit.name] : positionals);
    const [quick, slow] = [wanted.filter(({ suite }) => suite === unit), wanted.filter(({ suite }) => suite !== unit)];
    const isSingle = wanted.length === 1 && (quick.length === 1 || wanted[0]?.files.length === 1);
    const report = new Report(isSingle && !isCheck);

    await Promise.all([
        prepare(slow),
        ...(isAll || isCheck ? checks : []).map((script) => queue.add(() => runScript(script, report))),
        ...quick.map(({ suite, files }) => runSuite(suite, [files], report, values.grep)),
    ]);
    if (slow.length > 0 && report.failed) report.note("The other suites were not started, because a check failed.");
    else await Promise.all(slow.map(({ suite, files }) => runSuite(suite, each(files), report, values.grep)));
    report.print(values.grep);
    await endChildren();
    process.exit(report.failed ? 1 : 0);
}

const each = (files: readonly string[]): string[][] => files.map((file) => [file]);

/** @param jobs - the files of each job */
async function runSuite(suite: Suite, jobs: readonly string[][], report: Report, grep?: string): Promise<void> {
    const parallel = suite === unit ? queue.concurrency : 1;
    const task = { timeout: suite.timeout, parallel, ...(grep === undefined ? {} : { grep }) };
    await Promise.all(jobs.map((files) => queue.add(() => runTests(suite.name, { ...task, files }, report))));
    report.ends(suite.name);
}

main().catch(async (error: Error) => {
    console.error(error.message);
    await endChildren();
    process.exit(1);
});
