import { unit } from "./suites";
import type { Failure, Result } from "./task";
import type { Outcome } from "./workers";

interface CheckEnd {
    ok: boolean;
    output: string;
    milliseconds: number;
}

interface FileEnd extends Outcome {
    file: string;
    milliseconds: number;
}

interface Sum extends Result {
    files: number;
    begun: number;
}

/** Characters of a file's own output that are shown if one of its tests failed. */
const longestOutput = 20_000;
interface FileCost {
    file: string;
    milliseconds: number;
    /** Seconds of processor time. */
    cpu: number;
}

/** How many files are named as the longest. */
const longestFiles = 12;

/** The result of a run: a line for each suite as it ends, and the failures in full at the end. */
export class Report {
    readonly #begun = Date.now();
    readonly #suites = new Map<string, Sum>();
    readonly #failures: string[] = [];
    readonly #files: FileCost[] = [];
    readonly #leftOut = new Set<string>();

    /** Whether a check or a unit test has failed. Then the other suites, which take long, are not started. */
    checkFailed = false;

    /** @param live - whether tests print for themselves: there is one file */
    constructor(readonly live: boolean) {}

    get failed(): boolean {
        return this.#failures.length > 0;
    }

    note(text: string): void {
        console.log(`[${seconds(Date.now() - this.#begun)}] ${text}`);
    }

    addCheck(script: string, { ok, output, milliseconds }: CheckEnd): void {
        this.note(`${script}: ${ok ? "passed" : "failed"} in ${seconds(milliseconds)}`);
        if (ok) return;
        this.checkFailed = true;
        this.#failures.push(`npm run ${script}\n\n${output.trim()}`);
    }

    /** A suite is not run, or not to its end. */
    leaveOut(suite: string): void {
        this.#leftOut.add(suite);
    }

    /** A file of the suite starts. */
    begins(suite: string): void {
        if (!this.#suites.has(suite))
            this.#suites.set(suite, { passed: 0, skipped: 0, failed: [], cpu: 0, files: 0, begun: Date.now() });
    }

    ends(suite: string): void {
        if (!this.#suites.has(suite)) return;
        const { files, begun, ...sum } = this.#sumOf(suite);
        const [wall, cpu] = [
            seconds(Date.now() - begun),
            sum.cpu > 0 ? `, ${seconds(sum.cpu * 1_000)} of processor time` : "",
        ];
        this.note(`${suite}: ${counts(sum)} in ${files} ${files === 1 ? "file" : "files"}, ${wall}${cpu}`);
    }

    addTests(suite: string, { file, result, code, output, milliseconds }: FileEnd): void {
        const sum = this.#sumOf(suite);
        sum.files += 1;
        this.#files.push({ file, milliseconds, cpu: result?.cpu ?? 0 });
        if (suite === unit.name && result?.failed.length !== 0) this.checkFailed = true;
        if (result === undefined) {
            this.#failures.push(
                `${file}: the process ended with status ${String(code)} before its tests did\n\n${tail(output)}`,
            );
            sum.failed.push({ title: file, text: "" });
            return;
        }
        sum.passed += result.passed;
        sum.skipped += result.skipped;
        sum.cpu += result.cpu;
        sum.failed.push(...result.failed);
        if (result.failed.length === 0) return;
        const printed = this.live ? [] : [`Output of ${file}:`, tail(output)];
        this.#failures.push([file, ...result.failed.map(({ text }: Failure) => text), ...printed].join("\n\n"));
    }

    #sumOf(suite: string): Sum {
        const sum = this.#suites.get(suite);
        if (sum === undefined) throw new Error(`the suite ${suite} has not begun`);
        return sum;
    }

    /** The last line counts all tests. @param grep - a pattern that must have matched something */
    print(grep?: string): void {
        const sums = [...this.#suites.values()];
        const total = {
            passed: sums.reduce((sum, { passed }) => sum + passed, 0),
            skipped: sums.reduce((sum, { skipped }) => sum + skipped, 0),
            failed: sums.flatMap(({ failed }) => failed),
        };
        const ran = total.passed + total.skipped + total.failed.length;
        if (sums.length > 0 && ran === 0)
            this.#failures.push(grep === undefined ? "no test ran" : `no test matches --grep ${grep}`);
        for (const failure of this.#failures) console.log(`\n${"─".repeat(80)}\n${failure}`);
        if (total.failed.length > 0)
            console.log(["", "Failed:", ...total.failed.map(({ title }) => `- ${title}`)].join("\n"));
        if (this.#leftOut.size > 0)
            console.log(`\nNot started, because a check or a unit test failed: ${[...this.#leftOut].join(", ")}.`);
        const cpu = sums.reduce((sum, one) => sum + one.cpu, 0);
        const processor = cpu > 0 ? `, ${seconds(cpu * 1_000)} of processor time for tests` : "";
        if (this.#files.length > longestFiles) {
            console.log(`\nLongest: ${this.#first((one) => one.milliseconds)}`);
            if (cpu > 0) console.log(`\nMost processor time: ${this.#first((one) => one.cpu * 1_000)}`);
        }
        console.log(`\nTook ${seconds(Date.now() - this.#begun)}${processor}.`);
        console.log(counts(total));
    }

    /** The files with most milliseconds. */
    #first(milliseconds: (file: FileCost) => number): string {
        const files = this.#files.toSorted((one, two) => milliseconds(two) - milliseconds(one)).slice(0, longestFiles);
        return files.map((one) => `${one.file} ${seconds(milliseconds(one))}`).join(", ");
    }
}

const counts = ({ passed, failed, skipped }: Pick<Result, "passed" | "failed" | "skipped">): string =>
    `${passed} passed, ${failed.length} failed, ${skipped} skipped`;

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1_000)} s`;

const tail = (output: string): string => output.trim().slice(-longestOutput);
