import { messageText, vendorText } from "./foreignText";
import { coded, type MessageCode } from "./message";
import { mayHaveArrived } from "./retry";

/** Why a call failed, without headers, body or query, because those may contain secrets. */
export interface CallFailure {
    /** HTTP status; absent if there was no answer. */
    status?: number;
    /** The vendor's error code, or the network's (`ECONNREFUSED`). */
    code?: string;
    /** Method and path. */
    call: string;
    /** The vendor's own words. */
    vendorMessage?: string;
    /** Id for the vendor's support. */
    correlationId?: string;
    /** The answer is not in the product's format: something in front of it, such as a proxy, may have answered. */
    foreign?: boolean;
    /** Whether the request may have been carried out although there was no answer. */
    outcomeUnknown?: boolean;
    /** What to do, if more is known than the status says. */
    remedy?: string;
    /** Whether the call was a login, so that every other call would fail too. */
    login?: boolean;
}

/** How the API of a product reports failures. */
export interface ApiDialect {
    /** The product's name in messages. */
    name: string;
    /** Parses the vendor's error body. */
    failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "correlationId" | "foreign">;
    /** What to do about a failure, if more is known than the status says. */
    remedyOf?(failure: CallFailure): string | undefined;
    /** The setting with the server's address, which a redirect puts in doubt. */
    addressKey: string;
    /** The response header with the vendor's correlation id. */
    correlationHeader?: string;
}

/** A call to a product that failed. */
export class ApiError extends Error implements CallFailure {
    override readonly name = "ApiError";
    declare readonly status?: number;
    declare readonly code?: string;
    declare readonly call: string;
    declare readonly vendorMessage?: string;
    declare readonly correlationId?: string;
    declare readonly foreign?: boolean;
    declare readonly outcomeUnknown?: boolean;
    declare readonly remedy?: string;
    declare readonly login?: boolean;
    /** The code of this kind of failure. */
    readonly messageCode: MessageCode;

    /** @param secrets - secrets of the request, because the vendor's message may repeat them */
    constructor(
        readonly product: string,
        failure: CallFailure,
        secrets: readonly string[] = [],
    ) {
        const safe = withoutSecrets(failure, secrets);
        const code = messageCodeOf(safe);
        super(coded(code, summary(product, safe)));
        this.messageCode = code;
        Object.assign(this, safe);
    }

    /** Whether the product refuses to answer, now and later. A fault or a rate limit passes. */
    get untold(): boolean {
        const { status = 0, login } = this;
        return !login && status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
    }

    get gone(): boolean {
        return !this.foreign && (this.status === 404 || this.status === 410);
    }
}

/**
 * The server's message is untrusted data: each part becomes one line, without secrets of the request. The remedy is
 * ours.
 */
function withoutSecrets(failure: CallFailure, secrets: readonly string[]): CallFailure {
    const words = ["code", "vendorMessage", "correlationId"] as const;
    const given = words.flatMap((key) => (failure[key] === undefined ? [] : [[key, failure[key]] as const]));
    return { ...failure, ...Object.fromEntries(given.map(([key, text]) => [key, vendorText(text, secrets)])) };
}

/** True for an answer that says the object does not exist. */
export function isGone(error: unknown): boolean {
    return error instanceof ApiError && error.gone;
}

/** The answer, or nothing if the object does not exist. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
    }
}

/** A mistake that the user can fix. The message says everything, and no stack trace is shown. */
export class UserError extends Error {
    override readonly name = "UserError";

    /** @param code - `undefined`: the message has its code already, because it is that of another error */
    constructor(code: MessageCode | undefined, message: string, options?: ErrorOptions) {
        super(messageText(code === undefined ? message : coded(code, message)), options);
    }
}

/** An answer that is incomplete or has an unknown form. */
export class BadAnswer extends UserError {}

/** Whether a lookup failed because the product refuses to answer, and not because it cannot be reached. */
export const isUntold = (error: unknown): boolean =>
    error instanceof BadAnswer || (error instanceof ApiError && error.untold);

/** For `catch`: the value to use if the product refuses to answer. */
export const unlessUntold =
    <T>(value: T) =>
    (error: unknown): T => {
        if (!isUntold(error)) throw error;
        return value;
    };

/** The configuration of a connection is incomplete or invalid. */
export class ConfigurationError extends UserError {}

/** Describes how a call without an answer failed. */
export const unanswered = (code: string | undefined): string =>
    mayHaveArrived(code) ? "gave no usable answer" : "could not be reached";

function messageCodeOf({ status, code, foreign }: CallFailure): MessageCode {
    if (status === undefined) return mayHaveArrived(code) ? "CC1002" : "CC1001";
    if (foreign || status < 400) return "CC1010";
    if (status >= 500) return "CC1008";
    const kinds: Readonly<Record<number, MessageCode>> = {
        401: "CC1003",
        403: "CC1004",
        404: "CC1005",
        409: "CC1006",
        429: "CC1007",
    };
    return kinds[status === 410 ? 404 : status] ?? "CC1009";
}

function summary(product: string, { status, code, call, vendorMessage }: CallFailure): string {
    if (status === undefined) return `${product} ${unanswered(code)} (${code ?? "no answer"}, ${call})`;
    const words = vendorMessage === undefined ? "" : `: ${vendorMessage}`;
    return `${product} answered ${[status, code].filter(Boolean).join(" ")} to ${call}${words}`;
}
