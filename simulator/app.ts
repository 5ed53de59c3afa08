import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context as HonoContext, Hono } from "hono";
import type { Change } from "./change";
import { permissionsOf } from "./genesys/grant";
import { withAddresses } from "./paging";
import { tenantPage } from "./page";
import { badRequest, forbidden, Refusal } from "./refusal";
import type { Context, Route, Settings } from "./route";
import { routes } from "./routes";
import type { Sessions } from "./session";
import { authenticate } from "./session";
import type { Tenant } from "./tenant";

/** One request that came in. */
export interface RecordedRequest {
    method: string;
    path: string;
    /** The call it was taken for, `POST /api/v2/groups/{groupId}/members`. */
    route: string;
    query: Record<string, string>;
    status: number;
    clientId: string;
    at: number;
}

/**
 * What the next request of a call gets instead of its answer, or after it was carried out; `meanwhile` is what somebody
 * else does at that moment.
 */
export type PlannedAnswer =
    | { status: number; headers?: Record<string, string>; body?: unknown; after?: boolean; meanwhile?: () => void }
    /** The connection ends, before the request is carried out or after. */
    | "reset"
    | "reset-after"
    /** Carried out, and the answer breaks off, is no JSON, or never comes. */
    | "half"
    | "not-json"
    | "silence";

/** What happens to a request; `undefined`: nothing special. It may take its time. */
export type Intercept = (call: string) => PlannedAnswer | undefined | Promise<PlannedAnswer | undefined>;

export interface Parts {
    tenant: Tenant;
    settings: Settings;
    clock: () => number;
    requests: RecordedRequest[];
    planned: Map<string, PlannedAnswer[]>;
    sessions: Sessions;
    intercept?: Intercept | undefined;
}

/** The beginning of objects that were there from the start. */
const always = { createdAt: Number.NEGATIVE_INFINITY, createdBy: "" };

/** Ends the connection without an answer. */
class Reset extends Error {}

export function tenantApp(parts: Parts): Hono {
    const app = new Hono();
    app.get("/", (http) => http.html(tenantPage(parts.tenant, parts.clock())));
    for (const path of ["/oauth/token", "/login/oauth/token"]) app.post(path, (http) => token(parts, http, path));
    for (const one of routes)
        app.on(one.method, one.path.replace(/\{(\w+)\}/g, ":$1"), (http) => answer(parts, http, one));
    app.onError((error, http) => {
        // A fault of the simulator, or of what a test has put into the tenant, is answered as the vendor answers its own.
        if (!(error instanceof Reset)) {
            record(parts, http, `${http.req.method} ${http.req.path}`, 500, "");
            return refuse(http, new Refusal(500, "internal.server.error", `The server failed: ${error.message}`));
        }
        (http.env as HttpBindings).incoming.socket.destroy();
        return http.body(null);
    });
    app.all("*", (http) => {
        record(parts, http, `${http.req.method} ${http.req.path}`, 404, "");
        return refuse(http, new Refusal(404, "not.found", `There is no call ${http.req.method} ${http.req.path}.`));
    });
    return app;
}

async function token(parts: Parts, http: HonoContext, path: string): Promise<Response> {
    const call = `POST ${path}`;
    try {
        const plan = await planFor(parts, call);
        const early = before(plan);
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
    let quota: Record<string, string> = {};
    try {
        if (parts.settings.latency > 0) await wait(parts.settings.latency);
        const plan = await planFor(parts, call);
        const early = before(plan);
        if (early) return send(parts, http, call, "", early.status, early.body, early.headers);
        const now = parts.clock();
        const { client, user, token: bearer } = parts.sessions.caller(http.req.header("authorization"), now);
        clientId = client.id;
        const { quotaBy, requestsPerMinute, announceQuota } = parts.settings;
        const counted = parts.sessions.count(quotaBy === "client" ? client.id : bearer, requestsPerMinute, now);
        if (announceQuota) quota = counted.headers;
        if (counted.refusal) throw counted.refusal;
        const lacking = one.permissions.filter((permission) => !permissionsOf(parts.tenant, client.id).has(permission));
        if (lacking.length > 0) throw forbidden(lacking);
        refuseNew(parts, http, now);
        const lost = one.method === "DELETE" && parts.settings.lostDeletions > 0;
        if (lost) parts.settings.lostDeletions--;
        const result = lost ? undefined : await carryOut(parts, http, one, { client, user, now });
        const late = await after(plan);
        if (late) return send(parts, http, call, clientId, late.status, late.body, { ...quota, ...late.headers });
        return broken(plan, http, send(parts, http, call, clientId, one.status, result, quota));
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        record(parts, http, call, error.status, clientId);
        return refuse(http, error, { ...quota, ...date(parts) });
    }
}

/** Who calls, and when. */
interface Call {
    client: Context["caller"];
    user: string | undefined;
    now: number;
}

async function carryOut(parts: Parts, http: HonoContext, one: Route, call: Call): Promise<unknown> {
    const given = queryOf(http);
    const query = one.query.safeParse(given);
    if (!query.success) throw badRequest(`The query is wrong: ${words(query.error)}`, "invalid.value");
    const context = {
        tenant: parts.tenant,
        settings: parts.settings,
        now: call.now,
        caller: call.client,
        params: http.req.param() as Record<string, string>,
        query: query.data as Record<string, string>,
        body: await bodyOf(http, one),
        changed: (...[action, kind, id, name, properties = []]: Parameters<Context["changed"]>) =>
            note(parts.tenant, call, { action, kind, id, name, properties }),
    };
    const result = await one.handle(context);
    return "pageSize" in context.query ? withAddresses(result, http.req.path, given) : result;
}

function note({ changes, history }: Tenant, { client, user, now }: Call, what: Omit<Change, "at" | "by" | "user">) {
    changes.push({ at: now, by: client.id, ...(user === undefined ? {} : { user }), ...what });
    const created = what.action === "Create" ? { createdAt: now, createdBy: client.id } : history.get(what.id);
    history.set(what.id, { ...(created ?? always), modifiedAt: now, modifiedBy: client.id });
}

/** Parameters that are given several times are joined by commas, as most clients send them. */
const queryOf = (http: HonoContext): Record<string, string> =>
    Object.fromEntries(Object.entries(http.req.queries()).map(([key, values]) => [key, values.join(",")]));

async function bodyOf(http: HonoContext, one: Route): Promise<unknown> {
    const text = await http.req.text();
    if (one.body === undefined) {
        if (text !== "") throw badRequest("This call takes no body.");
        return undefined;
    }
    if (!http.req.header("content-type")?.startsWith("application/json"))
        throw new Refusal(415, "unsupported.media.type", "The body must be application/json.");
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        throw badRequest("The body is not JSON.");
    }
    const body = one.body.safeParse(json);
    if (!body.success) throw badRequest(`The body is wrong: ${words(body.error)}`, "invalid.value");
    return body.data;
}

const words = (error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string =>
    error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join("; ");

/** What a test has planned for this call. */
async function planFor(parts: Parts, call: string): Promise<PlannedAnswer | undefined> {
    return parts.planned.get(call)?.shift() ?? (await parts.intercept?.(call));
}

/** The planned answer in place of the call. */
function before(plan: PlannedAnswer | undefined) {
    if (plan === "reset") throw new Reset();
    if (typeof plan !== "object" || plan.after) return undefined;
    plan.meanwhile?.();
    return plan;
}

/** The planned answer after the call was carried out. */
async function after(plan: PlannedAnswer | undefined) {
    if (plan === "reset-after") throw new Reset();
    if (plan === "silence") await new Promise(() => undefined);
    if (typeof plan !== "object") return undefined;
    plan.meanwhile?.();
    return plan;
}

/** The answer as it is, or spoiled. */
async function broken(plan: PlannedAnswer | undefined, http: HonoContext, good: Response): Promise<Response> {
    if (plan === "not-json") return new Response("<html>Bad gateway</html>", { status: 200 });
    if (plan !== "half") return good;
    const text = await good.text();
    const { outgoing } = http.env as HttpBindings;
    outgoing.writeHead(200, { "content-length": Buffer.byteLength(text), "content-type": "application/json" });
    outgoing.write(text.slice(0, Math.floor(text.length / 2)), () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
}

/** Parts of the vendor's service learn of a new object later. */
function refuseNew({ tenant, settings }: Parts, http: HonoContext, now: number): void {
    if (settings.readLag <= 0) return;
    const young = Object.values(http.req.param() as Record<string, string>).find(
        (id) => (tenant.history.get(id)?.createdAt ?? Number.NEGATIVE_INFINITY) + settings.readLag > now,
    );
    if (young !== undefined) throw new Refusal(404, "not.found", `Unable to find the requested object ${young}.`);
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
    const all = { ...headers, "inin-correlation-id": randomUUID(), ...date(parts) };
    if (body === undefined || status === 204) return http.body(null, status === 200 ? 200 : (status as 204), all);
    return http.json(body, status as 200, all);
}

function refuse(http: HonoContext, refusal: Refusal, headers: Record<string, string> = {}): Response {
    const id = randomUUID();
    const all = { ...refusal.headers, ...headers, "inin-correlation-id": id };
    return http.json(refusal.body(id), refusal.status as 400, all);
}

const date = ({ settings }: Parts): Record<string, string> =>
    settings.clockError === 0 ? {} : { date: new Date(Date.now() + settings.clockError).toUTCString() };

function record(parts: Parts, http: HonoContext, route: string, status: number, clientId: string): void {
    const { method, path } = http.req;
    parts.requests.push({ method, path, route, status, clientId, query: queryOf(http), at: parts.clock() });
}
