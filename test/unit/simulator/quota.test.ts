import { expect } from "chai";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator";

/** A tenant whose clock is stopped, and requests to it that return status and headers. */
function withQuota(
    options: SimulatorOptions,
    test: (
        sim: Simulator,
        ask: (token?: string) => Promise<Response>,
        pass: (seconds: number) => void,
    ) => Promise<void>,
) {
    return async () => {
        let now = 0;
        const sim = await startSimulator({ ...options, clock: () => now });
        const own = sim.tokenFor();
        const ask = (token = own) =>
            fetch(`${sim.url}/api/v2/organizations/me`, { headers: { authorization: `Bearer ${token}` } });
        try {
            await test(sim, ask, (seconds) => (now += seconds * 1_000));
        } finally {
            await sim.stop();
        }
    };
}

describe("the simulator's quota", () => {
    it(
        "is the client's, regardless of the token",
        withQuota({ requestsPerMinute: 2 }, async (sim, ask) => {
            const statuses = [];
            for (const token of [sim.tokenFor(), sim.tokenFor(), sim.tokenFor()])
                statuses.push((await ask(token)).status);
            expect(statuses).to.deep.equal([200, 200, 429]);
            expect((await ask(sim.tokenFor(sim.addClient("Another").clientId))).status).to.equal(200);
        }),
    );

    it(
        "is the token's if it is so configured",
        withQuota({ requestsPerMinute: 1, quotaBy: "token" }, async (sim, ask) => {
            expect([(await ask()).status, (await ask()).status]).to.deep.equal([200, 429]);
            expect((await ask(sim.tokenFor())).status).to.equal(200);
        }),
    );

    it(
        "says truthfully in a refusal when there is room, also if the quota has dropped",
        withQuota({ requestsPerMinute: 4 }, async (sim, ask, pass) => {
            for (let count = 0; count < 4; count++) {
                await ask();
                pass(10);
            }
            const refusal = await ask();
            expect([refusal.status, refusal.headers.get("retry-after")]).to.deep.equal([429, "20"]);
            sim.settings.requestsPerMinute = 2;
            const wait = Number((await ask()).headers.get("retry-after"));
            expect(wait).to.equal(40);
            pass(wait - 1);
            expect((await ask()).status).to.equal(429);
            pass(1);
            expect((await ask()).status).to.equal(200);
        }),
    );

    it(
        "no answer announces it, and a refusal names the seconds in whole numbers",
        withQuota({ requestsPerMinute: 1 }, async (_sim, ask, pass) => {
            const answer = await ask();
            pass(15.5);
            const refusal = await ask();
            expect([...answer.headers.keys(), ...refusal.headers.keys()].join()).not.to.include("ratelimit");
            expect([answer.status, refusal.headers.get("retry-after")]).to.deep.equal([200, "45"]);
        }),
    );
});
