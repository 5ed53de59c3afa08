import { expect } from "chai";
import { clientApp } from "../../../provider/genesys/clientApp";
import { group } from "../../../provider/genesys/group";
import { groupMembership } from "../../../provider/genesys/groupMembership";
import { integration } from "../../../provider/genesys/integration";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { role } from "../../../provider/genesys/role";
import { roleAssignment } from "../../../provider/genesys/roleAssignment";
import type { ResourceType } from "../../../provider/core/resourceType";
import { checked } from "../../unit/genesys/checked";
import { type Tenant, withGenesys } from "../../unit/genesys/tenant";

/** Creates, changes and deletes an object; returns the calls that were refused for a conflict. */
async function lifeOf<I extends object, O extends I>(
    { sim, api }: Tenant,
    type: ResourceType<Tenant["api"], I, O>,
    first: object,
    second: object,
): Promise<string[]> {
    sim.clearRequests();
    const { id, outputs } = await type.create(api, checked(type, first));
    const changed = (await type.update?.(api, id, outputs, checked(type, second))) as O;
    for (const [key, value] of Object.entries(checked(type, second)))
        expect(changed[key as keyof O], `${type.title} ${key}`).to.deep.equal(value);
    await type.delete(api, id, changed);
    return sim
        .writes()
        .filter(({ status }) => status === 409)
        .map(({ route }) => route);
}

describe("a conflict of any write leads to another attempt", () => {
    it(
        "of every type: created, changed, deleted",
        withGenesys(
            async (tenant) => {
                const { sim } = tenant;
                const [admin = ""] = [...sim.tenant.roles.values()].map(({ id }) => id);
                const [anna, ben] = sim.tenant.users.keys();
                const [someGroup] = sim.tenant.groups.keys();
                const roles = [{ role: admin, divisions: ["*"] }];
                const app = { name: "A", url: "https://a.example" };
                const data = { name: "I", type: "custom-rest-actions", notes: "first" };
                const inGroup = { group: someGroup };
                const held = (subjects: object[]) => ({
                    role: [...sim.tenant.roles.keys()][3],
                    divisions: ["*"],
                    subjects,
                });
                const everybody = [...sim.tenant.users.keys()].slice(0, 5).map((user) => ({ user }));
                const met = [
                    ...(await lifeOf(tenant, role, { name: "R", permissions: [] }, { name: "R", description: "d" })),
                    ...(await lifeOf(tenant, group, { name: "G", description: "c" }, { name: "G", description: "d" })),
                    ...(await lifeOf(
                        tenant,
                        oauthClient,
                        { name: "C", roles },
                        { name: "C", roles, description: "d" },
                    )),
                    ...(await lifeOf(tenant, clientApp, app, { ...app, enabled: false })),
                    ...(await lifeOf(tenant, integration, data, { ...data, notes: "second" })),
                    ...(await lifeOf(
                        tenant,
                        groupMembership,
                        { ...inGroup, members: [anna] },
                        { ...inGroup, members: [ben] },
                    )),
                    ...(await lifeOf(tenant, roleAssignment, held(everybody.slice(0, 1)), held(everybody))),
                    ...(await lifeOf(tenant, roleAssignment, held(everybody.slice(0, 1)), held(everybody.slice(1, 2)))),
                ];
                expect([...new Set(met)].sort()).to.deep.equal([
                    "DELETE /api/v2/authorization/roles/{roleId}",
                    "DELETE /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}",
                    "DELETE /api/v2/groups/{groupId}",
                    "DELETE /api/v2/groups/{groupId}/members",
                    "DELETE /api/v2/integrations/{integrationId}",
                    "DELETE /api/v2/oauth/clients/{clientId}",
                    "PATCH /api/v2/integrations/{integrationId}",
                    "POST /api/v2/authorization/roles",
                    "POST /api/v2/authorization/roles/{roleId}",
                    "POST /api/v2/authorization/subjects/{subjectId}/bulkadd",
                    "POST /api/v2/groups",
                    "POST /api/v2/groups/{groupId}/members",
                    "POST /api/v2/integrations",
                    "POST /api/v2/oauth/clients",
                    "PUT /api/v2/authorization/roles/{roleId}",
                    "PUT /api/v2/authorization/roles/{roleId}/users/remove",
                    "PUT /api/v2/groups/{groupId}",
                    "PUT /api/v2/integrations/{integrationId}/config/current",
                    "PUT /api/v2/oauth/clients/{clientId}",
                ]);
            },
            { conflicts: ["*"] },
        ),
    );
});
