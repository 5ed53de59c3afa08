import { cpus } from "node:os";
import fc from "fast-check";
import PQueue from "p-queue";
import { endChildren, endChildrenOnSignal } from "../../../tools/children";
import { missingForKeycloak } from "../../../tools/keycloak";
import { project } from "../../engine/project";
import { eleveo } from "./eleveo";
import { genesys } from "./genesys";
import { Fixture, type Point, type Victim, victims } from "./fixture";
import { type Cut, cuts, type World } from "./world";

interface Case {
    phase: Phase["name"];
    route: string;
    occurrence: number;
    cut: Cut;
    victim: Victim;
}

interface Phase {
    name: "create" | "change" | "destroy";
    /** Where the cases start. */
    from: Point;
    version: number;
    /** The tenant after an undisturbed run. */
    good: string[];
    routes: { route: string; write: boolean }[];
}

const seed = Number(process.env["FAULT_SEED"] ?? 1);
const sample = Number(process.env["FAULT_CASES"] ?? Number.POSITIVE_INFINITY);
const from = Number(process.env["FAULT_FROM"] ?? 0);

/** In the order of the seed, so that every part of the cases has all kinds. */
function shuffled<T>(all: T[]): T[] {
    const whole = { minLength: all.length, maxLength: all.length };
    return fc.sample(fc.shuffledSubarray(all, whole), { seed, numRuns: 1 })[0] ?? [];
}

/** Every way in which a request can be cut. */
const ways = (Object.keys(cuts) as Cut[]).flatMap((cut) => victims.map((victim) => ({ cut, victim })));
/**
 * A write that is repeated more often than this in one phase, such as a grant for each agent, is cut in one way each
 * time.
 */
const often = 10;

/** Every request is cut: writes in every way, reads and repeated writes of one kind in alternating ways. */
function casesOf({ name, routes }: Phase): Case[] {
    const seen = new Map<string, number>();
    return routes.flatMap(({ route, write }, index) => {
        const occurrence = seen.get(route) ?? 0;
        seen.set(route, occurrence + 1);
        const alike = routes.filter((other) => other.route === route).length;
        const chosen = write && alike <= often ? ways : ways.slice(index % ways.length, (index % ways.length) + 1);
        return chosen.map((way) => ({ phase: name, route, occurrence, ...way }));
    });
}

async function measure(fixture: Fixture, name: Phase["name"], from: Point, version: number): Promise<Phase> {
    return fixture.from(from, async (place) => {
        place.side.clearRequests();
        await place.must(version);
        const routes = place.side.requests().map(({ call, write }) => ({ route: call, write }));
        return { name, from, version, good: await place.side.picture(), routes };
    });
}

const none = {
    cases: 0,
    /** The request did not come in this run. */
    missed: 0,
    duplicates: 0,
    orphans: 0,
    changed: 0,
    lostSecrets: 0,
    needsAPerson: 0,
    /** Requests by a provider whose engine was gone. */
    wroteOn: 0,
    /** The engine had left the attributes of its state file empty. */
    engineFileMended: 0,
};
type Totals = typeof none;

async function play(fixture: Fixture, phase: Phase, one: Case, totals: Totals): Promise<string[]> {
    return fixture.from(phase.from, async (place) => {
        const problems: string[] = [];
        const { reached, wroteOn } = await place.runCut(phase.version, one);
        totals.cases++;
        if (!reached) totals.missed++;
        if (wroteOn > 0) problems.push(`${wroteOn} requests came after the engine's death`);
        totals.wroteOn += wroteOn;
        const { code, output, mended } = await place.runAgain(phase.version);
        if (mended) totals.engineFileMended++;
        if (code !== 0) {
            totals.needsAPerson++;
            problems.push(`the next run failed: ${output.slice(-1_500)}`);
        }
        const now = await place.side.picture();
        const more = now.filter((text) => !phase.good.includes(text));
        const less = phase.good.filter((text) => !now.includes(text));
        const twice = now.length - new Set(now).size - (phase.good.length - new Set(phase.good).size);
        totals.duplicates += Math.max(twice, 0);
        totals.orphans += Math.max(more.length - less.length, 0);
        totals.changed += less.length;
        if (more.length + less.length + Math.abs(twice) > 0)
            problems.push(
                `more ${more.join(" ").slice(0, 2_000)} less ${less.join(" ").slice(0, 2_000)} twice ${twice}`,
            );
        const lost = phase.version === 0 || code !== 0 ? 0 : await place.lostSecrets();
        totals.lostSecrets += lost;
        if (lost > 0) problems.push(`${lost} secrets that do not work`);
        return problems;
    });
}

/** How many cases failed. */
async function matrix(world: World): Promise<number> {
    const { engine, folder } = await project();
    const fixture = await Fixture.create(engine, world, folder);
    const totals = { ...none };
    let played = 0;
    let wrong = 0;
    try {
        const empty = await fixture.empty();
        const whole = await fixture.deployed(empty);
        const phases = [
            await measure(fixture, "create", empty, 1),
            await measure(fixture, "change", whole, 2),
            await measure(fixture, "destroy", whole, 0),
        ];
        const all = phases.flatMap((phase) => casesOf(phase).map((one) => ({ phase, one })));
        const chosen = shuffled(all).slice(from, from + sample);
        console.log(world.title);
        for (const { name, routes } of phases)
            console.log(`${name}: ${routes.length} requests, ${routes.filter(({ write }) => write).length} writing`);
        console.log(`${chosen.length} of ${all.length} cases, seed ${seed}`);
        // A run after an interrupted create mostly waits for lists that may lag.
        const queue = new PQueue({ concurrency: 3 * cpus().length });
        await queue.addAll(
            chosen.map(({ phase, one }) => async () => {
                const problems = await play(fixture, phase, one, totals);
                const title = `${one.phase}: ${one.route} no. ${one.occurrence + 1}, cut ${one.cut}, killed ${one.victim}`;
                if (problems.length > 0) console.log(`${title}\n    ${problems.join("\n    ")}`);
                if (problems.length > 0) wrong++;
                if (++played % 20 === 0) console.log(`${played} cases played, ${wrong} wrong`);
            }),
        );
    } finally {
        await endChildren();
        await fixture.dispose();
    }
    console.table(totals);
    return wrong;
}

const products = ["genesys", "eleveo"];

/**
 * Kills the engine, the provider or both at each request of the eMite program and of one for Eleveo, then runs again
 * and compares with an undisturbed run; `npm run test:faults -- eleveo` runs one of them. FAULT_CASES runs only so many
 * of the cases, from FAULT_FROM on, in the order of FAULT_SEED.
 */
async function main(): Promise<void> {
    endChildrenOnSignal();
    const wanted = process.argv.length > 2 ? process.argv.slice(2) : products;
    const unknown = wanted.find((name) => !products.includes(name));
    if (unknown !== undefined) throw new Error(`there is no matrix "${unknown}"; there are ${products.join(", ")}`);
    let wrong = wanted.includes("genesys") ? await matrix(genesys) : 0;
    const missing = wanted.includes("eleveo") ? missingForKeycloak() : undefined;
    if (missing !== undefined) console.log(`Eleveo is left out: ${missing}`);
    else if (wanted.includes("eleveo")) {
        const world = await eleveo();
        wrong += await matrix(world).finally(() => world.stop());
    }
    process.exit(wrong === 0 ? 0 : 1);
}

main().catch((error: Error) => {
    console.error(error);
    process.exit(1);
});
