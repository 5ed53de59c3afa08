import { didYouMean } from "../core/problem";
import { UserError } from "../transport/errors";
import { readHeadings } from "../webex/records";
import { type Connector, connectors, type Field, fields } from "./fields";
import { type ImagicleUser, type Rule, type Rules, sourceOf } from "./users";

/** Users under given headings. */
export interface Table {
    headings: string[];
    rows: string[][];
    /** Why cells stay empty, and what to compare, by heading. */
    notes: string[];
}

const tableOf = (connector: Connector): Readonly<Record<string, Field>> => fields[connector];

/**
 * Users under the headings of a file that was exported from an Imagicle. Its column names are not public, so none is
 * invented. A heading that equals a field's display name or key gets that field. `columns` assigns the others. It may
 * name several fields with commas between them: the first that a user's connector has counts.
 */
export async function usersAsTable(
    users: readonly ImagicleUser[],
    rules: Rules,
    headerFile: string,
    columns: Readonly<Record<string, string>>,
): Promise<Table> {
    const headings = await readHeadings(headerFile);
    const keys = keysOf(headings, headerFile, columns);
    const used = (Object.keys(connectors) as Connector[]).filter((one) =>
        users.some(({ connector }) => connector === one),
    );
    // The field of each heading, by connector.
    const chosen = new Map(
        used.map((connector) => [connector, keys.map((few) => few.find((key) => key in tableOf(connector)))]),
    );
    const rows = users.map((user) => (chosen.get(user.connector) ?? []).map((key) => cellOf(user, rules, key)));
    const notes = headings.flatMap((heading, index) => {
        if (keys[index]?.length === 0)
            return [`"${heading}" stays empty: no field has this name. Name one with --column "${heading}=<field>"`];
        return used.flatMap((connector) => {
            const reason = whyEmpty(connector, rules, chosen.get(connector)?.[index]);
            return reason === undefined
                ? []
                : [`"${heading}" stays empty for the users of "${connectors[connector]}": ${reason}`];
        });
    });
    const yesOrNo = used.some((one) => Object.values(rules[one] ?? {}).some(({ value }) => typeof value === "boolean"));
    if (yesOrNo)
        notes.push("yes and no are written as True and False. Not confirmed (I-3): compare with the exported file");
    return { headings, rows, notes };
}

/** The fields that each heading may have, by their keys. */
function keysOf(headings: readonly string[], headerFile: string, columns: Readonly<Record<string, string>>) {
    const byHeading = new Map<string, string[]>();
    const all = new Set<string>();
    for (const table of Object.values(fields) as Readonly<Record<string, Field>>[])
        for (const [key, { label }] of Object.entries(table)) {
            all.add(key);
            for (const name of [label, key]) byHeading.set(plain(name), [key]);
        }
    for (const [heading, list] of Object.entries(columns)) {
        if (!headings.some((one) => plain(one) === plain(heading)))
            throw new UserError("CC4001", `${headerFile} has no heading "${heading}"${didYouMean(heading, headings)}`);
        const keys = list.split(",");
        const unknown = keys.find((key) => !all.has(key));
        if (unknown !== undefined)
            throw new UserError("CC4002", `unknown field "${unknown}"${didYouMean(unknown, all)}`);
        byHeading.set(plain(heading), keys);
    }
    return headings.map((heading) => byHeading.get(plain(heading)) ?? []);
}

function cellOf(user: ImagicleUser, rules: Rules, key: string | undefined): string {
    if (key === undefined) return "";
    const set = rules[user.connector]?.[key]?.value;
    return set === undefined ? (user.values[key] ?? "") : textOf(set);
}

/** Imagicle's table says "False" and "True". Not confirmed (I-3): the form that its import expects. */
function textOf(value: NonNullable<Rule["value"]>): string {
    if (typeof value === "boolean") return value ? "True" : "False";
    return String(value);
}

/** Why a column is empty for every user of a connector, independent of the data; nothing if it is not. */
function whyEmpty(connector: Connector, rules: Rules, key: string | undefined): string | undefined {
    const field = key === undefined ? undefined : tableOf(connector)[key];
    if (key === undefined || field === undefined)
        return "the connector has no such field. Name another one with --column";
    if (field.value === "secret") return "passwords and PINs are not written to files";
    const rule = rules[connector]?.[key];
    if (rule?.value !== undefined) return undefined;
    const source = sourceOf(field, rule);
    if (source === undefined) return "the rules neither set it nor name a source";
    return source === "nativeUserId" ? "the Webex API does not return nativeUserId" : undefined;
}

const plain = (text: string) => text.trim().toLowerCase();
