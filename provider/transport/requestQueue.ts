import PQueue from "p-queue";
import type { Quota } from "./quota";

/** Requests of one client that are under way at once: more would flood a slow tenant. */
const atOnce = 10;
/** Seconds: a longer wait is said, and said again after so many. */
const longWait = 10;
const saysEvery = 30;

/** Requests that the same clients may carry out. */
interface Lane<Client> {
    clients: readonly Client[];
    queue: PQueue;
}

/** Where requests wait for their turn: by priority, then in order, as the quotas of a product's clients have room. */
export class RequestQueue<Client extends { quota: Quota }> {
    /** One for each client that a request may name, and the last for requests that any may carry out. */
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
     * Does `work` with a client that may send a request now, which is counted. An operation's deadline goes with it:
     * the queue keeps the asynchronous context.
     * @param client - index of the only one that may do it
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

    /** Opens the lanes whose clients may send, closes the others, and looks again when that changes by itself. */
    #look(): void {
        for (const { queue, clients } of this.#lanes)
            if (soonest(clients).quota.wait() > 0) queue.pause();
            else queue.start();
        // What has been started has looked itself, so this comes last.
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
            console.warn(`waiting for ${this.product}'s quota: ${left} left, about ${Math.round(seconds)} s`);
        }
    }
}

/** Of several that may send at once the last, so that the first keeps room for what only it may do. */
function soonest<Client extends { quota: Quota }>(clients: readonly Client[]): Client {
    return clients.reduce((best, client) => (client.quota.wait() <= best.quota.wait() ? client : best));
}
