import { rm } from "node:fs/promises";
import { z } from "zod";
import type { Derived, Found, ResourceType } from "../core/resourceType";
import { name, setOf } from "../core/schema";
import { changesSince, snapshotOf, type SnapshotUser } from "../core/snapshot";
import { UserError } from "../transport/errors";
import { type Dialect, dialects } from "./columns";
import { convertFile, convertRows } from "./convert";
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
    source: z.string().min(1, "must not be empty"),
    output: z.string().min(1, "must not be empty"),
    domain,
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

/** How many mistakes of a file are named. */
const most = 10;

/** Which users the import file would have, against that of the last `up`. */
async function derive(
    _api: unknown,
    declared: Partial<UserImportInputs>,
    olds: Partial<UserImportInputs>,
): Promise<Derived<UserImportInputs>> {
    if (declared.source === undefined || declared.domain === undefined)
        return { inputs: {}, problems: [], warnings: [] };
    const findings: Finding[] = [];
    const notes: string[] = [];
    const users: SnapshotUser[] = [];
    let columns: string[] | undefined;
    const rows = convertRows(conversionOf(declared as UserImportInputs), {
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

function conversionOf({ source, dialect, domain, fromDomains, trackingCodes }: UserImportInputs): Conversion {
    return { source, dialect, domain, fromDomains, ...(trackingCodes ? { trackingCodes } : {}) };
}

// --- create, read, update, delete: a file is written, a person imports it ---

async function write(next: UserImportInputs): Promise<UserImportOutputs> {
    const { output, encoding } = next;
    const result = await convertFile(
        { ...conversionOf(next), output, encoding },
        { finding: () => undefined, note: () => undefined },
    );
    if (!result.written) throw new UserError(`${next.source} has changed since the check; run \`pulumi up\` again`);
    const checklist = checklistOf(next, result.users);
    console.log([`user import "${next.name}":`, ...checklist].join("\n  "));
    return { ...next, checklist };
}

/** The procedure's steps for its three scenarios, around the file. */
function checklistOf({ scenario, domain, output }: UserImportInputs, users: number): string[] {
    const file = `Import ${output} (${users} users) into the WebEx Connect organisation with its Administration Tool, then look at status and statusMessage in the import status file (\`contact-center webex status\`).`;
    const notice =
        "Tell all users well in advance: after the activation they sign in to WebEx Meetings with their WebEx Connect user name and password; the former ones no longer work.";
    const verified =
        "The Meetings screen under the Configuration tab shows the address of the Meetings site; when the organisation's administrator signs in to the site, an administrator account is made there.";
    if (scenario === 2)
        return [
            `Change the e-mail addresses of all WebEx Meetings users to the domain ${domain}, on the Meetings site too.`,
            file,
            notice,
            "Ask the WebEx provisioning team to enable the Tightly Coupled Integration.",
            verified,
        ];
    const made =
        scenario === 1
            ? "a new Meetings site and a new Connect organisation with the site's address"
            : "a new Meetings site for the Connect organisation";
    return [`Ask the WebEx provisioning team for ${made}.`, file, notice, verified];
}

export const userImport: ResourceType<undefined, UserImportInputs, UserImportOutputs> = {
    title: "user import",
    inputs,
    replaceOn: [],
    secrets: ["snapshot"],
    connect: () => undefined,
    label: ({ name }) => name ?? "",
    derive,
    create: async (_api, declared) => ({ id: declared.name, outputs: await write(declared) }),
    // Connect shows its imports to nobody: what was written is all that is known.
    read: async (_api, _id, last) => last as UserImportOutputs,
    update: async (_api, _id, last, next) => {
        if (last.output !== next.output) await rm(last.output, { force: true });
        return write(next);
    },
    // The file holds personal data.
    delete: async (_api, _id, { output }) => rm(output, { force: true }),
    find: async () => [],
    list: async function* (): AsyncGenerator<Found<UserImportOutputs>> {
        // Nothing of it is to be seen.
    },
};
