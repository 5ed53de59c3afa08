import { didYouMean } from "../core/problem";
import { UserError } from "../transport/errors";
import { readRecords } from "../webex/records";
import { type Field, fields } from "./fields";
import type { ImagicleUser } from "./users";

/** Users under somebody's own headings. */
export interface Table {
    headings: string[];
    rows: string[][];
    /** Headings that no field belongs to. */
    empty: string[];
}

/**
 * Users under the headings of a file that was exported from an Imagicle: its column names are not public, so none is
 * invented. A heading that equals a field's display name or key gets it; others as `columns` says.
 */
export async function usersAsTable(
    users: readonly ImagicleUser[],
    headerFile: string,
    columns: Readonly<Record<string, string>>,
): Promise<Table> {
    const headings = (await readRecords(headerFile).next()).value ?? [];
    const labels = new Map<string, string>();
    for (const table of Object.values(fields) as Readonly<Record<string, Field>>[])
        for (const [key, { label }] of Object.entries(table))
            for (const name of [label, key]) labels.set(plain(name), key);
    for (const [heading, field] of Object.entries(columns)) {
        if (!headings.some((one) => plain(one) === plain(heading)))
            throw new UserError(`${headerFile} has no heading "${heading}"${didYouMean(heading, headings)}`);
        if (![...labels.values()].includes(field))
            throw new UserError(`there is no field "${field}"${didYouMean(field, labels.values())}`);
        labels.set(plain(heading), field);
    }
    const keys = headings.map((heading) => labels.get(plain(heading)));
    return {
        headings,
        rows: users.map(({ values }) => keys.map((key) => (key === undefined ? "" : (values[key] ?? "")))),
        empty: headings.filter((_, index) => keys[index] === undefined),
    };
}

const plain = (text: string) => text.trim().toLowerCase();
