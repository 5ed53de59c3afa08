import type { Context as HonoContext } from "hono";
import { withoutExtraFields } from "./fieldChanges";
import { malformed, notValid, Refusal } from "./refusal";
import type { Route } from "./route";
import type { Settings } from "./settings";

/** Repeated parameters are joined by commas, as most clients send them; empty ones are absent. */
export const queryOf = (http: HonoContext): Record<string, string> =>
    Object.fromEntries(
        Object.entries(http.req.queries())
            .map(([key, values]) => [key, values.filter(Boolean).join(",")] as const)
            .filter(([, value]) => value !== ""),
    );

const unsupported =
    "Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.";

/** The body in the form that the route expects. Throws if it does not match. */
export async function bodyOf({ fields }: Settings, http: HonoContext, one: Route): Promise<unknown> {
    const text = await http.req.text();
    if (one.body === undefined) {
        // Clients made by generators send `null`, or an object without fields.
        if (!/^\s*(null|\{\s*\})?\s*$/.test(text)) throw malformed("This call takes no body.");
        return undefined;
    }
    if (!/^application\/json\b/i.test(http.req.header("content-type") ?? ""))
        throw new Refusal(415, "unsupported.media.type", unsupported);
    const body = one.body.safeParse(withoutExtraFields(parsed(text), fields), { reportInput: true });
    if (!body.success) throw notValid(body.error);
    return body.data;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw malformed("The body is not JSON.");
    }
}

/** A call that this simulator does not have: not 404, which a client would take for a deleted object. */
export const notSimulated = (call: string, routes: readonly Route[]): Refusal =>
    new Refusal(
        501,
        "not.implemented",
        `${call} is not simulated. Simulated are: ${routes.map(({ method, path }) => `${method} ${path}`).join(", ")}.`,
    );
