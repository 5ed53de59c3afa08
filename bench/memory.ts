import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { project } from "../test/engine/project";
import { startSimulator } from "../simulator";
import { newGroup } from "../simulator/tenant";
import { startChild } from "../tools/children";
import { counted } from "./measure";
import type { Add, Row } from "./rows";
import { settingsFor } from "../tools/emiteTenant";

/** What the plugin process does in a refresh, sixteen objects at a time as the engine does on four cores. */
const script = `
const { text } = require("node:stream/consumers");
const { dynamic } = require("pulumi-contact-center/provider");
text(process.stdin).then(async (given) => {
    const { config, ids } = JSON.parse(given);
    const group = dynamic("genesys:Group");
    await group.configure({ config: { get: (key) => config[key] } });
    const results = [];
    const left = ids.entries();
    const worker = async () => {
        for (const [index, id] of left) {
            const last = { name: "Team " + index, description: "", visibility: "public", rulesVisible: true };
            results.push(await group.read(id, last));
        }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    if (results.some(({ id }) => id === undefined)) throw new Error("an object was not found");
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1000 }));
    process.exit();
});`;

/** Only the provider's process, with few objects and with many. */
export async function memory(runs: number, add: Add): Promise<void> {
    const { folder } = await project();
    await writeFile(join(folder, "read-many.cjs"), script);
    for (let run = 1; run <= runs; run++) for (const size of [10, 10_000]) add(await readMany(folder, size, run));
}

async function readMany(folder: string, size: number, run: number): Promise<Row> {
    const sim = await startSimulator({ requestsPerMinute: 0 });
    try {
        const ids = Array.from({ length: size }, (_, index) => newGroup(sim.tenant, `Team ${index}`).id);
        const config = { ...settingsFor(sim), "genesyscloud:requestsPerMinute": "1000000" };
        const begin = performance.now();
        const { cpuSeconds, megabytes } = await answerOf(folder, JSON.stringify({ config, ids }));
        const seconds = (performance.now() - begin) / 1_000;
        const usage = {
            cpuSeconds,
            peakMegabytes: { engine: 0, program: 0, provider: megabytes, command: 0, other: 0 },
        };
        const place = { part: "memory", case: "read", side: "ours", run, size, latency: 0 } as const;
        return { ...place, ...counted(sim), seconds, usage };
    } finally {
        await sim.stop();
    }
}

/** What the script prints. */
function answerOf(folder: string, input: string): Promise<{ cpuSeconds: number; megabytes: number }> {
    const child = startChild(process.execPath, ["read-many.cjs"], { cwd: folder, env: process.env });
    child.stdin.end(input);
    let output = "";
    let errors = "";
    child.stdout.on("data", (data: Buffer) => (output += String(data)));
    child.stderr.on("data", (data: Buffer) => (errors += String(data)));
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) =>
            code === 0
                ? resolve(JSON.parse(output) as Awaited<ReturnType<typeof answerOf>>)
                : reject(new Error(`reading ${folder} ended with ${code}:\n${errors}`)),
        );
    });
}
