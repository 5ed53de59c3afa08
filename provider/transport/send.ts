import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import got, { type Method, RequestError } from "got";
import { answerLimit, tooLong } from "./answerLimit";
import type { Deadline } from "./deadline";
import { agentsFor } from "./proxy";
import type { Quota } from "./quota";
import { mostAttempts, retryDelay } from "./retry";

/** A request as it is sent. */
export interface Outgoing {
    method: string;
    url: URL;
    headers?: Record<string, string>;
    /** A body, if it is not `undefined`. */
    json?: unknown;
    form?: Record<string, string>;
}

/** What a server answered, whatever its status. */
export interface Answer {
    status: number;
    headers: IncomingHttpHeaders;
    /** Parsed if the status is 200 to 299 and there is a body; otherwise its text. */
    body: unknown;
}

/** The quota that counted a request, and the value with which to report its answer. */
export interface Counted {
    quota: Quota;
    round: number;
}

/** What a request's retries need to know. */
export interface RetryContext {
    repeatable: boolean;
    deadline: Deadline | undefined;
    /** Absent if there is no quota. */
    counted?: Counted;
}

/** A request that got no usable answer. */
export class Unanswered extends Error {
    override readonly name = "Unanswered";

    constructor(
        /** The network's error code, or our own. */
        readonly code: string,
        /** HTTP status, if at least that was received. */
        readonly status?: number,
        /** Whether the deadline of the operation has passed. */
        readonly late = false,
    ) {
        super(code);
    }
}

/** Timeout in milliseconds for a request with its complete answer. */
const requestTimeout = 30_000;
/** Maximum nesting of an answer, because most code reads it recursively. */
const deepestAnswer = 200;

export const isSuccess = ({ status }: Pick<Answer, "status">): boolean => status >= 200 && status <= 299;

/**
 * Sends a request, and retries while {@link retryDelay} says so. Redirects are not followed, because they would send
 * the credentials to another server. Throws {@link Unanswered}.
 */
export async function send(outgoing: Outgoing, context: RetryContext): Promise<Answer> {
    let before: Answer | Unanswered | undefined;
    for (let count = 1; ; count++) {
        const outcome = await attempt(outgoing, context.deadline);
        const delay = delayAfter(outcome, count, context);
        if (delay === 0) return told(outcome instanceof Unanswered && outcome.late ? (before ?? outcome) : outcome);
        await wait(delay);
        before = outcome;
        countAgain(context);
    }
}

function told(outcome: Answer | Unanswered): Answer {
    if (outcome instanceof Unanswered) throw outcome;
    return outcome;
}

async function attempt({ url, ...outgoing }: Outgoing, deadline: Deadline | undefined): Promise<Answer | Unanswered> {
    const left = deadline?.left ?? Number.POSITIVE_INFINITY;
    const timeout = Math.min(requestTimeout, left);
    if (timeout <= 0) return late(deadline);
    let status: number | undefined;
    try {
        const { headers, text, ...answer } = await receive(url, outgoing, timeout, (one) => (status = one));
        return { status: answer.status, headers, body: isSuccess(answer) ? parsed(text, answer.status) : text };
    } catch (error) {
        if (deadline !== undefined && deadline.left <= 0) return late(deadline);
        if (error instanceof Unanswered) return error;
        if (error instanceof RequestError) return new Unanswered(error.code, status);
        throw error;
    }
}

function late(deadline: Deadline | undefined): Unanswered {
    deadline?.allows(1);
    return new Unanswered("ETIMEDOUT", undefined, true);
}

async function receive(
    url: URL,
    { method, ...outgoing }: Omit<Outgoing, "url">,
    timeout: number,
    begun: (status: number) => void,
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
    const stream = got.stream(url, {
        ...outgoing,
        method: method as Method,
        headers: { accept: "application/json", "user-agent": "pulumi-contact-center", ...outgoing.headers },
        timeout: { request: timeout },
        agent: agentsFor(url),
        followRedirect: false,
        throwHttpErrors: false,
        retry: { limit: 0 },
    });
    // The loop below throws the first error. A later one must not end the process.
    stream.on("error", () => undefined);
    // A stream waits until a body is written to it.
    if (method !== "GET" && outgoing.json === undefined && outgoing.form === undefined) stream.end();
    let answer = { status: 0, headers: {} as IncomingHttpHeaders };
    stream.once("response", ({ statusCode, headers }: { statusCode: number; headers: IncomingHttpHeaders }) => {
        answer = { status: statusCode, headers };
        begun(statusCode);
    });
    const chunks: Buffer[] = [];
    const limit = answerLimit();
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        // Leaving the loop closes the connection.
        if (size > limit) throw new Unanswered(tooLong, answer.status);
        chunks.push(chunk);
    }
    return { ...answer, text: Buffer.concat(chunks).toString("utf8") };
}

function parsed(text: string, status: number): unknown {
    if (text === "") return undefined;
    let body: unknown;
    try {
        body = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
        throw new Unanswered("ERR_BODY_PARSE_FAILURE", status); // for example a gateway's or a login page
    }
    if (isDeeper(body, deepestAnswer)) throw new Unanswered("ERR_ANSWER_TOO_DEEP", status);
    return body;
}

/** Whether a JSON value is nested deeper than a limit. */
function isDeeper(value: unknown, limit: number): boolean {
    const isNested = (one: unknown) => typeof one === "object" && one !== null;
    let level = [value].filter(isNested);
    for (let depth = 0; level.length > 0; depth++) {
        if (depth === limit) return true;
        level = level.flatMap((one) => Object.values(one as object).filter(isNested));
    }
    return false;
}

/** Milliseconds until the next attempt; 0 if there is none. Only our own rule decides. */
function delayAfter(
    outcome: Answer | Unanswered,
    count: number,
    { repeatable, deadline, counted }: RetryContext,
): number {
    const isAnswer = !(outcome instanceof Unanswered);
    if (isAnswer && outcome.status < 400) return 0;
    if (!isAnswer && (outcome.late || /^ERR_ANSWER_TOO/.test(outcome.code))) return 0;
    // A rejection by a rate limit that we track waits in the request queue.
    if (isAnswer && outcome.status === 429 && counted !== undefined) return 0;
    const delay = retryDelay({
        count: Math.min(count, mostAttempts),
        repeatable,
        status: isAnswer ? outcome.status : undefined,
        code: isAnswer ? undefined : outcome.code,
        retryAfter: isAnswer ? waitOf(outcome) : undefined,
    });
    return deadline?.allows(delay) === false ? 0 : delay;
}

/** Milliseconds of Retry-After: seconds, or a time by the server's clock, which may differ from ours. */
export function waitOf({ headers }: Pick<Answer, "headers">): number | undefined {
    const text = headers["retry-after"];
    if (text === undefined) return undefined;
    const seconds = Number(text);
    const here = Date.parse(headers.date ?? "");
    const wait = Number.isFinite(seconds)
        ? seconds * 1_000
        : Date.parse(text) - (Number.isNaN(here) ? Date.now() : here);
    return wait > 0 ? wait : undefined;
}

/** Counts a request that is sent again. */
function countAgain({ counted }: RetryContext): void {
    if (counted === undefined) return;
    counted.quota.answered(counted.round);
    counted.round = counted.quota.sent();
}
