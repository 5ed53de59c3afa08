import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { project } from "../test/engine/project";
import { endChildren } from "../tools/children";
import { fleet, type FleetRun } from "./fleet";
import { cases, growth, type GrowthOptions } from "./growth";
import { memory } from "./memory";
import { coldStart, emiteLife, emitePreview, foreign } from "./named";
import { installDoNothing } from "./programs";
import { pluginStarts } from "./plugins";
import { quotaCases, quotaTable } from "./quota";
import { fleetTable, tablesOf } from "./report";
import { rollout, type RolloutRun, rolloutTable } from "./rollout";
import type { Add, Row } from "./rows";
import { designTable } from "./table";

const rows: Row[] = [];
const fleets: FleetRun[] = [];
const rollouts: RolloutRun[] = [];

/** What can be measured, each with its tables in Markdown. */
const parts: Record<string, { title: string; tables: (options: GrowthOptions) => Promise<string> }> = {
    growth: { title: "Roles, groups and OAuth clients, a third each", tables: tablesBy(growth) },
    emite: { title: "All of eMite", tables: tablesBy(({ runs }, add) => emiteLife(runs, add)) },
    start: {
        title: "Preview of all of eMite, nothing changed",
        tables: tablesBy(({ runs, latencies }, add) => emitePreview(Math.max(runs, 3), latencies, add)),
    },
    cold: { title: "Cold start", tables: tablesBy(({ runs }, add) => coldStart(Math.max(runs, 3), add)) },
    plugins: {
        title: "The start of each plugin, to its port and to the check of one group",
        tables: ({ runs }) => pluginStarts(Math.max(runs, 3)),
    },
    foreign: {
        title: "Three objects beside 100,000 groups and 100,000 roles of others",
        tables: tablesBy(({ runs }, add) => foreign(runs, add)),
    },
    memory: {
        title: "The provider's process alone, reading groups",
        tables: tablesBy(({ runs }, add) => memory(runs, add)),
    },
    quota: {
        title: "1,000 creates, 300 requests a minute, a clock ten times faster",
        tables: async () => quotaTable(await quotaCases()),
    },
    fleet: {
        title: "A drift review of many tenants, 300 requests a minute each; they run on the same cores",
        tables: async () => {
            const runs = await fleet();
            fleets.push(...runs);
            return fleetTable(runs);
        },
    },
    rollout: {
        title: "All of eMite in tenants one after another",
        tables: async () => {
            const runs = await rollout();
            rollouts.push(...runs);
            return rolloutTable(runs);
        },
    },
};

function tablesBy(measure: (options: GrowthOptions, add: Add) => Promise<void>) {
    return async (options: GrowthOptions): Promise<string> => {
        const before = rows.length;
        await measure(options, add);
        return tablesOf(rows.slice(before));
    };
}

function add(row: Row): void {
    const { part, size, case: name, side, run, seconds } = row;
    console.error(`${part}: ${size} resources, ${name}, ${side}, run ${run}: ${seconds.toFixed(1)} s`);
    rows.push(row);
}

interface Given extends Omit<GrowthOptions, "latencies"> {
    latency: number[];
    only: string[];
    table: boolean;
}

function wholeNumber(text: string): number {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
    return Number(text);
}
const numbers = (text: string): number[] => text.split(",").map(wholeNumber);

const oneOf =
    <Name extends string>(all: readonly Name[]) =>
    (text: string): Name[] =>
        text.split(",").map((one) => {
            const name = all.find((candidate) => candidate === one);
            if (name === undefined) throw new InvalidArgumentError(`There are ${all.join(", ")}.`);
            return name;
        });

const names = Object.keys(parts);
const command = new Command("npm run bench --")
    .description("Requests, time, processor time and memory of real Pulumi runs against the simulator")
    .option("--only <parts>", `some of ${names.join(", ")}`, oneOf(names), names)
    .option("--sizes <counts>", "numbers of resources", numbers, [10, 100, 1_000])
    .option("--latency <ms>", "milliseconds that an answer takes", numbers, [20])
    .option("--cases <cases>", `some of ${cases.join(", ")}`, oneOf(cases), [...cases])
    .option("--runs <count>", "how often; medians are shown", wholeNumber, 1)
    .option("--quota", "with the vendor's 300 requests a minute", false)
    .option("--checkpoints", "with the engine's checkpoints also from 1,000 resources on", false)
    .option("--table", "the design's numbers to reach, and nothing else", false)
    .action(bench);

async function bench(given: Given): Promise<void> {
    const { engine, folder } = await project();
    await installDoNothing(folder);
    const machine = `Node ${process.version}, Pulumi ${engine.version}, ${cpus().length} cores, ${process.platform}`;
    console.log(`${machine}\n`);
    if (given.table) console.log(await designTable(add));
    else for (const name of given.only) await measure(name, { ...given, latencies: given.latency });
    const results = join(__dirname, "results");
    await mkdir(results, { recursive: true });
    const file = join(results, `${new Date().toISOString().replace(/:/g, "-")}.json`);
    await writeFile(file, JSON.stringify({ machine, options: given, rows, fleets, rollouts }, null, 4));
    console.log(`\nEvery run: ${file}`);
}

async function measure(name: string, options: GrowthOptions): Promise<void> {
    const begin = Date.now();
    const part = parts[name];
    const text = await part?.tables(options);
    console.log(`\n${part?.title} (${Math.round((Date.now() - begin) / 1_000)} s):\n\n${text}\n`);
}

command
    .parseAsync()
    .catch((error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
    })
    .finally(async () => {
        await endChildren();
        process.exit();
    });
