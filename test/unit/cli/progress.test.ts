import { expect } from "chai";
import { Progress } from "../../../cli/progress";

/** What is printed of a report in each of these moments, in milliseconds. */
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
    it("is silent for two seconds, then seldom where there is no terminal", () => {
        expect(printed(false, [0, 1_000, 1_999])).to.deep.equal([]);
        expect(printed(false, [1_000, 2_000, 3_000, 11_999, 12_000])).to.deep.equal(["at 2000", "at 12000"]);
    });

    it("replaces a terminal's last line, and leaves it empty", () => {
        expect(printed(true, [1_000])).to.deep.equal([]);
        expect(printed(true, [2_000, 2_100, 2_200])).to.deep.equal(["\rat 2000", "\rat 2200", "\r"]);
    });
});
