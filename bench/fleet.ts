import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import type { FailedReview, StackReview } from "../operations/drift/findings";
import { type Clone, drift, withClones, writeFleet } from "../test/engine/clones";
import { type ProcessFixture, withProcesses } from "../test/engine/project";
import { Family, type Usage } from "./family";
import { counted, up } from "./measure";
import { ours } from "./programs";

/** One review of many tenants. */
export interface FleetRun {
    tenants: number;
    /** Objects of each. */
    objects: number;
    cores: number;
    seconds: number;
    /** Of the command and its engines; absent if the machine does not report it. */
    usage?: Usage;
    /** As the tenants count them, including those for tokens. */
    requests: number;
    /** As the report counts them, excluding those for tokens. */
    told: number;
    refused: number;
    /** In tenants that nobody has touched, so each is a false positive. */
    findings: number;
}

const objects = 100;

/** Reviews of a few tenants and of many, to show what grows. Each tenant has its own quota. */
export async function fleet(sizes: readonly number[] = [10, 100]): Promise<FleetRun[]> {
    const runs: FleetRun[] = [];
    await withProcesses({ source: ours(objects) }, async (ground) => {
        await ground.stack.must(up);
        const names = Array.from({ length: Math.max(...sizes) - 1 }, (_, index) => `tenant${index + 2}`);
        await withClones(ground, Object.fromEntries(names.map((name) => [name, {}])), async (clones) => {
            const all = [{ name: ground.stack.name, sim: ground.sim }, ...clones];
            for (const size of sizes) runs.push(await reviewed(ground, all.slice(0, size)));
        });
    });
    return runs;
}

async function reviewed(ground: ProcessFixture, tenants: readonly Clone[]): Promise<FleetRun> {
    await writeFleet(
        ground,
        tenants.map(({ name }) => ({ stack: name })),
    );
    for (const { sim } of tenants) sim.clearRequests();
    const family = new Family(process.pid, false);
    const begin = performance.now();
    const { output } = await drift(ground, "--fleet", "fleet.yaml", "--json", "drift.json", "--html", "drift.html");
    const seconds = (performance.now() - begin) / 1_000;
    const usage = family.end();
    const stacks = await reviewsIn(join(ground.folder, "drift.json"), output);
    const counts = tenants.map(({ sim }) => counted(sim));
    return {
        tenants: tenants.length,
        objects,
        cores: cpus().length,
        seconds,
        ...(usage ? { usage } : {}),
        requests: sum(counts.map(({ requests }) => requests)),
        told: sum(stacks.map(({ requests }) => requests)),
        refused: sum(counts.map(({ refused }) => refused)),
        findings: sum(stacks.map(({ resources }) => resources.length)),
    };
}

/** All of them. Throws if one has failed, or has not read every object. */
async function reviewsIn(file: string, output: string): Promise<StackReview[]> {
    const { stacks } = JSON.parse(await readFile(file, "utf8")) as { stacks: (StackReview | FailedReview)[] };
    return stacks.map((one) => {
        if ("error" in one || one.summary["in sync"] + one.resources.length < objects)
            throw new Error(`${one.stack} was not reviewed:\n${output}`);
        return one;
    });
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
