/** Requests are counted a little longer than the vendor does: clocks differ, and another process finds room to begin. */
const spare = 1.02;
/** The part of the quota that a limit is never lowered below, and that it grows by first. */
const step = 0.05;
/** Seconds from a refusal to the first growth of the limit, and from then on to the next, which is twice as large. */
const growsAfter = 40;
const growsEvery = 20;
/** Seconds of the longest wait that the vendor has not asked for. */
const longestBackoff = 16;

/**
 * How many requests one client of a product may send when, if others may send as the same client.
 *
 * In any minute no more are sent than the quota; half of it at once, the rest paced. What is refused lowers the limit
 * to what was accepted in the last minute, and whoever had more than half of the quota leaves half of the excess to
 * others. From then on the limit grows, in steps that double. Time alone moves it: there is nothing to stop.
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

    /** Requests that were sent. */
    total = 0;

    constructor(
        /** Requests a minute. */
        private readonly quota = Number.POSITIVE_INFINITY,
        /** Milliseconds of the minute. @default 60000 */
        readonly minute = 60_000,
        private readonly now: () => number = () => performance.now(),
    ) {
        this.#second = minute / 60;
    }

    /** Requests a minute as of now. */
    get limit(): number {
        if (this.#learned >= this.quota) return this.quota;
        const seconds = (this.now() - this.#refusedAt) / this.#second;
        const growths = Math.max(0, Math.floor((seconds - growsAfter) / growsEvery) + 1);
        const grown = this.#learned + step * this.quota * (2 ** growths - 1);
        return Math.max(1, Math.floor(Math.min(this.quota, grown)));
    }

    /** Milliseconds until the next request may be sent; infinite while that depends on answers to come. */
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
        // A small program does not wait. With others about, a burst would be at their expense.
        if (limit === this.quota && used < limit / 2) return 0;
        return Math.max(0, this.#nextAt - now);
    }

    /** Milliseconds for which nothing is sent because of a refusal. */
    get pause(): number {
        return Math.max(0, this.#pausedUntil - this.now());
    }

    /** A request is sent. @returns what its answer is reported with */
    sent(): number {
        const now = this.now();
        const late = Math.min(Math.max(0, now - this.#nextAt), this.#second / 5);
        this.#nextAt = now - late + this.minute / this.limit;
        this.#inFlight++;
        this.total++;
        return this.#round;
    }

    /** It was answered, or never will be. It may have reached the vendor at any time until now. */
    answered(round: number): void {
        this.#settle(true);
        if (round === this.#round) this.#refusals = 0;
    }

    /** It was refused. @param retryAfter - seconds that the vendor asks to wait */
    refused(round: number, retryAfter = 0): void {
        this.#settle(false);
        const now = this.now();
        // What was sent before the first refusal was known tells nothing new.
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
        // Never by more than half: who has just begun has had nothing accepted yet.
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
