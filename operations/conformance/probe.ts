import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Http } from "../../provider/transport/http";
import { isGood, needed, type RawAnswer } from "./answer";
import { NotChecked } from "./notChecked";
import type { CreatedObject, CreatedObjects } from "./createdObjects";

/** A kind of object that checks create. */
export interface ObjectKind {
    /** Path of its create request. */
    path: string;
    /** Body of its create request. */
    body(name: string, marker: string, more: object): object;
    idOf(answer: RawAnswer): string | undefined;
    /** Ids of the objects with a name. */
    find(probe: Probe, name: string): Promise<string[]>;
    /** One attempt to remove it; returns whether it is gone. */
    remove(probe: Probe, id: string): Promise<boolean>;
}

/** One product of a stack, as the checks use it. */
export interface Target {
    /** The product's name in messages. */
    title: string;
    http: Http;
    /** Base of all addresses. */
    base: string;
    /** Number of requests so far, including those for tokens. */
    requests(): number;
    /** The caller's token, for checks of its contents. */
    token?: () => Promise<string>;
    kinds: Readonly<Record<string, ObjectKind>>;
    /** Milliseconds until a new object is in lists and searches. */
    listLag: number;
    /** Seconds after which a removal counts as failed. */
    patience: number;
    created: CreatedObjects;
}

export interface ProbeOptions {
    /** Whether it may create objects. */
    writes: boolean;
    /** Limit for the requests to all products. */
    budget: Budget;
    /** Receives each answer, with the body of its request. */
    record?: (product: string, answer: RawAnswer, body: unknown) => void;
}

/** Number of requests that a run may send to all products. */
export class Budget {
    readonly #targets: Pick<Target, "requests">[] = [];
    /** Set by Ctrl-C: no more checks, only removals. */
    stopped = false;

    constructor(readonly limit: number) {}

    add(target: Pick<Target, "requests">): void {
        this.#targets.push(target);
    }

    get used(): number {
        return this.#targets.reduce((sum, target) => sum + target.requests(), 0);
    }

    /** @param reserved - requests that must remain for removals */
    take(reserved: number): void {
        if (this.used + reserved >= this.limit) throw new NotChecked(`the limit of ${this.limit} requests was reached`);
    }
}

/** A test object, and the answer to its create. */
export interface Made {
    answer: RawAnswer;
    name: string;
    entry: CreatedObject;
    /** Empty if the create was rejected. */
    id: string;
}

/** Number of requests that the removal of one object may take, including one retry. */
const forRemoval = 4;

/** How checks use a product: raw answers of any status, and test objects. */
export class Probe {
    /** Makes the names of a run unique. */
    readonly suffix = randomBytes(4).toString("hex");
    readonly #once = new Map<string, Promise<unknown>>();
    /** Objects that several checks use. All others are removed after their check. */
    readonly #shared = new Set<CreatedObject>();
    /** Objects of this run. Those of earlier runs are left for --clean. */
    readonly #own = new Set<CreatedObject>();
    /** Creation times of objects that no answer has shown yet, by id. */
    readonly #new = new Map<string, number>();
    #answered = false;
    #count = 0;
    #removing = false;

    constructor(
        readonly target: Target,
        private readonly options: ProbeOptions,
    ) {
        options.budget.add(target);
    }

    /** The answer, whatever its status, with the usual quota and token. Throws if there is none. */
    async ask(method: string, path: string, body?: unknown): Promise<RawAnswer> {
        this.#admit(this.left.length);
        return this.#send(method, path, body);
    }

    /** Throws if the run has been stopped, or if only the requests for the removal of some objects remain. */
    #admit(objects: number): void {
        const { budget } = this.options;
        if (budget.stopped && !this.#removing) throw new NotChecked("interrupted");
        budget.take(this.#removing ? 0 : (objects + 1) * forRemoval);
    }

    async #send(method: string, path: string, body: unknown): Promise<RawAnswer> {
        let answer = await this.#sendOnce(method, path, body);
        // Parts of a service show a new object later.
        const named = [...this.#new.keys()].find((id) => path.includes(id) || JSON.stringify(body)?.includes(id));
        if (named === undefined) return answer;
        const left = (this.#new.get(named) ?? 0) + this.target.listLag - performance.now();
        const isKnown = async () => (answer = await this.#sendOnce(method, path, body)).status !== 404;
        if (answer.status === 404) await again(left / 1_000, isKnown);
        if (path.includes(named) && (answer.status < 400 || method === "DELETE")) this.#new.delete(named);
        return answer;
    }

    async #sendOnce(method: string, path: string, body: unknown): Promise<RawAnswer> {
        const { http, base, title } = this.target;
        const request = { method, url: base + path, ...(body === undefined ? {} : { body }) };
        const { status, headers, body: answered } = await http.answer(request);
        this.#answered = true;
        const answer = { method, path, status, headers, body: parsed(answered) };
        this.options.record?.(title, answer, body);
        return answer;
    }

    /** Whether any request has received an answer. */
    get answered(): boolean {
        return this.#answered;
    }

    /** Reads or creates something once per run, even if that fails. */
    once<T>(key: string, make: () => Promise<T>): Promise<T> {
        const made = (this.#once.get(key) as Promise<T> | undefined) ?? make();
        made.catch(() => undefined);
        this.#once.set(key, made);
        return made;
    }

    /** A read that several checks use. */
    read(path: string): Promise<RawAnswer> {
        return this.once(`GET ${path}`, () => this.ask("GET", path));
    }

    newName(kind: string): string {
        return `conformance-${this.suffix}-${kind}-${++this.#count}`;
    }

    /** Creates a test object. It is on the list before the request is sent. */
    async create(kindName: string, more: object = {}, name = this.newName(kindName)): Promise<Made> {
        if (!this.options.writes) throw new NotChecked("needs --write");
        const kind = this.#kind(kindName);
        const { created } = this.target;
        this.#admit(this.left.length + 1);
        const entry = await created.add({ kind: kindName, name });
        this.#own.add(entry);
        const answer = await this.#send("POST", kind.path, kind.body(name, `conformance/${this.suffix}/${name}`, more));
        const id = isGood(answer) ? kind.idOf(answer) : undefined;
        if (id !== undefined) {
            this.#new.set(id, performance.now());
            await created.made(entry, id);
        }
        // A rejected object does not exist. In any other case its existence is unknown.
        else if (answer.status >= 400 && answer.status < 500 && answer.status !== 408) await created.remove(entry);
        return { answer, name, entry, id: id ?? "" };
    }

    /** An object that several checks use, created once per key. @param needs - permissions for it */
    shared(kind: string, needs: readonly string[], more?: object, key = kind): Promise<Made> {
        return this.once(`shared ${key}`, async () => {
            const made = await this.create(kind, more);
            needed(made.answer, needs);
            this.#shared.add(made.entry);
            return made;
        });
    }

    /** Adds something to the list, until the end of the run, that is created by another call than a create. */
    async listed(kind: string, id: string): Promise<void> {
        if (!this.options.writes) throw new NotChecked("needs --write");
        const entry = await this.target.created.add({ kind, name: id, id });
        for (const set of [this.#own, this.#shared]) set.add(entry);
    }

    /** Repeats a request at growing intervals until an answer fits or the time is up; returns the last answer. */
    async until(fits: (answer: RawAnswer) => boolean, seconds: number, ask: () => Promise<RawAnswer>) {
        let last = await ask();
        if (!fits(last)) await again(seconds, async () => fits((last = await ask())));
        return last;
    }

    /** Removes objects that only one check used, the last first. */
    removeUnshared(): Promise<void> {
        return this.#remove((entry) => this.#own.has(entry) && !this.#shared.has(entry));
    }

    /** Removes the objects that this run has created after an object, because they may depend on it. */
    removeAfter(object: CreatedObject): Promise<void> {
        const { entries } = this.target.created;
        return this.#remove((entry) => this.#own.has(entry) && entries.indexOf(entry) > entries.indexOf(object));
    }

    /** Removes everything that this run created, the last first. Objects that could not be removed stay on the list. */
    removeOwn(): Promise<void> {
        return this.#remove((entry) => this.#own.has(entry));
    }

    /** Removes everything on the list, including objects of earlier runs. */
    removeAll(): Promise<void> {
        return this.#remove(() => true);
    }

    /** Objects of this run that are still on the list. */
    get left(): CreatedObject[] {
        return this.target.created.entries.filter((entry) => this.#own.has(entry));
    }

    async #remove(which: (entry: CreatedObject) => boolean): Promise<void> {
        for (const entry of this.target.created.entries.filter(which).toReversed()) await this.removeOne(entry);
    }

    /** @returns whether it is gone */
    async removeOne(entry: CreatedObject): Promise<boolean> {
        const before = this.#removing;
        this.#removing = true;
        try {
            const kind = this.#kind(entry.kind);
            const ids = entry.id === undefined ? await this.#find(kind, entry) : [entry.id];
            // For an object that another run has just created, a 404 proves nothing.
            const created = performance.now() - (Date.now() - entry.at);
            if (entry.id === undefined || !this.#own.has(entry)) for (const id of ids) this.#new.set(id, created);
            for (const id of ids) {
                const remove = () => kind.remove(this, id);
                if (!(await remove()) && !(await again(this.target.patience, remove))) return false;
            }
            await this.target.created.remove(entry);
            return true;
        } catch {
            return false;
        } finally {
            this.#removing = before;
        }
    }

    /** Ids of an object whose create was not answered. None if it does not exist, even after the lag of lists. */
    async #find(kind: ObjectKind, { name, at }: CreatedObject): Promise<string[]> {
        let ids: string[] = [];
        const isFound = async () => (ids = await kind.find(this, name)).length > 0;
        if (!(await isFound())) await again((at + this.target.listLag - Date.now()) / 1_000, isFound);
        return ids;
    }

    #kind(name: string): ObjectKind {
        const kind = this.target.kinds[name];
        if (kind === undefined) throw new NotChecked(`unknown kind of object "${name}"`);
        return kind;
    }
}

/**
 * Retries at growing intervals: few requests for something that may take seconds. @returns whether it was done in time
 */
async function again(seconds: number, done: () => Promise<boolean>): Promise<boolean> {
    const end = performance.now() + seconds * 1_000;
    for (let pause = 250; performance.now() + pause <= end; pause *= 2) {
        await wait(pause);
        if (await done()) return true;
    }
    return false;
}

function parsed(body: unknown): unknown {
    if (typeof body !== "string") return body;
    try {
        return JSON.parse(body) as unknown;
    } catch {
        return body === "" ? undefined : body;
    }
}
