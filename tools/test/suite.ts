import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { endChildrenOnSignal } from "../children";

/** What a suite tells the process that started it. */
export interface Result {
    passed: number;
    skipped: number;
    /** Each with its whole name and what its error says. */
    failed: string[];
}

/** Characters; the whole of it is in the suite's own output. */
const longestError = 2_000;

/** One suite in a process of its own: `suite.ts <name> <milliseconds for a test> [<files at once>]`. */
async function main([name = "", timeout, jobs = "1"]: string[]): Promise<void> {
    endChildrenOnSignal();
    const mocha = new Mocha({
        timeout: Number(timeout),
        // How long a test took is told where it is more than half of it.
        slow: Math.min(Number(timeout), 20_000),
        forbidOnly: true,
        reporter: "spec",
        parallel: jobs !== "1",
        jobs: Number(jobs),
    });
    for (const file of testFiles(join(__dirname, "../../test", name))) mocha.addFile(file);
    const result: Result = { passed: 0, skipped: 0, failed: [] };
    await new Promise<void>((resolve) => {
        const runner = mocha.run(() => resolve());
        runner.on("pass", () => result.passed++);
        runner.on("pending", () => result.skipped++);
        runner.on("fail", (test: Mocha.Runnable, error: Error) =>
            result.failed.push(`${test.fullTitle()}: ${error.message.slice(0, longestError)}`),
        );
    });
    await new Promise((resolve) => process.send?.(result, resolve));
    process.exit();
}

function testFiles(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => join(folder, file))
        .sort();
}

void main(process.argv.slice(2));
