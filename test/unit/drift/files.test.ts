import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { record } from "../../../cli/drift/history";
import type { StackReview } from "../../../operations/drift/findings";

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "drift-files-"));
    try {
        await test(folder);
    } finally {
        await rm(folder, { recursive: true });
    }
}

const review = (at: string, ...fingerprints: string[]): StackReview => ({
    stack: "acme/prod",
    at,
    resources: fingerprints.map((fingerprint) => ({
        urn: fingerprint,
        type: "genesys.Role",
        id: fingerprint,
        name: "N",
        status: "changed",
        findings: [{ fingerprint, severity: "low", rule: "other", why: "w" }],
    })),
    summary: { "in sync": 1, changed: fingerprints.length, missing: 0, unchecked: 0, unmanaged: 0 },
    stale: [],
    notes: [],
    picture: { boxes: [], arrows: [] },
    requests: 3,
    history: [],
});
const sinceOf = ({ resources }: StackReview) => resources.map(({ findings }) => findings[0]?.since);

describe("the history of reviews", () => {
    it("has a line for each review, and shows since when every review has had a finding", () =>
        inFolder(async (folder) => {
            await record(folder, review("2026-11-01", "a"));
            await record(folder, review("2026-11-02", "b"));
            await record(folder, review("2026-11-03", "a", "b"));
            const last = await record(folder, review("2026-11-04", "a", "b"));
            expect(sinceOf(last)).to.deep.equal(["2026-11-03", "2026-11-02"]);
            expect(last.history.map(({ at }) => at)).to.deep.equal(["2026-11-01", "2026-11-02", "2026-11-03"]);
            expect((await readFile(join(folder, "acme%2Fprod.jsonl"), "utf8")).split("\n")).to.have.length(5);
        }));

    it("survives a truncated line", () =>
        inFolder(async (folder) => {
            await record(folder, review("2026-11-01", "a"));
            await appendFile(join(folder, "acme%2Fprod.jsonl"), '{"at":"2026-11-');
            await appendFile(join(folder, "acme%2Fprod.jsonl"), "\n");
            expect(sinceOf(await record(folder, review("2026-11-03", "a")))).to.deep.equal(["2026-11-01"]);
        }));
});
