import { expect } from "chai";
import { group, roleId, withSimulator } from "./served";

describe("the simulator's grants", () => {
    it(
        "a removal or replacement that is refused changes nothing",
        withSimulator(async (sim, call) => {
            const [user] = sim.tenant.users.keys();
            const [role, other] = [roleId(sim, "Supervisor"), roleId(sim, "Quality Evaluator")];
            const path = `/authorization/subjects/${user}`;
            await call("POST", `${path}/bulkadd`, { grants: [{ roleId: role, divisionId: "*" }] });
            const before = sim.dump();
            const both = [role, other].map((one) => ({ roleId: one, divisionId: "*" }));
            expect((await call("POST", `${path}/bulkremove`, { grants: both })).status).to.equal(404);
            const gone = [...both, { roleId: "gone", divisionId: "*" }];
            expect((await call("POST", `${path}/bulkreplace`, { grants: gone })).status).to.equal(404);
            expect(sim.dump()).to.deep.equal(before);
        }),
    );

    it(
        "a replacement leaves exactly what it names, and nothing if it names nothing",
        withSimulator(async (sim, call) => {
            const [user = ""] = sim.tenant.users.keys();
            const held = () =>
                [...sim.tenant.grants.values()]
                    .filter(({ subjectId }) => subjectId === user)
                    .map(({ roleId: id }) => id);
            const path = `/authorization/subjects/${user}/bulkreplace`;
            const role = roleId(sim, "Supervisor");
            await call("POST", path, { grants: [{ roleId: role, divisionId: "*" }] });
            expect(held()).to.deep.equal([role]);
            await call("POST", path, { grants: [] });
            expect(held()).to.deep.equal([]);
        }),
    );

    it(
        "roles for a group need rolesEnabled, and its members then hold them under the group's id",
        withSimulator(
            async (sim, call) => {
                const [user] = sim.tenant.users.keys();
                const { body } = await call("POST", "/groups", group);
                await call("POST", `/groups/${body.id}/members`, { memberIds: [user] });
                const grants = [{ roleId: roleId(sim, "Supervisor"), divisionId: "*" }];
                const give = () =>
                    call("POST", `/authorization/subjects/${body.id}/bulkadd?subjectType=PC_GROUP`, { grants });
                expect((await give()).status).to.equal(400);
                const { version } = (await call("GET", `/groups/${body.id}`)).body;
                await call("PUT", `/groups/${body.id}`, { version, rolesEnabled: true });
                expect((await give()).status).to.equal(204);
                const shown = (await call("GET", `/authorization/subjects/${user}`)).body.grants ?? [];
                expect(new Set(shown.map(({ subjectId }) => subjectId))).to.deep.equal(new Set([user, body.id]));
                const direct = `/authorization/roles/${roleId(sim, "Supervisor")}/subjectgrants`;
                expect((await call("GET", direct)).body.entities?.map(({ id }) => id)).to.deep.equal([body.id]);
            },
            { membershipLag: 0 },
        ),
    );

    it(
        "the subject is a user unless its type is named; subjects, roles and divisions must exist",
        withSimulator(async (sim, call) => {
            const { clientId } = sim.credentials;
            const role = roleId(sim, "Supervisor");
            const at = (subject: string, one: string, division: string) =>
                call("POST", `/authorization/subjects/${subject}/divisions/${division}/roles/${one}`);
            const [user = ""] = sim.tenant.users.keys();
            for (const [subject, one, division] of [
                [clientId, role, "*"],
                [user, "gone", "*"],
                [user, role, "gone"],
            ] as const)
                expect((await at(subject, one, division)).status).to.equal(404);
            expect((await at(user, role, "*")).status).to.equal(204);
        }),
    );
});
