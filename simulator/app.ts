import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { type Context as HonoContext, Hono } from "hono";
import type { Change } from "./change";
import { changeFields } from "./fieldChanges";
import { holds } from "./genesys/grant";
import { allows } from "./genesys/scope";
import { withAddresses } from "./paging";
import { tenantPage } from "./page";
import { after, before, broken, echoed, planFor, type Plans, Reset, isSilent, type PlannedAnswer } from "./planned";
import { bodyOf, notSimulated, queryOf } from "./received";
import { badRequest, forbidden, notFound, notValid, Refusal, staleVersion } from "./refusal";
import type { Context, Route } from "./route";
import { routes } from "./routes";
import type { Settings } from "./settings";
import type { Sessions } from "./session";
import { authenticate } from "./session";
import type { Tenant } from "./tenant";

/** One request that came in. */
export interface RecordedRequest {
    method: string;
    path: string;
    /** The call that it matched, `POST /api/v2/groups/{groupId}/members`. */
    route: string;
    query: Record<string, string>;
    status: number;
    clientId: string;
    at: number;
}

export interface Parts extends Plans {
    tenant: Tenant;
    settings: Settings;
    clock: () => number;
    requests: RecordedRequest[];
    sessions: Sessions;
    /** Method and address of the requests that were refused for a conflict. */
    conflicted: Set<string>;
}

/** The initial state of objects that existed from the start. */
const fromTheStart = { createdAt: Number.NEGATIVE_INFINITY, createdBy: "" };

/** Headers that every recorded answer has. */
const usualHeaders = {
    "strict-transport-security": "max-age=600; includeSubDomains",
    "cache-control": "no-cache, no-store, must-revalidate",
};

/** Searches, queries and tokens are POSTs that change nothing. */
export const isWrite = (method: string, path: string): boolean =>
    method !== "GET" && !/\/oauth\/token$|\/search$|\/audits\/query/.test(path);

const unexpected = "The server encountered an unexpected condition which prevented it from fulfilling the request.";

export function tenantApp(parts: Parts): Hono {
    const app = new Hono();
    app.get("/", (http) => http.html(tenantPage(parts.tenant, parts.clock())));
    for (const path of ["/oauth/token", "/login/oauth/token"]) app.post(path, (http) => token(parts, http, path));
    for (const one of routes)
        app.on(one.method, one.path.replace(/\{(\w+)\}/g, ":$1"), (http) => answer(parts, http, one));
    app.onError((error, http) => {
        // A fault of the simulator, or of what a test has put into the tenant, is answered like the vendor's own
        // faults.
        if (!(error instanceof Reset)) {
            record(parts, http, `${http.req.method} ${http.req.path}`, 500, "");
            return refuse(http, new Refusal(500, "internal.server.error", `${unexpected} (${error.message})`));
        }
        (http.env as HttpBindings).incoming.socket.destroy();
        return http.body(null);
    });
    app.all("*", (http) => {
        const call = `${http.req.method} ${http.req.path}`;
        record(parts, http, call, 501, "");
        return refuse(http, notSimulated(call, routes));
    });
    return app;
}

async function token(parts: Parts, http: HonoContext, path: string): Promise<Response> {
    const call = `POST ${path}`;
    try {
        const plan = await planFor(parts, call);
        const early = before(plan) ?? (await echoed(plan, http));
        if (early) return send(parts, http, call, "", early.status, early.body, early.headers);
        const client = authenticate(parts.tenant, http.req.header("authorization"));
        parts.sessions.countToken(client.id, parts.settings.requestsPerMinute, parts.clock());
        const form = await http.req.parseBody();
        if (form["grant_type"] !== "client_credentials")
            throw badRequest("grant type not supported", "unsupported_grant_type");
        const { token: value, seconds } = parts.sessions.issue(client.id, parts.clock());
        const late = await after(plan);
        if (late) return send(parts, http, call, client.id, late.status, late.body, late.headers);
        const body = { access_token: value, token_type: "bearer", expires_in: seconds };
        return broken(plan, http, send(parts, http, call, client.id, 200, body));
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const body = { error: error.code, description: error.message, error_description: error.message };
        return send(parts, http, call, "", error.status, body);
    }
}

async function answer(parts: Parts, http: HonoContext, one: Route): Promise<Response> {
    const call = `${one.method} ${one.path}`;
    let clientId = "";
    let plan: PlannedAnswer | undefined;
    try {
        if (parts.settings.latency > 0) await wait(parts.settings.latency);
        plan = await planFor(parts, call);
        const early = before(plan) ?? (await echoed(plan, http));
        if (early) return send(parts, http, call, "", early.status, early.body, early.headers);
        const now = parts.clock();
        const { client, user, token: bearer } = parts.sessions.caller(http.req.header("authorization"), now);
        clientId = client.id;
        const { quotaBy, requestsPerMinute } = parts.settings;
        parts.sessions.count(quotaBy === "client" ? client.id : bearer, requestsPerMinute, now);
        if (!one.permissions.every((permission) => holds(parts.tenant, client.id, permission)))
            throw forbidden(one.permissions);
        // Code and message of this refusal are not known.
        if (parts.settings.enforceScopes && user !== undefined && !allows(client, one))
            throw new Refusal(403, "not.authorized", "You are not authorized to perform the requested action.");
        refuseNew(parts, http, now);
        refuseOnce(parts, http, call);
        const lost = one.method === "DELETE" && parts.settings.lostDeletions > 0;
        if (lost) parts.settings.lostDeletions--;
        const told = lost ? undefined : await carryOut(parts, http, one, { client, user, token: bearer, now });
        const result = changeFields(told, call, parts.settings.fields);
        const late = await after(plan);
        if (late) return send(parts, http, call, clientId, late.status, late.body, late.headers);
        return broken(plan, http, send(parts, http, call, clientId, one.status, result));
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (isSilent(plan)) await after(plan);
        record(parts, http, call, error.status, clientId);
        return refuse(http, error, date(parts));
    }
}

/** Who calls, and when. */
interface Call {
    client: Context["caller"];
    user: string | undefined;
    token: string;
    now: number;
}

async function carryOut(parts: Parts, http: HonoContext, one: Route, call: Call): Promise<unknown> {
    const given = queryOf(http);
    const query = one.query.safeParse(given, { reportInput: true });
    if (!query.success) throw notValid(query.error);
    const context = {
        tenant: parts.tenant,
        settings: parts.settings,
        now: call.now,
        caller: call.client,
        params: http.req.param() as Record<string, string>,
        query: query.data as Record<string, string>,
        body: await bodyOf(parts.settings, http, one),
        endToken: () => parts.sessions.withdraw(call.token),
        changed: (...[action, kind, id, name, properties = []]: Parameters<Context["changed"]>) =>
            note(parts.tenant, call, { action, kind, id, name, properties }),
    };
    const handled = await one.handle(context);
    const result = parts.settings.leanCreates && isCreate(one) ? bare(handled) : handled;
    const isPaged = "pageSize" in context.query && !one.withoutAddresses;
    return isPaged ? withAddresses(result, http.req.path, given) : result;
}

function note({ changes, history }: Tenant, { client, user, now }: Call, what: Omit<Change, "at" | "by" | "user">) {
    changes.push({ at: now, by: client.id, ...(user === undefined ? {} : { user }), ...what });
    const created = what.action === "Create" ? { createdAt: now, createdBy: client.id } : history.get(what.id);
    history.set(what.id, { ...(created ?? fromTheStart), modifiedAt: now, modifiedBy: client.id });
}

const isCreate = ({ method, path }: Route): boolean =>
    method === "POST" && /^\/api\/v2\/(groups|oauth\/clients|authorization\/roles|integrations)$/.test(path);

/** A new object without what its reads show. */
function bare(answer: unknown): Record<string, unknown> {
    const { id, selfUri, version, secret } = answer as Record<string, unknown>;
    return { id, selfUri, version, secret };
}

/** The first of several equal writes finds that somebody else was faster. */
function refuseOnce({ settings, conflicted }: Parts, http: HonoContext, call: string): void {
    const { method, path } = http.req;
    const chosen = settings.conflicts.includes("*") ? isWrite(method, path) : settings.conflicts.includes(call);
    if (!chosen || conflicted.has(`${method} ${path}`)) return;
    conflicted.add(`${method} ${path}`);
    throw staleVersion();
}

/** Parts of the vendor's service see a new object later. */
function refuseNew({ tenant, settings }: Parts, http: HonoContext, now: number): void {
    if (settings.readLag <= 0) return;
    const young = Object.values(http.req.param() as Record<string, string>).find(
        (id) => (tenant.history.get(id)?.createdAt ?? Number.NEGATIVE_INFINITY) + settings.readLag > now,
    );
    if (young !== undefined) throw notFound("object", young);
}

function send(
    parts: Parts,
    http: HonoContext,
    call: string,
    clientId: string,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
): Response {
    record(parts, http, call, status, clientId);
    const all = { ...usualHeaders, ...headers, "inin-correlation-id": randomUUID(), ...date(parts) };
    if (body === undefined || status === 204) return http.body(null, status === 200 ? 200 : (status as 204), all);
    return http.json(body, status as 200, all);
}

function refuse(http: HonoContext, refusal: Refusal, headers: Record<string, string> = {}): Response {
    const id = randomUUID();
    const all = { ...usualHeaders, ...refusal.headers, ...headers, "inin-correlation-id": id };
    return http.json(refusal.body(id), refusal.status as 400, all);
}

const date = ({ settings }: Parts): Record<string, string> =>
    settings.clockError === 0 ? {} : { date: new Date(Date.now() + settings.clockError).toUTCString() };

function record(parts: Parts, http: HonoContext, route: string, status: number, clientId: string): void {
    const { method, path } = http.req;
    parts.requests.push({ method, path, route, status, clientId, query: queryOf(http), at: parts.clock() });
}
