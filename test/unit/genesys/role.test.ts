import { expect } from "chai";
import fc from "fast-check";
import { role, type RoleInputs } from "../../../provider/genesys/role";
import type { Simulator } from "../../../simulator";
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
        "an added permission is drift, but not with extraPermissions keep",
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
        "undeclared properties stay as they are",
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
        "a permission that the organization does not have is named with the nearest one",
        withGenesys(async ({ api }) => {
            const inputs = checked(role, { name: "T", permissions: ["wfm:adhocForcast:view", "routing:queue:view"] });
            const problems = await role.verify?.(api, inputs);
            expect(problems).to.deep.equal([
                {
                    code: "CC2040",
                    path: 'permissions["wfm:adhocForcast:view"]',
                    reason: '"wfm:adhocForcast:view" does not exist in this organization; did you mean "wfm:adhocForecast:view"?',
                },
            ]);
        }),
    );

    it(
        "a permission of a domain or entity whose permissions the catalog does not list is a warning, not an error",
        withGenesys(async ({ sim, api }) => {
            const view = { domain: "routing", entityType: "queue", action: "view" };
            const entities = [
                { domain: "routing", permissionMap: { queue: [view], language: [], skill: null } },
                { domain: "wfm", permissionMap: {} },
                { domain: "oauth" },
            ];
            const body = { entities, total: 3, pageCount: 1, pageNumber: 1, pageSize: 500 };
            sim.intercept((call) =>
                call === "GET /api/v2/authorization/permissions" ? { status: 200, body } : undefined,
            );
            const permissions = [
                "routing:queue:delete",
                "routing:queue:view",
                "routing:language:view",
                "routing:skill:*",
                "wfm:agent:view",
                "oauth:client:view",
                "other:*:*",
            ];
            const problems = (await role.verify?.(api, checked(role, { name: "T", permissions }))) ?? [];
            const unknown = ["routing:language:view", "routing:skill:*", "wfm:agent:view", "oauth:client:view"];
            const told = (warned: boolean) =>
                problems.filter(({ inferred = false }) => inferred === warned).map(({ path }) => path);
            expect(told(true)).to.have.members(unknown.map((one) => `permissions["${one}"]`));
            expect(told(false)).to.have.members(['permissions["routing:queue:delete"]', 'permissions["other:*:*"]']);
            expect(problems.find(({ path }) => path.includes("wfm"))?.reason).to.match(
                /^"wfm:agent:view" was not checked, because /,
            );
        }),
    );

    describe("wildcards", () => {
        const wildcard = { name: "W", permissions: ["routing:queue:view", "routing:wrapupCode:*"] };
        const listed = (sim: Simulator) => ({
            name: "W",
            permissions: [
                "routing:queue:view",
                ...[...sim.tenant.permissions].filter((one) => one.startsWith("routing:wrapupCode:")),
            ],
        });

        for (const keepWildcards of [false, true])
            it(
                `read back as declared and need no write if the tenant ${keepWildcards ? "keeps" : "expands"} them`,
                withGenesys(
                    async ({ sim, api }) => {
                        for (const name of ["remove", "keep"] as const) {
                            const inputs = checked(role, { ...wildcard, name, extraPermissions: name });
                            const { id, outputs } = await role.create(api, inputs);
                            const kept = sim.tenant.roles
                                .get(id)
                                ?.policies.some(({ actionSet }) => actionSet.includes("*"));
                            expect(kept).to.equal(keepWildcards);
                            expect(outputs.permissions).to.deep.equal(wildcard.permissions);
                            expect((await role.read(api, id, outputs))?.permissions).to.deep.equal(
                                wildcard.permissions,
                            );
                            sim.clearRequests();
                            await role.update?.(api, id, outputs, inputs);
                            expect(writes(sim)).to.be.empty;
                        }
                    },
                    { keepWildcards },
                ),
            );

        it(
            "equal all that they match, whichever of both the role has",
            withGenesys(
                async ({ sim, api }) => {
                    const [short, long] = [checked(role, wildcard), checked(role, listed(sim))];
                    for (const [there, declared] of [
                        [short, long],
                        [long, short],
                    ] as const) {
                        const { id, outputs } = await role.create(api, {
                            ...there,
                            name: `${there.permissions?.length}`,
                        });
                        const read = await role.read(api, id, { ...outputs, permissions: declared.permissions });
                        expect(read?.permissions).to.deep.equal(declared.permissions);
                        sim.clearRequests();
                        await role.update?.(api, id, outputs, { ...declared, name: outputs.name });
                        expect(writes(sim)).to.be.empty;
                    }
                },
                { keepWildcards: true },
            ),
        );

        it(
            "that allow more than is declared are drift, and the next update names each permission",
            withGenesys(
                async ({ sim, api }) => {
                    const { id, outputs } = await role.create(api, checked(role, wildcard));
                    const two = checked(role, {
                        name: "W",
                        permissions: ["ROUTING:queue:view", "routing:wrapupCode:view"],
                    });
                    const read = await role.read(api, id, { ...outputs, ...two });
                    expect(read?.permissions).to.deep.equal(
                        [...(two.permissions ?? []), "routing:wrapupCode:*"].sort(),
                    );
                    const after = await role.update?.(api, id, outputs, two);
                    expect(after?.permissions).to.deep.equal(two.permissions);
                    const there = sim.tenant.roles
                        .get(id)
                        ?.policies.map(({ entityName, actionSet }) => [entityName, actionSet]);
                    expect(there).to.have.deep.members([
                        ["queue", ["view"]],
                        ["wrapupCode", ["view"]],
                    ]);
                },
                { keepWildcards: true },
            ),
        );

        it(
            "that lack an action are drift by the remaining actions",
            withGenesys(async ({ sim, api }) => {
                const { id, outputs } = await role.create(api, checked(role, wildcard));
                for (const policy of sim.tenant.roles.get(id)?.policies ?? [])
                    if (policy.entityName === "wrapupCode") policy.actionSet = ["view"];
                expect((await role.read(api, id, outputs))?.permissions).to.deep.equal([
                    "routing:queue:view",
                    "routing:wrapupCode:view",
                ]);
            }),
        );

        it(
            "count in the actions of policies too",
            withGenesys(
                async ({ sim, api }) => {
                    const conditions = {
                        variableName: "Conversation.queues",
                        operator: "IN",
                        operands: [{ type: "QUEUE" }],
                    };
                    const queue = { domain: "routing", entity: "queue", conditions };
                    const all = [...sim.tenant.permissions]
                        .filter((one) => one.startsWith("routing:queue:"))
                        .map((one) => one.split(":")[2]);
                    const inputs = checked(role, { name: "P", policies: [{ ...queue, actions: ["*"] }] });
                    const { id, outputs } = await role.create(api, inputs);
                    const explicit = checked(role, { name: "P", policies: [{ ...queue, actions: all }] });
                    const read = await role.read(api, id, { ...outputs, policies: explicit.policies });
                    expect(read?.policies).to.deep.equal(explicit.policies);
                    sim.clearRequests();
                    await role.update?.(api, id, outputs, explicit);
                    expect(writes(sim)).to.be.empty;
                },
                { keepWildcards: true },
            ),
        );

        it(
            "are accepted in every position if they stand for something, or if they were there before",
            withGenesys(async ({ api }) => {
                const verify = (permissions: string[], before: string[] = []) =>
                    role.verify?.(
                        api,
                        checked(role, { name: "V", permissions }),
                        checked(role, { name: "V", permissions: before }),
                    );
                expect(await verify(["routing:queue:*", "routing:*:view", "*:queue:view", "*:*:*"])).to.deep.equal([]);
                expect(await verify(["retired:thing:*"], ["retired:thing:*"])).to.deep.equal([]);
                expect(await verify(["retired:thing:*"])).to.deep.equal([
                    {
                        code: "CC2040",
                        path: 'permissions["retired:thing:*"]',
                        reason: '"retired:thing:*" matches no permission of this organization',
                    },
                ]);
            }),
        );

        it("of permissions and conditional policies contradict each other like whole permissions", () => {
            const policies = [{ domain: "routing", entity: "queue", actions: ["view"], conditions: {} }];
            expect(role.rules?.({ permissions: ["routing:queue:*"], policies }, () => false)).to.have.length(1);
            expect(role.rules?.({ permissions: ["routing:user:*"], policies }, () => false)).to.be.empty;
        });
    });

    it(
        "deleting waits until it is gone, and ignores what is gone already; a read then says so",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await role.create(api, checked(role, adapter));
            await role.delete(api, id, outputs);
            await role.delete(api, id, outputs);
            expect(sim.tenant.roles.has(id)).to.equal(false);
            expect(await role.read(api, id, outputs)).to.equal(undefined);
        }),
    );

    it(
        "find and list read all pages",
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
