import { expect } from "chai";
import { lastUpdate, type PastUpdate } from "../../../engine/history";

const update = (more: Partial<PastUpdate> = {}): PastUpdate => ({
    kind: "update",
    result: "succeeded",
    environment: { "git.head": "c0ffee", "git.dirty": "false" },
    ...more,
});

describe("the commit of a tenant's last update", () => {
    it("is that of its newest update, regardless of later refreshes and imports", () => {
        const since = [update({ kind: "refresh", environment: {} }), update({ kind: "resource-import" })];
        expect(lastUpdate([...since, update(), update({ result: "failed" })])).to.deep.equal({ commit: "c0ffee" });
    });

    const unknown: [string, PastUpdate[]][] = [
        ["it has never been updated", []],
        ["it was destroyed", [update({ kind: "destroy" }), update()]],
        ["its last update did not succeed", [update({ result: "failed" }), update()]],
        ["its last update did not use a commit", [update({ environment: {} })]],
        [
            "its last update used files that were not committed",
            [update({ environment: { "git.head": "c0ffee", "git.dirty": "true" } })],
        ],
    ];
    for (const [why, history] of unknown)
        it(`is unknown if ${why}`, () => expect(lastUpdate(history)).to.deep.equal({ unknown: why }));
});
