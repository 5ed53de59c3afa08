import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import provider from "@pulumi/pulumi/proto/provider_pb";
import { message, toStruct } from "../plugin/protocol";
import { providerText } from "../sdk/dynamicProvider";
import { project } from "../test/engine/project";
import { endChild, startChild } from "../tools/children";
import { providerClient } from "../tools/engine/providerClient";
import { markdownTable } from "../tools/table";
import { median } from "./measure";
import { short } from "./report";

/** What the engine starts for one kind of resources. */
interface Kind {
    title: string;
    script: string;
    type: string;
    inputs: Record<string, unknown>;
}

/** From the start of each plugin to its port, and to the answer to the check of a group, in turn. */
export async function pluginStarts(runs: number): Promise<string> {
    const { folder } = await project();
    const group = { name: "Benchmark 0" };
    const kinds: Kind[] = [
        {
            title: "native plugin",
            script: join(folder, "node_modules", "pulumi-contact-center", "pulumi-resource-contactcenter"),
            type: "contactcenter:genesys:Group",
            inputs: group,
        },
        {
            title: "dynamic provider",
            script: require.resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [folder] }),
            type: "pulumi-nodejs:dynamic/genesys:Group",
            inputs: { ...group, __provider: providerText("genesys:Group") },
        },
    ];
    // The plugins end when they cannot reach the engine.
    const engine = createServer();
    await once(engine.listen(0, "127.0.0.1"), "listening");
    const address = `127.0.0.1:${(engine.address() as AddressInfo).port}`;
    const measures = new Map(kinds.map((kind) => [kind, { port: [] as number[], answer: [] as number[] }]));
    for (let run = 0; run < runs; run++)
        for (const kind of run % 2 === 0 ? kinds : [...kinds].reverse()) {
            const { port, answer } = await started(folder, kind, address);
            measures.get(kind)?.port.push(port);
            measures.get(kind)?.answer.push(answer);
        }
    engine.close();
    return markdownTable(
        ["plugin", "port, s", "first answer, s"],
        [...measures].map(([{ title }, { port, answer }]) => [title, short(median(port)), short(median(answer))]),
    );
}

async function started(
    folder: string,
    { script, type, inputs }: Kind,
    engine: string,
): Promise<{ port: number; answer: number }> {
    const begin = performance.now();
    const since = () => (performance.now() - begin) / 1_000;
    const child = startChild(process.execPath, [script, engine], {
        cwd: folder,
        env: { ...process.env, PULUMI_NODEJS_PROJECT: "bench" },
    });
    const errors: string[] = [];
    child.stderr.on("data", (text: Buffer) => errors.push(String(text)));
    try {
        const ended = once(child, "exit").then(() => Promise.reject(new Error(`${script} ended: ${errors.join("")}`)));
        const [line] = (await Promise.race([once(createInterface(child.stdout), "line"), ended])) as [string];
        const port = since();
        const client = providerClient(line);
        await client.call("configure", message(provider.ConfigureRequest, { args: toStruct({}) }));
        const [olds, news] = [toStruct({}), toStruct(inputs)];
        const urn = `urn:pulumi:bench::bench::${type}::group`;
        await client.call("check", message(provider.CheckRequest, { urn, olds, news }));
        client.close();
        return { port, answer: since() };
    } finally {
        await endChild(child);
    }
}
