import { expect } from "chai";
import { recordedChanges } from "../../../operations/drift/genesysAudits";
import { intervals, serviceOf } from "../../../operations/drift/auditQuestions";
import { Deadline, within } from "../../../provider/transport/deadline";
import { mostAttempts } from "../../../provider/transport/retry";
import type { Simulator, Tenant } from "../../../simulator";
import { withGenesys } from "./tenant";

const day = 86_400_000;
const mapping = "GET /api/v2/audits/query/realtime/servicemapping";
const realtime = "POST /api/v2/audits/query/realtime";
const background = "POST /api/v2/audits/query";
const routes = (sim: Simulator) => sim.requests.map(({ route }) => route).filter((one) => !one.endsWith("/token"));

const named = (all: Map<string, { id: string; name: string }>, name: string): string =>
    [...all.values()].find((one) => one.name === name)?.id ?? "";

/** A client that is none of the stack's. */
const tool = (sim: Simulator): string =>
    named(sim.tenant.oauthClients, "Another tool") || sim.addClient("Another tool").clientId;

/** A change by another client, or by a person. */
async function change(sim: Simulator, method: string, path: string, body: object, person?: string): Promise<void> {
    const user = person === undefined ? undefined : named(sim.tenant.users, person);
    const answer = await fetch(`${sim.url}/api/v2${path}`, {
        method,
        headers: { authorization: `Bearer ${sim.tokenFor(tool(sim), user)}`, "content-type": "application/json" },
        body: JSON.stringify(body),
    });
    expect(answer.ok, await answer.text()).to.equal(true);
}

const evaluator = (sim: Simulator) => named(sim.tenant.roles, "Quality Evaluator");
const asRole = (id: string) => ({ kind: "genesys:Role" as const, id });
const policies = (actionSet: string[]) => [{ domain: "routing", entityName: "queue", actionSet }];

async function widenRole(sim: Simulator, person?: string): Promise<string> {
    const id = evaluator(sim);
    const body = { name: "Quality Evaluator", permissionPolicies: policies(["add"]) };
    await change(sim, "PUT", `/authorization/roles/${id}`, body, person);
    sim.clearRequests();
    return id;
}

/** An entry of the log whose values do not matter. */
const entry = (more: Partial<Tenant["changes"][number]>): Tenant["changes"][number] => ({
    at: Date.now(),
    by: "somebody",
    action: "Update",
    kind: "Role",
    id: "",
    name: "",
    ...more,
});

describe("who changed it, by the audit log of Genesys Cloud", () => {
    it(
        "a person's change has the person's name, the action and the value before, in two requests",
        withGenesys(async ({ sim, api }) => {
            const before = Date.now();
            const id = await widenRole(sim, "Anna Smith");
            const { changes, note } = await recordedChanges(api, [asRole(id)]);
            const [only, more] = changes.get(id) ?? [];
            expect(note).to.equal(undefined);
            expect(more).to.equal(undefined);
            expect(only).to.include({ by: "Anna Smith", action: "Update" });
            expect(Date.parse(only?.at ?? "")).to.be.within(before - 1_000, Date.now());
            const permissions = only?.properties.find(({ property }) => property === "permissionPolicies");
            expect(permissions?.to).to.equal("routing:queue:add");
            expect(permissions?.from).to.match(/^quality:.+, quality:/);
            expect(routes(sim)).to.deep.equal([mapping, realtime]);
        }),
    );

    it(
        "a client's change has no name; if the log names clients, it has the client's, or its id if the caller may not see it",
        withGenesys(async ({ sim, api }) => {
            const id = await widenRole(sim);
            const by = async () => (await recordedChanges(api, [asRole(id)])).changes.get(id)?.map((one) => one.by);
            expect(await by()).to.deep.equal([undefined]);
            sim.settings.auditClients = "named";
            sim.answerOnce("GET /api/v2/oauth/clients", { status: 403, body: {} });
            expect(await by()).to.deep.equal([tool(sim)]);
            expect(await by()).to.deep.equal(["Another tool"]);
        }),
    );

    it(
        "the stack's own changes were declared then, and are not shown if the log names clients",
        withGenesys(async ({ sim, api }) => {
            sim.settings.auditClients = "named";
            const id = await widenRole(sim);
            sim.tenant.changes.push(entry({ id, by: sim.credentials.clientId }));
            const { changes } = await recordedChanges(api, [asRole(id)]);
            expect(changes.get(id)?.map(({ by }) => by)).to.deep.equal(["Another tool"]);
        }),
    );

    it(
        "the latest change comes first; unchanged objects are absent, kinds without a log are not requested",
        withGenesys(async ({ sim, api }) => {
            const id = await widenRole(sim, "Anna Smith");
            for (const one of sim.tenant.changes) one.at -= 1_000;
            sim.tenant.changes.push(entry({ id, user: named(sim.tenant.users, "Ben Smith") }));
            const other = named(sim.tenant.roles, "Supervisor");
            const { changes } = await recordedChanges(api, [asRole(id), asRole(other)]);
            expect([...changes.keys()]).to.deep.equal([id]);
            expect(changes.get(id)?.map(({ by }) => by)).to.deep.equal(["Ben Smith", "Anna Smith"]);
            sim.clearRequests();
            const { changes: none } = await recordedChanges(api, [{ kind: "webex:UserImport", id: "import" }]);
            expect(none.size).to.equal(0);
            expect(routes(sim)).to.deep.equal([]);
        }),
    );

    it(
        "few objects of a type are requested one by one, more of them by their type",
        withGenesys(async ({ sim, api }) => {
            const roles = [...sim.tenant.roles.keys()];
            for (const id of roles) sim.tenant.changes.push(entry({ id }));
            const count = async (ids: string[]) => {
                sim.clearRequests();
                const { changes } = await recordedChanges(api, ids.map(asRole));
                expect([...changes.keys()].sort()).to.deep.equal([...ids].sort());
                return sim.calls(realtime).length;
            };
            expect(await count(roles.slice(0, 3))).to.equal(3);
            expect(await count(roles.slice(0, 4))).to.equal(1);
        }),
    );

    it(
        "an assignment has the changes of who holds the role, the role all others, a group both its members' and its own",
        withGenesys(async ({ sim, api }) => {
            sim.settings.auditClients = "named";
            const id = await widenRole(sim, "Anna Smith");
            const ben = named(sim.tenant.users, "Ben Smith");
            const [division = ""] = sim.tenant.divisions.keys();
            await change(sim, "POST", `/authorization/roles/${id}`, { subjectIds: [ben], divisionIds: [division] });
            const group = named(sim.tenant.groups, "Sales Europe");
            await change(sim, "POST", `/groups/${group}/members`, { memberIds: [ben] }, "Anna Smith");
            const assignment = `${id}/${division}`;
            const { changes } = await recordedChanges(api, [
                asRole(id),
                { kind: "genesys:RoleAssignment", id: assignment },
                { kind: "genesys:GroupMembership", id: group },
            ]);
            const actions = (of: string) => changes.get(of)?.map(({ by, action }) => `${by} ${action}`);
            expect(actions(id)).to.deep.equal(["Anna Smith Update"]);
            expect(actions(assignment)).to.deep.equal(["Another tool MemberAdd"]);
            expect(actions(group)).to.deep.equal(["Anna Smith Update"]);
            expect(changes.get(group)?.[0]?.properties[0]?.to).to.equal(`[${ben}]`);
        }),
    );

    it(
        "changes of clients, groups and integrations are found, each under its own service",
        withGenesys(async ({ sim, api }) => {
            const [app = ""] = sim.tenant.integrations.keys();
            const client = named(sim.tenant.oauthClients, "Reporting export");
            const group = named(sim.tenant.groups, "Sales Europe");
            await change(sim, "PATCH", `/integrations/${app}`, { intendedState: "DISABLED" });
            await change(sim, "PUT", `/groups/${group}`, { version: 1, description: "Everybody" });
            await change(sim, "PUT", `/oauth/clients/${client}`, {
                name: "Reporting export",
                authorizedGrantType: "CODE",
                registeredRedirectUri: ["https://elsewhere.example/"],
            });
            const { changes } = await recordedChanges(api, [
                { kind: "genesys:ClientApp", id: app },
                { kind: "genesys:Group", id: group },
                { kind: "genesys:OAuthClient", id: client },
            ]);
            const told = (of: string, name: string) =>
                changes.get(of)?.[0]?.properties.find(({ property }) => property === name);
            expect(told(app, "intendedState")).to.include({ from: "ENABLED", to: "DISABLED" });
            expect(told(group, "description")).to.include({ from: "Everybody who sells in Europe", to: "Everybody" });
            expect(told(client, "registeredRedirectUri")?.from).to.equal("https://reporting.acme.example/callback");
        }),
    );
});

describe("older changes and services that realtime lacks", () => {
    it(
        "are searched in the background, and an answer of several pages is read to its end",
        withGenesys(
            async ({ sim, api }) => {
                const id = evaluator(sim);
                for (let index = 0; index < 501; index++)
                    sim.tenant.changes.push(entry({ id, at: Date.now() - index }));
                const { changes, note } = await recordedChanges(api, [asRole(id)]);
                expect(note).to.equal(undefined);
                expect(changes.get(id)).to.have.length(501);
                expect(sim.calls(realtime)).to.have.length(0);
                expect(sim.calls(background)).to.have.length(1);
                expect(sim.calls(`${background.replace("POST", "GET")}/{transactionId}`)).to.have.length(2);
                expect(sim.calls(`${background.replace("POST", "GET")}/{transactionId}/results`)).to.have.length(2);
            },
            { notInRealtime: ["PeoplePermissions"] },
        ),
    );

    it(
        "are split into intervals that the log allows",
        withGenesys(async ({ sim, api }) => {
            const id = evaluator(sim);
            for (const age of [1, 20, 44]) sim.tenant.changes.push(entry({ id, at: Date.now() - age * day }));
            expect((await recordedChanges(api, [asRole(id)])).changes.get(id)).to.have.length(1);
            expect((await recordedChanges(api, [asRole(id)], 50)).changes.get(id)).to.have.length(3);
            expect(sim.calls(background)).to.have.length(2);
        }),
    );

    it("intervals meet, and none begins before what the log keeps", () => {
        const now = 1_000 * day;
        const spans = intervals(10_000, now, true).map(({ interval }) => interval.split("/").map(Date.parse));
        expect(spans[0]?.[1]).to.equal(now);
        spans.slice(1).forEach(([, to], index) => expect(to).to.equal(spans[index]?.[0]));
        expect(spans.at(-1)?.[0]).to.equal(now - 365 * day);
        expect(intervals(7, now, true)).to.have.length(1);
    });

    it("a type of object is asked for under the service that has it, or under ours where no mapping is told", () => {
        const role = { type: "Role", service: "PeoplePermissions" };
        const entities = [{ name: "Role" }];
        expect(serviceOf(role, { services: [{ name: "Elsewhere", entities }] })).to.equal("Elsewhere");
        expect(serviceOf(role, { services: [{ name: "Groups", entities: [] }] })).to.equal(undefined);
        expect(serviceOf(role, {})).to.equal("PeoplePermissions");
    });
});

describe("gaps in the audit log", () => {
    it(
        "a caller without audits:audit:view gets one note, no changes and no second request",
        withGenesys(async ({ sim, api }) => {
            const id = await widenRole(sim, "Anna Smith");
            for (const { policies: held } of sim.tenant.roles.values())
                for (const policy of held)
                    if (policy.domain === "audits") policy.actionSet = policy.actionSet.filter((one) => one !== "view");
            const { changes, note } = await recordedChanges(api, [asRole(id)]);
            expect(changes.size).to.equal(0);
            expect(note).to.equal("who changed it is not known: the calling client lacks audits:audit:view");
            expect(routes(sim)).to.deep.equal([mapping]);
        }),
    );

    it(
        "a failing log is a note, within the time that is left",
        withGenesys(async ({ sim, api }) => {
            const id = await widenRole(sim, "Anna Smith");
            sim.intercept((call) => (call.includes("/audits/") ? { status: 503, body: {} } : undefined));
            const ask = () => recordedChanges(api, [asRole(id)]);
            const { changes, note } = await within(new Deadline(0.1), ask);
            expect(sim.calls(mapping).length).to.be.lessThan(mostAttempts);
            expect(changes.size).to.equal(0);
            expect(note).to.match(/^who changed it is not known: Genesys Cloud answered 503 to GET .*servicemapping/);
        }),
    );

    it(
        "if one request fails, the answers to the others count, and the note says so",
        withGenesys(async ({ sim, api }) => {
            const id = await widenRole(sim, "Anna Smith");
            const group = named(sim.tenant.groups, "Sales Europe");
            let asked = 0;
            sim.intercept((call) => (call === realtime && asked++ === 1 ? { status: 400, body: {} } : undefined));
            const { changes, note } = await recordedChanges(api, [asRole(id), { kind: "genesys:Group", id: group }]);
            expect(changes.get(id)).to.have.length(1);
            expect(note).to.match(/^who changed it is known in part: Genesys Cloud answered 400/);
        }),
    );

    it(
        "a search that the log aborts is a note",
        withGenesys(
            async ({ sim, api }) => {
                const id = await widenRole(sim, "Anna Smith");
                const body = { id: "q", state: "Failed" };
                sim.answerOnce("GET /api/v2/audits/query/{transactionId}", { status: 200, body });
                expect((await recordedChanges(api, [asRole(id)])).note).to.match(
                    /search of the audit log failed: its state is Failed \[CC6079\]$/,
                );
            },
            { notInRealtime: ["PeoplePermissions"] },
        ),
    );

    it(
        "values of properties that may hold a secret are omitted",
        withGenesys(async ({ sim, api }) => {
            const canary = "canary-8f2a";
            const id = named(sim.tenant.oauthClients, "Reporting export");
            const told = (property: string, value = canary) => ({ property, oldValues: [value], newValues: [value] });
            sim.tenant.changes.push(
                entry({
                    kind: "OAuthClient",
                    id,
                    properties: [
                        told("secret"),
                        told("clientSecret"),
                        told("refreshToken"),
                        told("config", `{"password":"${canary}"}`),
                        told("url", `https://user:${canary}@acme.example`),
                        told("accessTokenValiditySeconds", "300"),
                    ],
                }),
            );
            const { changes } = await recordedChanges(api, [{ kind: "genesys:OAuthClient", id }]);
            expect(JSON.stringify([...changes])).not.to.include(canary);
            expect(changes.get(id)?.[0]?.properties).to.have.length(6);
            expect(changes.get(id)?.[0]?.properties.at(-1)).to.include({ from: "300", to: "300" });
        }),
    );

    it(
        "several messages of one action are one change, by the person that any of them names; reads and failures are not changes",
        withGenesys(async ({ sim, api }) => {
            const group = named(sim.tenant.groups, "Sales Europe");
            const anna = named(sim.tenant.users, "Anna Smith");
            const message = (id: string, more: object) => ({
                ...{ id, eventDate: "2026-11-20T08:00:00.000Z", entityType: "DirectoryGroup", action: "Update" },
                ...{ entity: { id: group }, user: {}, client: { id: "" }, status: "SUCCESS", context: {}, ...more },
            });
            const changed = (property: string, newValues: string[]) => [{ property, oldValues: [null], newValues }];
            const entities = [
                message("1", {
                    context: { correlationId: "c", reason: null, count: 1 },
                    propertyChanges: changed("group-membership", ["[x]"]),
                }),
                message("2", {
                    context: { correlationId: "c", userid: anna },
                    propertyChanges: changed("memberCount", ["2"]),
                }),
                message("3", { action: "View" }),
                message("4", { status: "FAILURE" }),
                message("5", {}),
            ];
            sim.answerOnce(realtime, { status: 200, body: { entities, pageCount: 1 } });
            const { changes } = await recordedChanges(api, [{ kind: "genesys:Group", id: group }]);
            const told = changes.get(group)?.map(({ by, properties }) => [by, properties.map((one) => one.property)]);
            expect(told).to.deep.equal([
                ["Anna Smith", ["group-membership", "memberCount"]],
                [undefined, []],
            ]);
        }),
    );
});
