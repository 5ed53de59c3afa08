import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { Outputs, removeOutput, writeOutput } from "../core/outputs";
import type { Problem } from "../core/problem";
import type { Derived, Found, ResourceType } from "../core/resourceType";
import { name, setOf, notEmpty } from "../core/schema";
import { changesSince, snapshotOf, type SnapshotUser } from "../core/snapshot";
import { say, warn } from "../core/say";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { domainOf } from "./addresses";
import { type Dialect, dialects } from "./columns";
import { convertFile, convertRows } from "./convert";
import { Findings, findingText } from "./findings";
import { checklistOf, type ImportFile } from "./procedure";
import type { Conversion } from "../../sdk/webex/types";

// --- facts ---

/** In canonical form: see {@link domainOf}. */
const domain = z
    .string()
    .overwrite((text) => {
        const judged = domainOf(text);
        return "value" in judged ? judged.value : text;
    })
    .superRefine((text, context) => {
        const judged = domainOf(text);
        if ("reason" in judged) context.addIssue({ code: "custom", message: judged.reason });
    });

const inputs = z.strictObject({
    name,
    source: z.string().min(1, notEmpty).optional(),
    output: z.string().min(1, notEmpty).optional(),
    domain: domain.optional(),
    fromDomains: setOf(domain).default([]),
    dialect: z.enum(Object.keys(dialects) as [Dialect]).default("connect-tci"),
    trackingCodes: z.array(z.string()).optional(),
    encoding: z.enum(["utf-8", "utf-16le"]).default("utf-8"),
    scenario: z.literal([1, 2, 3], { error: coded("CC5023", "must be 1, 2 or 3, as the procedure counts") }).default(2),
    html: z.string().min(1, notEmpty).optional(),
    /** Derived from the source: see {@link derive}. */
    expected: z
        .strictObject({ users: z.number(), added: z.number(), changed: z.number(), removed: z.number() })
        .optional(),
    columns: z.array(z.string()).optional(),
    snapshot: z.string().optional(),
    /** How often the file was written again because it was missing. */
    rewrites: z.number().optional(),
});

export type UserImportInputs = z.output<typeof inputs>;
export interface UserImportOutputs extends UserImportInputs {
    /** The manual steps for the file, in order. */
    checklist: string[];
    /** Path of the file on the machine that wrote it, because a review may run in another folder. */
    path?: string;
}

// --- check ---

const fileInputs = ["source", "output", "domain"] as const;

/** Only scenario 2 has users to import. In another scenario, a file needs all of its settings. */
function rules(inputs: Partial<UserImportInputs>, unknown: (property: keyof UserImportInputs) => boolean): Problem[] {
    const { scenario = 2 } = inputs;
    if (unknown("scenario")) return [];
    const given = fileInputs.filter((property) => inputs[property] !== undefined || unknown(property));
    if (scenario !== 2 && given.length === 0) return [];
    const why = scenario === 2 ? "the users of the Meetings site are imported in scenario 2" : `${given[0]} is given`;
    return fileInputs
        .filter((property) => !given.includes(property))
        .map((path) => ({ code: "CC5024", path, reason: `is required, because ${why}` }));
}

/** Maximum number of mistakes listed for a file. */
const most = 10;

/** The users that the import file would have, compared with that of the last `up`. */
async function derive(
    _api: unknown,
    declared: Partial<UserImportInputs>,
    olds: Partial<UserImportInputs>,
): Promise<Derived<UserImportInputs>> {
    const conversion = conversionOf(declared);
    const problems = await fileProblems(declared);
    if (conversion === undefined || problems.length > 0) return { inputs: {}, problems, warnings: [] };
    const findings = new Findings();
    const notes: string[] = [];
    const { columns, users } = await usersIn(conversion, findings, notes);
    const snapshot = snapshotOf(users);
    const { added, changed, removed } = changesSince(olds.snapshot ?? "", users).changes;
    const now = { users: users.length, added, changed, removed };
    if (declared.html !== undefined) await writePage(declared.html, conversion, findings, now);
    // The result of the last change stays until the next one.
    const expected = snapshot === olds.snapshot ? olds.expected : undefined;
    const rewrites = await rewritesOf(declared, olds);
    return {
        inputs: { snapshot, columns, expected: expected ?? now, ...(rewrites ? { rewrites } : {}) },
        problems: problemsOf(findings, declared.html),
        warnings: expected ? [] : [...notes, ...findings.warnings()],
    };
}

/** Files that must not be written. */
async function fileProblems({ source, output, html }: Partial<UserImportInputs>): Promise<Problem[]> {
    const outputs = new Outputs(source === undefined ? [] : [source]);
    const problems: Problem[] = [];
    for (const [path, file] of Object.entries({ output, html }))
        if (file !== undefined)
            await outputs
                .open(file)
                .catch((error: Error) => problems.push({ code: undefined, path, reason: error.message }));
    return problems;
}

/** A missing file is written again. A counter shows that as a change. */
async function rewritesOf(
    { output }: Partial<UserImportInputs>,
    olds: Partial<UserImportInputs>,
): Promise<number | undefined> {
    const isGone = output !== undefined && output === olds.output && !(await isFile(output));
    return isGone ? (olds.rewrites ?? 0) + 1 : olds.rewrites;
}

function problemsOf(findings: Findings, html: string | undefined): Problem[] {
    const problems = findings.errors
        .slice(0, most)
        .map((finding): Problem => ({ code: "CC5025", path: "source", reason: findingText(finding) }));
    const left = findings.count("error") - problems.length;
    const where = html === undefined ? "`contact-center webex convert --report` writes them all" : `see ${html}`;
    return left > 0
        ? [...problems, { code: "CC5026", path: "source", reason: `${left} more errors: ${where}` }]
        : problems;
}

async function writePage(
    file: string,
    conversion: Conversion,
    findings: Findings,
    { users, added, changed, removed }: NonNullable<UserImportInputs["expected"]>,
): Promise<void> {
    const figures = [
        { mark: "good", count: users, words: "users in the file" },
        { mark: "unmanaged", count: added, words: "added" },
        { mark: "low", count: changed, words: "changed" },
        { mark: "missing", count: removed, words: "removed" },
    ] as const;
    const rest = "`contact-center webex convert --report` writes all of them as CSV.";
    const page = await findings.page(conversion, figures, rest);
    await writeOutput(file, page, { personal: true, inputs: [conversion.source] });
}

async function usersIn(conversion: Conversion, findings: Findings, notes: string[]) {
    const users: SnapshotUser[] = [];
    let columns: string[] | undefined;
    const listener = { finding: findings.add, note: (text: string) => void notes.push(text) };
    for await (const batch of convertRows(conversion, listener)) {
        const rows = columns === undefined ? batch.slice(1) : batch;
        columns ??= batch[0] ?? [];
        for (const row of rows) users.push(userOf(columns, row));
    }
    return { users, columns: columns ?? [] };
}

function userOf(columns: readonly string[], row: readonly string[]): SnapshotUser {
    const values = Object.fromEntries(columns.map((column, index) => [column, row[index]]));
    const key = (values["email"] ?? "").toLowerCase();
    return { id: key, key, values };
}

/** Nothing if there is no file to write. */
function conversionOf({
    source,
    dialect = "connect-tci",
    domain: newDomain,
    fromDomains = [],
    trackingCodes,
}: Partial<UserImportInputs>): Conversion | undefined {
    if (source === undefined || newDomain === undefined) return undefined;
    return { source, dialect, domain: newDomain, fromDomains, ...(trackingCodes ? { trackingCodes } : {}) };
}

// --- create, read, update, delete: a file is written, the user imports it ---

async function write(next: UserImportInputs): Promise<UserImportOutputs> {
    const { name: title, output, encoding, scenario, domain: newDomain } = next;
    const conversion = conversionOf(next);
    let file: ImportFile | undefined;
    if (conversion !== undefined && output !== undefined) {
        const result = await convertFile(
            { ...conversion, output, encoding },
            { finding: () => undefined, note: () => undefined },
        );
        if (!result.written)
            throw new UserError("CC5027", `${conversion.source} has changed since the check. Run \`pulumi up\` again`);
        file = { output, users: result.users };
    }
    const checklist = checklistOf(scenario, newDomain, file);
    say([`user import "${title}":`, ...checklist].join("\n  "));
    return { ...next, checklist, ...(output === undefined ? {} : { path: resolve(output) }) };
}

/** The files contain personal data. A file that is also the export, or is being written now, must not be deleted. */
async function remove(last: Partial<UserImportInputs>, next: Partial<UserImportInputs> = {}): Promise<void> {
    const others = [last.source, next.source, next.output, next.html].filter((file) => file !== undefined);
    for (const file of [last.output, last.html]) {
        if (file === undefined || file === next.output || file === next.html) continue;
        if (!(await removeOutput(file, others)))
            warn("CC5028", `${file} was not deleted, because it is also an input or not a file`);
    }
}

const isFile = (file: string): Promise<boolean> =>
    stat(file).then(
        (stats) => stats.isFile(),
        () => false,
    );

/** Connect has no API to read its imports, so only the file can be checked. */
async function isThere({ output, path }: Partial<UserImportOutputs>): Promise<boolean> {
    if (output === undefined) return true;
    return (await isFile(output)) || (path !== undefined && (await isFile(path)));
}

export const userImport: ResourceType<undefined, UserImportInputs, UserImportOutputs> = {
    title: "user import",
    inputs,
    replaceOn: [],
    secrets: ["snapshot"],
    connect: () => undefined,
    label: ({ name }) => name ?? "",
    rules,
    derive,
    create: async (_api, declared) => ({ id: declared.name, outputs: await write(declared) }),
    read: async (_api, _id, last) => ((await isThere(last)) ? (last as UserImportOutputs) : undefined),
    update: async (_api, _id, last, next) => {
        const written = await write(next);
        await remove(last, next);
        return written;
    },
    delete: async (_api, _id, last) => remove(last),
    find: async () => [],
    list: async function* (): AsyncGenerator<Found<UserImportOutputs>> {
        // It cannot be seen.
    },
};
