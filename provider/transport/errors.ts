import { messageText, vendorText } from "./foreignText";
import { mayHaveArrived } from "./retry";

/** Why a call failed, without headers, body or query: those may hold secrets. */
export interface CallFailure {
    /** HTTP status; absent where no answer came. */
    status?: number;
    /** The vendor's error code, or the network's (`ECONNREFUSED`). */
    code?: string;
    /** Method and path. */
    call: string;
    /** The vendor's own words. */
    vendorMessage?: string;
    /** For the vendor's support. */
    correlationId?: string;
    /** The answer is not in the product's form: something in front of it, such as a proxy, may have answered. */
    foreign?: boolean;
    /** The request may have been carried out though no answer came. */
    outcomeUnknown?: boolean;
    /** What to do, where more can be said than the status tells. */
    remedy?: string;
    /** It was to log in: every other call would fail too. */
    login?: boolean;
}

/** How the API of a product reports failures. */
export interface ApiDialect {
    /** As messages name it. */
    name: string;
    /** The vendor's error body in common words. */
    failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "correlationId" | "foreign">;
    /** What to do about a failure, where more can be said than the status tells. */
    remedyOf?(failure: CallFailure): string | undefined;
    /** The setting with the server's address, which a redirect puts in doubt. */
    addressKey: string;
    /** The header that carries the vendor's correlation id. */
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

    /** @param secrets - of the request: the vendor's words may repeat them */
    constructor(
        readonly product: string,
        failure: CallFailure,
        secrets: readonly string[] = [],
    ) {
        const safe = withoutSecrets(failure, secrets);
        super(summary(product, safe));
        Object.assign(this, safe);
    }

    /** Whether the product refuses to tell, now and later; a fault or a quota passes. */
    get untold(): boolean {
        const { status = 0, login } = this;
        return !login && status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
    }

    get gone(): boolean {
        return !this.foreign && (this.status === 404 || this.status === 410);
    }
}

/** The server's own words are data: one line each, without what the request held. The remedy is ours. */
function withoutSecrets(failure: CallFailure, secrets: readonly string[]): CallFailure {
    const words = ["code", "vendorMessage", "correlationId"] as const;
    const given = words.flatMap((key) => (failure[key] === undefined ? [] : [[key, failure[key]] as const]));
    return { ...failure, ...Object.fromEntries(given.map(([key, text]) => [key, vendorText(text, secrets)])) };
}

/** True for an answer that says the object does not exist. */
export function isGone(error: unknown): boolean {
    return error instanceof ApiError && error.gone;
}

/** The answer, or nothing where the object does not exist. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
    }
}

/** A mistake that the user can mend; the message is the whole story and no stack is shown. */
export class UserError extends Error {
    override readonly name = "UserError";

    constructor(message: string, options?: ErrorOptions) {
        super(messageText(message), options);
    }
}

/** An answer that tells too little, or something unknown. */
export class BadAnswer extends UserError {}

/** Whether a lookup failed because the product does not tell, and not because it cannot be reached. */
export const isUntold = (error: unknown): boolean =>
    error instanceof BadAnswer || (error instanceof ApiError && error.untold);

/** For `catch`: what holds if the product does not tell. */
export const unlessUntold =
    <T>(value: T) =>
    (error: unknown): T => {
        if (!isUntold(error)) throw error;
        return value;
    };

/** The configuration of a connection is incomplete or wrong. */
export class ConfigurationError extends UserError {}

/** How a call without an answer failed. */
export const unanswered = (code: string | undefined): string =>
    mayHaveArrived(code) ? "gave no usable answer" : "could not be reached";

function summary(product: string, { status, code, call, vendorMessage }: CallFailure): string {
    if (status === undefined) return `${product} ${unanswered(code)} (${code ?? "no answer"}, ${call})`;
    const words = vendorMessage === undefined ? "" : `: ${vendorMessage}`;
    return `${product} answered ${[status, code].filter(Boolean).join(" ")} to ${call}${words}`;
}
