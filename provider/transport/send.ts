import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import got, { type Method, RequestError } from "got";
import { answerLimit, tooLong } from "./answerLimit";
import type { Deadline } from "./deadline";
import { agentsFor } from "./proxy";
import type { Quota } from "./quota";
import { mostAttempts, retryDelay } from "./retry";

/** A request as it goes over the wire. */
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
    /** Parsed if the status is 200 to 299 and there is one; else its text. */
    body: unknown;
}

/** Where a request was counted, and what its answer is reported with. */
export interface Counted {
    quota: Quota;
    round: number;
}

/** What a request's retries need to know. */
export interface RetryContext {
    repeatable: boolean;
    deadline: Deadline | undefined;
    /** Absent if no quota is kept. */
    counted?: Counted;
}

/** A request that got no usable answer. */
export class Unanswered extends Error {
    override readonly name = "Unanswered";

    constructor(
        /** The network's error code, or ours. */
        readonly code: string,
        /** HTTP status, if that much of an answer came. */
        readonly status?: number,
        /** Whether the deadline of the operation has passed. */
        readonly late = false,
    ) {
        super(code);
    }
}

/** Milliseconds for a request with its whole answer. */
const requestTimeout = 30_000;
/** How deep an answer may be nested: much of what reads it does so by recursion. */
const deepestAnswer = 200;

export const isSuccess = ({ status }: Pick<Answer, "status">): boolean => status >= 200 && status <= 299;

/**
 * Sends a request, and again while {@link retryDelay} says so. Redirects are not followed: they would carry the
 * credentials to another server. Throws {@link Unanswered}.
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
    // The loop below throws the first error; one that comes after it must not end the process.
    stream.on("error", () => undefined);
    // A stream waits for a body to be written to it.
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
        // Leaving the loop ends the connection.
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
        throw new Unanswered("ERR_BODY_PARSE_FAILURE", status); // a gateway's or a login page, for one
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

/** Milliseconds until the next attempt; 0 if there is none. Our own rule decides alone. */
function delayAfter(
    outcome: Answer | Unanswered,
    count: number,
    { repeatable, deadline, counted }: RetryContext,
): number {
    const isAnswer = !(outcome instanceof Unanswered);
    if (isAnswer && outcome.status < 400) return 0;
    if (!isAnswer && (outcome.late || /^ERR_ANSWER_TOO/.test(outcome.code))) return 0;
    // A refusal for a quota that is kept waits in the queue.
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

/** Milliseconds of Retry-After: seconds, or a time by the server's clock, which need not be ours. */
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

/** A request that is sent again counts again. */
function countAgain({ counted }: RetryContext): void {
    if (counted === undefined) return;
    counted.quota.answered(counted.round);
    counted.round = counted.quota.sent();
}
