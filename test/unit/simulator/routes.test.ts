import { expect } from "chai";
import { z } from "zod";
import { resources } from "../../../provider/resources";
import type { Simulator } from "../../../simulator";
import { scopesFor } from "../../../simulator/genesys/scope";
import { routes } from "../../../simulator/routes";
import operations from "../../data/operations-2026-02.json";
import { vendorCalls } from "../../vendorCalls";
import { type Call as Ask, client, withSimulator } from "./served";

interface Call {
    query: string[];
    body: boolean;
    /** One of these admits a user's token. */
    scopes?: string[];
    /** Fields of a successful answer. */
    answer?: string[];
}

/** The part of the vendor's API description of February 2026 that the simulator answered when the SDK was older. */
const described = operations as Record<string, Call | undefined>;

const queryKeys = (schema: z.ZodType): string[] =>
    schema instanceof z.ZodUnion
        ? schema.options.flatMap((one) => queryKeys(one as z.ZodType))
        : Object.keys((schema as z.ZodObject).shape);

/**
 * From the vendor's documents: `ANY` of several names one here, the current one. A call that is absent needs no
 * permission, or one that a resource type's own `needs` have from the same documents.
 */
const permissions: Record<string, string> = {
    "GET /api/v2/oauth/clients": "oauth:client:view",
    "POST /api/v2/oauth/clients": "oauth:client:add",
    "GET /api/v2/oauth/clients/{clientId}": "oauth:client:view",
    "PUT /api/v2/oauth/clients/{clientId}": "oauth:client:edit",
    "DELETE /api/v2/oauth/clients/{clientId}": "oauth:client:delete",
    "POST /api/v2/oauth/clients/{clientId}/secret": "oauth:client:edit",
    "GET /api/v2/authorization/roles": "authorization:role:view",
    "POST /api/v2/authorization/roles": "authorization:role:add",
    "GET /api/v2/authorization/roles/{roleId}": "authorization:role:view",
    "PUT /api/v2/authorization/roles/{roleId}": "authorization:role:edit",
    "PATCH /api/v2/authorization/roles/{roleId}": "authorization:role:edit",
    "DELETE /api/v2/authorization/roles/{roleId}": "authorization:role:delete",
    "POST /api/v2/authorization/roles/{roleId}": "authorization:grant:add",
    "GET /api/v2/authorization/roles/{roleId}/subjectgrants": "authorization:grant:view",
    "GET /api/v2/authorization/subjects/{subjectId}": "authorization:grant:view",
    "POST /api/v2/authorization/subjects/{subjectId}/bulkadd": "authorization:grant:add",
    "POST /api/v2/authorization/subjects/{subjectId}/bulkremove": "authorization:grant:delete",
    "POST /api/v2/authorization/subjects/{subjectId}/bulkreplace":
        "authorization:grant:add, authorization:grant:delete",
    "POST /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}": "authorization:grant:add",
    "DELETE /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}":
        "authorization:grant:delete",
    "POST /api/v2/groups": "directory:group:add",
    "PUT /api/v2/groups/{groupId}": "directory:group:edit",
    "DELETE /api/v2/groups/{groupId}": "directory:group:delete",
    "PUT /api/v2/authorization/roles/{roleId}/users/remove": "authorization:grant:delete",
    "GET /api/v2/users": "directory:user:view",
    "GET /api/v2/users/{userId}": "directory:user:view",
    "POST /api/v2/users/search": "directory:user:view",
    "GET /api/v2/integrations": "integrations:integration:view",
    "POST /api/v2/integrations": "integrations:integration:add",
    "GET /api/v2/integrations/{integrationId}": "integrations:integration:view",
    "PATCH /api/v2/integrations/{integrationId}": "integrations:integration:edit",
    "DELETE /api/v2/integrations/{integrationId}": "integrations:integration:delete",
    "GET /api/v2/integrations/{integrationId}/config/current": "integrations:integration:view",
    "PUT /api/v2/integrations/{integrationId}/config/current": "integrations:integration:edit",
    "GET /api/v2/integrations/types/{typeId}/configschemas/{configType}": "integrations:integration:view",
    // Not in the available documents; those of integrations in general.
    "GET /api/v2/integrations/types": "integrations:integration:view",
    "GET /api/v2/integrations/types/{typeId}": "integrations:integration:view",
    "GET /api/v2/integrations/credentials": "integrations:integration:view",
    "POST /api/v2/integrations/credentials": "integrations:integration:edit",
    "GET /api/v2/integrations/credentials/{credentialId}": "integrations:integration:view",
    "DELETE /api/v2/integrations/credentials/{credentialId}": "integrations:integration:edit",
    "PUT /api/v2/integrations/credentials/{credentialId}": "integrations:integration:edit",
    "GET /api/v2/integrations/credentials/types": "integrations:integration:view",
    "GET /api/v2/integrations/credentials/listing": "integrations:integration:view",
    "POST /api/v2/authorization/divisions": "authorization:division:add",
    "PUT /api/v2/authorization/divisions/{divisionId}": "authorization:division:edit",
    "DELETE /api/v2/authorization/divisions/{divisionId}": "authorization:division:delete",
    "PUT /api/v2/authorization/roles/{roleId}/users/add": "authorization:grant:add",
    "GET /api/v2/users/{subjectId}/roles": "authorization:grant:view",
    "PUT /api/v2/users/{subjectId}/roles": "authorization:grant:add",
    "GET /api/v2/voicemail/groups/{groupId}/policy": "voicemail:groupPolicy:view",
    "PATCH /api/v2/voicemail/groups/{groupId}/policy": "voicemail:groupPolicy:edit",
    "GET /api/v2/audits/query/realtime/servicemapping": "audits:audit:view",
    "GET /api/v2/audits/query/servicemapping": "audits:audit:view",
    "POST /api/v2/audits/query/realtime": "audits:audit:view",
    "POST /api/v2/audits/query": "audits:audit:view",
    "GET /api/v2/audits/query/{transactionId}": "audits:audit:view",
    "GET /api/v2/audits/query/{transactionId}/results": "audits:audit:view",
};

/** Query parameters of the Python SDK 269. */
const newer: Readonly<Record<string, readonly string[]>> = {
    "GET /api/v2/authorization/subjects/me": ["includeFullRoles"],
    "GET /api/v2/authorization/subjects/{subjectId}": ["includeFullRoles"],
};

/** Everything that resource types need of an empty object. */
const needed = Object.values(resources).flatMap(({ needs }) =>
    (["create", "read", "update", "delete"] as const).flatMap((change) => needs?.(change, {}) ?? []),
);

/** Fields that the description lacks. */
const undescribed: Readonly<Record<string, readonly string[]>> = {
    "GET /api/v2/groups/{groupId}": ["chat", "email"], // recorded; in the SDK
};

/** The answer to a call, for an existing object of each kind. */
async function answerTo(sim: Simulator, call: Ask, path: string): Promise<object> {
    const first = (all: Map<string, unknown>) => [...all.keys()][0] ?? "";
    const { tenant } = sim;
    const ids: Record<string, string> = {
        groupId: first(tenant.groups),
        userId: first(tenant.users),
        roleId: first(tenant.roles),
        divisionId: first(tenant.divisions),
        clientId: first(tenant.oauthClients),
        integrationId: first(tenant.integrations),
        credentialId: first(tenant.credentials),
        scopeId: "users:readonly",
        subjectId: first(tenant.users),
        typeId: "embedded-client-app",
        configType: "properties",
    };
    const filled = path.replace("/api/v2", "").replace(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? "");
    const { status, body } = await call("GET", filled);
    expect(status, path).to.equal(200);
    return body;
}

describe("the simulator's calls", () => {
    const ofSdk = vendorCalls();
    for (const { method, path, query, body } of routes) {
        const call = `${method} ${path}`;
        it(`${call} is a call of Genesys Cloud, with its body and its query parameters`, () => {
            const known = [described[call], ofSdk.get(call)].filter((one) => one !== undefined);
            expect(known, "in the API description or the SDK").not.to.deep.equal([]);
            expect(body !== undefined).to.equal(known[0]?.body);
            const parameters = [...known.flatMap((one) => one.query), ...(newer[call] ?? [])];
            expect(queryKeys(query)).to.have.members([...new Set(parameters)]);
        });
    }

    it("need the described scopes", () => {
        for (const { method, path } of routes) {
            const { scopes } = described[`${method} ${path}`] ?? {};
            if (scopes) expect(scopesFor({ method, path }), `${method} ${path}`).to.have.members(scopes);
        }
    });

    it(
        "answer no field that is not described",
        withSimulator(async (sim, call) => {
            const fields = { name: "C", type: { id: "basicAuth" }, credentialFields: {} };
            await call("POST", "/integrations/credentials", fields);
            for (const { method, path } of routes) {
                const known = described[`${method} ${path}`]?.answer;
                // The state of a search and its results are asked for by the id of a search; no user calls.
                if (method !== "GET" || known === undefined || /transactionId|users\/me$/.test(path)) continue;
                const expected = [...known, ...(undescribed[`${method} ${path}`] ?? [])];
                expect(expected, path).to.include.members(Object.keys(await answerTo(sim, call, path)));
            }
        }),
    );

    it(
        "refuse a caller without the permissions of the vendor's documents, and name them; the others need none",
        withSimulator(
            async (sim, call) => {
                const { body } = await call("POST", "/oauth/clients", client(sim));
                for (const grant of sim.tenant.grants.values())
                    if (grant.subjectId === body.id) grant.roleId = addEmptyRole(sim);
                for (const { method, path, body: takes, permissions: own } of routes) {
                    const sent = takes === undefined ? undefined : {};
                    const address = path.replace("/api/v2", "").replace(/[{}]/g, "");
                    const answer = await call(method, address, sent, sim.tokenFor(body.id));
                    const ofType =
                        own.every((one) => needed.includes(one)) && own.length > 0 ? own.join(", ") : undefined;
                    const lacking = permissions[`${method} ${path}`] ?? ofType;
                    if (lacking === undefined) expect(answer.status, `${method} ${path}`).not.to.equal(403);
                    else
                        expect(answer, `${method} ${path}`)
                            .to.have.nested.property("body.message")
                            .that.satisfies((message: string) => message.endsWith(`: [${lacking}]`));
                }
                expect(new Set(sim.requests.map(({ clientId }) => clientId))).to.include(body.id);
            },
            { requestsPerMinute: 0 },
        ),
    );
});

function addEmptyRole(sim: Simulator): string {
    const id = sim.tenant.nextId();
    sim.tenant.roles.set(id, { id, name: "Nothing", description: "", default: false, policies: [] });
    return id;
}
