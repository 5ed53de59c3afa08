/** An answer that refuses, in the form of Genesys Cloud's error bodies. */
export class Refusal extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        message: string,
        readonly params: Record<string, string> = {},
        readonly headers: Record<string, string> = {},
    ) {
        super(message);
    }

    body(contextId: string) {
        return {
            message: this.message,
            code: this.code,
            status: this.status,
            messageParams: this.params,
            contextId,
            details: [],
            errors: [],
        };
    }
}

export const notFound = (kind: string, id: string): Refusal =>
    new Refusal(404, "not.found", `Unable to find the requested ${kind} ${id}.`, { id });
export const badRequest = (message: string, code = "bad.request"): Refusal => new Refusal(400, code, message);
export const forbidden = (permissions: readonly string[]): Refusal =>
    new Refusal(
        403,
        "missing.permissions",
        `Unable to perform the requested action. You are missing the following permission(s): ${permissions.join(", ")}`,
        { permissions: permissions.join(", ") },
    );
