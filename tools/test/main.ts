import { enableCompileCache, getCompileCacheDir } from "node:module";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import PQueue from "p-queue";
import { endChildren, endChildrenOnSignal } from "../children";
import { runScript, runTests } from "./job";
import { prepare } from "./prepare";
import { Report } from "./report";
import { type Chosen, chosen, unit } from "./suites";

/** One queue of jobs for all processor cores, each a process. One job more than cores, because tests also wait. */
const queue = new PQueue({ concurrency: availableParallelism() + 1 });
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
    const isSingle = wanted.length === 1 && wanted[0]?.files.length === 1;
    const report = new Report(isSingle && !isCheck);

    await Promise.all([
        prepare(slow),
        ...(isAll || isCheck ? checks : []).map((script) => queue.add(() => runScript(script, report))),
        ...quick.map((one) => runSuite(one, report, values.grep)),
    ]);
    if (slow.length > 0 && report.failed) report.note("The other suites were not started, because a check failed.");
    else await Promise.all(slow.map((one) => runSuite(one, report, values.grep)));
    report.print(values.grep);
    await endChildren();
    process.exit(report.failed ? 1 : 0);
}

async function runSuite({ suite, files }: Chosen, report: Report, grep?: string): Promise<void> {
    const count = Math.min(suite.jobs ?? files.length, files.length);
    const jobs = Array.from({ length: count }, (_, job) => files.filter((_file, index) => index % count === job));
    const task = { timeout: suite.timeout, ...(grep === undefined ? {} : { grep }) };
    await Promise.all(jobs.map((some) => queue.add(() => runTests(suite.name, { ...task, files: some }, report))));
    report.ends(suite.name);
}

main().catch(async (error: Error) => {
    console.error(error.message);
    await endChildren();
    process.exit(1);
});
