import { expect } from "chai";
import { z } from "zod";
import { confirm } from "../../../provider/core/confirm";
import { PartialFailure, type ResourceType } from "../../../provider/core/resourceType";
import { setOf } from "../../../provider/core/schema";

const inputs = z.strictObject({
    name: z.string(),
    size: z.number().optional(),
    tags: setOf(z.string()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    password: z.string().optional(),
});
type Inputs = z.output<typeof inputs>;

/** What a server has after a write of `declared`, as successive reads show it. */
async function written(declared: Inputs, answer: Partial<Inputs>, reads: Partial<Inputs>[], lag = 0) {
    let asked = 0;
    const type = {
        inputs,
        secrets: ["password"],
        read: async () => reads[Math.min(asked++, reads.length - 1)],
    } as unknown as ResourceType<{ listLag: number } & never, Inputs, Inputs>;
    const result = await confirm(type, { listLag: lag } as never, declared, {
        id: "1",
        outputs: answer as Inputs,
    }).catch((error: unknown) => error as PartialFailure<Inputs>);
    return { result, asked };
}

describe("after a write", () => {
    it("an answer that shows everything declared suffices, without a read", async () => {
        const answer = { name: "a", size: 3, tags: ["y", "x"] };
        expect(await written({ name: "a", tags: ["x", "y"] }, answer, [])).to.deep.equal({ result: answer, asked: 0 });
    });

    it("an answer that shows less is followed by a read, and by more while it lags behind", async () => {
        const whole = { name: "a", size: 3 };
        expect(await written(whole, { name: "a" }, [whole])).to.deep.equal({ result: whole, asked: 1 });
        const lagging = await written(whole, {}, [{ name: "a", size: 2 }, whole], 1_000);
        expect(lagging).to.deep.equal({ result: whole, asked: 2 });
    });

    it("every declared value that the server lacks is named with both values, and the state keeps the server's", async () => {
        const declared = { name: "a", size: 3, tags: ["x", "y"], labels: { "a.b": "1", c: "2" }, password: "canary" };
        const there = { name: "a", size: 4, tags: ["x"], labels: { "a.b": "7" }, password: "canary2" };
        const { result } = await written(declared, {}, [there]);
        expect(result).to.be.instanceOf(PartialFailure);
        const { id, outputs, failure } = result as PartialFailure<Inputs>;
        expect({ id, outputs }).to.deep.equal({ id: "1", outputs: there });
        expect((failure as Error).message.split("\n")).to.have.members([
            "the server accepted the change but does not have the declared values [CC1110]:",
            "  size: declared 3, on the server 4",
            '  tags: declared "y", on the server nothing',
            '  labels["a.b"]: declared "1", on the server "7"',
            '  labels.c: declared "2", on the server nothing',
            "  password differs from the declared value",
        ]);
    });

    it("a value that no write can change is no difference", async () => {
        const there: Inputs = { name: "a", size: 4 };
        const declared: Inputs = { name: "a", size: 3 };
        const type = { inputs, secrets: [], read: async () => there, isFixed: (path: string) => path === "size" };
        expect(await confirm(type as never, undefined, declared, { id: "1", outputs: there })).to.deep.equal(there);
    });

    it("a read that fails does not lose the object", async () => {
        const type = { inputs, secrets: [], read: () => Promise.reject(new Error("no")) };
        const failure = await confirm(
            type as never,
            undefined,
            { name: "a" },
            { id: "1", outputs: {} as Inputs },
        ).catch((error: unknown) => error as PartialFailure<Inputs>);
        expect(failure).to.be.instanceOf(PartialFailure);
        expect(((failure as PartialFailure<Inputs>).failure as Error).message).to.equal("no");
    });
});
