import PQueue from "p-queue";
import { coded } from "./message";
import type { Quota } from "./quota";

/** Concurrent requests of one client. More would flood a slow tenant. */
const atOnce = 10;
/** Seconds. A longer wait is logged, and logged again after each such interval. */
const longWait = 10;
const saysEvery = 30;

/** Requests that the same clients may send. */
interface Lane<Client> {
    clients: readonly Client[];
    queue: PQueue;
}

/** The request queue of a product: requests wait by priority, then in order, until a client's quota has room. */
export class RequestQueue<Client extends { quota: Quota }> {
    /** One for each client that a request may require, and the last for requests that any client may send. */
    readonly #lanes: readonly Lane<Client>[];
    #timer: NodeJS.Timeout | undefined;
    #saidAt = Number.NEGATIVE_INFINITY;

    constructor(
        private readonly product: string,
        clients: readonly Client[],
    ) {
        const groups = clients.length === 1 ? [clients] : [...clients.map((client) => [client]), clients];
        this.#lanes = groups.map((group) => ({
            clients: group,
            queue: new PQueue({ concurrency: atOnce * group.length, autoStart: false }),
        }));
    }

    /**
     * Runs `work` with a client that may send a request now, and counts the request. An operation's deadline applies to
     * it, because the queue keeps the asynchronous context.
     * @param client - index of the only client that may send it
     */
    add<T>(work: (client: Client, round: number) => Promise<T>, priority: number, client?: number): Promise<T> {
        const lane = this.#lanes[client ?? this.#lanes.length - 1] as Lane<Client>;
        const start = async () => {
            const chosen = soonest(lane.clients);
            const round = chosen.quota.sent();
            this.#look();
            try {
                return await work(chosen, round);
            } finally {
                this.#look();
            }
        };
        const result = lane.queue.add(start, { priority });
        this.#look();
        return result;
    }

    /** Opens the lanes whose clients may send and closes the others. Schedules the next check for when that changes. */
    #look(): void {
        for (const { queue, clients } of this.#lanes)
            if (soonest(clients).quota.wait() > 0) queue.pause();
            else queue.start();
        // Started requests have run this check themselves, so this comes last.
        clearTimeout(this.#timer);
        const waiting = this.#lanes.filter(({ queue }) => queue.isPaused && queue.size > 0);
        const wait = Math.min(...waiting.map(({ clients }) => soonest(clients).quota.wait()));
        if (wait === Number.POSITIVE_INFINITY) return;
        const again = () => {
            this.#say(waiting);
            this.#look();
        };
        this.#timer = setTimeout(again, Math.ceil(Math.min(wait, 1_000)));
    }

    #say(waiting: readonly Lane<Client>[]): void {
        const now = performance.now();
        for (const { queue, clients } of waiting) {
            const { quota } = soonest(clients);
            const second = quota.minute / 60;
            const limit = clients.reduce((sum, client) => sum + client.quota.limit, 0);
            const seconds = quota.wait() / second + ((queue.size - 1) / limit) * 60;
            if (seconds <= longWait || now - this.#saidAt < saysEvery * second) continue;
            this.#saidAt = now;
            const left = queue.size === 1 ? "1 request" : `${queue.size} requests`;
            const text = `waiting for ${this.product}'s quota: ${left} left, about ${Math.round(seconds)} s`;
            console.warn(coded("CC1014", text));
        }
    }
}

/**
 * Of several clients that may send at once, the last, so that the first keeps room for requests that only it may send.
 */
function soonest<Client extends { quota: Quota }>(clients: readonly Client[]): Client {
    return clients.reduce((best, client) => (client.quota.wait() <= best.quota.wait() ? client : best));
}
