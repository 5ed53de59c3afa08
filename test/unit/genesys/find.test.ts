import { expect } from "chai";
import { clientApp } from "../../../provider/genesys/clientApp";
import { group } from "../../../provider/genesys/group";
import { groupMembership } from "../../../provider/genesys/groupMembership";
import { integration } from "../../../provider/genesys/integration";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { role } from "../../../provider/genesys/role";
import { roleAssignment } from "../../../provider/genesys/roleAssignment";
import type { Found, ResourceType } from "../../../provider/core/resourceType";
import type { SimulatorOptions } from "../../../simulator";
import { checked } from "./checked";
import { type Tenant, withGenesys } from "./tenant";

async function all<O>(found: AsyncIterable<Found<O>>): Promise<Found<O>[]> {
    const list: Found<O>[] = [];
    for await (const one of found) list.push(one);
    return list;
}

/** An object of a type is found by its unique key, is in the list, and reads back as it was found. */
async function expectFound<I extends object, O extends I>(
    { api }: Pick<Tenant, "api">,
    type: ResourceType<Tenant["api"], I, O>,
    inputs: object,
): Promise<void> {
    const declared = checked(type, inputs);
    const { id } = await type.create(api, declared);
    const found = await type.find(api, declared, true);
    expect(
        found.map((one) => one.id),
        type.title,
    ).to.deep.equal([id]);
    expect(
        (await all(type.list(api))).map((one) => one.id),
        type.title,
    ).to.include(id);
    const told = (outputs: object = {}) =>
        Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
    const [shown, read] = [told(found[0]?.outputs), told(await type.read(api, id, {}))];
    if (type.isListedInPart) expect(read, type.title).to.deep.include(shown);
    else expect(read, type.title).to.deep.equal(shown);
    await type.delete(api, id, found[0]?.outputs as O);
}

describe("every type finds its objects by their natural key and lists them all", () => {
    const everyKind = (options: SimulatorOptions) =>
        withGenesys(async ({ sim, api }) => {
            const admin = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id;
            await expectFound({ api }, role, { name: "R", permissions: ["routing:queue:view"] });
            await expectFound({ api }, group, { name: "G" });
            await expectFound({ api }, oauthClient, { name: "C", roles: [{ role: admin, divisions: ["*"] }] });
            await expectFound({ api }, clientApp, { name: "A", url: "https://a.example" });
            await expectFound({ api }, integration, { name: "I", type: "purecloud-data-actions" });
        }, options);
    it("roles, groups, clients, applications and integrations", everyKind({}));
    it("the same if lists show them in part", everyKind({ leanLists: true }));

    it(
        "members by their group, and assignments by role and divisions",
        withGenesys(async ({ sim, api }) => {
            const [someGroup, otherGroup] = [...sim.tenant.groups.keys()];
            const [anna] = [...sim.tenant.users.keys()];
            await groupMembership.create(api, checked(groupMembership, { group: otherGroup, members: [anna] }));
            const [members] = await groupMembership.find(
                api,
                checked(groupMembership, { group: otherGroup, members: [] }),
            );
            expect(members).to.deep.include({ id: otherGroup });
            expect(members?.outputs.members).to.deep.equal([anna]);
            expect((await all(groupMembership.list(api))).map(({ id }) => id)).to.include.members([
                someGroup,
                otherGroup,
            ]);

            const made = await role.create(api, checked(role, { name: "R", permissions: ["routing:queue:view"] }));
            const wanted = checked(roleAssignment, { role: made.id, divisions: ["*"], subjects: [{ user: anna }] });
            const { id } = await roleAssignment.create(api, wanted);
            const [assignment] = await roleAssignment.find(api, wanted);
            expect(assignment?.id).to.equal(id);
            expect(assignment?.outputs.subjects).to.deep.equal([{ user: anna }]);
            expect((await all(roleAssignment.list(api))).map((one) => one.id)).to.include(id);
        }),
    );
});
