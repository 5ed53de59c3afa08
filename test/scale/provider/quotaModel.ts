import { Quota } from "../../../provider/transport/quota";

/** A process that has this many requests to send. */
export interface Sender {
    requests: number;
    /** Seconds. @default 0 */
    from?: number;
    /** Seconds; it sends nothing from then on. */
    until?: number;
}

export interface Vendor {
    /** Requests per minute, by the time in seconds. @default 300 */
    limit?: (seconds: number) => number;
    /** Whether any minute counts, or one after the other from the first request on. @default sliding */
    window?: "sliding" | "fixed";
    /** Whether a refusal tells how long to wait. @default true */
    retryAfter?: boolean;
    /** Milliseconds from a request to its answer, the least and the most. @default 60 to 100 */
    latency?: [number, number];
}

/** The result of a process; times in seconds. */
export interface Sent {
    accepted: number[];
    refused: number[];
    quota: Quota;
}

const minute = 60_000;
/** In the form of the transport's log line. */
const atOnce = 10;

/** Several processes that use one client of a vendor, in the order of their events: no time passes. */
export class Model {
    #now = 0;
    readonly #events: { at: number; happens: () => void }[] = [];
    readonly #counted: number[] = [];
    #begun = Number.NEGATIVE_INFINITY;

    constructor(
        private readonly vendor: Vendor,
        /** The same seed gives the same run. */
        private seed: number,
    ) {}

    /** @param seconds - how long it is watched at most */
    run(senders: Sender[], seconds = Number.POSITIVE_INFINITY): Sent[] {
        const results = senders.map((sender) => this.#process(sender));
        for (let next = this.#next(); next !== undefined && next.at <= seconds * 1_000; next = this.#next()) {
            this.#now = next.at;
            next.happens();
        }
        return results;
    }

    #process({ requests, from = 0, until = Number.POSITIVE_INFINITY }: Sender): Sent {
        const quota = new Quota(300, minute, () => this.#now);
        const sent: Sent = { accepted: [], refused: [], quota };
        let left = requests;
        let running = 0;
        let looks = 0;
        const look = (): void => {
            const mine = ++looks;
            while (left > 0 && running < atOnce && this.#now < until * 1_000) {
                const wait = quota.wait();
                // A timer is sometimes late.
                if (wait > 0 && wait < Number.POSITIVE_INFINITY)
                    this.#after(wait + 2 * this.#random(), () => mine === looks && look());
                if (wait > 0) return;
                left--;
                running++;
                send();
            }
        };
        const send = (): void => {
            const round = quota.sent();
            const half = this.#latency() / 2;
            this.#after(half, () => {
                const retryAfter = this.#answer();
                (retryAfter === undefined ? sent.accepted : sent.refused).push(this.#now / 1_000);
                this.#after(half, () => {
                    running--;
                    if (retryAfter === undefined) quota.answered(round);
                    else quota.refused(round, this.vendor.retryAfter === false ? undefined : retryAfter);
                    if (retryAfter !== undefined) left++;
                    look();
                });
            });
        };
        this.#after(from * 1_000, look);
        return sent;
    }

    /** Counts a request. @returns seconds to wait for one that is refused */
    #answer(): number | undefined {
        const allowed = this.vendor.limit?.(this.#now / 1_000) ?? 300;
        const ends = this.vendor.window === "fixed" ? this.#fixedWindow() : this.#slidingWindow(allowed);
        if (this.#counted.length >= allowed) return Math.max(1, Math.ceil((ends - this.#now) / 1_000));
        this.#counted.push(this.#now);
        return undefined;
    }

    #slidingWindow(allowed: number): number {
        while ((this.#counted[0] ?? this.#now) <= this.#now - minute) this.#counted.shift();
        return (this.#counted[this.#counted.length - allowed] ?? this.#now) + minute;
    }

    #fixedWindow(): number {
        if (this.#now >= this.#begun + minute) {
            this.#begun = this.#now;
            this.#counted.length = 0;
        }
        return this.#begun + minute;
    }

    #latency(): number {
        const [least, most] = this.vendor.latency ?? [60, 100];
        return least + this.#random() * (most - least);
    }

    /** From 0 to 1. */
    #random(): number {
        this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
        return this.seed / 2 ** 32;
    }

    #after(milliseconds: number, happens: () => void): void {
        const at = this.#now + milliseconds;
        const later = this.#events.findLastIndex((event) => event.at <= at);
        this.#events.splice(later + 1, 0, { at, happens });
    }

    #next() {
        return this.#events.shift();
    }
}

export const within = (times: number[], from: number, until: number): number =>
    times.filter((at) => at >= from && at < until).length;
