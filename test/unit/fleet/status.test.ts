import { expect } from "chai";
import { renderStatusPage } from "../../../cli/fleet/status/html";
import { statusOf, type TenantStatus, updatesIn } from "../../../cli/fleet/status/status";
import { renderStatus } from "../../../cli/fleet/status/terminal";
import type { PastUpdate } from "../../../engine/history";
import { printable } from "../../../provider/transport/foreignText";
import { attacks } from "../drift/attacks";
import { newest, older, rollout } from "./rollout";

const at = "2026-11-30T18:22:33.000Z";
const update = (more: Partial<PastUpdate> = {}): PastUpdate => ({
    kind: "update",
    result: "succeeded",
    startTime: "2026-11-30T18:22:00.000Z",
    endTime: at,
    environment: { "git.head": newest },
    ...more,
});
const state = (history: PastUpdate[], more: Partial<Parameters<typeof statusOf>[0]> = {}) =>
    statusOf({ history, due: undefined, writtenAt: "2026-11-30T18:22:32.000Z", ...more });

describe("the state of a tenant in a roll-out", () => {
    it("is applied if its last update succeeded and nothing of it has changed since, otherwise behind", () => {
        expect(state([update()])).to.deep.equal({ state: "applied" });
        expect(state([update()], { due: "1 of its files changed" })).to.deep.equal({
            state: "behind",
            why: "1 of its files changed",
        });
    });

    it("is that of the last update, regardless of later refreshes and imports", () => {
        const refresh = update({ kind: "refresh", result: "failed" });
        expect(state([refresh, update()]).state).to.equal("applied");
        expect(state([update({ result: "failed" }), update()]).state).to.equal("failed");
    });

    it("is never without an update, or after a destroy", () => {
        expect(state([], { due: "it has never been updated" }).state).to.equal("never");
        expect(state([update({ kind: "destroy" }), update()]).state).to.equal("never");
        expect(updatesIn([update(), update({ kind: "destroy" }), update()])).to.have.length(1);
    });

    it("is in progress if the engine says so, and unfinished if the state is newer than the history", () => {
        expect(state([update({ result: "in-progress", endTime: undefined as never })]).state).to.equal("in progress");
        expect(state([update()], { inProgress: true }).state).to.equal("in progress");
        const killed = state([update()], { writtenAt: "2026-11-30T19:00:00.000Z" });
        expect(killed.state).to.equal("unfinished");
        expect(killed.why).to.match(/an update is running or was killed, or the state was edited/);
        expect(state([], { writtenAt: at }).state).to.equal("never");
    });

    it("names the run of the CI server, with a link only for web addresses", () => {
        const runOf = (environment: Record<string, string>) => updatesIn([update({ environment })])[0]?.run;
        const url = "https://github.com/acme/platform/actions/runs/123";
        expect(runOf({ "ci.build.url": url, "ci.system": "GitHub Actions", "ci.build.id": "123" })).to.deep.equal({
            url,
            name: "GitHub Actions 123",
        });
        expect(runOf({ "ci.build.url": "javascript:alert(1)", "ci.build.id": "1" })).to.deep.equal({ name: "1" });
        expect(runOf({})).to.equal(undefined);
    });
});

describe("contact-center fleet status, as a table", () => {
    it("has a line for each tenant, with as many commits as fit", () => {
        expect(renderStatus(rollout, { columns: 100, colour: false })).to.equal(`\
tenant         state        last (UTC)                  9f2c1a7b  88aa0011
acme (canary)  applied      2026-11-30 18:22  9f2c1a7b  ✓         ✓
    by https://github.com/acme/platform/actions/runs/123
initech        failed       2026-11-30 18:25  9f2c1a7b  ✗         ✓
    its last update did not succeed
    by GitHub Actions 123
stark          unknown                                  ·         ·
    pulumi: no stack named 'stark' found
umbrella       behind       2026-11-23 09:00  88aa0011  ↓         ✓
    2 of its files changed since 88aa00112233
wayne          in progress                              ·         ·
    an update is running
wonka          applied      2026-11-23 09:10  88aa0011  =         ✓
✓ applied, ✗ failed, … in progress, ↓ behind, = unaffected; 9f2c1a7b is checked out
6 tenants: 2 applied, 1 behind, 1 in progress, 1 unknown, 1 failed`);
    });

    it("fits a narrow terminal: commits go first, then the last update moves below", () => {
        for (const columns of [40, 56, 60, 70, 100]) {
            const lines = renderStatus(rollout, { columns, colour: false }).split("\n");
            const rows = lines.filter((line) => /^(tenant|acme|umbrella) /.test(line));
            expect(Math.max(...rows.map(({ length }) => length))).to.be.at.most(columns);
        }
        expect(renderStatus(rollout, { columns: 44, colour: false })).to.include(
            "umbrella       behind       ↓\n    2026-11-23 09:00  88aa0011\n",
        );
    });

    it("shows names, reasons and subjects as text, in the table and on the page", () => {
        for (const text of attacks) {
            const tenant: TenantStatus = {
                stack: text,
                canary: false,
                state: "unknown",
                why: text,
                updates: [{ state: "applied", commit: text, at: text, run: { name: text } }],
            };
            const status = { ...rollout, commits: [{ commit: older, subject: text, at: text }], tenants: [tenant] };
            const table = renderStatus(status, { columns: 200, colour: false });
            expect(printable(table.replaceAll("\n", ""))).to.equal(table.replaceAll("\n", ""));
            expect(renderStatusPage(status)).not.to.match(/<(img|iframe|svg onload)/i);
        }
    });
});
