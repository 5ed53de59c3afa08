import { expect } from "chai";
import { attributed, type UpdatesSince } from "../../../operations/drift/attribution";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString();
const change = (minute: number, by?: string) => ({
    at: at(minute),
    action: "Update",
    properties: [],
    ...(by === undefined ? {} : { by }),
});
/** Who made some changes, and from when on the stack's updates were requested. */
async function told(changes: ReturnType<typeof change>[], updates: UpdatesSince) {
    const asked: number[] = [];
    const found = await attributed(new Map([["role", changes]]), (since) => {
        asked.push(since);
        return updates(since);
    });
    return { by: found.changes.get("role")?.map((one) => one.by), note: found.note, asked };
}
const ran = (from: number, to: number) => () =>
    Promise.resolve([{ from: Date.parse(at(from)), to: Date.parse(at(to)) }]);

const others = "somebody whom the log does not name";

describe("a change whose log names nobody", () => {
    it("is probably the stack's own if an update of the stack ran then, within a minute", async () => {
        const { by, note } = await told([change(15), change(12), change(10), change(9), change(8)], ran(10, 13));
        expect(by).to.deep.equal([others, others]);
        expect(note).to.equal(
            "the log does not name who made 3 changes during an update of this stack. They probably came from the stack and are left out",
        );
    });

    it("may be the stack's own while an update runs, and if the engine's history cannot be read", async () => {
        const { by, note } = await told([change(30)], () =>
            Promise.resolve([{ from: Date.parse(at(0)), to: Infinity }]),
        );
        expect(by).to.deep.equal([]);
        expect(note).to.include(
            "who made 1 change during an update of this stack. It probably came from the stack and is left out",
        );
        const unread = await told([change(30)], () => Promise.reject(new Error("no history")));
        expect(unread).to.deep.include({ by: [`${others}, possibly this stack`], note: undefined });
    });

    it("is the only reason to read the engine's history, from a minute before it on", async () => {
        const named = await told([change(12, "Anna Smith")], ran(10, 13));
        expect(named).to.deep.equal({ by: ["Anna Smith"], note: undefined, asked: [] });
        const { asked } = await told([change(12), change(3), change(1, "Anna Smith")], ran(10, 13));
        expect(asked).to.deep.equal([Date.parse(at(2))]);
    });
});
