import { poll } from "../transport/poll";
import { type Collection, gather, idsAtOnce } from "./collection";

/** Milliseconds that a deletion waits at most for other running deletions, so that they are verified together. */
const patience = 2_000;

/** A deletion that the vendor has accepted and that is not verified yet. */
interface Accepted {
    id: string;
    at: number;
    /** Reports whether lists no longer show the object. */
    tell(unlisted: boolean): void;
}

type Kind<T = unknown> = Pick<Collection<T>, "one" | "shows" | "unlisted">;

export interface Deletion<T> {
    id: string;
    /** The condition to wait for, e.g. `the group is gone`. */
    what: string;
    seconds: number;
    /** Preparation that is done once before. */
    prepare?(): Promise<unknown>;
    /** Succeeds if the object is already gone. */
    send(): Promise<unknown>;
    /** Whether an object that still exists counts as deleted. @default it does not */
    isEnough?(object: T): boolean;
}

/**
 * The deletions in one tenant. Each ends when its object is really gone. One list verifies as many as possible. The
 * engine runs only a limited number at the same time, so they wait until none is in progress. The kind with the most
 * deletions comes first.
 */
export class Deletions {
    readonly #accepted = new Map<Kind, Accepted[]>();
    #underWay = 0;
    #timer: NodeJS.Timeout | undefined;

    /** Repeats a deletion until the object is gone, because an accepted deletion may still fail. */
    async untilGone<T>(kind: Kind<T>, deletion: Deletion<T>): Promise<void> {
        const { id, what, seconds, prepare, send, isEnough } = deletion;
        if (prepare !== undefined) await this.#send(prepare);
        await poll(what, seconds, async () => {
            const listed = await this.#send(async () => {
                const shown = await kind.shows(id);
                await send();
                return shown;
            });
            if (listed && (await this.#isUnlisted(kind, id))) return true;
            const object = await kind.one(id);
            return object === undefined || isEnough?.(object) === true;
        });
    }

    async #send<T>(work: () => Promise<T>): Promise<T> {
        this.#underWay++;
        this.#plan();
        try {
            return await work();
        } finally {
            this.#underWay--;
            this.#plan();
        }
    }

    #isUnlisted(kind: Kind, id: string): Promise<boolean> {
        return new Promise((tell) => {
            const deletions = this.#accepted.get(kind) ?? [];
            deletions.push({ id, at: performance.now(), tell });
            this.#accepted.set(kind, deletions);
            this.#plan();
        });
    }

    /** Starts verifying once no deletion is in progress. The engine needs a moment to start the next one. */
    #plan(): void {
        clearTimeout(this.#timer);
        const next = this.#next();
        if (next === undefined) return;
        const wait = this.#underWay === 0 ? gather : Math.max(gather, ageLeft(next.deletions));
        this.#timer = setTimeout(() => void this.#verify(next.kind), next.deletions.length >= idsAtOnce ? 0 : wait);
    }

    /** The kind that has waited too long, otherwise the kind with the most deletions. */
    #next() {
        const kinds = [...this.#accepted].map(([kind, deletions]) => ({ kind, deletions }));
        const late = kinds.find(({ deletions }) => ageLeft(deletions) <= 0);
        return late ?? kinds.sort((a, b) => b.deletions.length - a.deletions.length)[0];
    }

    async #verify(kind: Kind): Promise<void> {
        const deletions = this.#accepted.get(kind) ?? [];
        const now = deletions.splice(0, idsAtOnce);
        if (deletions.length === 0) this.#accepted.delete(kind);
        const unlisted = await kind.unlisted(now.map(({ id }) => id));
        for (const { id, tell } of now) tell(unlisted.has(id));
        this.#plan();
    }
}

const ageLeft = ([oldest]: readonly Accepted[]): number => (oldest?.at ?? 0) + patience - performance.now();
