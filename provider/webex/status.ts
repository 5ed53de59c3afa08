import { UserError } from "../transport/errors";
import { trimmed } from "./characters";
import { readTable, type Table } from "./records";

/**
 * The contents of an import status file. Its values are not published, so they are grouped as found (not confirmed,
 * W-7).
 */
export interface ImportStatus {
    users: number;
    groups: { status: string; message: string; users: number }[];
    /** Addresses of the import file that are not in the status file. */
    missing: string[];
    /** Headings and rows of users that failed, in the form of the import file, without the status columns. */
    failed: string[][];
}

const statusHeading = "status";
const messageHeading = "statusMessage";
const known = new Set([statusHeading, messageHeading, "email"].map((name) => name.toLowerCase()));

/**
 * @param succeeded - values of `status` that mean success, regardless of case
 * @param importFile - the imported file, to find missing users
 */
export async function readStatus(
    file: string,
    succeeded: readonly string[],
    importFile?: string,
): Promise<ImportStatus> {
    const table = await readTable(file, isHeading);
    const places = [statusHeading, messageHeading, "email"].map((name) => place(file, table, name));
    const [status = 0, message = 0, email = 0] = places;
    const without = (row: string[]) => row.filter((_, index) => index !== status && index !== message);
    const result: ImportStatus = { users: 0, groups: [], missing: [], failed: [without(table.headings.cells)] };
    const groups = new Map<string, ImportStatus["groups"][number]>();
    const good = succeeded.map((value) => value.toLowerCase());
    const addresses = new Set<string>();
    for await (const row of rowsOf(table)) {
        result.users++;
        addresses.add((row[email] ?? "").toLowerCase());
        const key = JSON.stringify([row[status], row[message]]);
        const group = groups.get(key) ?? { status: row[status] ?? "", message: row[message] ?? "", users: 0 };
        group.users++;
        groups.set(key, group);
        if (good.length > 0 && !good.includes((row[status] ?? "").toLowerCase())) result.failed.push(without(row));
    }
    result.groups = [...groups.values()].sort((a, b) => b.users - a.users);
    if (importFile !== undefined) result.missing = await missingFrom(importFile, addresses);
    return result;
}

async function missingFrom(importFile: string, there: ReadonlySet<string>): Promise<string[]> {
    const table = await readTable(importFile, isHeading);
    const email = place(importFile, table, "email");
    const missing: string[] = [];
    for await (const row of rowsOf(table))
        if (!there.has((row[email] ?? "").toLowerCase())) missing.push(row[email] ?? "");
    return missing;
}

const isHeading = (text: string) => known.has(trimmed(text).toLowerCase());

async function* rowsOf({ batches }: Table): AsyncGenerator<string[]> {
    for await (const batch of batches) for (const { cells } of batch) yield cells;
}

function place(file: string, { headings: { cells } }: Table, name: string): number {
    const found = cells.findIndex((heading) => heading.toLowerCase() === name.toLowerCase());
    if (found < 0)
        throw new UserError("CC5015", `${file} has no column "${name}". Its headings are ${cells.join(", ")}`);
    return found;
}
