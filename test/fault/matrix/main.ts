import { cp } from "node:fs/promises";
import { cpus } from "node:os";
import fc from "fast-check";
import PQueue from "p-queue";
import { endChildren } from "../../../tools/children";
import { project } from "../../engine/project";
import { type Cut, cuts, Ground, type Place, type Point, type Victim, victims } from "./ground";

interface Case {
    phase: Phase["name"];
    route: string;
    occurrence: number;
    cut: Cut;
    victim: Victim;
}

interface Phase {
    name: "create" | "change" | "destroy";
    /** Where it begins. */
    from: Point;
    version: number;
    /** The tenant after an undisturbed run. */
    good: string[];
    routes: { route: string; write: boolean }[];
}

const seed = Number(process.env["FAULT_SEED"] ?? 1);
const sample = Number(process.env["FAULT_CASES"] ?? Number.POSITIVE_INFINITY);
const from = Number(process.env["FAULT_FROM"] ?? 0);

/** In the order of the seed, so that every part of the cases is of all kinds. */
function shuffled<T>(all: T[]): T[] {
    const whole = { minLength: all.length, maxLength: all.length };
    return fc.sample(fc.shuffledSubarray(all, whole), { seed, numRuns: 1 })[0] ?? [];
}

/** Every way in which a request can be cut. */
const ways = (Object.keys(cuts) as Cut[]).flatMap((cut) => victims.map((victim) => ({ cut, victim })));
/** A write that comes more often than this in one phase, such as a grant for each agent, is cut in one way a time. */
const often = 10;

/** Every request is cut: writes in every way, reads and the many writes of one kind in one way after the other. */
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

async function measure(ground: Ground, name: Phase["name"], from: Point, version: number): Promise<Phase> {
    return ground.from(from, async ({ sim, run, picture }: Place) => {
        sim.clearRequests();
        const { code, output } = await run(version);
        if (code !== 0) throw new Error(output);
        const writes = new Set(sim.writes());
        const routes = sim.requests.map((request) => ({ route: request.route, write: writes.has(request) }));
        return { name, from, version, good: picture(), routes };
    });
}

/** The first version, whole. */
async function deployed(ground: Ground, empty: Point): Promise<Point> {
    return ground.from(empty, async (place) => {
        const { code, output } = await place.run(1);
        if (code !== 0) throw new Error(output);
        const point = await ground.empty();
        await cp(place.backend, point.backend, { recursive: true });
        return { ...point, tenant: structuredCopy(place), credentials: place.credentials };
    });
}

const structuredCopy = ({ sim }: Place) => {
    const { nextId, ...rest } = sim.tenant;
    return { ...structuredClone(rest), nextId };
};

const totals = {
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

async function play(ground: Ground, phase: Phase, one: Case): Promise<string[]> {
    return ground.from(phase.from, async (place) => {
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
        const now = place.picture();
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

/**
 * Kills the engine, the provider or both at each request of the eMite program, then runs again and compares with an
 * undisturbed run. FAULT_CASES plays so many of the cases only, from FAULT_FROM on, in the order of FAULT_SEED.
 */
async function main(): Promise<void> {
    const { engine, folder } = await project();
    const ground = await Ground.create(engine, folder);
    const wrong: string[] = [];
    let played = 0;
    try {
        const empty = await ground.empty();
        const whole = await deployed(ground, empty);
        const phases = [
            await measure(ground, "create", empty, 1),
            await measure(ground, "change", whole, 2),
            await measure(ground, "destroy", whole, 0),
        ];
        const all = phases.flatMap((phase) => casesOf(phase).map((one) => ({ phase, one })));
        const chosen = shuffled(all).slice(from, from + sample);
        for (const { name, routes } of phases)
            console.log(`${name}: ${routes.length} requests, ${routes.filter(({ write }) => write).length} writing`);
        console.log(`${chosen.length} of ${all.length} cases, seed ${seed}`);
        // A run after an interrupted create waits for lists that may lag, more than it works.
        const queue = new PQueue({ concurrency: 3 * cpus().length });
        await queue.addAll(
            chosen.map(({ phase, one }) => async () => {
                const problems = await play(ground, phase, one);
                const title = `${one.phase}: ${one.route} no. ${one.occurrence + 1}, cut ${one.cut}, killed ${one.victim}`;
                if (problems.length > 0) wrong.push(`${title}\n    ${problems.join("\n    ")}`);
                if (problems.length > 0) console.log(wrong.at(-1));
                if (++played % 20 === 0) console.log(`${played} cases played, ${wrong.length} wrong`);
            }),
        );
    } finally {
        await endChildren();
        await ground.dispose();
    }
    console.table(totals);
    process.exit(wrong.length === 0 ? 0 : 1);
}

main().catch((error: Error) => {
    console.error(error.stack);
    process.exit(1);
});
