import { expect } from "chai";
import fc from "fast-check";
import { Quota } from "../../../provider/transport/quota";
import { Model, type Sender, type Sent, type Vendor, within } from "./quotaModel";

const without = Number.MAX_SAFE_INTEGER;
/** Latencies from zero to slow, and all other random values. */
const circumstances = fc.record({
    seed: fc.nat(),
    latency: fc.tuple(fc.nat(200), fc.nat(200)).map(([least, more]): [number, number] => [least, least + more]),
});

/** One or several processes that use one client of a vendor that counts 300 a minute. */
function holds(
    senders: Sender[],
    seconds: number,
    check: (processes: Sent[]) => void,
    vendor: Vendor = {},
    runs = 25,
): () => void {
    return () =>
        fc.assert(
            fc.property(circumstances, ({ seed, latency }) => {
                check(new Model({ latency, ...vendor }, seed).run(senders, seconds));
            }),
            { numRuns: runs },
        );
}
const accepted = (processes: Sent[], from = 0, until = without) =>
    processes.reduce((sum, process) => sum + within(process.accepted, from, until), 0);
const refused = (processes: Sent[]) => processes.reduce((sum, process) => sum + process.refused.length, 0);
const refusedPart = (processes: Sent[]) => refused(processes) / (refused(processes) + accepted(processes));
const [one, another] = [{ requests: without }, { requests: without }];

describe("a quota that nobody else uses", () => {
    for (const window of ["sliding", "fixed"] as const)
        it(
            `is used to 95 % by a thousand requests, and none is refused (${window} window)`,
            holds(
                [{ requests: 1_000 }],
                without,
                (processes) => {
                    expect(refused(processes)).to.equal(0);
                    const seconds = processes[0]?.accepted.at(-1) ?? 0;
                    expect((1_000 / seconds) * 60).to.be.at.least(0.95 * 300);
                },
                { window },
            ),
        );

    it(
        "is not exceeded in any minute, however slow the answers are",
        holds(
            [one],
            240,
            ([process]) => {
                const times = process?.accepted ?? [];
                const later = times.slice(300);
                expect(later.every((at, index) => at >= (times[index] ?? 0) + 60)).to.equal(true);
            },
            { latency: [0, 2_000], limit: () => without },
        ),
    );

    it("lets half of it go at once and paces the rest evenly", () => {
        let now = 0;
        const quota = new Quota(300, 60_000, () => now);
        const send = () => {
            expect(quota.wait()).to.equal(0);
            quota.answered(quota.sent());
        };
        for (let count = 0; count < 150; count++) send();
        for (let count = 0; count < 150; count++) {
            expect(quota.wait()).to.be.closeTo(200, 1);
            now += quota.wait();
            send();
        }
        expect(now + quota.wait()).to.be.closeTo(61_200, 1);
    });

    it("is unlimited if nothing is known of it, and a refusal then only pauses", () => {
        let now = 0;
        const quota = new Quota(undefined, undefined, () => now);
        const rounds = Array.from({ length: 1_000 }, () => quota.sent());
        expect(quota.wait()).to.equal(0);
        rounds.forEach((round, index) => (index === 0 ? quota.refused(round, 5) : quota.answered(round)));
        expect(quota.wait()).to.equal(5_000);
        now = 5_000;
        expect([quota.wait(), quota.limit]).to.deep.equal([0, Number.POSITIVE_INFINITY]);
    });
});

describe("two processes on one client", () => {
    for (const window of ["sliding", "fixed"] as const)
        it(
            `use 90 % of the quota together, each a third or more, with 2 % refused (${window} window)`,
            holds(
                [one, another],
                600,
                (processes) => {
                    const shares = processes.map((process) => within(process.accepted, 0, 600));
                    expect(accepted(processes)).to.be.at.least(0.9 * 3_000);
                    expect(Math.min(...shares) / accepted(processes)).to.be.at.least(1 / 3);
                    expect(refusedPart(processes)).to.be.at.most(0.02);
                },
                { window },
            ),
        );

    it(
        "the same if one starts later, although the first has to give way: 88 % from then on",
        holds([one, { requests: without, from: 130 }], 730, (processes) => {
            const shares = processes.map((process) => within(process.accepted, 130, 730));
            expect(accepted(processes, 130)).to.be.at.least(0.88 * 3_000);
            expect(Math.min(...shares) / accepted(processes, 130)).to.be.at.least(1 / 3);
            expect(refusedPart(processes)).to.be.at.most(0.02);
        }),
    );

    it(
        "the same if refusals do not tell how long to wait",
        holds(
            [one, another],
            600,
            (processes) => {
                expect(accepted(processes)).to.be.at.least(0.9 * 3_000);
                expect(refusedPart(processes)).to.be.at.most(0.02);
            },
            { retryAfter: false },
        ),
    );

    it(
        "if one ends, the other has the whole quota within two minutes",
        holds([one, { requests: without, until: 300 }], 480, ([process]) => {
            expect(within(process?.accepted ?? [], 420, 480)).to.be.at.least(0.95 * 300);
        }),
    );

    it(
        "three share it as well",
        holds([one, another, { requests: without }], 600, (processes) => {
            const shares = processes.map((process) => within(process.accepted, 0, 600));
            expect(accepted(processes)).to.be.at.least(0.9 * 3_000);
            expect(Math.min(...shares) / accepted(processes)).to.be.at.least(0.2);
            expect(refusedPart(processes)).to.be.at.most(0.04);
        }),
    );
});

describe("a quota that differs from what was assumed", () => {
    const falls = (seconds: number) => (seconds < 120 ? 300 : 60);

    it(
        "that drops to 60 halfway is soon used to 90 %, with few refusals",
        holds(
            [{ requests: 1_000 }],
            without,
            (processes) => {
                expect(accepted(processes, 240, 540)).to.be.at.least(0.9 * 5 * 60);
                expect(refusedPart(processes)).to.be.at.most(0.02);
            },
            { limit: falls },
        ),
    );

    it("waits longer and longer if refusals repeat, and as long as the vendor says", () => {
        let now = 0;
        const quota = new Quota(300, 60_000, () => now);
        const pause = (retryAfter?: number) => {
            quota.refused(quota.sent(), retryAfter);
            const { pause: milliseconds } = quota;
            now += milliseconds;
            return milliseconds / 1_000;
        };
        expect([undefined, 0, -3, undefined, undefined, undefined].map(pause)).to.deep.equal([1, 2, 4, 8, 16, 16]);
        expect(pause(42)).to.equal(42);
        quota.answered(quota.sent());
        expect(pause()).to.equal(1);
    });

    it("is lowered once by refusals of simultaneous requests", () => {
        const quota = new Quota(300, 60_000, () => 0);
        const rounds = Array.from({ length: 10 }, () => quota.sent());
        for (const round of rounds) quota.refused(round);
        expect(quota.limit).to.equal(150);
    });
});
