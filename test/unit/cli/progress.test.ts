import { expect } from "chai";
import { printBlock, printError } from "../../../cli/print";
import { boardLines, Progress, TenantProgress } from "../../../cli/progress";
import { outputOf } from "../../printed";

/** What is printed of a report at each of these times, in milliseconds. */
function printed(terminal: boolean, moments: readonly number[]): string[] {
    const lines: string[] = [];
    let time = 0;
    const where = {
        terminal,
        now: () => time,
        replace: (text: string) => void lines.push(`\r${text}`),
        line: (text: string) => void lines.push(text),
    };
    const progress = new Progress(where);
    for (const moment of moments) {
        time = moment;
        progress.report(() => `at ${moment}`);
    }
    progress.end();
    return lines;
}

describe("Progress", () => {
    it("is silent for two seconds, then rare without a terminal", () => {
        expect(printed(false, [0, 1_000, 1_999])).to.deep.equal([]);
        expect(printed(false, [1_000, 2_000, 3_000, 11_999, 12_000])).to.deep.equal(["at 2000", "at 12000"]);
    });

    it("replaces a terminal's last line, and clears it at the end", () => {
        expect(printed(true, [1_000])).to.deep.equal([]);
        expect(printed(true, [2_000, 2_100, 2_200])).to.deep.equal(["\rat 2000", "\rat 2200", "\r"]);
    });
});

/** The progress of three tenants: acme is done, initech fails, umbrella is interrupted. */
async function playing(rows: number | undefined): Promise<{ lines: string[]; blocks: string[] }> {
    const lines: string[] = [];
    const blocks: string[] = [];
    const asked = new AbortController();
    let time = 0;
    const progress = new TenantProgress(["acme", "initech", "umbrella", "wayne"], asked.signal, {
        rows: () => rows,
        now: () => time,
        block: (some) => void blocks.push(some.join("\n")),
        line: (text) => void lines.push(text),
    });
    const run = (index: number, work: () => boolean) =>
        progress.run(
            index,
            () => Promise.resolve(work()),
            (bad) => bad,
        );
    const after = (milliseconds: number, bad: boolean) => () => {
        time += milliseconds;
        return bad;
    };
    await run(0, after(4_230, false));
    await run(1, after(2_000, true));
    const interrupt = () => {
        asked.abort(new Error("interrupted"));
        return true;
    };
    await run(2, interrupt);
    expect(await run(3, after(1, false)).catch((error: Error) => error.message)).to.equal("interrupted");
    progress.end();
    return { lines, blocks };
}

describe("TenantProgress", () => {
    const left = [
        "interrupted: waiting for 1 tenant to end; a second Ctrl-C ends at once",
        "not finished: umbrella",
        "not started: wayne",
    ];

    it("without a terminal, prints a line at the start and end of each tenant, with seconds, and says what was not done", async () => {
        expect(await playing(undefined)).to.deep.equal({
            lines: [
                "acme: running",
                "acme: done in 4.2 s",
                "initech: running",
                "initech: failed in 2.0 s",
                "umbrella: running",
                ...left,
            ],
            blocks: [],
        });
    });

    it("at a terminal, has a line for each tenant, and removes them at the end", async () => {
        const { lines, blocks } = await playing(24);
        expect(lines).to.deep.equal(left);
        expect(blocks[0]).to.equal(
            "acme      waiting\ninitech   waiting\numbrella  waiting\nwayne     waiting\n4 tenants: 4 waiting; 0 s",
        );
        expect(blocks.at(-2)).to.equal(
            "acme      done in 4.2 s\ninitech   failed in 2.0 s\numbrella  running\nwayne     waiting\n4 tenants: 1 done, 1 failed, 1 running, 1 waiting; 6 s",
        );
        expect(blocks.at(-1)).to.equal("");
    });

    it("shows only as many lines as fit: running tenants, failed ones, and those that ended last", () => {
        const tenants = Array.from({ length: 1_000 }, (_, index) => ({
            name: `tenant${index}`,
            ...(index < 500
                ? { state: index === 7 ? ("failed" as const) : ("done" as const), from: index, to: index + 1_000 }
                : index === 500
                  ? { state: "running" as const, from: 500 }
                  : { state: "waiting" as const }),
        }));
        expect(boardLines(tenants, { now: 63_500, begin: 500, most: 5 })).to.deep.equal([
            "tenant7    failed in 1.0 s",
            "tenant498  done in 1.0 s",
            "tenant499  done in 1.0 s",
            "tenant500  running for 63 s",
            "1000 tenants: 499 done, 1 failed, 1 running, 499 waiting; 63 s",
        ]);
        expect(boardLines(tenants, { now: 0, begin: 0, most: 1 })).to.have.length(1);
    });
});

describe("a block of lines at a terminal", () => {
    const onTerminal = async (columns: number, work: () => void): Promise<string> => {
        const { isTTY, columns: before } = process.stderr;
        Object.assign(process.stderr, { isTTY: true, columns });
        try {
            return (await outputOf(work)).log;
        } finally {
            Object.assign(process.stderr, { isTTY, columns: before });
        }
    };
    const noWrap = (text: string) => `\u001b[?7l${text}\u001b[?7h`;

    it("is replaced as a whole, stays below what is printed, and leaves nothing behind", async () => {
        const printed = await onTerminal(20, () => {
            printBlock(["one", "two"]);
            printBlock(["three", "four"]);
            printError("between");
            printBlock([]);
            printError("after");
        });
        const gone = "\r\u001b[1A\u001b[J";
        expect(printed).to.equal(
            `${noWrap("one\ntwo")}${gone}${noWrap("three\nfour")}${gone}between\n${noWrap("three\nfour")}${gone}after\n`,
        );
    });

    it("is cut at the terminal's edge, shows names as text, and counts the rows of a terminal that has become narrower", async () => {
        const printed = await onTerminal(20, () => {
            printBlock(["a\u001b[2J\nb", "x".repeat(50)]);
            process.stderr.columns = 10;
            printBlock([]);
        });
        const gone = "\r\u001b[3A\u001b[J";
        expect(printed).to.equal(`${noWrap(`a\\u001b[2J\\u000ab\n${"x".repeat(19)}`)}${gone}`);
    });
});
