import { expect } from "chai";
import { role } from "../../../provider/genesys/role";
import { roleAssignment } from "../../../provider/genesys/roleAssignment";
import type { Simulator } from "../../../simulator";
import { checked, writes } from "./checked";
import { connectTo, type Tenant, withGenesys } from "./tenant";

const sales = (sim: Simulator) => [...sim.tenant.divisions.values()].find(({ name }) => name === "Sales")?.id ?? "";
const agents = (sim: Simulator) =>
    [...sim.tenant.users.values()].filter(({ divisionId, state }) => divisionId === sales(sim) && state === "active");
const holders = (sim: Simulator, roleId: string) =>
    [...sim.tenant.grants.values()].filter((grant) => grant.roleId === roleId).map(({ subjectId }) => subjectId);
const newRole = async ({ api }: Pick<Tenant, "api">) =>
    (await role.create(api, checked(role, { name: "Licence", permissions: ["integration:emiteApps:view"] }))).id;

describe("genesys.RoleAssignment", () => {
    it(
        "grants a role to users, groups and clients, with one request per kind",
        withGenesys(async ({ sim, api }) => {
            const [group] = [...sim.tenant.groups.values()];
            if (group) group.rolesEnabled = true;
            const roleId = await newRole({ api });
            sim.clearRequests();
            const subjects = [
                { user: "anna.smith@acme.example" },
                { group: group?.id },
                { oauthClient: sim.credentials.clientId },
            ];
            const inputs = checked(roleAssignment, { role: roleId, divisions: ["*"], subjects });
            const { id, outputs } = await roleAssignment.create(api, inputs);
            expect(writes(sim)).to.deep.equal(Array(3).fill("POST /api/v2/authorization/subjects/{subjectId}/bulkadd"));
            expect(holders(sim, roleId)).to.have.length(3);
            const read = await roleAssignment.read(api, id, outputs);
            expect(read).to.deep.equal(outputs);
        }),
    );

    it(
        "grants a role to several users in one request, and to one as other clients do",
        withGenesys(async ({ sim, api }) => {
            const [one, ...others] = [...sim.tenant.users.keys()].slice(0, 4).map((user) => ({ user }));
            for (const [subjects, call] of [
                [[one], "POST /api/v2/authorization/subjects/{subjectId}/bulkadd"],
                [others, "POST /api/v2/authorization/roles/{roleId}"],
            ] as const) {
                const role = await newRole({ api });
                sim.clearRequests();
                await roleAssignment.create(api, checked(roleAssignment, { role, divisions: ["*"], subjects }));
                expect(writes(sim)).to.deep.equal([call]);
                expect(holders(sim, role)).to.have.length(subjects.length);
                sim.tenant.roles.delete(role);
            }
        }),
    );

    it(
        "a subject is recognized by its id, also if its kind is missing or new",
        withGenesys(async ({ sim, api }) => {
            const roleId = await newRole({ api });
            const subjects = [{ oauthClient: sim.credentials.clientId }];
            const inputs = checked(roleAssignment, { role: roleId, divisions: ["*"], subjects });
            const { id, outputs } = await roleAssignment.create(api, inputs);
            for (const type of [undefined, null, "PC_TRUSTEE_USER"]) {
                const entities = [{ id: sim.credentials.clientId, type, divisions: [{ id: "*" }] }];
                const body = { entities, total: 1, pageCount: 1 };
                sim.answerOnce("GET /api/v2/authorization/roles/{roleId}/subjectgrants", { status: 200, body });
                expect((await roleAssignment.read(api, id, outputs))?.subjects).to.deep.equal(subjects);
                sim.answerOnce("GET /api/v2/authorization/roles/{roleId}/subjectgrants", { status: 200, body });
                const [found] = await roleAssignment.find(api, inputs);
                expect(Object.keys(found?.outputs.subjects?.[0] ?? {})).to.deep.equal([type ?? "unknown"]);
            }
        }),
    );

    it(
        "missing divisions are an error for a subject of ours, and change nothing for others",
        withGenesys(async ({ sim, api }) => {
            const roleId = await newRole({ api });
            const subjects = [{ oauthClient: sim.credentials.clientId }];
            const inputs = checked(roleAssignment, { role: roleId, divisions: ["*"], subjects });
            const { id, outputs } = await roleAssignment.create(api, inputs);
            const grantsOf = (...entities: object[]) => {
                const body = { entities, total: entities.length, pageCount: 1 };
                sim.answerOnce("GET /api/v2/authorization/roles/{roleId}/subjectgrants", { status: 200, body });
            };
            grantsOf({ id: "somebody" }, { id: sim.credentials.clientId, divisions: [{ id: "*" }] });
            expect((await roleAssignment.read(api, id, outputs))?.subjects).to.deep.equal(subjects);
            grantsOf({ id: sim.credentials.clientId, divisions: null });
            const failed = await roleAssignment.read(api, id, outputs).catch((error: Error) => error.message);
            expect(failed).to.match(/^Genesys Cloud answered without the divisions of the subject oauthClient:/);
        }),
    );

    it(
        "a grant that somebody removed is drift, and is granted again",
        withGenesys(async ({ sim, api }) => {
            const roleId = await newRole({ api });
            const subjects = [{ user: "anna.smith@acme.example" }, { user: "ben.smith@acme.example" }];
            const inputs = checked(roleAssignment, { role: roleId, divisions: ["*"], subjects });
            const { id, outputs } = await roleAssignment.create(api, inputs);
            const [key] = [...sim.tenant.grants].find(([, grant]) => grant.roleId === roleId) ?? [""];
            sim.tenant.grants.delete(key);
            expect((await roleAssignment.read(api, id, outputs))?.subjects).to.have.length(1);
            await roleAssignment.update?.(api, id, outputs, inputs);
            expect(holders(sim, roleId)).to.have.length(2);
        }),
    );

    it(
        "destroying revokes what it granted and only that",
        withGenesys(async ({ sim, api }) => {
            const roleId = await newRole({ api });
            const [anna, ben] = [...sim.tenant.users.values()];
            const before = { role: roleId, divisions: ["*"], subjects: [{ user: anna?.id }] };
            await roleAssignment.create(api, checked(roleAssignment, before));
            const both = { ...before, subjects: [{ user: anna?.id }, { user: ben?.id }] };
            const { id, outputs } = await roleAssignment.create(api, checked(roleAssignment, both));
            await roleAssignment.delete(api, id, outputs);
            expect(holders(sim, roleId)).to.deep.equal([anna?.id]);
            await roleAssignment.delete(api, id, outputs);
        }),
    );

    it(
        "everyActiveUserOf covers every active user of the division and nobody else",
        withGenesys(async ({ sim, api }) => {
            const roleId = await newRole({ api });
            const inputs = checked(roleAssignment, {
                role: roleId,
                divisions: [sales(sim)],
                everyActiveUserOf: sales(sim),
            });
            const { id, outputs } = await roleAssignment.create(api, inputs);
            expect(holders(sim, roleId)).to.have.members(agents(sim).map((user) => user.id));
            expect(await roleAssignment.read(api, id, outputs)).to.deep.equal(outputs);
        }),
    );

    it("a new agent without the role, and one who has left, are drift, and both are fixed", async () => {
        await withGenesys(async ({ sim, api }) => {
            const roleId = await newRole({ api });
            const inputs = checked(roleAssignment, {
                role: roleId,
                divisions: [sales(sim)],
                everyActiveUserOf: sales(sim),
            });
            const { id, outputs } = await roleAssignment.create(api, inputs);
            const [leaver] = agents(sim);
            if (leaver) leaver.state = "inactive";
            const joiner = [...sim.tenant.users.values()].find(({ divisionId }) => divisionId !== sales(sim));
            if (joiner) joiner.divisionId = sales(sim);
            // A refresh is its own process and sends new requests.
            const later = connectTo(sim);
            const read = await roleAssignment.read(later, id, outputs);
            expect(read?.withoutRole).to.deep.equal([joiner?.email]);
            expect(read?.noLongerActive).to.deep.equal([`user:${leaver?.id}`]);
            const mended = await roleAssignment.update?.(later, id, outputs, inputs);
            expect(holders(sim, roleId)).to.have.members(agents(sim).map((user) => user.id));
            expect(await roleAssignment.read(later, id, mended ?? {})).to.deep.equal(mended);
        })();
    });

    it(
        "is gone when its role is gone",
        withGenesys(async ({ sim, api }) => {
            const roleId = await newRole({ api });
            const inputs = checked(roleAssignment, {
                role: roleId,
                divisions: ["*"],
                subjects: [{ user: "anna.smith@acme.example" }],
            });
            const { id, outputs } = await roleAssignment.create(api, inputs);
            sim.tenant.roles.delete(roleId);
            expect(await roleAssignment.read(api, id, outputs)).to.equal(undefined);
            await roleAssignment.delete(api, id, outputs);
        }),
    );

    it("subjects and everyActiveUserOf exclude each other, and one is needed", () => {
        const paths = (inputs: object) => roleAssignment.rules?.(inputs, () => false).map(({ path }) => path);
        expect(paths({})).to.deep.equal(["subjects"]);
        expect(paths({ subjects: [], everyActiveUserOf: "d" })).to.deep.equal(["subjects"]);
        expect(paths({ subjects: [] })).to.deep.equal([]);
    });

    it(
        "everything that does not exist is named: role, division, user, group, client",
        withGenesys(async ({ api }) => {
            const inputs = checked(roleAssignment, {
                role: "r",
                divisions: ["d", "*"],
                subjects: [{ user: "nobody@acme.example" }, { group: "g" }, { oauthClient: "c" }],
            });
            const paths = (await roleAssignment.verify?.(api, inputs))?.map(({ path }) => path);
            expect(paths).to.deep.equal([
                "role",
                'divisions["d"]',
                'subjects["user:nobody@acme.example"]',
                'subjects["group:g"]',
                'subjects["oauthClient:c"]',
            ]);
        }),
    );
});
