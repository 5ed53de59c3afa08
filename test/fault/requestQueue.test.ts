import { expect } from "chai";
import type { GenesysApi } from "../../provider/genesys/api";
import { Deadline, within } from "../../provider/transport/deadline";
import type { ApiError } from "../../provider/transport/errors";
import type { Simulator } from "../../simulator";
import { connectTo, fastClock, fastMinute, withGenesys } from "../unit/genesys/tenant";

const post = "POST /api/v2/authorization/roles";
const get = "GET /api/v2/organizations/me";

/** A tenant with a small quota, and a connection that knows it, in fast minutes, and the log meanwhile. */
const withQuota = (limit: number, test: (sim: Simulator, api: GenesysApi, said: string[]) => Promise<void>) =>
    withGenesys(
        async ({ sim }) => {
            const { warn } = console;
            const said: string[] = [];
            console.warn = (line: string) => said.push(line);
            try {
                await test(sim, connectTo(sim, { requestsPerMinute: limit }, fastMinute), said);
            } finally {
                console.warn = warn;
            }
        },
        { clock: fastClock, requestsPerMinute: limit },
    );

const makeRole = (api: GenesysApi, name: string) =>
    api.vendor.authorization.postAuthorizationRoles({ name, permissionPolicies: [] });
const makeRoles = (api: GenesysApi, count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => makeRole(api, `Role ${index}`)));
const look = (api: GenesysApi) => api.vendor.organization.getOrganizationsMe();
const calls = ({ requests }: Simulator) => requests.filter(({ route }) => !route.endsWith("/oauth/token"));
const failure = (work: Promise<unknown>) =>
    work.then(
        () => expect.fail("it must fail"),
        (error: unknown) => error as ApiError,
    );

describe("requests under a quota", () => {
    it(
        "are all answered, and none is refused",
        withQuota(60, async (sim, api) => {
            await makeRoles(api, 150);
            expect(calls(sim).map(({ status }) => status)).to.deep.equal(Array(150).fill(200));
        }),
    );

    it(
        "reads overtake writes that wait, however many",
        withQuota(20, async (sim, api) => {
            const roles = makeRoles(api, 40);
            await look(api);
            const before = sim.calls(post).length;
            await roles;
            expect(before).to.be.at.most(20);
        }),
    );

    it(
        "retries count each time",
        withQuota(2, async (sim, api) => {
            sim.answerOnce(get, { status: 503, body: {} });
            await look(api);
            await look(api);
            const [first, , third] = sim.calls(get).map(({ at }) => at);
            expect((third ?? 0) - (first ?? 0)).to.be.at.least(60_000);
        }),
    );

    it(
        "waiting requests keep their own operation's deadline, regardless of what waits with them",
        withQuota(2, async (sim, api) => {
            await look(api);
            await look(api);
            const seen = () => sim.calls(get).some(({ status }) => status === 503);
            const over = new Deadline(1, false, () => (seen() ? 10_000 : 0));
            sim.answerOnce(get, { status: 503, body: {} });
            const waiting = failure(within(over, () => look(api)));
            // The next waiting request sets the timer, with another deadline.
            const patient = within(new Deadline(60), () => look(api));
            expect(await waiting).to.include({ status: 503 });
            expect(over.passed).to.equal(true);
            await patient;
        }),
    );

    it(
        "continue if the quota drops halfway, or another process shares it",
        withQuota(60, async (sim, api) => {
            const other = connectTo(sim, { requestsPerMinute: 60 }, fastMinute);
            const roles = makeRoles(api, 70);
            const others = Promise.all(Array.from({ length: 20 }, () => look(other)));
            await others;
            sim.settings.requestsPerMinute = 30;
            // A slow machine may never exceed the new quota by itself.
            sim.answerOnce(post, { status: 429, headers: { "retry-after": "1" }, body: {} });
            await roles;
            expect(sim.calls(post).filter(({ status }) => status === 200)).to.have.length(70);
            expect(calls(sim).filter(({ status }) => status === 429).length).to.be.within(1, 30);
        }),
    );

    it(
        "a wait longer than three minutes fails at once, and delays nobody else",
        withGenesys(async ({ sim, api }) => {
            sim.answerOnce(get, { status: 429, headers: { "retry-after": "181" }, body: {} });
            expect(await failure(look(api))).to.include({ status: 429 });
            await look(api);
            expect(sim.calls(get)).to.have.length(2);
        }),
    );

    it(
        "a long wait is logged with the remaining time, and again only after half a minute",
        withQuota(60, async (_sim, api, said) => {
            await makeRoles(api, 100);
            expect(said[0]).to.match(
                /^waiting for Genesys Cloud's quota: \d\d requests left, about \d\d s \[CC1014\]$/,
            );
            expect(said.length).to.be.at.most(5);
        }),
    );

    it(
        "a short wait is not logged",
        withQuota(60, async (_sim, api, said) => {
            await makeRoles(api, 35);
            expect(said).to.deep.equal([]);
        }),
    );
});
