import { type FieldChange, type Simulator, startSimulator } from "../../simulator";
import type { Switch } from "../../simulator/switches";
import { writeOutput } from "../../provider/core/outputs";
import { print, printData } from "../print";
import { UserError } from "../../provider/transport/errors";

/** Any region works, because the gateway decides where the calls go. */
const region = "eu-west-1";

interface Options {
    port: number;
    seed: number;
    latency: number;
    tls?: string;
    switch?: Switch[];
    field?: FieldChange[];
    conflict?: string[];
    json?: boolean;
}

/** `contact-center simulate` */
export async function simulate({ port, seed, latency, tls, json, ...behavior }: Options): Promise<void> {
    const on = Object.fromEntries((behavior.switch ?? []).map((name) => [name, true]));
    const { field: fields = [], conflict: conflicts = [] } = behavior;
    const simulator = await startSimulator({
        port,
        seed,
        latency,
        tls: tls !== undefined,
        ...on,
        fields,
        conflicts,
    }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EADDRINUSE") throw error;
        throw new UserError("CC7084", `port ${port} is in use. Choose another one with --port, or 0 for a free one`);
    });
    if (tls !== undefined && simulator.certificate !== undefined)
        await writeOutput(tls, simulator.certificate).catch(async (error: unknown) => {
            await simulator.stop();
            throw error;
        });
    if (json) printData(JSON.stringify({ url: simulator.url, ...simulator.credentials, region }));
    else print([instructions(simulator), ...(tls === undefined ? [] : [trust(tls)])].join("\n"));
    await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
    });
    await simulator.stop();
}

const trust = (file: string): string =>
    `Its certificate is in ${file}. To trust it, set NODE_EXTRA_CA_CERTS (Node, Pulumi's Node programs) or SSL_CERT_FILE (Go, Python, OpenSSL) to this file.`;

/** The credentials belong to this run and have no value elsewhere. Printing them is their purpose. */
export function instructions({ url, credentials }: Simulator): string {
    return `A simulated Genesys Cloud organization is at ${url} (open it in a browser).
Point a stack at it:
  pulumi config set genesyscloud:region ${region}
  pulumi config set genesyscloud:gateway ${url}
  pulumi config set genesyscloud:oauthClientId ${credentials.clientId}
  pulumi config set --secret genesyscloud:oauthClientSecret ${credentials.clientSecret}
Press Ctrl-C to stop it.`;
}
