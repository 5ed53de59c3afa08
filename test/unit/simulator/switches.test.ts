import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Simulator } from "../../../simulator";
import { changeFields, type FieldChange, objectKinds } from "../../../simulator/fieldChanges";
import { routes } from "../../../simulator/routes";
import { switches } from "../../../simulator/switches";
import { policiesFor } from "../../../simulator/tenant";
import { type Call, client, group, roleId, withSimulator } from "./served";

type Json = Record<string, unknown>;
const policy = (domain: string, entityName: string, ...actionSet: string[]) => ({ domain, entityName, actionSet });
const newRole = async (call: Call, ...permissionPolicies: object[]) =>
    (await call("POST", "/authorization/roles", { name: "R", permissionPolicies })).body;
const newGroup = async (call: Call, more: object = {}) => (await call("POST", "/groups", { ...group, ...more })).body;
const readRole = async (call: Call, id = "") => (await call("GET", `/authorization/roles/${id}`)).body;
const change = (of: FieldChange["of"], field: string, to: FieldChange["to"], call?: string): FieldChange[] => [
    { of, field, to, ...(call === undefined ? {} : { call }) },
];

describe("the simulator's switches", () => {
    it("are all in the docs, with the same words", () => {
        const docs = readFileSync(join(__dirname, "../../../docs/simulator.md"), "utf8");
        for (const [name, words] of Object.entries(switches))
            expect(docs.replace(/ +/g, " ")).to.include(`| \`${name}\` | ${words} |`);
    });

    it(
        "emptyPolicies: grants return no policies, and the caller keeps its permissions",
        withSimulator(
            async (_sim, call) => {
                const { grants = [] } = (await call("GET", "/authorization/subjects/me")).body;
                expect(grants.map(({ role }) => (role as Json)["policies"])).to.deep.equal([[]]);
                await newGroup(call);
            },
            { emptyPolicies: true },
        ),
    );

    it(
        "namedConditions: what conditions refer to has a name and an address, and terms come in another order",
        withSimulator(
            async (sim, call) => {
                const [user = ""] = sim.tenant.users.keys();
                const term = (operand: object) => ({ variableName: "V", operator: "EQ", operands: [operand] });
                const sent = {
                    conjunction: "AND",
                    terms: [
                        { type: "USER", user: { id: user } },
                        { type: "SCALAR", value: "1" },
                    ].map(term),
                };
                const { id } = await newRole(call, {
                    ...policy("quality", "evaluation", "view"),
                    resourceConditionNode: sent,
                });
                const [shown] = (await readRole(call, id))["permissionPolicies"] as {
                    resourceConditionNode: typeof sent;
                }[];
                const [scalar, named] = shown?.resourceConditionNode.terms ?? [];
                expect(scalar?.operands).to.deep.equal([{ type: "SCALAR", value: "1" }]);
                expect((named?.operands[0] as Json | undefined)?.["user"]).to.deep.equal({
                    id: user,
                    name: sim.tenant.users.get(user)?.name,
                    selfUri: `/api/v2/users/${user}`,
                });
                expect(sim.tenant.roles.get(id ?? "")?.policies[0]?.resourceConditionNode).to.deep.equal(sent);
            },
            { namedConditions: true },
        ),
    );

    it(
        "displayOnly: numbers and extensions are formatted, and in display only",
        withSimulator(async (sim, call) => {
            const phone = { type: "GROUPPHONE", mediaType: "PHONE" };
            const addresses = [
                { ...phone, address: "+15555550101" },
                { ...phone, extension: "4711" },
            ];
            const { id } = await newGroup(call, { addresses });
            const shown = async () => (await call("GET", `/groups/${id}`)).body["addresses"];
            expect(await shown()).to.deep.equal([{ ...addresses[0], display: "+1 555-555-0101" }, addresses[1]]);
            sim.settings.displayOnly = true;
            expect(await shown()).to.deep.equal([
                { ...phone, display: "+1 555-555-0101" },
                { ...phone, display: "4711" },
            ]);
        }),
    );

    it(
        "untypedSubjects: subjects that hold a role have no type",
        withSimulator(async (sim, call) => {
            const types = async () =>
                (await call("GET", `/authorization/roles/${roleId(sim, "admin")}/subjectgrants`)).body.entities?.map(
                    ({ type }) => type,
                );
            expect(await types()).to.deep.equal(["PC_OAUTH_CLIENT"]);
            sim.settings.untypedSubjects = true;
            expect(await types()).to.deep.equal([undefined]);
        }),
    );

    it(
        "oldStylePermissions: no policy shows the right to groups; such a permission gives it",
        withSimulator(
            async (sim, call) => {
                const admin = await readRole(call, roleId(sim, "admin"));
                expect(admin["permissions"]).to.deep.equal(["group_administration"]);
                expect(JSON.stringify(admin["permissionPolicies"])).not.to.include('"entityName":"group"');
                await newGroup(call);
                const role = sim.tenant.roles.get(roleId(sim, "admin"));
                if (role)
                    Object.assign(role, {
                        policies: policiesFor(["authorization:role:view"]),
                        permissions: ["group_creation"],
                    });
                expect((await call("POST", "/groups", group)).status).to.equal(200);
                expect((await call("DELETE", `/groups/${[...sim.tenant.groups.keys()][0]}`)).status).to.equal(403);
            },
            { oldStylePermissions: true },
        ),
    );

    it(
        "keepWildcards: a role keeps what was written, default roles have wildcards, and both allow what they cover",
        withSimulator(
            async (sim, call) => {
                const { id = "" } = await newRole(
                    call,
                    policy("routing", "wrapupCode", "*"),
                    policy("quality", "*", "view"),
                );
                const told = (await readRole(call, id))["permissionPolicies"] as Json[];
                expect(
                    told.map(({ domain, entityName, actionSet }) => ({ domain, entityName, actionSet })),
                ).to.deep.equal([policy("routing", "wrapupCode", "*"), policy("quality", "*", "view")]);
                const admin = (await readRole(call, roleId(sim, "admin")))["permissionPolicies"] as Json[];
                expect(
                    admin.every(({ entityName, actionSet }) => entityName === "*" && String(actionSet) === "*"),
                ).to.equal(true);
                const { body } = await call("POST", "/oauth/clients", client(sim));
                const held = sim.tenant.roles.get(id);
                if (held) held.policies = [{ ...policy("directory", "*", "add"), allowConditions: false }];
                for (const grant of sim.tenant.grants.values()) if (grant.subjectId === body.id) grant.roleId = id;
                const token = sim.tokenFor(body.id);
                expect((await call("POST", "/groups", group, token)).status).to.equal(200);
                expect((await call("GET", "/users", undefined, token)).status).to.equal(403);
            },
            { keepWildcards: true },
        ),
    );

    it(
        "requireAllowedIps: new clients of the client-credentials grant need one, others and old ones do not",
        withSimulator(
            async (sim, call) => {
                expect((await call("POST", "/oauth/clients", client(sim))).status).to.equal(400);
                const allowedIPAddresses = ["203.0.113.7", "2001:db8::/32"];
                const { body, status } = await call("POST", "/oauth/clients", client(sim, { allowedIPAddresses }));
                expect([status, body["allowedIPAddresses"]]).to.deep.equal([200, allowedIPAddresses]);
                expect((await call("PUT", `/oauth/clients/${body.id}`, client(sim))).status).to.equal(200);
                expect(
                    (await call("POST", "/oauth/clients", { name: "S", authorizedGrantType: "CODE" })).status,
                ).to.equal(200);
                const wrong = client(sim, { allowedIPAddresses: ["203.0.113.0/33"] });
                expect((await call("POST", "/oauth/clients", wrong)).status).to.equal(400);
            },
            { requireAllowedIps: true },
        ),
    );

    it(
        "enforceScopes: a user's token allows what an administrator has approved for its client",
        withSimulator(
            async (sim, call) => {
                const code = { name: "S", authorizedGrantType: "CODE", scope: ["groups:readonly", "users:readonly"] };
                const { body } = await call("POST", "/oauth/clients", code);
                const [user] = sim.tenant.users.keys();
                const read = async (path: string) =>
                    (await call("GET", path, undefined, sim.tokenFor(body.id, user))).status;
                expect(await read("/groups")).to.equal(403);
                const stored = sim.tenant.oauthClients.get(body.id ?? "");
                if (stored) stored.approvedScopes = ["groups:readonly", "authorization"];
                expect([await read("/groups"), await read("/authorization/divisions")]).to.deep.equal([200, 403]);
                expect((await call("GET", "/groups")).status).to.equal(200);
            },
            { enforceScopes: true },
        ),
    );

    it("delayedRemoval: a client of more than 30 days is inactive and dated, and gone a week later", async () => {
        let now = Date.now();
        await withSimulator(
            async (sim, call) => {
                const old = [...sim.tenant.oauthClients.values()].find(({ name }) => name === "Reporting export")?.id;
                const young = (await call("POST", "/oauth/clients", client(sim))).body.id;
                for (const id of [old, young]) {
                    await call("PUT", `/oauth/clients/${id}`, client(sim, { state: "inactive" }));
                    expect((await call("DELETE", `/oauth/clients/${id}`)).status).to.equal(204);
                }
                expect((await call("GET", `/oauth/clients/${young}`)).status).to.equal(404);
                const { body } = await call("GET", `/oauth/clients/${old}`);
                expect(body["state"]).to.equal("inactive");
                expect(Date.parse(String(body["dateToDelete"])) - now).to.be.within(6.9 * 86_400_000, 7 * 86_400_000);
                now += 7 * 86_400_000;
                expect((await call("GET", `/oauth/clients/${old}`, undefined, sim.tokenFor())).status).to.equal(404);
            },
            { delayedRemoval: true, clock: () => now },
        )();
    });

    it(
        "leanCreates: the answer to a create tells no more than what was made",
        withSimulator(
            async (sim, call) => {
                expect(await newGroup(call)).to.have.all.keys("id", "selfUri", "version");
                expect(await newRole(call)).to.have.all.keys("id", "selfUri");
                const { body } = await call("POST", "/oauth/clients", client(sim));
                expect(body).to.have.all.keys("id", "selfUri", "secret");
                expect((await call("GET", `/oauth/clients/${body.id}`)).body).to.include({ name: "C" });
            },
            { leanCreates: true },
        ),
    );

    it(
        "anonymousAudits: no event names a user",
        withSimulator(
            async (sim, call) => {
                const { id } = await newGroup(call);
                const [user] = sim.tenant.users.keys();
                await call("PUT", `/groups/${id}`, { version: 1, name: "H" }, sim.tokenFor(undefined, user));
                const at = (offset: number) => new Date(Date.now() + offset).toISOString();
                const query = { interval: `${at(-60_000)}/${at(60_000)}`, serviceName: "Groups" };
                const { entities = [] } = (await call("POST", "/audits/query/realtime", query)).body;
                expect(entities.map((one) => [one["user"], one["level"]])).to.deep.equal([
                    [{}, "SYSTEM"],
                    [{}, "SYSTEM"],
                ]);
            },
            { anonymousAudits: true },
        ),
    );
});

describe("the simulator's changed fields", () => {
    it("every call that answers objects answers one kind of them", () => {
        const silent =
            /\/products$|\/bulk(add|remove|replace)$|\/users\/(add|remove)$|\/divisions\/limit$|\/roles\/\{roleId\}$|\/users\/me$/;
        for (const { method, path, status } of routes) {
            const kinds = objectKinds.filter((kind) => kind !== "page" && isKind(kind, path));
            const hasBody =
                status !== 204 &&
                method !== "DELETE" &&
                !silent.test(path) &&
                !/^POST .*members$/.test(`${method} ${path}`);
            if (hasBody) expect(kinds, `${method} ${path}`).to.have.length(1);
        }
    });

    it(
        "are absent, null, empty, of another type, of an unknown value, or have another field next to them",
        withSimulator(async (sim, call) => {
            const { id } = await newGroup(call);
            const read = async (field: string, to: FieldChange["to"]) => {
                sim.settings.fields = change("group", field, to);
                return (await call("GET", `/groups/${id}`)).body;
            };
            expect(await read("visibility", "absent")).not.to.have.property("visibility");
            expect(await read("visibility", "null")).to.have.property("visibility", null);
            expect(await read("visibility", "empty")).to.have.property("visibility", "");
            expect(await read("version", "wrong type"))
                .to.have.property("version")
                .that.is.a("string");
            expect(await read("visibility", "unknown value")).to.have.property("visibility", "SOMETHING_NEW");
            const more = await read("visibility", "extra field");
            expect(more).to.include({ visibility: "public" }).and.have.property("visibilityAddedLater");
            expect((await call("PUT", `/groups/${id}`, { ...more, version: 1 })).status).to.equal(200);
        }),
    );

    it(
        "are those of each object in lists and of each element of a path, or of one call, or of the page itself",
        withSimulator(async (sim, call) => {
            sim.settings.fields = [
                ...change("subject", "grants.*.role.policies", "empty"),
                ...change("group", "description", "absent", "GET /api/v2/groups"),
                ...change("page", "pageCount", "absent"),
            ];
            const { grants = [] } = (await call("GET", "/authorization/subjects/me")).body;
            expect(grants.map(({ role }) => (role as Json)["policies"])).to.deep.equal([[]]);
            const { body } = await call("GET", "/groups");
            expect(body).not.to.have.property("pageCount");
            for (const one of body.entities ?? []) expect(one).not.to.have.property("description");
            expect(await newGroup(call)).to.have.property("description");
        }),
    );
});

/** Whether the answers of a call are changed as those of a kind. */
const isKind = (of: FieldChange["of"], path: string): boolean =>
    !Object.keys(changeFields({ probe: true }, path, change(of, "probe", "absent")) as object).includes("probe");

describe("the simulator's conflicts", () => {
    it(
        "refuse the first of equal writes, of the chosen calls or of all",
        withSimulator(async (sim, call) => {
            sim.settings.conflicts = ["POST /api/v2/groups"];
            const make = async () => (await call("POST", "/groups", group)).status;
            expect([await make(), await make()]).to.deep.equal([409, 200]);
            const [id = ""] = sim.tenant.groups.keys();
            expect((await call("DELETE", `/groups/${id}`)).status).to.equal(200);
            sim.settings.conflicts = ["*"];
            const [other = "", user = ""] = [[...sim.tenant.groups.keys()][1], [...sim.tenant.users.keys()][0]];
            const add = () => call("POST", `/groups/${other}/members`, { memberIds: [user] });
            expect((await add()).body.code).to.equal("general.conflict");
            expect((await add()).status).to.equal(202);
            const search = { query: [{ type: "EXACT", fields: ["name"], value: "G" }] };
            expect((await call("POST", "/groups/search", search)).status).to.equal(200);
        }),
    );
});

describe("fields that the simulator does not know", () => {
    it(
        "are kept if they are sent back; a client's are lost otherwise, and no other may be sent",
        withSimulator(async (sim: Simulator, call: Call) => {
            const { body } = await call("POST", "/oauth/clients", client(sim));
            const stored = sim.tenant.oauthClients.get(body.id ?? "");
            if (stored) stored.more = { riskLevel: "HIGH" };
            const path = `/oauth/clients/${body.id}`;
            expect((await call("GET", path)).body).to.include({ riskLevel: "HIGH" });
            expect((await call("PUT", path, client(sim, { riskLevel: "HIGH" }))).body).to.include({
                riskLevel: "HIGH",
            });
            expect((await call("PUT", path, client(sim, { color: "red" }))).status).to.equal(400);
            expect((await call("PUT", path, client(sim))).body).not.to.have.property("riskLevel");
        }),
    );
});
