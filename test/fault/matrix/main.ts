import { cpus } from "node:os";
import fc from "fast-check";
import PQueue from "p-queue";
import { endChildren, endChildrenOnSignal } from "../../../tools/children";
import { missingForKeycloak } from "../../../tools/keycloak";
import { project } from "../../engine/project";
import { eleveo } from "./eleveo";
import { genesys } from "./genesys";
import { type Case, measure, none, type Phase, play } from "./cases";
import { Fixture, victims } from "./fixture";
import { native } from "./native";
import { type Cut, cuts, type World } from "./world";

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

const products = ["genesys", "native", "eleveo"];

/**
 * Kills the engine, the provider or both at each request of the eMite program, on dynamic resources and on the native
 * plugin, and of one for Eleveo, then runs again and compares with an undisturbed run; `npm run test:faults -- eleveo` runs one of them. FAULT_CASES runs only so many
 * of the cases, from FAULT_FROM on, in the order of FAULT_SEED.
 */
async function main(): Promise<void> {
    endChildrenOnSignal();
    const wanted = process.argv.length > 2 ? process.argv.slice(2) : products;
    const unknown = wanted.find((name) => !products.includes(name));
    if (unknown !== undefined) throw new Error(`there is no matrix "${unknown}"; there are ${products.join(", ")}`);
    let wrong = wanted.includes("genesys") ? await matrix(genesys) : 0;
    if (wanted.includes("native")) wrong += await matrix(native);
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
