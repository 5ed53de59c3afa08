import { request } from "node:http";
import { expect } from "chai";
import type { Simulator } from "../../../simulator";
import { routes } from "../../../simulator/routes";
import { type Call, client, group, roleId, withSimulator } from "./served";

type Json = Record<string, unknown>;

/** An answer to a request with exactly these headers and this body; `fetch` would add headers and change their case. */
const raw = (sim: Simulator, method: string, path: string, headers: Record<string, string>, body = "") =>
    new Promise<{ status: number; names: string[]; body: Json }>((resolve, reject) => {
        request(`${sim.url}${path}`, { method, headers }, (response) => {
            let text = "";
            response.on("data", (chunk: Buffer) => (text += chunk.toString()));
            response.on("end", () => {
                const names = response.rawHeaders.filter((_name, index) => index % 2 === 0);
                resolve({ status: response.statusCode ?? 0, names, body: text === "" ? {} : JSON.parse(text) });
            });
        })
            .on("error", reject)
            .end(body);
    });

const app = async (call: Call, type = "embedded-client-app") =>
    (await call("POST", "/integrations", { integrationType: { id: type } })).body.id ?? "";

/** Every field of the vendor's models without a value, as the Java SDK sends it. */
const emptyGroup = {
    ...{ id: null, description: null, dateModified: null, memberCount: null, state: null, version: null },
    ...{ images: [], addresses: [], rolesEnabled: null, includeOwners: null, callsEnabled: null, email: null },
    ...{ ownerIds: null, selfUri: null },
};
const emptyRole = {
    ...{ id: null, description: null, defaultRoleId: null, permissions: [], unusedPermissions: [] },
    ...{ permissionPolicies: [], userCount: null, roleNeedsUpdate: null, baseLicense: null, addonLicenses: [] },
    ...{ dateLicenseLastUpdated: null, default: null, base: null, selfUri: null },
};

describe("the simulator serves clients that others have written:", () => {
    it(
        "the scheme of a header Authorization has no letter case",
        withSimulator(async (sim) => {
            const { clientId, clientSecret } = sim.credentials;
            const secret = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
            const form = { "content-type": "application/x-www-form-urlencoded" };
            for (const [basic, bearer] of [
                ["Basic", "Bearer"],
                ["basic", "bearer"],
                ["BASIC", "BEARER"],
            ]) {
                const headers = { ...form, authorization: `${basic} ${secret}` };
                const { body } = await raw(sim, "POST", "/oauth/token", headers, "grant_type=client_credentials");
                expect(body["token_type"]).to.equal("bearer");
                const authorization = `${bearer} ${String(body["access_token"])}`;
                expect((await raw(sim, "GET", "/api/v2/groups", { authorization })).status).to.equal(200);
            }
        }),
    );

    it(
        "headers are named as the vendor writes them, in answers and in refusals",
        withSimulator(async (sim) => {
            const authorization = `Bearer ${sim.tokenFor()}`;
            for (const path of ["/api/v2/groups", "/api/v2/groups/none", "/api/v2/nothing"])
                expect((await raw(sim, "GET", path, { authorization })).names).to.include.members([
                    "ININ-Correlation-Id",
                    "Content-Type",
                    "Strict-Transport-Security",
                    "Cache-Control",
                ]);
        }),
    );

    it(
        "null and empty fields are the same as absent ones, in every body",
        withSimulator(async (sim, call) => {
            const made = await call("POST", "/groups", { ...emptyGroup, ...group });
            expect(made.status).to.equal(200);
            const path = `/groups/${made.body.id}`;
            expect((await call("PUT", path, { ...emptyGroup, version: 1, name: "H" })).body["name"]).to.equal("H");
            const role = await call("POST", "/authorization/roles", { ...emptyRole, name: "R" });
            expect(role.status).to.equal(200);
            const changed = { ...emptyRole, name: "R2" };
            expect((await call("PUT", `/authorization/roles/${role.body.id}`, changed)).status).to.equal(200);
            const nulls = {
                description: null,
                registeredRedirectUri: null,
                scope: null,
                state: null,
                dateToDelete: null,
            };
            expect((await call("POST", "/oauth/clients", client(sim, nulls))).status).to.equal(200);
            const criterion = {
                type: "EXACT",
                fields: ["name"],
                value: "H",
                values: null,
                operator: null,
                group: null,
            };
            const search = { sortOrder: null, sort: [], query: [{ ...criterion, dateFormat: null }] };
            expect((await call("POST", "/groups/search", search)).body.total).to.equal(1);
            const users = { ...search, expand: [], enforcePermissions: null, query: [{ ...criterion, group: [] }] };
            expect((await call("POST", "/users/search", users)).status).to.equal(200);
        }),
    );

    it(
        "what was read can be changed and sent back as it is: of groups, roles, clients, integrations, configurations",
        withSimulator(async (sim, call) => {
            const back = async (path: string, change: object, method = "PUT") => {
                const { body } = await call("GET", path);
                const answer = await call(method, path, { ...body, ...change });
                expect(answer.status, `${path}: ${answer.body.message}`).to.equal(200);
                return answer.body;
            };
            const { body: made } = await call("POST", "/groups", { ...group, images: [{ imageUri: "https://a" }] });
            expect((await back(`/groups/${made.id}`, { description: "D" }))["images"]).to.have.length(1);
            await back(`/authorization/roles/${roleId(sim, "admin")}`, { description: "D" });
            await back(`/oauth/clients/${sim.credentials.clientId}`, { description: "D" });
            const id = await app(call, "custom-rest-actions");
            await back(`/integrations/${id}/config/current`, { notes: "N" });
            await back(`/integrations/${id}`, { intendedState: "ENABLED" }, "PATCH");
            const [division] = sim.tenant.divisions.keys();
            await back(`/authorization/divisions/${division}`, { description: "D" });
            await back(`/voicemail/groups/${made.id}/policy`, { enabled: true }, "PATCH");
        }),
    );

    it(
        "a role keeps its old-style permissions and the default role that it was made from, also on PUT",
        withSimulator(async (_sim, call) => {
            const sent = { permissions: ["group_creation"], defaultRoleId: "employee" };
            const { body } = await call("POST", "/authorization/roles", { name: "R", ...sent });
            const path = `/authorization/roles/${body.id}`;
            expect(body).to.deep.include(sent);
            expect((await call("GET", path)).body).to.deep.include(sent);
            const changed = { name: "R", permissions: ["group_administration"], defaultRoleId: "Supervisor" };
            expect((await call("PUT", path, changed)).body).to.deep.include(changed);
        }),
    );

    it(
        "a body `null` is no body",
        withSimulator(async (sim, call) => {
            const secret = await call("POST", `/oauth/clients/${sim.credentials.clientId}/secret`, "null");
            expect(secret.status).to.equal(200);
            const [user] = sim.tenant.users.keys();
            const grant = `/authorization/subjects/${user}/divisions/*/roles/${roleId(sim, "Supervisor")}`;
            expect((await call("POST", grant, "null")).status).to.equal(204);
            expect((await call("POST", grant, '{"roleId":"x"}')).status).to.equal(400);
        }),
    );

    it(
        "what no client is described to send is refused",
        withSimulator(async (_sim, call) => {
            const { body } = await call("POST", "/groups", group);
            for (const [method, path, sent] of [
                ["POST", "/groups", { ...group, color: null, colour: 1 }],
                ["PUT", `/groups/${body.id}`, { version: 1, colour: 1 }],
                ["POST", "/authorization/roles", { name: "R", colour: 1 }],
                ["POST", "/authorization/divisions", { name: "D", colour: 1 }],
            ] as const)
                expect((await call(method, path, sent)).body.message, path).to.include("colour");
        }),
    );

    it(
        "a call that is not simulated returns 501 with those that are, and not 404, which means a deleted object",
        withSimulator(async (sim, call) => {
            for (const [method, path] of [
                ["GET", "/routing/queues"],
                ["PATCH", "/groups/x"],
                ["DELETE", "/users/x"],
            ] as const) {
                const { status, body } = await call(method, path);
                expect([status, body.code]).to.deep.equal([501, "not.implemented"]);
                for (const one of routes) expect(body.message).to.include(`${one.method} ${one.path}`);
            }
            expect(sim.tenant.changes).to.deep.equal([]);
        }),
    );

    it(
        "every list has all that the vendor's description has of lists",
        withSimulator(async (sim, call) => {
            const [first] = sim.tenant.groups.keys();
            for (const path of [
                ...["/groups", "/users", "/oauth/clients", "/integrations", "/integrations/types"],
                ...["/integrations/credentials", "/authorization/products"],
                ...["/authorization/roles", "/authorization/divisions", "/authorization/permissions"],
                ...[`/groups/${first}/members`, `/groups/${first}/individuals`],
                ...["users", "subjectgrants"].map((of) => `/authorization/roles/${roleId(sim, "employee")}/${of}`),
            ])
                expect((await call("GET", path)).body, path).to.include.keys(
                    "entities",
                    "pageSize",
                    "pageNumber",
                    "total",
                    "pageCount",
                );
        }),
    );

    it(
        "by default a client app shows what was sent, as the acceptance tests of CX as Code find it",
        withSimulator(async (_sim, call) => {
            const id = await app(call);
            const properties = {
                url: "https://a.example",
                sandbox: "allow-scripts,allow-forms",
                groups: ["b", "a", "00000000-0000-4000-8000-000000000000"],
            };
            const config = { name: "A", version: 1, notes: "", advanced: {}, credentials: {} };
            const path = `/integrations/${id}/config/current`;
            expect((await call("PUT", path, { ...config, properties })).status).to.equal(200);
            expect(JSON.stringify((await call("GET", path)).body["properties"])).to.equal(JSON.stringify(properties));
        }),
    );
});
