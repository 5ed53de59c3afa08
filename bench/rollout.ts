import { readdir, stat } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { type Clone, withClones } from "../test/engine/clones";
import { type ProcessFixture, withProcesses, tenantConfig } from "../test/engine/project";
import { markdownTable } from "../tools/table";
import { type Measure, measured, median, preview, up } from "./measure";
import { short, whole } from "./report";

/** What one command takes for a tenant in which nothing changes; medians of all tenants. */
export interface RolloutRun {
    case: string;
    tenants: number;
    cores: number;
    seconds: number;
    cpuSeconds: number;
    requests: number;
    /** Of engine, program and provider together, at most. */
    megabytes: number;
    /** Growth of the backend. */
    kilobytes: number;
}

/** All of eMite in some tenants, one after another, as a pipeline rolls a change out. */
export async function rollout(tenants = 10): Promise<RolloutRun[]> {
    const runs: RolloutRun[] = [];
    await withProcesses({ config: tenantConfig }, async (ground) => {
        await ground.stack.must(up);
        const names = Array.from({ length: tenants - 1 }, (_, index) => `tenant${index + 2}`);
        await withClones(ground, Object.fromEntries(names.map((name) => [name, {}])), async (clones) => {
            const all = [{ name: ground.stack.name, sim: ground.sim }, ...clones];
            runs.push(await inTurn(ground, all, "preview", preview));
            runs.push(await inTurn(ground, all, "up", up));
        });
    });
    return runs;
}

async function inTurn(
    { stack }: ProcessFixture,
    tenants: readonly Clone[],
    name: string,
    args: readonly string[],
): Promise<RolloutRun> {
    const measures: Measure[] = [];
    const before = await sizeOf(stack.stateFolder);
    for (const tenant of tenants)
        measures.push(await measured({ sim: tenant.sim, stack }, [...args, "--stack", tenant.name]));
    const grown = (await sizeOf(stack.stateFolder)) - before;
    return {
        case: name,
        tenants: tenants.length,
        cores: cpus().length,
        seconds: median(measures.map(({ seconds }) => seconds)),
        cpuSeconds: median(measures.map(({ usage }) => usage?.cpuSeconds ?? 0)),
        requests: median(measures.map(({ requests }) => requests)),
        megabytes: Math.max(...measures.map(({ usage }) => sum(Object.values(usage?.peakMegabytes ?? {})))),
        kilobytes: grown / tenants.length / 1_000,
    };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

async function sizeOf(folder: string): Promise<number> {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    return sum(await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size)));
}

export const rolloutTable = (runs: readonly RolloutRun[]): string =>
    markdownTable(
        ["nothing changes", "tenants", "cores", "seconds", "CPU seconds", "MB", "requests", "state grows by, kB"],
        runs.map((run) => [
            `\`${run.case}\``,
            String(run.tenants),
            String(run.cores),
            short(run.seconds),
            short(run.cpuSeconds),
            whole(run.megabytes),
            short(run.requests),
            short(run.kilobytes),
        ]),
    );
