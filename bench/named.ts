import { type ProcessFixture, withProcesses } from "../test/engine/project";
import type { Simulator } from "../simulator";
import { newGroup } from "../simulator/tenant";
import { destroy, measured, preview, refresh, up } from "./measure";
import { emite, nothing, oneNothing, oneOfOurs, ours, revisionKey } from "./programs";
import { type Add, inTurn } from "./rows";

/** Resources of eMite in the benchmarks. */
const emiteSize = 25;

/** The life of all of eMite, with the usual quota. */
export async function emiteLife(runs: number, add: Add): Promise<void> {
    const steps: [string, readonly string[], NodeJS.ProcessEnv][] = [
        ["first up", up, {}],
        ["unchanged", up, {}],
        ["refresh", refresh, {}],
        ["one change", up, { [revisionKey]: "second" }],
        ["destroy", destroy, {}],
    ];
    for (let run = 1; run <= runs; run++)
        await withProcesses({ source: emite }, async (ground) => {
            for (const [name, args, env] of steps) {
                const measure = await measured(ground, args, env);
                add({ part: "emite", case: name, side: "ours", run, size: emiteSize, latency: 0, ...measure });
            }
        });
}

/** `pulumi preview` of all of eMite, with nothing changed. */
export async function emitePreview(runs: number, latencies: readonly number[], add: Add): Promise<void> {
    await withProcesses({ source: emite }, (our) =>
        withProcesses({ source: nothing(emiteSize) }, async (other) => {
            for (const { stack } of [our, other]) await stack.must(up);
            for (const latency of latencies) {
                our.sim.settings.latency = latency;
                for (let run = 1; run <= runs; run++)
                    for (const [side, ground] of inTurn(run, our, other)) {
                        const measure = await measured(ground, preview);
                        add({ part: "start", case: "unchanged", side, run, size: emiteSize, latency, ...measure });
                    }
            }
        }),
    );
}

/** `pulumi preview` of one resource, before it exists and after. */
export async function coldStart(runs: number, add: Add): Promise<void> {
    const both = async (name: string, our: ProcessFixture, other: ProcessFixture) => {
        for (let run = 1; run <= runs; run++)
            for (const [side, ground] of inTurn(run, our, other)) {
                const measure = await measured(ground, preview);
                add({ part: "cold start", case: name, side, run, size: 1, latency: 0, ...measure });
            }
    };
    await withProcesses({ source: oneOfOurs }, (our) =>
        withProcesses({ source: oneNothing }, async (other) => {
            await both("preview of a new one", our, other);
            for (const { stack } of [our, other]) await stack.must(up);
            await both("preview, nothing changed", our, other);
        }),
    );
}

/** Three objects of ours among very many that others manage. */
export async function foreign(runs: number, add: Add): Promise<void> {
    const free = { config: { "genesyscloud:requestsPerMinute": "1000000" } };
    for (let run = 1; run <= runs; run++)
        await withProcesses({ source: ours(3), simulator: { requestsPerMinute: 0 }, ...free }, (our) =>
            withProcesses({ source: nothing(3) }, async (other) => {
                fill(our.sim, 100_000);
                for (const [name, args] of [["up", up] as const, ["refresh", refresh] as const])
                    for (const [side, ground] of inTurn(run, our, other)) {
                        const measure = await measured(ground, args);
                        add({ part: "foreign", case: name, side, run, size: 3, latency: 0, ...measure });
                    }
            }),
        );
}

function fill({ tenant }: Simulator, count: number): void {
    const [like] = tenant.roles.values();
    for (let i = 0; i < count; i++) {
        newGroup(tenant, `Team ${i}`);
        const id = tenant.nextId();
        const policies = [{ domain: "routing", entityName: "queue", actionSet: ["view"], allowConditions: false }];
        tenant.roles.set(id, { description: "", ...like, id, name: `Duty ${i}`, default: false, policies });
    }
}
