import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { endChildrenOnSignal } from "../children";

/** What a job tells the process that started it. */
export interface Result {
    passed: number;
    skipped: number;
    failed: Failure[];
    /** Seconds of processor time, with every process that the job waited for. Only Linux tells it; elsewhere 0. */
    cpu: number;
}

export interface Failure {
    title: string;
    /** As Mocha prints it, with the difference. */
    text: string;
}

/** What the process needs to know, as JSON in its first argument. */
export interface Task {
    /** Test files, relative to the root of the project. */
    files: readonly string[];
    /** Milliseconds for a test. */
    timeout: number;
    grep?: string;
}

const root = join(__dirname, "../..");

async function main({ files, timeout, grep }: Task): Promise<void> {
    endChildrenOnSignal();
    const mocha = new Mocha({
        timeout,
        slow: Math.min(timeout, 20_000),
        forbidOnly: true,
        reporter: "spec",
        ...(grep === undefined ? {} : { grep }),
    });
    for (const file of files) mocha.addFile(join(root, file));
    const result: Result = { passed: 0, skipped: 0, failed: [], cpu: 0 };
    await new Promise<void>((resolve) => {
        const runner = mocha.run(() => resolve());
        runner.on("pass", () => result.passed++);
        runner.on("pending", () => result.skipped++);
        runner.on("fail", (test: Mocha.Test, error: Error) => result.failed.push(described(test, error)));
    });
    result.cpu = processorSeconds();
    await new Promise((resolve) => process.send?.(result, resolve));
    process.exit();
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

void main(JSON.parse(process.argv[2] ?? "") as Task);
