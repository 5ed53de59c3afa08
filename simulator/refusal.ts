import type { z } from "zod";

/** A refusal, in the form of Genesys Cloud's error bodies. */
export class Refusal extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        message: string,
        /** More fields of the body. */
        readonly more: Record<string, string> = {},
        readonly headers: Record<string, string> = {},
    ) {
        super(message);
    }

    body(contextId: string) {
        return {
            message: this.message,
            code: this.code,
            status: this.status,
            ...this.more,
            contextId,
            details: [],
            errors: [],
        };
    }
}

/** The message is from the vendor's API description, which has others for groups and users. */
export function notFound(kind: string, id: string): Refusal {
    const entity = { entityId: id, entityName: kind };
    return kind === "group" || kind === "user"
        ? new Refusal(404, "general.resource.not.found", `Unable to find a ${kind} with that ${kind}Id`, entity)
        : new Refusal(404, "not.found", "The requested resource was not found.", entity);
}

/** A refusal whose message is in no document; ours says what was wrong. */
export const badRequest = (message: string, code = "bad.request"): Refusal => new Refusal(400, code, message);
export const malformed = (detail: string): Refusal =>
    badRequest(`The request could not be understood by the server due to malformed syntax. (${detail})`);

/** What is wrong with a query or a body. */
export const notValid = ({ issues }: z.ZodError): Refusal =>
    badRequest(
        issues
            .map((issue) => {
                const field = issue.path.join(".");
                if (issue.code !== "invalid_value") return `${field} ${issue.message}`.trim();
                return `Value [${String(issue.input)}] is not valid for field type [${field}]. Allowable values are: ${issue.values.join(", ")}`;
            })
            .join("; "),
        "invalid.value",
    );

/** By the vendor's documents, one permission means one of several; several are needed together. */
export const forbidden = (permissions: readonly string[]): Refusal => {
    const list = `[${permissions.join(", ")}]`;
    const refused = "Unable to perform the requested action. You";
    return permissions.length > 1
        ? new Refusal(403, "missing.permissions", `${refused} are missing the following permission(s): ${list}`)
        : new Refusal(
              403,
              "missing.any.permissions",
              `${refused} must have at least one of the following permissions assigned: ${list}`,
          );
};

/** Recorded; its code is the one that the vendor's description has for conflicts. */
export const staleVersion = (): Refusal =>
    new Refusal(
        409,
        "general.conflict",
        "The version number of the modified resource must match the version number in the database.",
    );
