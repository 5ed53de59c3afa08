import { basename } from "node:path";
import { stringify } from "csv-stringify/sync";
import type { Output, Outputs } from "../core/outputs";
import {
    type Clash,
    type Level,
    mostRows,
    type ProblemReport,
    type ProblemRow,
    renderReport,
} from "../core/page/report";
import type { Figure, Mark } from "../core/page/parts";
import type { UserChange } from "../core/snapshot";
import { asSpreadsheetText } from "../core/spreadsheet";
import { type Comparison, countByKind, type Preview } from "./expected";
import { type Field, fields } from "./fields";
import { nameOf, type UserProblem } from "./preview";
import type { ImagicleUser } from "./users";

type Kind = UserProblem["kind"] | "recreated";

const kinds: Readonly<Record<Kind, readonly [level: Level, words: string]>> = {
    recreated: ["error", "removed and created again"],
    username: ["error", "user name is too long"],
    userNameTwice: ["error", "duplicate user name"],
    numberTwice: ["error", "duplicate number"],
    tooLong: ["error", "value is too long"],
    noKey: ["error", "no user name"],
    otherLine: ["warning", "line that the rule does not use"],
    notRead: ["warning", "not reported by Webex"],
    noLine: ["note", "no line"],
};

/** The most important first. */
const changes: Readonly<Record<UserChange, Mark | undefined>> = {
    recreated: "high",
    added: "unmanaged",
    changed: "medium",
    unread: "unchecked",
    unchanged: undefined,
};

export interface PageSource {
    preview: Preview;
    /** Absent if there is no earlier run to compare with. */
    comparison?: Comparison | undefined;
    organizationName: string;
    filter?: string | undefined;
}

/**
 * The result of applying rules to Webex data, as one page. If there are too many problems for it, all of them are also
 * in a CSV file.
 */
export class UserPage {
    private constructor(
        private readonly page: Output,
        private readonly csv: Output,
        private readonly csvFile: string,
    ) {}

    static async open(outputs: Outputs, file: string): Promise<UserPage> {
        const csvFile = csvOf(file);
        const options = { personal: true };
        return new UserPage(await outputs.open(file, options), await outputs.open(csvFile, options), csvFile);
    }

    async write(source: PageSource): Promise<void> {
        const report = reportOf(source, `All are in ${basename(this.csvFile)}.`);
        await this.page.write(renderReport(report));
        if (report.rows.length <= mostRows) return;
        const rows = report.rows.map(({ level, cells }) => [level, ...cells].map(asSpreadsheetText));
        await this.csv.write(stringify([report.columns, ...rows]));
    }
}

/** @param rest - where to find all problems, if they are too many for the page */
export const renderUserPage = (source: PageSource, rest: string): string => renderReport(reportOf(source, rest));

/** The file next to a page that contains all problems. */
export const csvOf = (file: string): string => `${file.replace(/\.html?$/i, "")}.csv`;

function reportOf({ preview, comparison, organizationName, filter }: PageSource, rest: string): ProblemReport {
    const problems = [...recreated(preview, comparison), ...preview.problems];
    const counts = countByKind(problems as UserProblem[]);
    return {
        heading: "Imagicle users",
        lead: [organizationName, filter === undefined ? "no filter" : `filter ${filter}`].filter(Boolean).join(" · "),
        figures: figuresOf(preview, comparison),
        remarks: preview.warnings,
        kinds: Object.entries(counts).map(([kind, count]) => {
            const [level, words] = kinds[kind as Kind];
            return { kind, level, words, count };
        }),
        clashes: clashesOf(preview),
        columns: ["Level", "User", "Field", "Value", "What is wrong"],
        rows: byLevel(problems.map(rowOf)),
        rest,
        users: {
            columns: ["User", "Name", "Extension", "UserType"],
            changes: comparison
                ? Object.entries(changes).flatMap(([change, mark]) => (mark ? [[change, mark] as const] : []))
                : [],
            rows: usersOf(preview, comparison),
            rest: "`contact-center imagicle preview --all` lists all.",
        },
    };
}

function figuresOf({ users, problems }: Preview, comparison: Comparison | undefined): Figure[] {
    const wrong = problems.filter(({ kind }) => kinds[kind][0] === "error").length;
    const own: Figure[] = [
        { mark: "good", count: users.length, words: "users" },
        { mark: "high", count: wrong, words: "errors" },
        {
            mark: "medium",
            count: problems.filter(({ kind }) => kinds[kind][0] === "warning").length,
            words: "warnings",
        },
    ];
    if (comparison === undefined) return own;
    const { added, changed, removed, recreated: lost } = comparison.changes;
    return [
        ...own,
        { mark: "unmanaged", count: added, words: "added" },
        { mark: "medium", count: changed, words: "changed" },
        { mark: "missing", count: removed, words: "removed" },
        { mark: "high", count: lost, words: "removed and created again" },
    ];
}

interface PageProblem extends Omit<UserProblem, "kind"> {
    kind: Kind;
}

/** Users that lose their settings and data. */
function recreated({ users }: Preview, comparison: Comparison | undefined): PageProblem[] {
    return users
        .filter(({ id }) => comparison?.changeOf.get(id) === "recreated")
        .map((user) => ({
            kind: "recreated",
            user: nameOf(user),
            id: user.id,
            field: "email",
            value: user.key,
            reason: "the e-mail address changed, so the settings and data of the old user are lost",
        }));
}

const labelOf = (key: string): string =>
    Object.values(fields as Readonly<Record<string, Readonly<Record<string, Field>>>>).find((table) => table[key])?.[
        key
    ]?.label ?? key;

const rowOf = ({ kind, user, field, value, reason }: PageProblem): ProblemRow => ({
    kind,
    level: kinds[kind][0],
    cells: [user, labelOf(field), value, reason],
});

const levels: readonly Level[] = ["error", "warning", "note"];
const byLevel = (rows: readonly ProblemRow[]): ProblemRow[] =>
    levels.flatMap((level) => rows.filter((row) => row.level === level));

/** Maximum number of users shown per clash. */
const mostSides = 12;

function firstSides(sides: Clash["sides"]): Clash["sides"] {
    const more = sides.length - mostSides;
    return more > 0 ? [...sides.slice(0, mostSides), { title: `… and ${more} more`, lines: [] }] : sides;
}

/** Users of whom only one may have a number or a name. */
function clashesOf({ users, problems }: Preview): Clash[] {
    const byId = new Map(users.map((user) => [user.id, user]));
    const clashes = new Map<string, Clash & { sides: Clash["sides"][number][] }>();
    for (const { kind, id, value, field, other } of problems) {
        if (other === undefined) continue;
        const key = `${kind} ${value}`;
        const known = clashes.get(key) ?? {
            kind,
            level: kinds[kind][0],
            value,
            sides: [sideOf(byId.get(other), value)],
        };
        known.sides.push(sideOf(byId.get(id), value, field));
        clashes.set(key, known);
    }
    return [...clashes.values()].map((clash) => ({ ...clash, sides: firstSides(clash.sides) }));
}

/** @param field - the field with the value, if known */
function sideOf(user: ImagicleUser | undefined, value: string, field?: string): Clash["sides"][number] {
    if (user === undefined) return { title: "", lines: [] };
    const place = field ?? Object.entries(user.values).find(([, one]) => one === value)?.[0];
    const lines = [displayName(user), user.object.kind, place === undefined ? "" : labelOf(place)];
    return { title: nameOf(user), lines: lines.filter(Boolean) };
}

const displayName = ({ values: { firstName = "", lastName = "" } }: ImagicleUser): string =>
    `${firstName} ${lastName}`.trim();

function usersOf({ users }: Preview, comparison: Comparison | undefined) {
    const order = Object.keys(changes);
    return users
        .map((user) => ({
            change: comparison?.changeOf.get(user.id) ?? "",
            cells: [nameOf(user), displayName(user), user.values["extension"] ?? "", user.object.kind],
        }))
        .sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
}
