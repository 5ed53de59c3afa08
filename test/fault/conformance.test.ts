import { existsSync } from "node:fs";
import { expect } from "chai";
import { Budget } from "../../operations/conformance/probe";
import { clean, requestLimit } from "../../operations/conformance/run";
import type { PlannedAnswer, Simulator } from "../../simulator";
import { checked, targetOf, withOrganization } from "../conformance";

/** Kinds of object that checks create, with a check of each. */
const only = ["G-38", "G-46", "G-61", "G-73", "G-78", "G-42", "G-52", "G-65", "G-79"];

/** Runs until the request of an index, which is carried out or not; the run never gets an answer. */
async function killedAt(sim: Simulator, index: number, isCarriedOut: boolean): Promise<boolean> {
    let count = 0;
    let die = (): void => undefined;
    const death = new Promise<boolean>((resolve) => (die = () => resolve(true)));
    const silent = (): PlannedAnswer | Promise<undefined> => {
        if (isCarriedOut) return { silence: true, meanwhile: die };
        die();
        return new Promise(() => undefined);
    };
    sim.intercept(() => {
        const number = count++;
        if (number < index) return undefined;
        return number === index ? silent() : new Promise(() => undefined);
    });
    const run = checked(await targetOf(sim), { only }).then(() => false);
    const died = await Promise.race([run, death]);
    sim.intercept(undefined);
    return died;
}

describe("conformance with --write", () => {
    it("killed at any request, --clean removes everything", async () => {
        let cuts = 0;
        for (const isCarriedOut of [true, false])
            await withOrganization(async (sim) => {
                const before = sim.dump();
                for (let index = 4; await killedAt(sim, index, isCarriedOut); index += 6, cuts++) {
                    const target = await targetOf(sim);
                    const left = await clean([target], new Budget(requestLimit));
                    expect(left, `request ${index}`).to.deep.equal([]);
                    expect(sim.dump(), `request ${index}`).to.deep.equal(before);
                    expect(existsSync(target.created.file)).to.equal(false);
                }
            });
        expect(cuts).to.be.greaterThan(12);
    });
});
