import { z } from "zod";
import type { Connections } from "../core/connections";
import { own } from "../core/json";
import { removeOutput, withOutputs } from "../core/outputs";
import type { Problem } from "../core/problem";
import type { Derived, Found, ResourceType } from "../core/resourceType";
import { name, notEmpty } from "../core/schema";
import { webex } from "../webex/settings";
import { PartialFailure } from "../core/resourceType";
import { compared, countByKind, previewOf, warningsOf } from "./expected";
import { normalRules, ruleChecklist, rulesSchema } from "./rules";
import { filterSchema } from "./rulesFile";
import type { PageSource } from "./page";
import { say } from "../core/say";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { splitSecrets } from "./secrets";
import { busyText, startSync } from "./sync";
import { fetchWebexData } from "./webexApi";
import { readWebexData, type WebexData } from "./webexData";

// --- facts ---

const counts = z.strictObject({
    users: z.number(),
    added: z.number(),
    changed: z.number(),
    removed: z.number(),
    recreated: z.number(),
    problems: z.record(z.string(), z.number()),
});

const url = z.url(coded("CC4026", "must be a URL"));

const inputs = z.strictObject({
    name,
    users: rulesSchema("users").optional(),
    virtualObjects: rulesSchema("virtualObjects").optional(),
    faxWorkspaces: rulesSchema("faxWorkspaces").optional(),
    /** Passwords and PINs, by `connector.field`. */
    secretValues: z.record(z.string(), z.string()).optional(),
    filter: filterSchema.optional(),
    data: z.string().optional(),
    live: z
        .strictObject({
            url: url.optional(),
            faxWorkspaces: z.array(z.string()).optional(),
            organizations: z.array(z.string()).optional(),
        })
        .optional(),
    html: z.string().min(1, notEmpty).optional(),
    start: z.strictObject({ url: url, username: z.string() }).optional(),
    startPassword: z.string().optional(),
    /** Derived from the data: see {@link derive}. */
    expected: counts.optional(),
    snapshot: z.string().optional(),
});

export type UserSyncInputs = z.output<typeof inputs>;
export interface UserSyncOutputs extends UserSyncInputs {
    /** What the user must set in Imagicle's web portal since the last `up`. */
    checklist: string[];
}

// --- check ---

function rules(
    { users, virtualObjects, faxWorkspaces, start, startPassword, data, live }: Partial<UserSyncInputs>,
    unknown: (property: keyof UserSyncInputs) => boolean,
): Problem[] {
    const problems: Problem[] = [];
    const some = [users, virtualObjects, faxWorkspaces].some(Boolean);
    if (!some && !(["users", "virtualObjects", "faxWorkspaces"] as const).some(unknown))
        problems.push({
            code: "CC4023",
            path: "users",
            reason: "is missing, and so are virtualObjects and faxWorkspaces. Declare the rules of at least one connector",
        });
    if (data !== undefined && live !== undefined)
        problems.push({ code: "CC4024", path: "live", reason: "declare either live or data, not both" });
    if (start !== undefined && startPassword === undefined && !unknown("startPassword"))
        problems.push({ code: "CC4025", path: "start.password", reason: "is required" });
    return problems;
}

/** The users that the rules would create from the data, compared with those of the last `up`. */
async function derive(
    connections: Connections,
    declared: Partial<UserSyncInputs>,
    olds: Partial<UserSyncInputs>,
): Promise<Derived<UserSyncInputs>> {
    const { start, live } = declared;
    const wrong = [
        ...addressProblems(connections, "start.url", start?.url),
        ...addressProblems(connections, "live.url", live?.url),
    ];
    if (wrong.length > 0) return { inputs: {}, problems: wrong, warnings: [] };
    const notes: string[] = [];
    const data = await dataOf(connections, declared, notes);
    if (data === undefined) return { inputs: {}, problems: [], warnings: [] };
    const preview = previewOf(data, declared);
    const comparison = compared(preview, data, olds.snapshot ?? "");
    const { snapshot, changes } = comparison;
    const { organizationName } = data;
    const problems = await writePage(declared, { preview, comparison, organizationName, filter: declared.filter });
    if (snapshot === olds.snapshot && olds.expected !== undefined)
        return { inputs: { snapshot, expected: olds.expected }, problems, warnings: [...notes, ...preview.warnings] };
    const expected = { users: preview.users.length, ...changes, problems: countByKind(preview.problems) };
    return { inputs: { snapshot, expected }, problems, warnings: [...notes, ...warningsOf(preview, comparison)] };
}

/** Pages are loaded on use. */
const pages = () => import("./page.js");

async function writePage({ html, data }: Partial<UserSyncInputs>, source: PageSource): Promise<Problem[]> {
    if (html === undefined) return [];
    try {
        const inputs = data === undefined ? [] : [data];
        await withOutputs(inputs, async (outputs) => {
            const { UserPage } = await pages();
            await (await UserPage.open(outputs, html)).write(source);
        });
        return [];
    } catch (error) {
        if (error instanceof UserError) return [{ code: undefined, path: "html", reason: error.message }];
        throw error;
    }
}

/** A page contains personal data. */
async function removePage({ html, data }: Partial<UserSyncInputs>): Promise<void> {
    if (html === undefined) return;
    const { csvOf } = await pages();
    for (const file of [html, csvOf(html)]) await removeOutput(file, data === undefined ? [] : [data]);
}

function addressProblems(connections: Connections, path: string, address: string | undefined): Problem[] {
    const reason = address === undefined ? undefined : connections.addressProblem("it", address);
    return reason === undefined ? [] : [{ code: undefined, path, reason }];
}

/** From a file, or from Webex directly. */
async function dataOf(
    connections: Connections,
    { data, live }: Partial<UserSyncInputs>,
    notes: string[],
): Promise<WebexData | undefined> {
    if (data !== undefined) return readWebexData(data);
    if (live === undefined) return undefined;
    const { url, faxWorkspaces, organizations } = live;
    return fetchWebexData(
        {
            token: connections.settings(webex).token,
            ...(url ? { url } : {}),
            ...(faxWorkspaces ? { faxWorkspaces } : {}),
            ...(organizations ? { organizations } : {}),
        },
        // A rejected list matters only if the rules use it, which the preview reports.
        { note: (text) => notes.push(text), refused: () => undefined },
    );
}

// --- create, read, update, delete: nothing is configured, the declared values are recorded ---

async function create(connections: Connections, declared: UserSyncInputs) {
    return { id: declared.name, outputs: await carryOut(connections, declared, undefined) };
}

async function update(
    connections: Connections,
    _id: string,
    last: UserSyncOutputs,
    next: UserSyncInputs,
): Promise<UserSyncOutputs> {
    if (last.html !== next.html) await removePage(last);
    return carryOut(connections, next, last);
}

async function carryOut(
    connections: Connections,
    next: UserSyncInputs,
    last: UserSyncOutputs | undefined,
): Promise<UserSyncOutputs> {
    const checklist = checklistOf(next, last);
    const outputs = { ...next, checklist };
    if (checklist.length > 0)
        say([`user sync "${next.name}": make these settings in Imagicle's web portal:`, ...checklist].join("\n  "));
    if (next.start === undefined || next.startPassword === undefined) return outputs;
    try {
        connections.requireSafe("start.url", next.start.url);
        await startSync({ ...next.start, password: next.startPassword }, { busy: busy(next.name) });
    } catch (error) {
        throw new PartialFailure(next.name, outputs, error);
    }
    say(`user sync "${next.name}": Imagicle has started the synchronization`);
    return outputs;
}

const busy = (title: string) => (pause: number, left: number) => {
    const text = busyText(pause, left);
    if (text !== undefined) say(`user sync "${title}": ${text}`);
};

function checklistOf(next: UserSyncInputs, last: UserSyncOutputs | undefined): string[] {
    const secrets = Object.keys(next.secretValues ?? {}).filter(
        (key) => own(next.secretValues, key) !== own(last?.secretValues, key),
    );
    return [
        ...ruleChecklist(normalRules(last ?? {}), normalRules(next)),
        ...secrets.map((key) => `Configure Synch Rules: set the secret of ${key} (in the stack's configuration)`),
        ...(next.filter !== last?.filter
            ? [`Configure Data Sources: data source filter: ${next.filter ?? "none"}`]
            : []),
    ];
}

export const userSync: ResourceType<Connections, UserSyncInputs, UserSyncOutputs> = {
    title: "user sync",
    inputs,
    replaceOn: [],
    secrets: ["secretValues", "startPassword", "snapshot"],
    connect: (connections) => connections,
    label: ({ name }) => name ?? "",
    prepare: splitSecrets,
    rules,
    derive,
    create,
    // Imagicle has no API to read its rules, so only the recorded values are known.
    read: async (_api, _id, last) => last as UserSyncOutputs,
    update,
    delete: async (_api, _id, last) => {
        await removePage(last);
        say(`user sync "${last.name}": nothing was changed in Imagicle. Switch its connectors off manually`);
    },
    find: async () => [],
    list: async function* (): AsyncGenerator<Found<UserSyncOutputs>> {
        // It cannot be seen.
    },
};
