import { expect } from "chai";
import fc from "fast-check";
import { role, type RoleInputs } from "../../../provider/genesys/role";
import { checked, writes } from "./checked";
import { withGenesys } from "./tenant";

const adapter = {
    name: "Adapter",
    permissions: ["routing:queue:view", "routing:queue:join", "analytics:userDetail:view"],
};

describe("genesys.Role", () => {
    it(
        "creates a role with one request that changes anything, in explicit actions",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await role.create(api, checked(role, adapter));
            expect(writes(sim)).to.deep.equal(["POST /api/v2/authorization/roles"]);
            expect(outputs.permissions).to.deep.equal([...adapter.permissions].sort());
            expect(sim.tenant.roles.get(id)?.policies.map(({ entityName }) => entityName)).to.have.members([
                "queue",
                "userDetail",
            ]);
        }),
    );

    it(
        "a second run writes nothing, whatever order and case the program uses",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await role.create(api, checked(role, adapter));
            sim.clearRequests();
            const other = {
                ...adapter,
                permissions: ["ROUTING:queue:JOIN", "analytics:userdetail:view", "routing:queue:view"],
            };
            await role.update?.(api, id, outputs, checked(role, other));
            expect(writes(sim)).to.be.empty;
        }),
    );

    it(
        "writes the catalogue's spelling of a permission, and reads it back in the program's",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await role.create(
                api,
                checked(role, { name: "R", permissions: ["routing:WRAPUPCODE:view"] }),
            );
            expect(sim.tenant.roles.get(id)?.policies[0]?.entityName).to.equal("wrapupCode");
            expect((await role.read(api, id, outputs))?.permissions).to.deep.equal(["routing:WRAPUPCODE:view"]);
        }),
    );

    it(
        "a permission that somebody added is drift, and none with extraPermissions keep",
        withGenesys(async ({ sim, api }) => {
            const extra = { domain: "routing", entityName: "queue", actionSet: ["delete"], allowConditions: false };
            for (const extraPermissions of ["remove", "keep"] as const) {
                const inputs = checked(role, { ...adapter, name: extraPermissions, extraPermissions });
                const { id, outputs } = await role.create(api, inputs);
                sim.tenant.roles.get(id)?.policies.push(extra);
                const seen = (await role.read(api, id, outputs))?.permissions?.includes("routing:queue:delete");
                expect(seen).to.equal(extraPermissions === "remove");
                await role.update?.(api, id, outputs, inputs);
                const there = sim.tenant.roles.get(id)?.policies.some(({ actionSet }) => actionSet.includes("delete"));
                expect(there).to.equal(extraPermissions === "keep");
            }
        }),
    );

    it(
        "policies of one entity under the same conditions are one, however the tenant cuts them",
        withGenesys(async ({ api }) => {
            const conditions = { variableName: "Conversation.queues", operator: "IN", operands: [{ type: "QUEUE" }] };
            const policies = ["view", "edit"].map((action) => ({
                domain: "routing",
                entity: "queue",
                actions: [action],
                conditions,
            }));
            const { id, outputs } = await role.create(api, checked(role, { name: "C", policies }));
            expect(outputs.policies).to.deep.equal([
                { domain: "routing", entity: "queue", actions: ["edit", "view"], conditions },
            ]);
            expect(await role.read(api, id, outputs)).to.deep.equal(outputs);
        }),
    );

    it(
        "properties that are not declared stay as they are",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await role.create(api, checked(role, { ...adapter, description: "by hand" }));
            await role.update?.(api, id, outputs, checked(role, { name: "Renamed" }));
            const there = sim.tenant.roles.get(id);
            expect(there?.description).to.equal("by hand");
            expect(there?.policies).to.have.length(2);
            expect(there?.name).to.equal("Renamed");
        }),
    );

    it(
        "a permission that the organisation does not have is named with the nearest one",
        withGenesys(async ({ api }) => {
            const inputs = checked(role, { name: "T", permissions: ["wfm:adhocForcast:view", "routing:queue:view"] });
            const problems = await role.verify?.(api, inputs);
            expect(problems).to.deep.equal([
                {
                    path: 'permissions["wfm:adhocForcast:view"]',
                    reason: '"wfm:adhocForcast:view" does not exist in this organisation; did you mean "wfm:adhocForecast:view"?',
                },
            ]);
        }),
    );

    it(
        "deleting ends when it is gone, forgives what is gone, and a read then says so",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await role.create(api, checked(role, adapter));
            await role.delete(api, id, outputs);
            await role.delete(api, id, outputs);
            expect(sim.tenant.roles.has(id)).to.equal(false);
            expect(await role.read(api, id, outputs)).to.equal(undefined);
        }),
    );

    it(
        "find and list come through all pages",
        withGenesys(
            async ({ api }) => {
                for (let index = 0; index < 120; index++)
                    await role.create(api, checked(role, { name: `Bulk ${index}` }));
                const names: string[] = [];
                for await (const { name } of role.list(api)) names.push(name);
                expect(names.filter((name) => name.startsWith("Bulk"))).to.have.length(120);
                expect(await role.find(api, checked(role, { name: "Bulk 7" }))).to.have.length(1);
            },
            { requestsPerMinute: 0 },
        ),
    );

    it("any set of permissions reads back as it was declared, and then needs no write", async () => {
        const permission = fc.constantFrom(
            "routing:queue:view",
            "routing:queue:edit",
            "routing:queue:join",
            "wfm:agent:view",
            "wfm:agent:edit",
            "quality:survey:view",
            "analytics:userDetail:view",
            "conversation:communication:view",
        );
        await withGenesys(
            async ({ sim, api }) => {
                await fc.assert(
                    fc.asyncProperty(fc.array(permission, { maxLength: 12 }), async (permissions) => {
                        const inputs = checked(role, {
                            name: `P${sim.tenant.roles.size}${Math.random()}`,
                            permissions,
                        }) as RoleInputs;
                        const { id, outputs } = await role.create(api, inputs);
                        expect((await role.read(api, id, outputs))?.permissions).to.deep.equal(
                            [...new Set(permissions)].sort(),
                        );
                        const before = sim.writes().length;
                        await role.update?.(api, id, outputs, inputs);
                        expect(sim.writes().length).to.equal(before);
                    }),
                    { numRuns: 40 },
                );
            },
            { requestsPerMinute: 0 },
        )();
    });
});
