import { expect } from "chai";
import type { Simulator, SimulatorOptions } from "../../simulator";
import {
    answers,
    type Fields,
    headers,
    type Recorded,
    refusals,
    type RecordedRefusal,
    type Shape,
} from "../data/genesysAnswers";
import { type Answer, type Call, client, group, roleId, withSimulator } from "../unit/simulator/served";

type Ask = (sim: Simulator, call: Call) => Promise<unknown>;
const newGroup = async (call: Call, more: object = {}) => (await call("POST", "/groups", { ...group, ...more })).body;
const items = ({ body }: Answer): Fields[] => (body.entities ?? []) as unknown as Fields[];
const grants = async (call: Call) => (await call("GET", "/authorization/subjects/me")).body.grants?.[0];
const firstUser = (sim: Simulator) => [...sim.tenant.users.keys()][0] ?? "";

/** A token request by a client with these credentials. */
const login = (sim: Simulator, id: string, secret: string) =>
    fetch(`${sim.url}/oauth/token`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
        body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
const audits = async (sim: Simulator, call: Call, user?: string) => {
    const { id } = await newGroup(call, { name: "Audited" });
    const token = sim.tokenFor(undefined, user);
    await call("PUT", `/groups/${id}`, { version: 1, rulesVisible: true }, token);
    const interval = `${new Date(Date.now() - 60_000).toISOString()}/${new Date(Date.now() + 60_000).toISOString()}`;
    const filters = [{ property: "EntityId", value: id }];
    const sort = [{ name: "Timestamp", sortOrder: "descending" }];
    return items(await call("POST", "/audits/query/realtime", { interval, serviceName: "Groups", filters, sort }))[0];
};
const integration = { integrationType: { id: "custom-rest-actions" } };

/** How the simulator is made to return each answer. */
const asked: Record<keyof typeof answers, Ask> = {
    subject: async (sim, call) => (await call("GET", `/authorization/subjects/${firstUser(sim)}`)).body,
    grantForAllDivisions: (_sim, call) => grants(call),
    groupInList: async (sim, call) => {
        await newGroup(call, { ownerIds: [firstUser(sim)], description: "D" });
        const [id] = [...sim.tenant.groups.keys()].slice(-1);
        await call("PUT", `/groups/${id}`, { version: 1, description: "D" });
        return items(await call("GET", `/groups?id=${id}`))[0];
    },
    user: async (sim, call) => (await call("GET", `/users/${firstUser(sim)}`)).body,
    roleInSubject: async (_sim, call) => (await grants(call))?.role,
    page: async (_sim, call) => {
        const { entities: _entities, ...page } = (await call("GET", "/groups")).body;
        return { ...page, entities: [] };
    },
    token: async (_sim, call) => (await call("GET", "/tokens/me")).body,
    eventOfPerson: (sim, call) => audits(sim, call, firstUser(sim)),
    eventOfSystem: (sim, call) => audits(sim, call),
    tokenError: async (sim) => (await login(sim, "none", "none")).json(),
    tooManyRequests: async (sim, call) => {
        sim.settings.requestsPerMinute = 1;
        await call("GET", "/groups");
        return (await call("GET", "/groups")).body;
    },
    emptyIntegrationConfig: async (_sim, call) => {
        const { id } = (await call("POST", "/integrations", integration)).body;
        return (await call("GET", `/integrations/${id}/config/current`)).body;
    },
};

describe("the simulator's answers have the shape of recorded ones", () => {
    for (const [name, recorded] of Object.entries(answers) as [keyof typeof answers, Recorded][])
        it(
            `${name} (${recorded.source})`,
            withSimulator(async (sim, call) => {
                const differences: string[] = [];
                compare(await asked[name](sim, call), recorded.shape, "", differences);
                const known = [
                    ...Object.keys(recorded.added ?? {}).map((path) => `${path} is added`),
                    ...Object.keys(recorded.lacking ?? {}).map((path) => `${path} is lacking`),
                ];
                const optional = (recorded.optional ?? []).map((path) => `${path} is lacking`);
                expect(differences.filter((one) => !optional.includes(one)).sort()).to.deep.equal(known.sort());
            }),
        );
});

const kinds: Record<string, (value: unknown) => boolean> = {
    id: (value) => typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
    text: (value) => typeof value === "string",
    empty: (value) => value === "",
    number: (value) => typeof value === "number",
    flag: (value) => typeof value === "boolean",
    second: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value),
    uri: (value) => typeof value === "string" && value.startsWith("/api/v2/"),
};

function compare(value: unknown, shape: Shape, path: string, differences: string[]): void {
    if (typeof shape === "string") {
        if (!kinds[shape]?.(value)) differences.push(`${path} is no ${shape}: ${JSON.stringify(value)}`);
    } else if (isList(shape)) {
        const [item] = shape;
        if (!Array.isArray(value)) differences.push(`${path} is no list`);
        else if (item !== undefined)
            value.forEach((one) => compare(one, item, `${path}.*`.replace(/^\./, ""), differences));
    } else compareFields(value, shape, path, differences);
}

const isList = (shape: Shape): shape is readonly Shape[] => Array.isArray(shape);

function compareFields(value: unknown, shape: Fields, path: string, differences: string[]): void {
    if (typeof value !== "object" || value === null) {
        differences.push(`${path} is no object: ${JSON.stringify(value)}`);
        return;
    }
    const fields = value as Record<string, unknown>;
    for (const key of new Set([...Object.keys(shape), ...Object.keys(fields)])) {
        const own = path === "" ? key : `${path}.${key}`;
        const wanted = shape[key];
        if (wanted === undefined) differences.push(`${own} is added`);
        else if (fields[key] === undefined) differences.push(`${own} is lacking`);
        else compare(fields[key], wanted, own, differences);
    }
}

const noRights = async (sim: Simulator, call: Call) => {
    const { body } = await call("POST", "/oauth/clients", client(sim));
    for (const grant of sim.tenant.grants.values())
        if (grant.subjectId === body.id) grant.roleId = roleId(sim, "employee");
    return sim.tokenFor(body.id);
};
const many = Array.from({ length: 101 }, (_, index) => `id=${index}`).join("&");
const person = async (sim: Simulator, call: Call) => {
    const code = { name: "Sso", authorizedGrantType: "CODE", scope: ["groups"] };
    const { body } = await call("POST", "/oauth/clients", code);
    const [role] = [...sim.tenant.grants.values()].filter(({ subjectType }) => subjectType === "PC_OAUTH_CLIENT");
    sim.tenant.grants.set("test", { ...role, subjectId: body.id ?? "" } as never);
    return sim.tokenFor(body.id, firstUser(sim));
};

/** How each refusal is provoked, with the setting that the organization needs for it. */
const provoked: Record<keyof typeof refusals, (sim: Simulator, call: Call) => Promise<Answer | Response>> = {
    wrongSecret: (sim) => login(sim, sim.credentials.clientId, "wrong"),
    unknownClient: (sim) => login(sim, "00000000-0000-4000-8000-000000000000", "any"),
    noToken: (sim) => fetch(`${sim.url}/api/v2/groups`),
    wrongToken: (_sim, call) => call("GET", "/groups", undefined, "wrong"),
    lacksPermission: async (sim, call) => call("POST", "/groups", group, await noRights(sim, call)),
    lacksPermissions: async (sim, call) =>
        call("POST", "/authorization/subjects/x/bulkreplace", { grants: [] }, await noRights(sim, call)),
    roleNotHeld: (sim, call) =>
        call(
            "POST",
            "/oauth/clients",
            client(sim, { roleDivisions: [{ roleId: roleId(sim, "employee"), divisionId: "*" }] }),
        ),
    notFound: (_sim, call) => call("GET", "/authorization/roles/none"),
    noSuchGroup: (_sim, call) => call("GET", "/groups/none"),
    noSuchUser: (_sim, call) => call("GET", "/users/none"),
    staleVersion: async (_sim, call) => call("PUT", `/groups/${(await newGroup(call)).id}`, { version: 7 }),
    wrongMediaType: (sim) =>
        fetch(`${sim.url}/api/v2/groups`, {
            method: "POST",
            headers: { authorization: `Bearer ${sim.tokenFor()}`, "content-type": "text/plain" },
            body: "{}",
        }),
    tooManyRequests: async (sim, call) => {
        sim.settings.requestsPerMinute = 1;
        await call("GET", "/groups");
        return call("GET", "/groups");
    },
    malformed: (_sim, call) => call("POST", "/groups", "{"),
    unknownValue: (_sim, call) => call("POST", "/groups", { ...group, visibility: "some" }),
    noGrantType: (_sim, call) => call("POST", "/oauth/clients", { name: "C" }),
    wrongGrantType: (_sim, call) => call("POST", "/oauth/clients", { name: "C", authorizedGrantType: "code" }),
    noRoles: (sim, call) => call("POST", "/oauth/clients", client(sim, { roleDivisions: [] })),
    tooManyClients: (sim, call) => {
        sim.settings.oauthClientLimit = 1;
        return call("POST", "/oauth/clients", client(sim));
    },
    tooManyRoles: (_sim, call) => call("GET", `/authorization/roles?${many}`),
    tooManyUsers: (_sim, call) => call("GET", `/users?${many}`),
    noUser: (_sim, call) => call("GET", "/users/me"),
    noAllowedAddress: (sim, call) => {
        sim.settings.requireAllowedIps = true;
        return call("POST", "/oauth/clients", client(sim));
    },
    scopeNotApproved: async (sim, call) => {
        sim.settings.enforceScopes = true;
        return call("GET", "/groups", undefined, await person(sim, call));
    },
};

describe("the simulator refuses with the codes and messages that are known", () => {
    for (const [name, known] of Object.entries(refusals) as [keyof typeof refusals, RecordedRefusal][])
        it(
            `${name} (${known.source})`,
            withSimulator(async (sim, call) => {
                const answer = await provoked[name](sim, call);
                const body = (answer instanceof Response ? await answer.json() : answer.body) as Record<
                    string,
                    unknown
                >;
                const [code, message] = [body["code"] ?? body["error"], body["message"] ?? body["description"]];
                expect([answer.status, code]).to.deep.equal([known.status, known.code]);
                if (typeof known.message === "string") expect(message).to.equal(known.message);
                if (known.message instanceof RegExp) expect(message).to.match(known.message);
            }),
        );

    it("every answer has the headers that were recorded, and none that the vendor has removed", async () => {
        const options: SimulatorOptions = { requestsPerMinute: 1 };
        await withSimulator(async (_sim, call) => {
            for (const status of [200, 429]) {
                const answer = await call("GET", "/groups");
                expect(answer.status).to.equal(status);
                for (const name of headers.present) expect(answer.headers.has(name), name).to.equal(true);
                for (const name of headers.absent) expect(answer.headers.has(name), name).to.equal(false);
            }
        }, options)();
    });
});
