import { enableCompileCache, getCompileCacheDir } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import PQueue from "p-queue";
import { runCommand } from "../../engine/command";
import { endChildren, endChildrenOnSignal, remember } from "../children";
import { fillProcessors } from "./load";
import { Preparation } from "./prepare";
import { Report } from "./report";
import { type Chosen, chosen, longFiles, slowSuites, type Suite, unit } from "./suites";
import { Workers } from "./workers";

const root = join(__dirname, "../..");
/** One queue for all processor cores, with one task more than cores, because tests also wait. */
const leastTasks = availableParallelism() + 1;
const queue = new PQueue({ concurrency: leastTasks });
/** A script of package.json each. */
const checks = ["format:check", "lint", "types", "prose"];
/**
 * Checks that fail early come first, then what takes long, so that no core is idle at the end; then suites in their
 * order.
 */
const priorities = { check: 2, long: 1, ofSuite: (suite: Suite) => -slowSuites.indexOf(suite) };

/**
 * `npm test [-- [--grep <pattern>] [suite or file …]]`: without arguments the checks, then all suites. `check` means
 * the checks and the suite unit.
 */
async function main(): Promise<void> {
    endChildrenOnSignal();
    // Each worker, and each command that a test starts, loads the same modules.
    enableCompileCache();
    process.env["NODE_COMPILE_CACHE"] = getCompileCacheDir();
    // Tests set the pipeline that a command runs in, because it changes the command's output.
    delete process.env["GITHUB_ACTIONS"];
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: "string" } } });
    const [isCheck, isAll] = [positionals[0] === "check", positionals.length === 0];
    const wanted = chosen(isCheck ? [unit.name] : positionals);
    const [quick, slow] = [wanted.filter(({ suite }) => suite === unit), wanted.filter(({ suite }) => suite !== unit)];
    const isSingle = wanted.length === 1 && wanted[0]?.files.length === 1;
    const report = new Report(isSingle && !isCheck);
    const workers = new Workers(report.live);
    const run = { report, workers, ...values };
    const preparation = new Preparation(slow.length === 1 && slow[0]?.files.length === 1);
    fillProcessors(queue, { least: leastTasks, most: leastTasks + 2 });

    await Promise.all([
        ...(isAll || isCheck ? checks : []).map((script) =>
            queue.add(() => runScript(script, report), { priority: priorities.check }),
        ),
        ...quick.map((one) => runSuite(one, { ...run, env: {} })),
        ...slow.map(async (one) => runSuite(one, { ...run, env: await preparation.of(one.suite) })),
    ]);
    report.print(values.grep);
    await endChildren();
    process.exit(report.failed ? 1 : 0);
}

/** A script of package.json, such as `lint`. */
async function runScript(script: string, report: Report): Promise<void> {
    const begin = Date.now();
    const { code, output } = await runCommand("npm", ["run", "--silent", script], { cwd: root, onStart: remember });
    report.addCheck(script, { ok: code === 0, output, milliseconds: Date.now() - begin });
}

interface Run {
    report: Report;
    workers: Workers;
    env: NodeJS.ProcessEnv;
    grep?: string;
}

async function runSuite({ suite, files }: Chosen, { report, workers, env, grep }: Run): Promise<void> {
    const task = { timeout: suite.timeout, env, ...(grep === undefined ? {} : { grep }) };
    const runFile = async (file: string): Promise<void> => {
        if (suite !== unit && report.checkFailed) return report.leaveOut(suite.name);
        report.begins(suite.name);
        const begin = Date.now();
        const outcome = await workers.run({ ...task, file });
        report.addTests(suite.name, { file, ...outcome, milliseconds: Date.now() - begin });
    };
    await Promise.all(
        files.map((file) => {
            const ofFile = longFiles.includes(file) ? priorities.long : priorities.ofSuite(suite);
            return queue.add(() => runFile(file), { priority: suite === unit ? priorities.check : ofFile });
        }),
    );
    report.ends(suite.name);
}

main().catch(async (error: Error) => {
    console.error(error.message);
    await endChildren();
    process.exit(1);
});
