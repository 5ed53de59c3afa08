import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Simulator } from "../simulator";
import { type ProcessFixture, type ProcessOptions, withProcesses } from "../test/engine/project";
import { counted, destroy, type Measure, measured, preview, refresh, tenAtATime, up } from "./measure";
import { isOurs, nothing, ours, revisionKey } from "./programs";
import { type Add, inTurn, type Row } from "./rows";

/** What is measured, in the order in which it happens to a stack. */
export const cases = ["up", "preview", "unchanged", "refresh", "change", "destroy"] as const;
export type Case = (typeof cases)[number];
export interface GrowthOptions {
    sizes: readonly number[];
    /** Milliseconds that the tenant takes for an answer. */
    latencies: readonly number[];
    cases: readonly Case[];
    runs: number;
    /** Whether the tenant allows 300 requests a minute, or any number. */
    quota: boolean;
    /** Whether the engine writes the state after each step even if that takes the longest. */
    checkpoints: boolean;
}

/** A file backend writes the whole state after each step. From here on, that would hide everything else. */
const many = 1_000;
export const withoutCheckpoints = (size: number, one: Case, { checkpoints }: GrowthOptions): boolean =>
    size >= many && !checkpoints && (one === "up" || one === "change" || one === "destroy");

/** Alternates both sides, each on its own stack with all cases. */
export async function growth(options: GrowthOptions, add: Add): Promise<void> {
    for (const size of options.sizes)
        for (const latency of options.latencies)
            for (let run = 1; run <= options.runs; run++)
                await lifeOfTwo(options, { part: "growth", size, latency, run }, add);
}

type Place = Pick<Row, "part" | "size" | "latency" | "run">;

async function lifeOfTwo(options: GrowthOptions, place: Place, add: Add): Promise<void> {
    await withProcesses({ source: ours(place.size), ...tenant(options, place) }, (our) =>
        withProcesses({ source: nothing(place.size) }, async (other) => {
            // Nothing can be measured before it was created.
            for (const one of cases.filter((name) => name === "up" || options.cases.includes(name))) {
                const found: Row[] = [];
                for (const [side, ground] of inTurn(place.run, our, other))
                    found.push({ case: one, side, ...place, ...(await carryOut(ground, one, place.size, options)) });
                if (one === "refresh")
                    found.push({ case: one, side: "one GET each", ...place, ...(await oneGetEach(our.sim)) });
                if (options.cases.includes(one)) found.forEach(add);
            }
        }),
    );
}

/** A tenant without limits, unless the quota is what is measured. */
function tenant({ quota }: GrowthOptions, { size, latency }: Place): ProcessOptions {
    const clients = 100 + size;
    return {
        simulator: { latency, oauthClientLimit: clients, ...(quota ? {} : { requestsPerMinute: 0 }) },
        config: {
            "genesyscloud:oauthClientLimit": String(clients),
            ...(quota ? {} : { "genesyscloud:requestsPerMinute": "1000000" }),
        },
    };
}

const commands: Record<Case, readonly string[]> = { up, preview, unchanged: up, refresh, change: up, destroy };

async function carryOut(
    ground: ProcessFixture,
    one: Case,
    size: number,
    options: GrowthOptions,
): Promise<Measure & Pick<Row, "stateBytes">> {
    const env = {
        ...(withoutCheckpoints(size, one, options)
            ? { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }
            : {}),
        ...(one === "change" ? { [revisionKey]: "second" } : {}),
    };
    const measure = await measured(ground, commands[one], env);
    return one === "up" ? { ...measure, stateBytes: (await stateBytes(ground)) / size } : measure;
}

async function stateBytes({ stack }: ProcessFixture): Promise<number> {
    return (await stat(join(stack.stateFolder, ".pulumi", "stacks", "test", `${stack.name}.json`))).size;
}

/** The cost of reading each object by itself, without an engine. */
async function oneGetEach(sim: Simulator): Promise<Measure> {
    const { roles, groups, oauthClients } = sim.tenant;
    const of = (path: string, objects: Iterable<{ id: string; name: string }>) =>
        [...objects].filter(({ name }) => isOurs(name)).map(({ id }) => `${sim.url}/api/v2/${path}/${id}`);
    const urls = [
        ...of("authorization/roles", roles.values()),
        ...of("groups", groups.values()),
        ...of("oauth/clients", oauthClients.values()),
    ];
    const headers = { authorization: `Bearer ${sim.tokenFor()}` };
    sim.clearRequests();
    const begin = performance.now();
    await tenAtATime(urls, async (url) => {
        const answer = await fetch(url, { headers });
        if (!answer.ok) throw new Error(`GET ${url}: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
    });
    return { ...counted(sim), seconds: (performance.now() - begin) / 1_000 };
}
