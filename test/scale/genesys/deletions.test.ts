import { expect } from "chai";
import type { GenesysApi } from "../../../provider/genesys/api";
import { group } from "../../../provider/genesys/group";
import { integration } from "../../../provider/genesys/integration";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { role } from "../../../provider/genesys/role";
import type { Simulator, SimulatorOptions } from "../../../simulator";
import { checked } from "../../unit/genesys/checked";
import { connectTo, withGenesys } from "../../unit/genesys/tenant";

type Remove = (api: GenesysApi) => Promise<void>;

/** This many objects of each kind, in turn, and how each is deleted. */
async function made(api: GenesysApi, sim: Simulator, count: number): Promise<Remove[]> {
    const admin = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id;
    const roles = [{ role: admin, divisions: ["*"] }];
    const removes: Remove[] = [];
    for (let index = 0; index < count; index++) {
        const aRole = await role.create(api, checked(role, { name: `R${index}`, permissions: [] }));
        const aGroup = await group.create(api, checked(group, { name: `G${index}` }));
        const aClient = await oauthClient.create(api, checked(oauthClient, { name: `C${index}`, roles }));
        const inputs = checked(integration, { name: `I${index}`, type: "embedded-client-app", enabled: false });
        const anIntegration = await integration.create(api, inputs);
        removes.push(
            (by) => role.delete(by, aRole.id, aRole.outputs),
            (by) => group.delete(by, aGroup.id, aGroup.outputs),
            (by) => oauthClient.delete(by, aClient.id, aClient.outputs),
            (by) => integration.delete(by, anIntegration.id, anIntegration.outputs),
        );
    }
    return removes;
}

/** As the engine does it: this many at once. */
async function removeAll(api: GenesysApi, removes: readonly Remove[], atOnce: number): Promise<void> {
    const left = removes.values();
    const worker = async () => {
        for (const remove of left) await remove(api);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
}

const free: SimulatorOptions = { requestsPerMinute: 0, oauthClientLimit: 200 };
const settings = { requestsPerMinute: 1_000_000 };

const list = /^GET .*\/(roles|groups|clients|integrations)$/;
/** Requests that change nothing. */
const reads = (sim: Simulator) => sim.requests.filter(({ method }) => method === "GET");
const lists = (sim: Simulator) => reads(sim).filter(({ route }) => list.test(route));

describe("deletions in Genesys Cloud", () => {
    let filled: { tenant: object; removes: Remove[] } | undefined;

    /** Fills a tenant as for the first test: with the same seed, all are the same. */
    async function fill(sim: Simulator): Promise<Remove[]> {
        if (filled === undefined) {
            const removes = await made(connectTo(sim, settings), sim, 30);
            const { nextId: _nextId, ...tenant } = sim.tenant;
            filled = { tenant: structuredClone(tenant), removes };
        } else Object.assign(sim.tenant, structuredClone(filled.tenant));
        sim.clearRequests();
        return filled.removes;
    }

    /** Thirty objects of each of four kinds, created by another process; none of them may be left. */
    const thirtyOfEach = (test: (sim: Simulator, removes: Remove[]) => Promise<void>, options: SimulatorOptions = {}) =>
        withGenesys(
            async ({ sim }) => {
                const before = sim.dump();
                const removes = await fill(sim);
                await test(sim, removes);
                expect(sim.dump()).to.deep.equal(before);
            },
            { ...free, ...options },
        );

    it(
        "that are pending at once are verified by one list, except the first three of a kind",
        thirtyOfEach(async (sim, removes) => {
            await removeAll(connectTo(sim, settings), removes, removes.length);
            expect(sim.writes()).to.have.length(150);
            expect(reads(sim)).to.have.length.at.most(22);
        }),
    );

    it(
        "wait for those under way, so that eight at a time of four kinds are verified by half as many reads",
        thirtyOfEach(async (sim, removes) => {
            await removeAll(connectTo(sim, settings), removes, 8);
            expect(sim.writes()).to.have.length(150);
            expect(reads(sim)).to.have.length.at.most(70);
        }),
    );

    it(
        "that are accepted and not carried out are sent again, one by one",
        thirtyOfEach(async (sim, removes) => {
            sim.settings.lostDeletions = 20;
            await removeAll(connectTo(sim, settings), removes, 8);
            expect(sim.writes().filter(({ method }) => method === "DELETE")).to.have.length(140);
        }),
    );

    it(
        "of objects that lists have not shown before are verified alone: a list may not show them yet",
        withGenesys(
            async ({ sim, api }) => {
                const before = sim.dump();
                const removes = await made(api, sim, 5);
                sim.settings.lostDeletions = 8;
                await removeAll(api, removes, 20);
                expect(sim.dump()).to.deep.equal(before);
            },
            { ...free, listLag: 60_000 },
        ),
    );

    it(
        "need no permission to list",
        thirtyOfEach(async (sim, removes) => {
            const refused = /^GET .*\/(roles|groups|integrations)$/;
            sim.intercept((call) => (refused.test(call) ? { status: 403, body: {} } : undefined));
            await removeAll(connectTo(sim, settings), removes, 8);
            // Each kind tries once.
            expect(reads(sim).filter(({ route }) => refused.test(route))).to.have.length(3);
        }),
    );

    it(
        "of a few objects request no list",
        withGenesys(async ({ sim, api }) => {
            const removes = await made(api, sim, 3);
            sim.clearRequests();
            await removeAll(api, removes, 8);
            expect(lists(sim)).to.be.empty;
        }, free),
    );
});
