import DataLoader from "dataloader";
import { everyPage, type Page, repeats } from "./pages";

/** How a product serves one kind of object. */
export interface Served<T> {
    /** `undefined`: gone. */
    one(id: string): Promise<T | undefined>;
    /** A page of the list, counted from 1. */
    page(number: number): Promise<Page<T>>;
    /** Those of some ids, at most {@link idsAtOnce}; absent where the list takes no ids. */
    some?(ids: readonly string[]): Promise<T[]>;
    /** Those of a name; absent where the list takes no name. */
    named?(name: string): Promise<T[]>;
    idOf(item: T): string;
    nameOf(item: T): string;
    /** Whether an item of a list has all that a read of it alone has; otherwise it is read alone. */
    isWhole(item: T): boolean;
    /** Whether an item of a list is deleted; absent where lists show no such items. */
    isDeleted?(item: T): boolean;
}

/** The vendors' limit for ids in one query. */
export const idsAtOnce = 100;
/** Reads that come within so many milliseconds are one question. */
export const gather = 5;
/** A list that is older, in milliseconds, answers no reads. */
const freshFor = 60_000;
/** A longer list is not kept: its objects are asked for by their ids or one by one. */
const longestList = 20_000;
/** So many objects are asked for one by one where the list takes no ids, and so many deletions are verified alone. */
const singly = 3;

/** The list, as far as it was read. */
interface Listing<T> {
    at: number;
    items: Map<string, { item: T; asked: number }>;
    /** Known with the first page, where the product tells it. */
    pages: number | undefined;
    /** The first page. */
    first?: readonly T[];
    complete: boolean;
}

/**
 * One kind of object of a tenant, read in the fewest requests: reads that come together are one question by ids; when a
 * pass over the whole list would have cost no more than what was spent, the list answers from then on. What it does not
 * show is asked for alone before it counts as gone.
 */
export class Collection<T> {
    readonly #reads: DataLoader<string, T | undefined>;
    readonly #lists: DataLoader<string, T | undefined>;
    readonly #touched = new Map<string, number>();
    readonly #deleted = new Set<string>();
    #listing: Promise<Listing<T>> | undefined;
    #whole: Promise<Listing<T>> | undefined;
    #clock = 0;
    #spent = 0;
    #namesAsked = 0;
    #deletions = 0;
    #verifiesDeletions = true;

    constructor(
        private readonly served: Served<T>,
        private readonly now: () => number = Date.now,
    ) {
        const together = {
            maxBatchSize: idsAtOnce,
            batchScheduleFn: (callback: () => void) => setTimeout(callback, gather),
        };
        this.#reads = new DataLoader((ids) => this.#read(ids), { ...together, cache: false });
        this.#lists = new DataLoader((ids) => this.#fromLists(ids), together);
    }

    /** As a list shows it that is not older than a minute, or the object itself; `undefined`: gone. */
    get = (id: string): Promise<T | undefined> => this.#reads.load(id);

    /** As a list shows it or has shown it, in part; asked once, and never alone. For what people read. */
    listed = (id: string): Promise<T | undefined> => this.#lists.load(id);

    /** The object itself, now. */
    one = (id: string): Promise<T | undefined> => this.served.one(id);

    /** Something is written to the object: what lists have shown of it is no longer true. */
    touch(id: string, deleted = false): void {
        this.#touched.set(id, ++this.#clock);
        if (deleted) this.#deleted.add(id);
    }

    /** Before a deletion: whether a list shows the object. Only then does it say something that a list no longer does. */
    async shows(id: string): Promise<boolean> {
        if (++this.#deletions <= singly || !this.#verifiesDeletions) return false;
        try {
            const begun = await this.#begun();
            const { pages = Number.POSITIVE_INFINITY, complete } = begun;
            if (tooLong(begun) || (!complete && pages > this.#deletions)) return false;
            return (await this.#wholeListing()).items.has(id);
        } catch {
            this.#verifiesDeletions = false; // one who may delete an object need not be allowed to list all of them
            return false;
        }
    }

    /** After deletions: which of some objects lists no longer show, of those that they have shown before. */
    async unlisted(ids: readonly string[]): Promise<Set<string>> {
        if (ids.length === 1 || !this.#verifiesDeletions) return new Set();
        try {
            const shown = await this.#shown(ids);
            const [first] = shown;
            // A list that lags behind costs more than it tells.
            if (first !== undefined) this.#verifiesDeletions = (await this.served.one(first)) !== undefined;
            return new Set(ids.filter((id) => !shown.has(id)));
        } catch {
            return new Set();
        }
    }

    /** Those of a name, listed once: what others make meanwhile is theirs. @param fresh - asks again */
    async named(name: string, fresh = false): Promise<T[]> {
        if (fresh) this.#forget();
        const listing = await (this.#whole ?? this.#begun());
        const { pages = 1, complete } = listing;
        if (this.served.named === undefined || complete || (this.#namesAsked >= pages && !tooLong(listing)))
            return this.#current(await this.#wholeListing(), name);
        this.#namesAsked++;
        const found = (await this.served.named(name)).filter((item) => this.#isThere(item, name));
        return (await Promise.all(found.map((item) => this.#inFull(item)))).filter((item) => item !== undefined);
    }

    /** All of them, listed once. */
    async all(): Promise<T[]> {
        return this.#there(await this.#wholeListing());
    }

    /** All of them as lists show them: from the list where there is one, else page by page, and a longer list is not kept. */
    async *stream(): AsyncGenerator<T> {
        const begun = await this.#begun();
        const listing = tooLong(begun) ? begun : await this.#wholeListing();
        yield* listing.complete ? this.#there(listing) : this.#paged();
    }

    /** The same, with what a list shows in part read alone. */
    async *streamInFull(): AsyncGenerator<T> {
        for await (const item of this.stream()) {
            const whole = await this.#inFull(item);
            if (whole !== undefined) yield whole;
        }
    }

    async #shown(ids: readonly string[]): Promise<Set<string>> {
        const { some, idOf, isDeleted } = this.served;
        const shown = new Set<string>();
        for await (const item of some === undefined ? this.#paged() : await some(ids))
            if (isDeleted?.(item) !== true) shown.add(idOf(item));
        return new Set(ids.filter((id) => shown.has(id)));
    }

    #paged = (): AsyncGenerator<T> => everyPage((number) => this.served.page(number));

    async #inFull(item: T): Promise<T | undefined> {
        return this.served.isWhole(item) ? item : this.served.one(this.served.idOf(item));
    }

    #there({ items }: Listing<T>): T[] {
        return [...items.values()].map(({ item }) => item).filter((item) => !this.#deleted.has(this.served.idOf(item)));
    }

    async #read(ids: readonly string[]): Promise<(T | undefined | Error)[]> {
        const listed = await this.#listed(ids);
        const failed = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
        return Promise.all(ids.map(async (id) => listed.get(id) ?? this.served.one(id).catch(failed)));
    }

    async #fromLists(ids: readonly string[]): Promise<(T | undefined)[]> {
        const items = new Map([...((await this.#listing)?.items ?? [])].map(([id, { item }]) => [id, item]));
        const left = ids.filter((id) => !items.has(id));
        if (left.length > 0 && this.served.some !== undefined)
            for (const item of await this.served.some(left)) items.set(this.served.idOf(item), item);
        else if (left.length > 0) for (const [id, { item }] of (await this.#wholeListing()).items) items.set(id, item);
        return ids.map((id) => items.get(id));
    }

    /** Those that lists show, by the cheaper way of asking them. */
    async #listed(ids: readonly string[]): Promise<Map<string, T>> {
        const { served } = this;
        const own = (items: Iterable<T>) =>
            new Map([...items].filter((item) => served.isWhole(item)).map((item) => [served.idOf(item), item]));
        if (await this.#worthListing(ids.length)) {
            const { items } = await this.#wholeListing();
            const shown = own(ids.flatMap((id) => this.#untouched(items.get(id))));
            // Whoever asks again wants to know what has changed.
            for (const id of shown.keys()) this.touch(id);
            return shown;
        }
        if (served.some === undefined || ids.length === 1) {
            this.#spent += ids.length;
            return new Map();
        }
        this.#spent++;
        return own(await served.some(ids));
    }

    /** Whether the whole list costs no more than what reads have cost so far. */
    async #worthListing(count: number): Promise<boolean> {
        const last = await this.#listing;
        if (last !== undefined && this.now() - last.at > freshFor) this.#forget();
        if (this.#whole !== undefined) return !tooLong(await this.#whole);
        if (this.served.some === undefined) return this.#spent + count > singly && !(last && tooLong(last));
        if (this.#spent === 0 && last === undefined) return false;
        const listing = await this.#begun();
        const pages = listing.complete ? 1 : (listing.pages ?? Number.POSITIVE_INFINITY);
        return pages - 1 <= this.#spent && !tooLong(listing);
    }

    #forget(): void {
        this.#listing = undefined;
        this.#whole = undefined;
    }

    /** The first page, which tells how many there are. */
    #begun(): Promise<Listing<T>> {
        const listing: Listing<T> = { at: this.now(), items: new Map(), pages: undefined, complete: false };
        this.#listing ??= remembered(this.#add(listing, 1), () => this.#forget());
        return this.#listing;
    }

    #wholeListing(): Promise<Listing<T>> {
        this.#whole ??= remembered(this.#complete(), () => this.#forget());
        return this.#whole;
    }

    async #complete(): Promise<Listing<T>> {
        const listing = await this.#begun();
        const { pages } = listing;
        if (pages !== undefined && pages > 1) {
            const rest = Array.from({ length: pages - 1 }, (_, index) => index + 2);
            await Promise.all(rest.map((number) => this.#add(listing, number)));
            listing.complete = true;
        }
        for (let number = 2; !listing.complete && !tooLong(listing); number++) await this.#add(listing, number);
        return listing;
    }

    async #add(listing: Listing<T>, number: number): Promise<Listing<T>> {
        const asked = ++this.#clock;
        const page = await this.served.page(number);
        const before = listing.items.size;
        const isRepeated = repeats(page, listing.first);
        for (const item of page.items) listing.items.set(this.served.idOf(item), { item, asked });
        listing.pages ??= page.pages;
        listing.first ??= page.items;
        if (!page.more || isRepeated || listing.items.size === before) listing.complete = true;
        return listing;
    }

    /** What a list has shown, unless we have written to it since. */
    #untouched(entry: { item: T; asked: number } | undefined): T[] {
        if (entry === undefined) return [];
        return (this.#touched.get(this.served.idOf(entry.item)) ?? 0) > entry.asked ? [] : [entry.item];
    }

    async #current({ items }: Listing<T>, name: string): Promise<T[]> {
        const same = [...items.values()].filter(({ item }) => this.#isThere(item, name));
        const found = same.map(async (entry) => {
            const [untouched] = this.#untouched(entry);
            return untouched === undefined ? this.served.one(this.served.idOf(entry.item)) : this.#inFull(untouched);
        });
        return (await Promise.all(found)).filter((item) => item !== undefined && this.#isThere(item, name)) as T[];
    }

    readonly #isThere = (item: T, name: string): boolean =>
        this.served.nameOf(item) === name && !this.#deleted.has(this.served.idOf(item));
}

/** By the first page and the number of pages, or by what was read so far. */
const tooLong = ({ items, pages = 1, complete }: Listing<unknown>): boolean =>
    (complete ? items.size : items.size * pages) > longestList;

/** A question that failed is asked again. */
function remembered<T>(asking: Promise<T>, forget: () => void): Promise<T> {
    asking.catch(forget);
    return asking;
}
