import DataLoader from "dataloader";
import { everyPage, type Page, repeats } from "./pages";

/** How a product returns one kind of object. */
export interface Served<T> {
    /** `undefined`: gone. */
    one(id: string): Promise<T | undefined>;
    /** A page of the list, counted from 1. */
    page(number: number): Promise<Page<T>>;
    /** The objects with the given ids, at most {@link idsAtOnce}; absent if the list does not accept ids. */
    some?(ids: readonly string[]): Promise<T[]>;
    /** The objects with the given name; absent if the list does not accept a name. */
    named?(name: string): Promise<T[]>;
    idOf(item: T): string;
    nameOf(item: T): string;
    /** Whether an item of a list is complete. Otherwise the object is read separately. */
    isWhole(item: T): boolean;
    /** Whether an item of a list is deleted; absent if lists do not show deleted items. */
    isDeleted?(item: T): boolean;
}

/** The vendors' limit for ids in one query. */
export const idsAtOnce = 100;
/** Reads within this many milliseconds are batched into one request. */
export const gather = 5;
/** How a loader gathers concurrent lookups. @param most - lookups per request */
export const gathered = (most: number) => ({
    maxBatchSize: most,
    batchScheduleFn: (callback: () => void) => setTimeout(callback, gather),
});
/** Age in milliseconds after which a list no longer answers reads. */
const freshFor = 60_000;
/** A longer list is not cached. Its objects are requested by their ids or one by one. */
const longestList = 20_000;
/**
 * Up to this many objects are requested one by one if the list does not accept ids. Up to this many deletions are
 * verified singly.
 */
const singly = 3;

/** The list, as far as it was read. */
interface Listing<T> {
    at: number;
    items: Map<string, { item: T; asked: number }>;
    /** Known after the first page, if the product reports it. */
    pages: number | undefined;
    /** The first page. */
    first?: readonly T[];
    complete: boolean;
}

/**
 * One kind of object of a tenant, read with the fewest requests. Concurrent reads are batched into one request by ids.
 * Once reads have cost as much as reading the whole list, the list is read and answers further reads. An object that
 * the list does not show is requested separately before it counts as gone.
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
        const together = gathered(idsAtOnce);
        this.#reads = new DataLoader((ids) => this.#read(ids), { ...together, cache: false });
        this.#lists = new DataLoader((ids) => this.#fromLists(ids), together);
    }

    /** The object from a list that is not older than a minute, or from its own read; `undefined`: gone. */
    get = (id: string): Promise<T | undefined> => this.#reads.load(id);

    /**
     * The object as a list shows or has shown it, possibly incomplete. Requested once, and never separately. For
     * display.
     */
    listed = (id: string): Promise<T | undefined> => this.#lists.load(id);

    /** The object's current value, always from its own read. */
    one = (id: string): Promise<T | undefined> => this.served.one(id);

    /** Records a write to the object: its cached list entries are outdated. */
    touch(id: string, deleted = false): void {
        this.#touched.set(id, ++this.#clock);
        if (deleted) this.#deleted.add(id);
    }

    /** Before a deletion: whether a list shows the object. Only then is its absence from a later list meaningful. */
    async shows(id: string): Promise<boolean> {
        if (++this.#deletions <= singly || !this.#verifiesDeletions) return false;
        try {
            const begun = await this.#begun();
            const { pages = Number.POSITIVE_INFINITY, complete } = begun;
            if (tooLong(begun) || (!complete && pages > this.#deletions)) return false;
            return (await this.#wholeListing()).items.has(id);
        } catch {
            this.#verifiesDeletions = false; // a caller that may delete an object may lack the permission to list all of them
            return false;
        }
    }

    /** After deletions: the objects that lists have shown before and no longer show. */
    async unlisted(ids: readonly string[]): Promise<Set<string>> {
        if (ids.length === 1 || !this.#verifiesDeletions) return new Set();
        try {
            const shown = await this.#shown(ids);
            const [first] = shown;
            // A list that lags behind costs more requests than it saves.
            if (first !== undefined) this.#verifiesDeletions = (await this.served.one(first)) !== undefined;
            return new Set(ids.filter((id) => !shown.has(id)));
        } catch {
            return new Set();
        }
    }

    /**
     * The objects with a name, listed once. Objects that others create meanwhile belong to them. @param fresh -
     * requests them again
     */
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

    /** All objects, listed once. */
    async all(): Promise<T[]> {
        return this.#there(await this.#wholeListing());
    }

    /**
     * All objects as lists show them: from a cached list if there is one, otherwise page by page. A longer list is not
     * cached.
     */
    async *stream(): AsyncGenerator<T> {
        const begun = await this.#begun();
        const listing = tooLong(begun) ? begun : await this.#wholeListing();
        yield* listing.complete ? this.#there(listing) : this.#paged();
    }

    /** The same, but incomplete items are read separately. */
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

    /** The objects that lists show, by the cheaper kind of request. */
    async #listed(ids: readonly string[]): Promise<Map<string, T>> {
        const { served } = this;
        const own = (items: Iterable<T>) =>
            new Map([...items].filter((item) => served.isWhole(item)).map((item) => [served.idOf(item), item]));
        if (await this.#worthListing(ids.length)) {
            const { items } = await this.#wholeListing();
            const shown = own(ids.flatMap((id) => this.#untouched(items.get(id))));
            // A caller that requests them again wants current values.
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

    /** Whether reading the whole list costs no more than the reads so far. */
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

    /** The first page, which shows how many objects there are. */
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

    /** The cached list entry, unless this process has written to the object since. */
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

/** By the first page and the number of pages, or by the items read so far. */
const tooLong = ({ items, pages = 1, complete }: Listing<unknown>): boolean =>
    (complete ? items.size : items.size * pages) > longestList;

/** A request that failed is retried. */
function remembered<T>(asking: Promise<T>, forget: () => void): Promise<T> {
    asking.catch(forget);
    return asking;
}
