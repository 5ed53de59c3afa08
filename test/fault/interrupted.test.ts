import { expect } from "chai";
import PQueue from "p-queue";
import type { PlannedAnswer } from "../../simulator";
import { lostSecrets, type Machine, onMachine, picture, run, type State, undisturbed } from "./plan";

/** How a process is cut off from one of its requests: it dies there, or continues without the answer. */
const cuts = {
    "killed before": "never",
    "killed after": "carried out",
    "reset before": "reset",
    "answer lost": "reset-after",
    "half an answer": "half",
    "no JSON": "not-json",
    "no answer": "silence",
} as const;
type Cut = keyof typeof cuts;

/** Versions of the program in the order in which they are reached; 0 destroys. */
const phases = [
    ["create", [1]],
    ["update and replace", [1, 2]],
    ["destroy", [1, 0]],
] as const;

/** Runs until the cut; resolves when the process is dead, or has ended with or without an error. */
async function runCut(machine: Machine, state: State, version: number, at: number, cut: Cut): Promise<void> {
    const plan = cuts[cut];
    const kills = plan === "never" || plan === "carried out";
    let count = 0;
    let isDead = false;
    let die = (): void => undefined;
    const death = new Promise<void>((resolve) => {
        die = () => {
            isDead = true;
            resolve();
        };
    });
    machine.sim.intercept((): PlannedAnswer | undefined | Promise<undefined> => {
        if (count++ !== at) return kills && count > at + 1 ? new Promise(() => undefined) : undefined;
        if (plan === "carried out") return { silence: true, meanwhile: die };
        if (plan !== "never") return plan;
        die();
        return new Promise(() => undefined);
    });
    // The state of a killed process stays as it was. Nobody sees what it would do later.
    const own = new Map(state);
    const running = run({ ...machine, dead: () => isDead }, own, version).catch(() => undefined);
    await Promise.race([running, death]);
    machine.sim.intercept(undefined);
    state.clear();
    for (const [name, kept] of own) state.set(name, kept);
}

describe("interrupted at each request, the next run reaches the same as an undisturbed one", () => {
    for (const [phase, versions] of phases)
        for (const cut of Object.keys(cuts) as Cut[]) {
            // Half a minute passes before an answer counts as lost.
            if (cut === "no answer" && phase !== "create") continue;
            it(`${phase}, ${cut}`, async () => {
                const good = await undisturbed(versions);
                const last = versions.at(-1) ?? 0;
                const empty = (await undisturbed([0])).picture;
                const bad: string[] = [];
                const interrupt = (at: number) =>
                    onMachine({}, async (machine, state) => {
                        for (const version of versions.slice(0, -1)) await run(machine, state, version);
                        await runCut(machine, state, last, at, cut);
                        await run(machine, state, last).catch((error: Error) => bad.push(`${at}: ${error.message}`));
                        const now = picture(machine.sim);
                        const more = now.filter((one) => !good.picture.includes(one));
                        const less = good.picture.filter((one) => !now.includes(one));
                        if (more.length + less.length > 0 || now.length !== good.picture.length)
                            bad.push(`${at}: more ${more.join(" ")} less ${less.join(" ")}`);
                        bad.push(...lostSecrets(machine.sim, state).map((name) => `${at}: secret of ${name} lost`));
                        await run(machine, state, 0);
                        const left = picture(machine.sim).filter((one) => !empty.includes(one));
                        bad.push(...left.map((one) => `${at}: left after a destroy: ${one}`));
                    });
                // They mostly wait.
                const queue = new PQueue({ concurrency: cut === "no answer" ? good.requests : 16 });
                await queue.addAll(Array.from({ length: good.requests }, (_, at) => () => interrupt(at)));
                expect(bad, `${good.requests} requests`).to.deep.equal([]);
                expect(good.requests).to.be.greaterThan(5);
            }).timeout(120_000);
        }
});

describe("after the state was restored from an older backup, the next run reaches what it would have been", () => {
    for (const [older, newer] of [
        [0, 1],
        [1, 2],
    ] as const)
        it(`of version ${older}, where the tenant has version ${newer}`, () =>
            onMachine({}, async (machine, state) => {
                const before = (await undisturbed([0])).picture;
                if (older > 0) await run(machine, state, older);
                const backup = new Map(state);
                await run(machine, state, newer);
                const good = picture(machine.sim);
                await run(machine, backup, newer);
                expect(picture(machine.sim)).to.deep.equal(good);
                expect(lostSecrets(machine.sim, backup)).to.deep.equal([]);
                // Members and grants have no marker: if the backup does not know them, they count as others'.
                if (older === 0) return;
                await run(machine, backup, 0);
                expect(picture(machine.sim)).to.deep.equal(before);
            }));
});
