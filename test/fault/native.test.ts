import { expect } from "chai";
import { project } from "../engine/project";
import { endChildren } from "../../tools/children";
import { type Case, measure, none, play } from "./matrix/cases";
import { Fixture } from "./matrix/fixture";
import { native } from "./matrix/native";

/** The others are in `npm run test:faults -- native`. */
const one: Case = {
    phase: "create",
    route: "POST /api/v2/oauth/clients",
    occurrence: 0,
    cut: "after",
    victim: "engine",
};

describe("the native plugin", () => {
    it("ends with its engine, also while it creates a client, and the next run leaves no duplicate and no lost secret", async () => {
        const { engine, folder } = await project();
        const fixture = await Fixture.create(engine, native, folder);
        try {
            const create = await measure(fixture, "create", await fixture.empty(), 1);
            const totals = { ...none };
            expect(await play(fixture, create, one, totals)).to.deep.equal([]);
            expect(totals).to.deep.equal({ ...none, cases: 1, engineFileMended: totals.engineFileMended });
        } finally {
            await endChildren();
            await fixture.dispose();
        }
    });
});
