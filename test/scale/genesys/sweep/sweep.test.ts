import { expect } from "chai";
import PQueue from "p-queue";
import { withHome } from "../../../home";
import { printedDuring } from "../../../printed";
import { type Alteration, alterationsOf, fieldsOf } from "./alterations";
import { bad, good, type Life, nameOf, type Outcome, type Played, played, reads, verdictOn } from "./play";
import { scenarios } from "./scenarios";
import { connectWorlds, disconnectWorlds, openWorld } from "./world";

/** Every how many-th case runs; `SWEEP=1` runs all. */
const step = Number(process.env["SWEEP"] ?? 23);
const sideBySide = 16;

interface Case {
    scenario: Played;
    alteration: Alteration;
    usual: Life;
}

/** Runs a life undisturbed, and records the fields of all answers. */
async function casesOf(scenario: Case["scenario"]): Promise<Case[]> {
    const fields = new Map<string, Map<string, unknown>>();
    const world = await openWorld({
        sent: (_call, body) => body,
        answered: (route, body) => {
            const own = fields.get(route) ?? new Map<string, unknown>();
            fields.set(route, fieldsOf(body, "", own));
            return body;
        },
    });
    const usual = await played(world, scenario);
    await world.end();
    expect(usual.failed?.error, nameOf(scenario)).to.equal(undefined);
    return [...fields].flatMap(([route, own]) =>
        alterationsOf(route, own).map((alteration) => ({ scenario, alteration, usual })),
    );
}

describe("answers of Genesys Cloud in which one field differs", () => {
    before(connectWorlds);
    after(disconnectWorlds);

    it("change nothing, or are one error that names the object and the field", async () => {
        const counts = new Map<Outcome, number>();
        const failures: string[] = [];
        let played = 0;
        const kinds = new Set<string>();
        await withHome(() =>
            printedDuring(async () => {
                const all = (
                    await Promise.all([...scenarios, ...(Object.keys(reads) as (keyof typeof reads)[])].map(casesOf))
                ).flat();
                for (const { alteration } of all) kinds.add(`${alteration.route} ${alteration.field}`);
                const queue = new PQueue({ concurrency: sideBySide });
                const some = all.filter((_one, index) => index % step === 0);
                played = some.length;
                await queue.addAll(
                    some.map(({ scenario, alteration, usual }) => async () => {
                        const { outcome, detail } = await verdictOn(scenario, alteration, usual);
                        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
                        const { route, field, mode } = alteration;
                        if ((bad as readonly string[]).includes(outcome))
                            failures.push(`${outcome}: ${nameOf(scenario)}, ${route} ${field} ${mode}: ${detail}`);
                    }),
                );
            }),
        );
        const counted = [...good, ...bad].map((outcome) => `${counts.get(outcome) ?? 0} ${outcome}`).join(", ");
        console.log(`      ${played} cases of ${kinds.size} fields: ${counted}`);
        for (const failure of failures.sort()) console.log(`      ${failure.slice(0, 500)}`);
        expect(failures).to.deep.equal([]);
    }).timeout(600_000);
});
