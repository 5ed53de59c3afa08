/**
 * Requests count for slightly longer than at the vendor, because clocks differ and another process needs room to start.
 */
const spare = 1.02;
/** The part of the quota that is the lowest limit and the first growth step. */
const step = 0.05;
/**
 * Seconds from a rejection to the first growth of the limit, and between growth steps. Each step is twice as large as
 * the one before.
 */
const growsAfter = 40;
const growsEvery = 20;
/** Seconds of the longest wait that the vendor has not requested. */
const longestBackoff = 16;

/**
 * How many requests one client of a product may send when others may send as the same client.
 *
 * In any minute, at most the quota is sent: half of it at once, the rest paced. A rejection lowers the limit to the
 * number accepted in the last minute. A process that had more than half of the quota leaves half of the excess to
 * others. From then on the limit grows, in steps that double. It depends only on time, so there is nothing to stop.
 */
export class Quota {
    readonly #second: number;
    #learned = Number.POSITIVE_INFINITY;
    #refusedAt = Number.NEGATIVE_INFINITY;
    #pausedUntil = Number.NEGATIVE_INFINITY;
    #refusals = 0;
    #round = 0;
    #inFlight = 0;
    #answered: { at: number; accepted: boolean }[] = [];
    #nextAt = Number.NEGATIVE_INFINITY;

    /** Number of requests sent. */
    total = 0;

    constructor(
        /** Requests per minute. */
        private readonly quota = Number.POSITIVE_INFINITY,
        /** Length of the minute in milliseconds. @default 60000 */
        readonly minute = 60_000,
        private readonly now: () => number = () => performance.now(),
    ) {
        this.#second = minute / 60;
    }

    /** Current limit of requests per minute. */
    get limit(): number {
        if (this.#learned >= this.quota) return this.quota;
        const seconds = (this.now() - this.#refusedAt) / this.#second;
        const growths = Math.max(0, Math.floor((seconds - growsAfter) / growsEvery) + 1);
        const grown = this.#learned + step * this.quota * (2 ** growths - 1);
        return Math.max(1, Math.floor(Math.min(this.quota, grown)));
    }

    /** Milliseconds until the next request may be sent; infinite while that depends on pending answers. */
    wait(): number {
        const now = this.now();
        if (this.#pausedUntil > now) return this.#pausedUntil - now;
        this.#forget();
        const { limit } = this;
        const used = this.#inFlight + this.#answered.length;
        if (used >= limit) {
            const leaving = this.#answered[used - limit];
            return leaving === undefined ? Number.POSITIVE_INFINITY : leaving.at + this.minute * spare - now;
        }
        // A small program does not wait. If others share the quota, a burst would be at their expense.
        if (limit === this.quota && used < limit / 2) return 0;
        return Math.max(0, this.#nextAt - now);
    }

    /** Milliseconds during which nothing is sent because of a rejection. */
    get pause(): number {
        return Math.max(0, this.#pausedUntil - this.now());
    }

    /** Records that a request is sent. @returns the value with which to report its answer */
    sent(): number {
        const now = this.now();
        const late = Math.min(Math.max(0, now - this.#nextAt), this.#second / 5);
        this.#nextAt = now - late + this.minute / this.limit;
        this.#inFlight++;
        this.total++;
        return this.#round;
    }

    /** Records that it was answered, or never will be. It may have reached the vendor at any time until now. */
    answered(round: number): void {
        this.#settle(true);
        if (round === this.#round) this.#refusals = 0;
    }

    /** Records that it was rejected. @param retryAfter - seconds that the vendor requests to wait */
    refused(round: number, retryAfter = 0): void {
        this.#settle(false);
        const now = this.now();
        // Requests that were sent before the first rejection was known give no new information.
        if (round === this.#round) {
            this.#round++;
            this.#refusals++;
            this.#learned = this.#lowered(now);
            this.#refusedAt = now;
        }
        const backoff = Math.min(longestBackoff, 2 ** (this.#refusals - 1));
        this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.max(retryAfter, backoff) * this.#second);
    }

    #lowered(now: number): number {
        const { limit } = this;
        if (limit === Number.POSITIVE_INFINITY) return limit;
        const accepted = this.#accepted(now);
        const half = this.quota / 2;
        const fair = accepted > half ? (accepted + half) / 2 : accepted;
        // Never by more than half, because a process that has just started has no accepted requests yet.
        return Math.min(limit, Math.max(fair, limit / 2, step * this.quota));
    }

    #accepted(now: number): number {
        return this.#answered.filter(({ at, accepted }) => accepted && at > now - this.minute).length;
    }

    #settle(accepted: boolean): void {
        this.#inFlight--;
        this.#answered.push({ at: this.now(), accepted });
    }

    #forget(): void {
        const since = this.now() - this.minute * spare;
        const kept = this.#answered.findIndex(({ at }) => at > since);
        this.#answered.splice(0, kept === -1 ? this.#answered.length : kept);
    }
}
