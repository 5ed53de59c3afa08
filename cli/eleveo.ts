import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { Connections } from "../provider/core/connections";
import { captureProfile } from "../provider/eleveo/capture";
import { type ClientType, clientTypeKey, clientTypeProblem } from "../provider/eleveo/clientTypes";
import { checkSecret } from "../provider/eleveo/secret";
import { providerClient } from "../provider/eleveo/providerClient";
import { canonical } from "../provider/core/schema";
import { type OpenStack, openStack, requireStack } from "../engine/stack";

interface StackOption {
    stack?: string;
}

const stackOption = [
    "--stack <name>",
    "stack with the configuration; default: the selected one, else the environment",
] as const;

/** `contact-center eleveo …`: what concerns an Eleveo User Management beside the Pulumi resources. */
export function eleveoCommand(): Command {
    return new Command("eleveo")
        .description("provider clients of an Eleveo User Management")
        .addCommand(
            new Command("capture")
                .description("write the profile of a client type, from a client that somebody made in User Management")
                .requiredOption("--client <name>", "the client, by its name on the screen (client id)")
                .requiredOption("--type <type>", "its client type, as on the screen or by key", clientType)
                .option("--folder <path>", "where to write; default: what eleveo:profiles names, else profiles")
                .option("--force", "replace a profile that is different")
                .option(...stackOption)
                .action(capture),
        )
        .addCommand(
            new Command("check")
                .description("obtain a token with the id and secret that the stack holds, and say whether that works")
                .requiredOption("--client <name>", "the client, by its name or by the name of its resource")
                .option(...stackOption)
                .action(check),
        )
        .addCommand(
            new Command("clients")
                .description("list the clients that may be provider clients, and who made them")
                .option("--json", "print one line of JSON")
                .option(...stackOption)
                .action(clients),
        );
}

const connect = (stack: OpenStack | undefined) => new Connections(stack?.config ?? { get: () => undefined }).eleveo();

async function capture(options: StackOption & { client: string; type: ClientType; folder?: string; force?: boolean }) {
    const stack = await openStack(options.stack);
    const { profile, notes } = await captureProfile(connect(stack), options.client, options.type);
    const folder = options.folder ?? stack?.config.get("eleveo:profiles") ?? "profiles";
    const file = join(folder, `${options.type}.json`);
    const text = `${JSON.stringify(JSON.parse(canonical(profile)), undefined, 4)}\n`;
    const before = existsSync(file) ? await readFile(file, "utf8") : undefined;
    if (before !== undefined && before !== text && !options.force)
        throw new Error(`${file} is there and different; look at it, then give --force to replace it`);
    await mkdir(folder, { recursive: true });
    await writeFile(file, text);
    console.log(
        `${relative(process.cwd(), file)} ${before === undefined ? "written" : before === text ? "unchanged" : "replaced"}`,
    );
    for (const note of notes) console.error(`Not in the profile: ${note}.`);
    console.error("Review the file before you commit it: whatever it holds, every client made from it gets.");
}

async function check(options: StackOption & { client: string }) {
    const stack = await requireStack(options.stack);
    const all = (await stack.resources()).filter(({ type }) => type === "pulumi-nodejs:dynamic/eleveo:ProviderClient");
    const found = all.find(
        ({ urn, outputs }) => outputs?.["name"] === options.client || urn.endsWith(`::${options.client}`),
    );
    if (found === undefined) {
        const names = all.map(({ outputs }) => JSON.stringify(outputs?.["name"])).join(", ");
        throw new Error(
            `the stack ${stack.name} has no provider client "${options.client}"; it has ${names || "none"}`,
        );
    }
    const { clientId, clientSecret } = found.outputs ?? {};
    if (typeof clientSecret !== "string")
        throw new Error(`the stack ${stack.name} holds no secret of "${options.client}"; run \`pulumi refresh\``);
    const settings = new Connections(stack.config).eleveoSettings();
    const refusal = await checkSecret(settings, String(clientId), clientSecret);
    console.log(
        refusal === undefined
            ? `${String(clientId)} works: it obtained a token of the realm ${settings.realm}`
            : `${String(clientId)} does not work: ${refusal}`,
    );
    if (refusal !== undefined) process.exitCode = 1;
}

async function clients({ stack, json }: StackOption & { json?: boolean }) {
    const found: { name: string; madeBy?: string }[] = [];
    for await (const { name, madeBy } of providerClient.list(connect(await openStack(stack))))
        found.push({ name, ...(madeBy ? { madeBy } : {}) });
    found.sort((a, b) => (a.name < b.name ? -1 : 1));
    if (json) console.log(JSON.stringify(found));
    else for (const { name, madeBy } of found) console.log(madeBy ? `${name}  made by ${madeBy}` : name);
}

function clientType(written: string): ClientType {
    const key = clientTypeKey(written);
    if (key === undefined) throw new InvalidArgumentError(clientTypeProblem(written)?.reason ?? "");
    return key;
}
