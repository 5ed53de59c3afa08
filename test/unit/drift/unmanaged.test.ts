import { expect } from "chai";
import { Connections } from "../../../provider/core/connections";
import type { RefreshedResource } from "../../../operations/drift/findings";
import { unmanagedObjects } from "../../../operations/drift/unmanaged";
import { type Simulator, startSimulator } from "../../../simulator";
import { newGroup, policiesFor, putGrant } from "../../../simulator/tenant";
import { settingsFor } from "../../../tools/emiteTenant";

const stack = { name: "acme", project: "emite" };
const managed = (token: string, id: string, declared: object): RefreshedResource => ({
    urn: `urn:pulumi:acme::emite::pulumi-nodejs:dynamic/${token}::${id}`,
    type: `pulumi-nodejs:dynamic/${token}`,
    id,
    declared: { ...declared },
    found: { ...declared },
    gone: false,
    changed: [],
});

/** A tenant, and what a stack says of unmanaged objects in it. */
async function inTenant(test: (sim: Simulator, look: (...own: RefreshedResource[]) => Promise<string[]>) => unknown) {
    const sim = await startSimulator();
    const config = settingsFor(sim);
    try {
        await test(sim, async (...own) => {
            const connections = new Connections({ get: (key) => config[key] }, {});
            const { objects, others } = await unmanagedObjects(stack, own, connections);
            const found = objects.map(({ type, name, status, findings }) =>
                [type, name, status, ...findings.map(({ rule }) => rule)].join(" "),
            );
            return [...found, ...others].sort();
        });
    } finally {
        await sim.stop();
    }
}

function addRole({ tenant }: Simulator, name: string): string {
    const id = tenant.nextId();
    const policies = policiesFor(["integration:emiteApps:view"]);
    tenant.roles.set(id, { id, name, description: "", default: false, policies });
    return id;
}

const role = (id: string) =>
    managed("genesys:Role", id, { name: "Ours", permissions: { "integration:emiteApps:view": true } });

describe("unmanaged objects", () => {
    it("are not searched among kinds that the stack does not manage", () =>
        inTenant(async (sim, look) => {
            newGroup(sim.tenant, "Team");
            expect(await look()).to.deep.equal([]);
            expect(sim.requests).to.have.length(0);
        }));

    it("do not include default roles and clients that the program names as holders", () =>
        inTenant(async (sim, look) => {
            const { tenant, credentials } = sim;
            const own = addRole(sim, "Ours");
            addRole(sim, "Theirs");
            const another = sim.addClient("Another");
            for (const subjectId of [credentials.clientId, another.clientId])
                putGrant(tenant, { subjectId, subjectType: "PC_OAUTH_CLIENT", roleId: own, divisionId: "*" });
            const holders = managed("genesys:RoleAssignment", own, {
                role: own,
                subjects: { [`oauthClient:${credentials.clientId}`]: true },
            });
            expect(await look(role(own), holders)).to.deep.equal([
                "genesys.OAuthClient Another unmanaged unmanaged-client-of-role",
                "genesys.Role Theirs unmanaged unmanaged-licence",
            ]);
        }));

    it("are all shown, even if one cannot be read, which is named", () =>
        inTenant(async (sim, look) => {
            const own = addRole(sim, "Ours");
            const [untold, another] = ["Untold", "Another"].map((name) => sim.addClient(name).clientId);
            Object.assign(sim.tenant.oauthClients.get(untold ?? "") ?? {}, { authorizedGrantType: "" });
            const roleId = own;
            for (const subjectId of [sim.credentials.clientId, String(another)])
                putGrant(sim.tenant, { subjectId, subjectType: "PC_OAUTH_CLIENT", roleId, divisionId: "*" });
            const caller = { [`oauthClient:${sim.credentials.clientId}`]: true };
            const holders = managed("genesys:RoleAssignment", own, { role: own, subjects: caller });
            expect(await look(role(own), holders)).to.deep.equal([
                "genesys.OAuthClient Another unmanaged unmanaged-client-of-role",
                "genesys.OAuthClient Untold unchecked",
            ]);
        }));

    it("with another stack's marker are that stack's, and name it; those with its own marker were left behind", () =>
        inTenant(async ({ tenant }, look) => {
            const own = newGroup(tenant, "Ours");
            newGroup(tenant, "Theirs").description = "managed by pulumi-contact-center: emite/umbrella/group";
            newGroup(tenant, "Left").description = "managed by pulumi-contact-center: emite/acme/old";
            newGroup(tenant, "Nobody's");
            expect(await look(managed("genesys:Group", own.id, { name: "Ours" }))).to.deep.equal([
                "emite/umbrella",
                "genesys.Group Left unmanaged unmanaged-left-behind",
            ]);
        }));

    it("are unchecked if the list is refused, and the other kinds are still searched", () =>
        inTenant(async (sim, look) => {
            const own = addRole(sim, "Ours");
            addRole(sim, "Theirs");
            sim.intercept((call) =>
                call === "GET /api/v2/oauth/clients"
                    ? { status: 403, body: { status: 403, code: "missing.permission", message: "no" } }
                    : undefined,
            );
            expect(await look(role(own))).to.deep.equal([
                "genesys.OAuthClient unmanaged objects unchecked",
                "genesys.Role Theirs unmanaged unmanaged-licence",
            ]);
        }));
});
