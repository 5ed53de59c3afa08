import { rm } from "node:fs/promises";
import { z } from "zod";
import type { Problem } from "../core/problem";
import type { Derived, Found, ResourceType } from "../core/resourceType";
import { name, setOf } from "../core/schema";
import { changesSince, snapshotOf, type SnapshotUser } from "../core/snapshot";
import { say } from "../core/say";
import { UserError } from "../transport/errors";
import { type Dialect, dialects } from "./columns";
import { convertFile, convertRows } from "./convert";
import { checklistOf, type ImportFile } from "./procedure";
import type { Conversion, Finding } from "../../sdk/webex/types";

// --- facts ---

const domain = z
    .string()
    .overwrite((text) => text.trim().toLowerCase())
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, {
        error: (issue) => `must be a domain such as acme.com; it is ${JSON.stringify(issue.input)}`,
    });

const inputs = z.strictObject({
    name,
    source: z.string().min(1, "must not be empty").optional(),
    output: z.string().min(1, "must not be empty").optional(),
    domain: domain.optional(),
    fromDomains: setOf(domain).default([]),
    dialect: z.enum(Object.keys(dialects) as [Dialect]).default("connect-tci"),
    trackingCodes: z.array(z.string()).optional(),
    encoding: z.enum(["utf-8", "utf-16le"]).default("utf-8"),
    scenario: z.literal([1, 2, 3], { error: () => "must be 1, 2 or 3, as the procedure counts" }).default(2),
    /** What follows from the source: see {@link derive}. */
    expected: z
        .strictObject({ users: z.number(), added: z.number(), changed: z.number(), removed: z.number() })
        .optional(),
    columns: z.array(z.string()).optional(),
    snapshot: z.string().optional(),
});

export type UserImportInputs = z.output<typeof inputs>;
export interface UserImportOutputs extends UserImportInputs {
    /** What a person has to do with the file, in order. */
    checklist: string[];
}

// --- check ---

const fileInputs = ["source", "output", "domain"] as const;

/** Only scenario 2 has users to import; whoever gives a file in another says all of it. */
function rules(inputs: Partial<UserImportInputs>, unknown: (property: keyof UserImportInputs) => boolean): Problem[] {
    const { scenario = 2 } = inputs;
    if (unknown("scenario")) return [];
    const given = fileInputs.filter((property) => inputs[property] !== undefined || unknown(property));
    if (scenario !== 2 && given.length === 0) return [];
    const why = scenario === 2 ? "the users of the Meetings site are imported in scenario 2" : `${given[0]} is given`;
    return fileInputs
        .filter((property) => !given.includes(property))
        .map((path) => ({ path, reason: `is required, because ${why}` }));
}

/** How many mistakes of a file are named. */
const most = 10;

/** Which users the import file would have, against that of the last `up`. */
async function derive(
    _api: unknown,
    declared: Partial<UserImportInputs>,
    olds: Partial<UserImportInputs>,
): Promise<Derived<UserImportInputs>> {
    const conversion = conversionOf(declared);
    if (conversion === undefined) return { inputs: {}, problems: [], warnings: [] };
    const findings: Finding[] = [];
    const notes: string[] = [];
    const users: SnapshotUser[] = [];
    let columns: string[] | undefined;
    const rows = convertRows(conversion, {
        finding: (finding) => findings.push(finding),
        note: (text) => notes.push(text),
    });
    for await (const row of rows) {
        if (columns === undefined) columns = row;
        else users.push(userOf(columns, row));
    }
    const errors = findings.filter(({ level }) => level === "error");
    const problems = errors.slice(0, most).map((finding) => ({ path: "source", reason: textOf(finding) }));
    if (errors.length > most)
        problems.push({
            path: "source",
            reason: `${errors.length - most} more; \`contact-center webex convert --report\` writes them all`,
        });
    const formulas = findings.length - errors.length;
    const warnings = formulas > 0 ? [...notes, `${formulas} cells would be formulas in a spreadsheet`] : notes;
    const snapshot = snapshotOf(users);
    if (snapshot === olds.snapshot && olds.expected !== undefined)
        return { inputs: { snapshot, columns: columns ?? [], expected: olds.expected }, problems, warnings: [] };
    const { added, changed, removed } = changesSince(olds.snapshot ?? "", users).changes;
    const expected = { users: users.length, added, changed, removed };
    return { inputs: { snapshot, columns: columns ?? [], expected }, problems, warnings };
}

const textOf = ({ row, column, value, reason }: Finding) =>
    `row ${row}${column ? `, ${column} ${JSON.stringify(value)}` : ""}: ${reason}`;

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

// --- create, read, update, delete: a file is written, a person imports it ---

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
            throw new UserError(`${conversion.source} has changed since the check; run \`pulumi up\` again`);
        file = { output, users: result.users };
    }
    const checklist = checklistOf(scenario, newDomain, file);
    say([`user import "${title}":`, ...checklist].join("\n  "));
    return { ...next, checklist };
}

/** The file holds personal data. */
async function remove({ output }: Partial<UserImportInputs>): Promise<void> {
    if (output !== undefined) await rm(output, { force: true });
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
    // Connect shows its imports to nobody: what was written is all that is known.
    read: async (_api, _id, last) => last as UserImportOutputs,
    update: async (_api, _id, last, next) => {
        if (last.output !== next.output) await remove(last);
        return write(next);
    },
    delete: async (_api, _id, last) => remove(last),
    find: async () => [],
    list: async function* (): AsyncGenerator<Found<UserImportOutputs>> {
        // Nothing of it is to be seen.
    },
};
