import { expect } from "chai";
import fc from "fast-check";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import type { ApiError } from "../../../provider/transport/errors";
import { mostAttempts, retryDelay } from "../../../provider/transport/retry";
import { checked } from "../../unit/genesys/checked";
import { connectTo, withGenesys } from "../../unit/genesys/tenant";

const admin = (sim: { tenant: { roles: Map<string, { id: string; name: string }> } }) =>
    checked(oauthClient, {
        name: "C",
        roles: [{ role: [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id, divisions: ["*"] }],
    });
const failure = async (work: Promise<unknown>) =>
    work.then(
        () => expect.fail("it must fail"),
        (error: unknown) => error as ApiError,
    );
const post = "POST /api/v2/oauth/clients";

describe("retries", () => {
    it("never repeat what may have been carried out and must not be done twice", () => {
        const status = fc.option(fc.constantFrom(408, 500, 502, 503, 504), { nil: undefined });
        fc.assert(
            fc.property(status, fc.constantFrom("ETIMEDOUT", "ECONNRESET"), (given, code) => {
                expect(
                    retryDelay({
                        count: 1,
                        repeatable: false,
                        status: given,
                        code: given === undefined ? code : undefined,
                    }),
                ).to.equal(0);
            }),
        );
    });

    it("wait as long as the server says, at most three minutes, and end after six attempts", () => {
        expect(retryDelay({ count: 1, repeatable: false, status: 429, retryAfter: 7_000 })).to.equal(7_000);
        expect(retryDelay({ count: 1, repeatable: true, status: 429, retryAfter: 3_600_000 })).to.equal(0);
        expect(retryDelay({ count: mostAttempts, repeatable: true, status: 503 })).to.equal(0);
    });

    it("are delayed longer each time, with jitter, up to a maximum", () => {
        const delay = (count: number) => retryDelay({ count, repeatable: true, status: 503 }, () => 1);
        expect([1, 2, 3, 4, 5].map(delay)).to.deep.equal([250, 500, 1_000, 2_000, 4_000]);
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, random) => {
                const value = retryDelay({ count, repeatable: true, status: 500 }, () => random);
                expect(value).to.be.within(1, delay(count));
            }),
        );
    });

    it(
        "create waits out a 429 and creates one client, not two",
        withGenesys(async ({ sim, api }) => {
            sim.answerOnce(post, { status: 429, headers: { "retry-after": "1" }, body: {} });
            const { id } = await oauthClient.create(api, admin(sim));
            expect(sim.calls(post)).to.have.length(2);
            expect(
                [...sim.tenant.oauthClients.values()].filter(({ name }) => name === "C").map((c) => c.id),
            ).to.deep.equal([id]);
        }),
    );

    it(
        "a POST whose answer was lost is not sent again, and the error says that its outcome is unknown",
        withGenesys(async ({ sim, api }) => {
            sim.answerOnce(post, "reset-after");
            const error = await failure(oauthClient.create(api, admin(sim)));
            expect(error).to.include({ outcomeUnknown: true, call: post });
            expect([...sim.tenant.oauthClients.values()].filter(({ name }) => name === "C")).to.have.length(1);
        }),
    );

    it(
        "reads continue through faults of the server and of the network",
        withGenesys(async ({ sim, api }) => {
            const call = "GET /api/v2/oauth/clients/{clientId}";
            sim.answerOnce(call, { status: 503, body: "<html>" });
            sim.answerOnce(call, "reset");
            sim.answerOnce(call, { status: 500, body: {} });
            expect(await oauthClient.read(api, sim.credentials.clientId, {})).to.include({ name: "Pulumi pipeline" });
            expect(sim.calls(call).length).to.be.greaterThan(2);
        }),
    );
});

describe("tokens", () => {
    it(
        "one is fetched for any number of calls at once",
        withGenesys(async ({ sim, api }) => {
            await Promise.all(Array.from({ length: 20 }, () => oauthClient.read(api, sim.credentials.clientId, {})));
            expect(sim.calls("POST /login/oauth/token")).to.have.length(1);
        }),
    );

    it(
        "a withdrawn one is replaced once, also during a create",
        withGenesys(async ({ sim, api }) => {
            await oauthClient.read(api, sim.credentials.clientId, {});
            sim.answerOnce(post, { status: 401, body: { code: "bad.credentials" } });
            await oauthClient.create(api, admin(sim));
            expect(sim.calls("POST /login/oauth/token")).to.have.length(2);
        }),
    );

    it(
        "a throttled token endpoint, which answers 400, is waited out",
        withGenesys(async ({ sim, api }) => {
            const body = { error: "invalid_request", error_description: "rate limit exceeded; wait" };
            sim.answerOnce("POST /login/oauth/token", { status: 400, body });
            expect(await oauthClient.read(api, sim.credentials.clientId, {})).to.include({ name: "Pulumi pipeline" });
        }),
    );

    it(
        "wrong credentials are reported in one clear error, at once",
        withGenesys(async ({ sim }) => {
            const api = connectTo(sim, { ...sim.credentials, clientSecret: "wrong" });
            const error = await failure(api.organization());
            expect(error).to.include({ status: 400, code: "invalid_client", call: "POST /login/oauth/token" });
            expect(sim.requests).to.have.length(1);
        }),
    );
});

describe("errors of calls", () => {
    it(
        "hold status, code, call and correlation id, and nothing of the request",
        withGenesys(async ({ sim, api }) => {
            const inputs = { ...admin(sim), description: "canary-in-the-body" };
            const canary = sim.tokenFor();
            for (const [key, grant] of sim.tenant.grants)
                if (grant.subjectId === sim.credentials.clientId) sim.tenant.grants.delete(key);
            const error = await failure(oauthClient.create(api, inputs));
            expect(error).to.include({ status: 403, code: "missing.any.permissions", call: post });
            expect(error.correlationId).to.match(/^[0-9a-f-]{36}$/);
            const everything = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
            for (const secret of ["canary-in-the-body", "Bearer", canary, sim.credentials.clientSecret])
                expect(everything).not.to.include(secret);
        }),
    );

    it("a server that cannot be reached is named by its network error", async () => {
        let api: ReturnType<typeof connectTo> | undefined;
        await withGenesys(async ({ sim }) => {
            api = connectTo(sim);
        })();
        const error = await failure(api?.organization() ?? Promise.resolve());
        expect(error).to.include({ code: "ECONNREFUSED" });
        expect(error.message).to.match(
            /^Genesys Cloud could not be reached \(ECONNREFUSED, POST \/login\/oauth\/token\) \[CC1001\]$/,
        );
    });
});
