import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { confirm } from "@inquirer/prompts";
import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { Adoption } from "../../operations/adopt/adoption";
import { hasSeveral } from "../../operations/drift/tenants";
import { shellWord } from "../../operations/commandLine";
import { own } from "../../provider/core/json";
import { typeInUrn } from "../../provider/core/token";
import { type ResourceToken, tokenOf } from "../../provider/resources";
import type { AdoptionRequest } from "../../operations/adopt/fulfil";
import { type AdoptServer, startAdoptServer } from "../../operations/adopt/server";
import { printable } from "../../provider/transport/foreignText";
import { providerName, urnIn } from "../../engine/providers";
import { requireStack } from "../../engine/stack";
import { type JsonStep, openWorkspace, pulumiJson, pulumiText } from "../../engine/workspace";
import { type ImportEntry, type ImportFile, importsOf } from "./importFile";
import { idlessKey, readRecord, writeRecord } from "./record";
import { complete, heldObjectsOf } from "./held";
import { parseSecrets, secretWishes } from "./secrets";
import { heldTable, table } from "./format";
import { counted } from "../drift/format";
import { print, printData } from "../print";
import { UserError } from "../../provider/transport/errors";

export interface Options {
    stack?: string;
    id?: string[];
    ids?: string;
    secret?: string[];
    markers?: boolean;
    yes?: boolean;
    json?: boolean;
}

/** The values that all steps of one run share. */
interface Run {
    workspace: LocalWorkspace;
    stack: string;
    server: AdoptServer;
    /** A temporary folder, removed at the end. */
    folder: string;
}

export async function adopt(options: Options): Promise<void> {
    const secrets = parseSecrets(options.secret ?? []);
    const chosen = await chosenIds(options);
    const opened = await requireStack(options.stack);
    const { name: stack, config } = opened;
    const interactive = process.stdin.isTTY && process.stderr.isTTY && !options.json;
    const folder = await mkdtemp(join(tmpdir(), "adopt-"));
    const server = await startAdoptServer(chosen.of);
    try {
        const run = { workspace: await openWorkspace(), stack, server, folder };
        const { adoptions, skeleton } = await look(run);
        rejectUnknownNames(chosen.named, adoptions);
        const objects = await heldObjectsOf(opened, options, secrets);
        const { held } = objects;
        if (!options.json) print([...heldTable(held), ...table(stack, adoptions)].join("\n"));
        const there = adoptions.filter(isThere);
        const stopped = adoptions.some(({ status }) => ["ambiguous", "taken", "failed"].includes(status));
        const done = { adopted: 0, completed: 0 };
        let without: Adoption[] = [];
        if (!stopped && there.length + held.length > 0) {
            const works = (urn: string, secret: string) =>
                (held.some((one) => one.urn === urn) ? objects : server).secretWorks(urn, secret);
            const wishes = await secretWishes([...there, ...held], secrets, { interactive, config: config.get, works });
            if (options.yes || (interactive && (await agreed(there.length, held.length)))) {
                wish(server, there, wishes, options.markers ?? false);
                if (there.length > 0) done.adopted = await take(run, skeleton, there);
                done.completed = await complete(run, objects, wishes);
                without = there.filter(({ urn, secretUnknown }) => secretUnknown && !wishes.has(urn));
            }
        }
        if (options.json) printData(JSON.stringify({ version: 1, stack, ...done, resources: adoptions, held }));
        else
            print(
                [
                    conclusion({ stopped, there: there.length, held: held.length, ...done }),
                    ...withoutSecret(stack, without),
                ].join("\n"),
            );
        if (stopped || done.adopted < there.length || done.completed < held.length) process.exitCode = 1;
    } finally {
        server.stop();
        await rm(folder, { recursive: true, force: true });
    }
}

/** Ids that the user chose: by resource, or by type and resource as in an import file. */
async function chosenIds({ id = [], ids }: Options) {
    const named = new Map(id.map(parseId));
    const { resources = [] } = ids === undefined ? {} : importFileIn(await readFile(ids, "utf8"), ids);
    const listed = new Map(
        resources.map((entry) => [`${tokenOf(entry.type)} ${entry.logicalName ?? entry.name}`, entry.id]),
    );
    return { named, of: (type: ResourceToken, name: string) => named.get(name) ?? listed.get(`${type} ${name}`) };
}

function importFileIn(text: string, file: string): ImportFile {
    try {
        return JSON.parse(text) as ImportFile;
    } catch {
        throw new UserError(
            "CC6007",
            `--ids ${file}: the file is not valid JSON. Name an import file of Pulumi, such as --generate writes`,
        );
    }
}

function parseId(text: string): [name: string, id: string] {
    const at = text.indexOf("=");
    if (at <= 0 || at === text.length - 1)
        throw new UserError(
            "CC6008",
            `--id ${text}: not in the form <resource>=<id>. Use the name of a resource and the id of its object`,
        );
    return [text.slice(0, at), text.slice(at + 1)];
}

function rejectUnknownNames(named: ReadonlyMap<string, string>, adoptions: readonly Adoption[]): void {
    const unknownNames = [...named.keys()].filter((name) => !adoptions.some((one) => one.name === name));
    if (unknownNames.length > 0)
        throw new UserError(
            "CC6009",
            `--id ${unknownNames.join(", ")}: no resource to adopt has this name. Use the name of a resource that the program declares and the stack does not have yet`,
        );
}

const isThere = ({ status }: Adoption): boolean => ["identical", "differs"].includes(status);

/**
 * Resources that the program declares and the stack does not hold, with their objects in the tenant; and the engine's
 * import file.
 */
async function look({ workspace, stack, server, folder }: Run) {
    const file = join(folder, "skeleton.json");
    const args = ["preview", "--stack", stack, "--import-file", file];
    const { steps, errors } = await pulumiJson(workspace, args, server.env);
    if (errors.length > 0)
        throw new UserError(undefined, [...new Set(errors.map(({ message }) => message))].join("\n"));
    refuseUnknownProviders(steps, server.adoptions);
    const text = await readFile(file, "utf8").catch(() => "{}");
    // The engine requests them in its own order.
    const adoptions = [...server.adoptions.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    const several = hasSeveral(adoptions.map(({ provider }) => provider));
    const named = adoptions.map(({ provider = "", ...one }) =>
        several ? { ...one, provider: providerName(provider) } : one,
    );
    return {
        adoptions: await server.withNames(await withoutDoubles(named, server)),
        skeleton: JSON.parse(text) as ImportFile,
    };
}

/** A preview does not call a provider whose settings are not known yet. */
function refuseUnknownProviders(steps: readonly JsonStep[], seen: AdoptServer["adoptions"]): void {
    const unseen = steps.flatMap(({ op, urn, newState }) => {
        const isOurs = op === "create" && tokenOf(newState?.type ?? "") !== undefined;
        return isOurs && !seen.has(urn) ? [urnIn(newState?.provider ?? "")] : [];
    });
    const [urn] = unseen;
    if (urn === undefined) return;
    throw new UserError(
        "CC6010",
        `the settings of the provider "${providerName(urn)}" are not known yet, so objects of its tenant cannot be adopted. Run \`pulumi up --target '${urn}'\` first. Add a --target for each resource that the settings depend on`,
    );
}

/** One object cannot be two resources. */
function withoutDoubles(adoptions: readonly Adoption[], server: AdoptServer): Promise<Adoption[]> {
    return Promise.all(
        adoptions.map(async (one): Promise<Adoption> => {
            const same = adoptions.filter(({ type, id, urn }) => type === one.type && id === one.id && urn !== one.urn);
            if (!isThere(one) || same.length === 0) return one;
            const tenant = await server.tenantOf(one.urn);
            const tenants = await Promise.all(same.map(({ urn }) => server.tenantOf(urn)));
            const others = same.filter((_, index) => tenants[index] === tenant);
            if (others.length === 0) return one;
            const names = others.map(({ name }) => name).join(", ");
            return {
                ...one,
                status: "ambiguous",
                differences: [],
                reason: `${names} would adopt the same object, ${one.id}`,
            };
        }),
    );
}

async function agreed(there: number, held: number): Promise<boolean> {
    const parts = [
        ...(there > 0 ? [`adopt ${counted(there, "object")} into the stack`] : []),
        ...(held > 0 ? [`complete ${held} in the stack`] : []),
    ].join(", and ");
    const message = `${parts.charAt(0).toUpperCase()}${parts.slice(1)}?`;
    return confirm({ message, default: false }, { output: process.stderr });
}

function wish(
    server: AdoptServer,
    there: readonly Adoption[],
    secrets: ReadonlyMap<string, AdoptionRequest>,
    markers: boolean,
): void {
    for (const { urn, unmarked = false } of there)
        server.adopt(urn, { ...secrets.get(urn), marker: markers && unmarked });
}

/** Imports the resources; returns how many the stack holds that it did not hold before. */
async function take({ workspace, stack, server, folder }: Run, skeleton: ImportFile, there: readonly Adoption[]) {
    const of = ({ type, name, logicalName = name }: ImportEntry) =>
        there.find((one) => typeInUrn(one.urn) === type && one.name === logicalName);
    const file = join(folder, "import.json");
    const imports = importsOf(skeleton, (entry) => of(entry)?.id);
    await writeFile(file, JSON.stringify(imports));
    const begun = await begin(workspace, stack, imports, of);
    const args = ["import", "--stack", stack, "--file", file, "--generate-code=false", "--protect=false"];
    // A preview would read the objects too, and would then apply the choices.
    await pulumiText(workspace, [...args, "--skip-preview", "--yes"], { env: server.env });
    await writeRecord(workspace.workDir, { ...begun, finished: true });
    return (imports.resources ?? []).filter(of).length;
}

/** Records the resources to adopt, so that they can be undone, including those of an interrupted run. */
async function begin(
    { workDir }: LocalWorkspace,
    stack: string,
    { resources = [], nameTable = {}, providerInputs = {} }: ImportFile,
    of: (entry: ImportEntry) => Adoption | undefined,
) {
    const before = await readRecord(workDir, stack);
    const taken = resources.map((entry) => {
        const adoption = of(entry);
        const key = adoption?.urn ?? `${entry.type}::${entry.logicalName ?? entry.name}`;
        return [key, adoption?.id ?? null] as [string, string | null];
    });
    for (const name of Object.keys(providerInputs)) taken.push([idlessKey(own(nameTable, name) ?? ""), null]);
    const left = before === undefined || before.finished ? {} : before.resources;
    const record = {
        stack,
        at: new Date().toISOString(),
        resources: { ...left, ...Object.fromEntries(taken) },
        finished: false,
    };
    await writeRecord(workDir, record);
    return record;
}

/** What the stack lacks afterwards, and how to add it. */
function withoutSecret(stack: string, clients: readonly Adoption[]): string[] {
    if (clients.length === 0) return [];
    const names = clients.map(({ name }) => printable(name)).join(", ");
    return [
        `The stack does not have the secret of ${names}. To add one: \`npx contact-center adopt --stack ${shellWord(stack)} --secret ${shellWord(`${clients[0]?.name}=keep`)}\``,
    ];
}

interface Outcome {
    stopped: boolean;
    there: number;
    held: number;
    adopted: number;
    completed: number;
}

function conclusion({ stopped, there, held, adopted, completed }: Outcome): string {
    const done = [
        ...(adopted > 0 ? [`Adopted ${adopted}. Nothing else was changed.`] : []),
        ...(completed > 0 ? [`Completed ${completed} in the stack.`] : []),
        ...(adopted > 0 ? ["`npx contact-center adopt --undo` removes the adopted objects from the stack again."] : []),
    ];
    if (done.length > 0) return done.join(" ");
    if (stopped) return "Nothing was adopted, because objects are ambiguous, taken or could not be read.";
    return there + held === 0
        ? "There is nothing to adopt."
        : "Nothing was adopted. Run the command again with --yes to adopt without confirmation.";
}
