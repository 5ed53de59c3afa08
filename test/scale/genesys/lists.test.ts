import { expect } from "chai";
import type { GenesysApi } from "../../../provider/genesys/api";
import { group } from "../../../provider/genesys/group";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { role } from "../../../provider/genesys/role";
import type { Simulator } from "../../../simulator";
import { newGroup } from "../../../simulator/tenant";
import { connectTo, withGenesys } from "../../unit/genesys/tenant";

const routes = (sim: Simulator) => sim.requests.map(({ route }) => route).filter((route) => !route.includes("token"));

/** Roles, groups and clients, a few of each, created by another process. */
async function made(sim: Simulator): Promise<{ roles: string[]; groups: string[]; clients: string[] }> {
    const api = connectTo(sim);
    const roleIds: string[] = [];
    const groupIds: string[] = [];
    const clientIds: string[] = [];
    for (let index = 0; index < 5; index++) {
        const permissions = ["routing:queue:view"];
        const input = role.inputs.parse({ name: `R${index}`, permissions, description: "d" });
        roleIds.push((await role.create(api, input as never)).id);
        groupIds.push(
            (await group.create(api, group.inputs.parse({ name: `G${index}`, description: "d" }) as never)).id,
        );
        const admin = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id;
        const client = oauthClient.inputs.parse({ name: `C${index}`, roles: [{ role: admin, divisions: ["*"] }] });
        clientIds.push((await oauthClient.create(api, client as never)).id);
    }
    sim.clearRequests();
    return { roles: roleIds, groups: groupIds, clients: clientIds };
}

/** Lists do not show everything of a group: what a program declares decides whether that is enough. */
const declaredOfGroups = { name: "G", description: "d" };

async function readAll(api: GenesysApi, { roles, groups, clients }: Awaited<ReturnType<typeof made>>, fresh: boolean) {
    return Promise.all([
        ...roles.map((id) => role.read(api, id, {}, fresh)),
        ...groups.map((id) => group.read(api, id, declaredOfGroups, fresh)),
        ...clients.map((id) => oauthClient.read(api, id, {}, fresh)),
    ]);
}

/** What is claimed of an object that was read. Nothing is claimed of fields that a list omits. */
const claimed = (outputs: object = {}) =>
    Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));

describe("reads of Genesys Cloud by lists", () => {
    it(
        "five of each kind take one request per kind, and claim the same as a read of each one",
        withGenesys(async ({ sim, api }) => {
            const ids = await made(sim);
            const listed = await readAll(api, ids, false);
            expect(routes(sim).sort()).to.deep.equal([
                "GET /api/v2/authorization/roles",
                "GET /api/v2/groups",
                "GET /api/v2/oauth/clients",
            ]);
            const alone = await readAll(api, ids, true);
            for (const [index, one] of listed.entries()) expect(alone[index]).to.deep.include(claimed(one));
        }),
    );

    it(
        "if lists omit fields, the object itself is read",
        withGenesys(
            async ({ sim, api }) => {
                const ids = await made(sim);
                const listed = await readAll(api, ids, false);
                expect(routes(sim).filter((route) => route.endsWith("}"))).to.have.length(15);
                expect(listed).to.deep.equal(await readAll(api, ids, true));
            },
            { leanLists: true },
        ),
    );

    it(
        "an object that a lagging list does not show is not gone",
        withGenesys(
            async ({ sim, api }) => {
                const listed = await readAll(api, await made(sim), false);
                expect(listed).not.to.include(undefined);
            },
            { listLag: 60_000 },
        ),
    );

    it(
        "among 100,000 other groups, three are searched by name and read by id; nobody lists them all",
        withGenesys(async ({ sim, api }) => {
            for (let index = 0; index < 100_000; index++) newGroup(sim.tenant, `Foreign ${index}`);
            const inputs = [0, 1, 2].map((index) => group.inputs.parse({ name: `Ours ${index}` }) as never);
            for (const input of inputs) expect(await group.find(api, input)).to.deep.equal([]);
            const ids = await Promise.all(inputs.map(async (input) => (await group.create(api, input)).id));
            await Promise.all(ids.map((id) => group.read(connectTo(sim), id, {})));
            // The first page, three searches, three created groups, three reads.
            expect(routes(sim)).to.have.length(10);
        }),
    );
});
