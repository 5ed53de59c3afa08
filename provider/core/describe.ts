import { type Problem, problemText } from "./problem";
import type { Operation } from "./timeouts";
import { ApiError, ConfigurationError, unanswered, UserError } from "../transport/errors";
import { coded, type MessageCode } from "../transport/message";

/**
 * The message for the user: the object as the admin page names it, the failed call, what remains, and what to do. The
 * engine passes on only this text.
 */
export function describe(
    operation: Operation | "check",
    title: string,
    label: string,
    error: unknown,
    partial = false,
): string {
    const object = objectWords(title, label);
    // The problems of a check are grouped under the object's name.
    const subject = operation === "check" ? "" : `${object}: `;
    if (!(error instanceof ApiError)) {
        const words = error instanceof Error ? error.message : String(error);
        return [`${subject}${words}`, left(operation, partial)].filter(Boolean).join("\n");
    }
    const { product, call, status, code, vendorMessage, correlationId, messageCode } = error;
    const happened =
        status === undefined
            ? `${product} ${unanswered(code)} to ${error.login ? "log in" : `${operation} it`} (${code ?? "no answer"}, ${call})`
            : `${product} refused ${operation !== "check" ? `to ${operation} it` : error.login ? "the login" : "a lookup"} (${[status, code].filter(Boolean).join(" ")}, ${call})`;
    return [
        coded(messageCode, `${subject}${happened}${vendorMessage ? `: ${vendorMessage.replace(/\.$/, "")}` : ""}.`),
        error.outcomeUnknown
            ? "It is not known whether the request was carried out. Check before you repeat it."
            : left(operation, partial),
        error.remedy ?? remedy(error, operation),
        correlationId ? `Correlation id for ${product} support: ${correlationId}` : "",
    ]
        .filter(Boolean)
        .join("\n");
}

/** Why a product cannot be reached at all; nothing for any other failure. */
export function connectionProblem(error: unknown): string | undefined {
    if (error instanceof ConfigurationError) return error.message;
    if (!(error instanceof ApiError)) return undefined;
    const { status = 0, login } = error;
    // A redirect comes from something in front of the product, and affects every call.
    return login || (status >= 300 && status <= 399) ? describe("check", "", "", error) : undefined;
}

/** `group "eMite"`; only the kind for an object without a name. */
export const objectWords = (title: string, label: string): string => (label === "" ? title : `${title} "${label}"`);

/** All problems of one resource, one per line. */
export function describeProblems(title: string, label: string, problems: readonly Problem[]): string {
    const lines = problems.map(problemText);
    const object = objectWords(title, label);
    if (lines.length === 1) return `${object}: ${lines[0]}`;
    return [`${object} has ${lines.length} problems:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function left(operation: Operation | "check", partial: boolean): string {
    if (partial) return "It exists but is not fully configured. Run `pulumi up` again to finish.";
    return {
        create: "Nothing was created.",
        update: "",
        delete: "It still exists.",
        read: "",
        check: "Nothing was changed.",
    }[operation];
}

function remedy({ product, status }: ApiError, operation: Operation | "check"): string {
    if (operation === "update" && (status === 404 || status === 410))
        return "It no longer exists. Run `pulumi up --refresh` to create it again.";
    if (status === undefined) return "Check the configured address and the network, then run the command again.";
    if (status === 401) return "The access token was rejected. Check that the configured client is active.";
    if (status === 403)
        return "The calling client is not allowed to do this. Give it the permission, or the role that it should grant.";
    if (status === 429) return `${product}'s quota is used up. Wait a minute, or let fewer pipelines run at once.`;
    if (status >= 500) return `${product} has an internal fault. Run the command again later.`;
    return "";
}

/**
 * A user's mistake needs no stack trace. Pulumi's plugin prints the stack of any error.
 * @param code - `undefined`: the message has its code already
 */
export function plainError(code: MessageCode | undefined, message: string, extra: object = {}): Error {
    const error = new UserError(code, message);
    error.stack = "";
    return Object.assign(error, extra);
}
