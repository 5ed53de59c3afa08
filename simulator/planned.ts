import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context as HonoContext } from "hono";

/**
 * What the next request of a call gets instead of its answer, or after it was carried out. `meanwhile` is what somebody
 * else does at that moment.
 */
export type PlannedAnswer =
    | { status: number; headers?: Record<string, string>; body?: unknown; after?: boolean; meanwhile?: () => void }
    /** Carried out and never answered. */
    | { silence: true; meanwhile: () => void }
    /** The connection is closed, before the request is carried out or after. */
    | "reset"
    | "reset-after"
    /** Carried out, but the answer is cut off, is not JSON, or never comes. */
    | "half"
    | "not-json"
    | "silence"
    /** Refused with a message that repeats the headers and the body of the request. */
    | "echo";

/** What happens to a request; `undefined`: nothing special. It may take time. */
export type Intercept = (call: string) => PlannedAnswer | undefined | Promise<PlannedAnswer | undefined>;

/** Planned answers, and the function that decides about other requests. */
export interface Plans {
    planned: Map<string, PlannedAnswer[]>;
    intercept?: Intercept | undefined;
}

/** Closes the connection without an answer. */
export class Reset extends Error {}

/** What a test has planned for this call. */
export async function planFor(parts: Plans, call: string): Promise<PlannedAnswer | undefined> {
    return parts.planned.get(call)?.shift() ?? (await parts.intercept?.(call));
}

/** The planned answer instead of the call. */
export function before(plan: PlannedAnswer | undefined) {
    if (plan === "reset") throw new Reset();
    if (typeof plan !== "object" || "silence" in plan || plan.after) return undefined;
    plan.meanwhile?.();
    return plan;
}

/** The refusal that repeats the request. */
export async function echoed(plan: PlannedAnswer | undefined, http: HonoContext) {
    if (plan !== "echo") return undefined;
    const { authorization = "" } = http.req.header();
    const words = [JSON.stringify(http.req.header()), ...authorization.split(" "), await http.req.text()].join(" ; ");
    return {
        status: 400,
        headers: {},
        body: { message: words, code: "bad.request", error: words, error_description: words, contextId: words },
    };
}

/** Whether the client never learns the result of the call. */
export const isSilent = (plan: PlannedAnswer | undefined): boolean =>
    plan === "silence" || (typeof plan === "object" && "silence" in plan);

/** The planned answer after the call was carried out. */
export async function after(plan: PlannedAnswer | undefined) {
    if (plan === "reset-after") throw new Reset();
    if (plan === "silence") await new Promise(() => undefined);
    if (typeof plan !== "object") return undefined;
    plan.meanwhile?.();
    if ("silence" in plan) return new Promise<never>(() => undefined);
    return plan;
}

/** The answer as it is, or corrupted. */
export async function broken(plan: PlannedAnswer | undefined, http: HonoContext, good: Response): Promise<Response> {
    if (plan === "not-json") return new Response("<html>Bad gateway</html>", { status: 200 });
    if (plan !== "half") return good;
    const text = await good.text();
    const { outgoing } = http.env as HttpBindings;
    outgoing.writeHead(200, { "content-length": Buffer.byteLength(text), "content-type": "application/json" });
    outgoing.write(text.slice(0, Math.floor(text.length / 2)), () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
}
