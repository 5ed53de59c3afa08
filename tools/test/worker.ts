import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { endChildren, endChildrenOnSignal } from "../children";
import { endOfOutput, type Failure, type Result, type Task } from "./task";

const root = join(__dirname, "../..");
const environment = { ...process.env };

/** Runs one test file. */
async function run({ file, timeout, grep, env }: Task): Promise<Result> {
    // A provider in this process must cache neither in a person's home nor in that of another file.
    const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
    const removeHome = () => rmSync(home, { recursive: true, force: true });
    process.once("exit", removeHome);
    // A file must not find what another one has left in the environment.
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, environment, env, { PULUMI_HOME: home });
    forgetMocks();
    const mocha = new Mocha({
        timeout,
        slow: Math.min(timeout, 20_000),
        forbidOnly: true,
        reporter: "spec",
        ...(grep === undefined ? {} : { grep }),
    });
    mocha.addFile(join(root, file));
    const before = processorSeconds();
    const result: Result = { passed: 0, skipped: 0, failed: [], cpu: 0 };
    await new Promise<void>((resolve) => {
        const runner = mocha.run(() => resolve());
        runner.on("pass", () => result.passed++);
        runner.on("pending", () => result.skipped++);
        runner.on("fail", (test: Mocha.Test, error: Error) => result.failed.push(described(test, error)));
    });
    mocha.dispose();
    removeHome();
    process.off("exit", removeHome);
    result.cpu = processorSeconds() - before;
    return result;
}

/** Ends the mocks of Pulumi that a file has set, because they apply to the process. */
function forgetMocks(): void {
    const loaded = require.cache[require.resolve("@pulumi/pulumi")]?.exports as
        typeof import("@pulumi/pulumi") | undefined;
    loaded?.runtime.resetOptions("", "", 0, "", "", false, "");
}

/** A failed test, or a hook of one. */
function described(test: Mocha.Test, error: Error): Failure {
    const { Base } = Mocha.reporters;
    const print = Base.consoleLog;
    let text = "";
    Base.consoleLog = (...line: unknown[]) => (text += `${format(...line)}\n`);
    try {
        test.err = error;
        Base.list([test]);
    } finally {
        Base.consoleLog = print;
    }
    return { title: test.fullTitle(), text: text.trim() };
}

function processorSeconds(): number {
    if (process.platform !== "linux") return 0;
    // After the name: user and system time of this process, then of its children, in hundredths of a second.
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ").slice(11, 15) ?? [];
    return fields.reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}

endChildrenOnSignal();
process.on("message", (task: Task) => {
    void run(task).then((result) => {
        if (task.marksOutput) for (const stream of [process.stdout, process.stderr]) stream.write(endOfOutput);
        process.send?.(result);
    });
});
// The runner is dead.
process.on("disconnect", () => void endChildren().finally(() => process.exit()));
