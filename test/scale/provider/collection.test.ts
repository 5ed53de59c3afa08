import { expect } from "chai";
import fc from "fast-check";
import { Collection, idsAtOnce, type Served } from "../../../provider/core/collection";

interface Item {
    id: string;
    name: string;
    /** How often it was changed. */
    version: number;
    whole: boolean;
}

/** A tenant with this many objects, and the requests to it. */
class Fake {
    readonly there = new Map<string, Item>();
    readonly asked: string[] = [];
    /** Ids that lists do not show yet. */
    readonly unlisted = new Set<string>();

    constructor(
        count: number,
        private readonly can: { some?: boolean; named?: boolean; pages?: boolean; pageSize?: number } = {},
    ) {
        for (let index = 0; index < count; index++) this.set(`id${index}`);
    }

    set(id: string, version = 0, whole = true): void {
        this.there.set(id, { id, name: `name of ${id}`, version, whole });
    }

    served(): Served<Item> {
        const { some = true, named = true, pages: tellsPages = true, pageSize = 100 } = this.can;
        const listed = () => [...this.there.values()].filter(({ id }) => !this.unlisted.has(id));
        const answer = async <T>(what: string, value: () => T): Promise<T> => {
            this.asked.push(what);
            const result = value();
            await new Promise(setImmediate);
            return result;
        };
        return {
            idOf: ({ id }) => id,
            nameOf: ({ name }) => name,
            isWhole: ({ whole }) => whole,
            one: (id) => answer("one", () => this.there.get(id)),
            page: (number) =>
                answer("page", () => {
                    const pages = Math.ceil(listed().length / pageSize);
                    const items = listed().slice((number - 1) * pageSize, number * pageSize);
                    return { items, more: number < pages, ...(tellsPages ? { pages } : {}) };
                }),
            ...(some ? { some: (ids) => answer("some", () => listed().filter(({ id }) => ids.includes(id))) } : {}),
            ...(named ? { named: (name) => answer("named", () => listed().filter((one) => one.name === name)) } : {}),
        };
    }

    count = (what: string): number => this.asked.filter((one) => one === what).length;
}

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `id${from + index}`);

describe("a collection", () => {
    it("one read is one request for the object itself", async () => {
        const fake = new Fake(1_000);
        expect((await new Collection(fake.served()).get("id7"))?.id).to.equal("id7");
        expect(fake.asked).to.deep.equal(["one"]);
    });

    it("simultaneous reads are batched into one request by ids", async () => {
        const fake = new Fake(1_000);
        const collection = new Collection(fake.served());
        const read = await Promise.all(ids(0, 40).map(collection.get));
        expect(read.map((item) => item?.id)).to.deep.equal(ids(0, 40));
        expect(fake.asked).to.deep.equal(["some"]);
    });

    it("many reads, a few at a time, cost one pass over the list, and what was requested before that paid off", async () => {
        const fake = new Fake(500);
        const collection = new Collection(fake.served());
        for (let from = 0; from < 500; from += 10) await Promise.all(ids(from, from + 10).map(collection.get));
        expect(fake.count("page")).to.equal(5);
        expect(fake.count("some")).to.be.at.most(4);
        expect(fake.count("one")).to.equal(0);
    });

    it("a list without ids is read if more than three items are wanted", async () => {
        const fake = new Fake(50, { some: false });
        await Promise.all(ids(0, 3).map(new Collection(fake.served()).get));
        expect(fake.asked).to.deep.equal(["one", "one", "one"]);
        fake.asked.length = 0;
        await Promise.all(ids(0, 5).map(new Collection(fake.served()).get));
        expect(fake.asked).to.deep.equal(["page"]);
    });

    it("three among a hundred thousand cost no pass, by id and by name", async () => {
        const fake = new Fake(100_000);
        const collection = new Collection(fake.served());
        for (const id of ids(0, 3)) await collection.get(id);
        for (const id of ids(0, 3)) expect(await collection.named(`name of ${id}`)).to.have.length(1);
        expect(fake.count("page")).to.equal(1);
        expect(fake.asked).to.have.length.at.most(7);
    });

    it("an item that a list does not show is read on its own before it counts as gone", async () => {
        const fake = new Fake(300);
        fake.unlisted.add("id1");
        fake.there.delete("id2");
        const [young, gone, there] = await Promise.all(ids(1, 4).map(new Collection(fake.served()).get));
        expect([young?.id, gone, there?.id]).to.deep.equal(["id1", undefined, "id3"]);
        expect(fake.asked.sort()).to.deep.equal(["one", "one", "some"]);
    });

    it("an item that a list shows in part is read on its own", async () => {
        const fake = new Fake(10);
        for (const id of ids(0, 10)) fake.set(id, 0, false);
        await Promise.all(ids(0, 10).map(new Collection(fake.served()).get));
        expect(fake.count("one")).to.equal(10);
    });

    it("a list older than a minute is not used for reads", async () => {
        let now = 0;
        const fake = new Fake(5, { some: false });
        const collection = new Collection(fake.served(), () => now);
        await Promise.all(ids(0, 4).map(collection.get));
        fake.set("id4", 1);
        now = 61_000;
        expect((await collection.get("id4"))?.version).to.equal(1);
    });

    it("names are listed once; what we deleted is gone, and what we wrote is read again", async () => {
        const fake = new Fake(50);
        const collection = new Collection(fake.served());
        await collection.named("name of id1");
        fake.set("new");
        expect(await collection.named("name of new")).to.deep.equal([]);
        expect(await collection.named("name of new", true)).to.have.length(1);
        collection.touch("id1", true);
        expect(await collection.named("name of id1")).to.deep.equal([]);
        fake.set("id2", 1);
        collection.touch("id2");
        expect((await collection.named("name of id2"))[0]?.version).to.equal(1);
        expect(fake.asked).to.deep.equal(["page", "page", "one"]);
    });

    it("a failed request is sent again", async () => {
        const fake = new Fake(5);
        const served = fake.served();
        let fails = true;
        const page: typeof served.page = (number) => (fails ? Promise.reject(new Error("no")) : served.page(number));
        const collection = new Collection({ ...served, page });
        expect(await collection.named("name of id1").catch((error: Error) => error.message)).to.equal("no");
        fails = false;
        expect(await collection.named("name of id1")).to.have.length(1);
    });

    it("a list that keeps showing deleted items verifies no more deletions", async () => {
        const fake = new Fake(10);
        const served = fake.served();
        const before = [...fake.there.values()];
        const collection = new Collection({ ...served, some: async () => before });
        const shown = await Promise.all(ids(0, 10).map((id) => collection.shows(id)));
        expect(shown.filter(Boolean)).to.have.length(7);
        for (const id of ids(0, 10)) fake.there.delete(id);
        expect(await collection.unlisted(ids(3, 10))).to.be.empty;
        expect(await collection.shows("id3")).to.equal(false);
    });

    it("what a list shows as deleted is no longer listed", async () => {
        const fake = new Fake(10);
        const collection = new Collection({ ...fake.served(), isDeleted: ({ version }) => version === 1 });
        await Promise.all(ids(0, 10).map((id) => collection.shows(id)));
        fake.set("id4", 1);
        expect([...(await collection.unlisted(["id3", "id4"]))]).to.deep.equal(["id4"]);
    });

    it("any sequence of reads gets the truth, for at most twice the cheaper of a pass and single requests", () =>
        fc.assert(
            fc.asyncProperty(
                fc.record({
                    objects: fc.integer({ min: 1, max: 900 }),
                    some: fc.boolean(),
                    pages: fc.boolean(),
                    portions: fc.array(fc.integer({ min: 1, max: 130 }), { minLength: 1, maxLength: 25 }),
                    gone: fc.array(fc.nat(900), { maxLength: 5 }),
                }),
                async ({ objects, some, pages, portions, gone }) => {
                    const fake = new Fake(objects, { some, pages });
                    for (const index of gone) fake.there.delete(`id${index}`);
                    const lacking = objects - fake.there.size;
                    const collection = new Collection(fake.served());
                    let next = 0;
                    let questions = 0;
                    for (const portion of portions) {
                        const wanted = ids(next, Math.min(next + portion, objects));
                        next += wanted.length;
                        questions += some ? Math.ceil(wanted.length / idsAtOnce) : wanted.length;
                        const read = await Promise.all(wanted.map(collection.get));
                        expect(read).to.deep.equal(wanted.map((id) => fake.there.get(id)));
                    }
                    const pass = Math.ceil(fake.there.size / 100);
                    expect(fake.asked.length - lacking).to.be.at.most(2 * Math.min(questions, pass + 3) + 3);
                },
            ),
            { numRuns: 50 },
        ));
});
