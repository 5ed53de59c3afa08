import { html } from "hono/html";
import { atMost, printable } from "../../transport/foreignText";
import { renderPage } from "./page";
import { badge, bars, type Figure, formatCount, type Mark, type Markup } from "./parts";

/** A page with this many rows is still fast. */
export const mostRows = 2_000;
export const mostClashes = 200;
const longest = 300;

/** What was found in users: counts, clashes, and each problem. */
export interface ProblemReport {
    heading: string;
    /** The subject of the report, in one line. */
    lead: string;
    figures: readonly Figure[];
    /** Remarks that do not concern a single user. */
    remarks?: readonly string[];
    /** Kinds of problems, with the number of problems of each kind. */
    kinds: readonly { kind: string; level: Level; words: string; count: number }[];
    /** The first ones: at most {@link mostClashes} are shown. */
    clashes: readonly Clash[];
    /** Columns for all problems; the first is the level. */
    columns: readonly string[];
    /** The first ones: at most {@link mostRows} are shown. */
    rows: readonly ProblemRow[];
    /** Where to find all problems, if some are not shown here. */
    rest: string;
    /** @default none: the page shows only problems */
    users?: UserList;
}

/** Users, and what will happen to each. */
export interface UserList {
    columns: readonly string[];
    /** Changes with a mark, for the filter and the first column; empty if changes are unknown. */
    changes: readonly (readonly [change: string, mark: Mark])[];
    /** At most {@link mostRows} are shown. */
    rows: readonly { change: string; cells: readonly string[] }[];
    /** Where to find all users, if some are not shown here. */
    rest: string;
}

export type Level = "error" | "warning" | "note";

/** Users of whom only one can be correct. */
export interface Clash {
    kind: string;
    level: Level;
    /** The value that they share. */
    value: string;
    sides: readonly { title: string; lines: readonly string[] }[];
}

export interface ProblemRow {
    kind: string;
    level: Level;
    cells: readonly string[];
}

const marks: Record<Level, Mark> = { error: "high", warning: "medium", note: "low" };

export function renderReport(report: ProblemReport): string {
    const levels = (["error", "warning", "note"] as const).filter((one) =>
        report.kinds.some(({ level }) => level === one),
    );
    return renderPage({
        heading: report.heading,
        title: report.heading,
        lead: text(report.lead),
        figures: report.figures,
        filters: [
            { name: "level", words: "Level", values: levels.map((one) => [one, one] as const) },
            { name: "kind", words: "Kind", values: [...new Map(report.kinds.map(({ kind, words }) => [kind, words]))] },
            { name: "change", words: "Change", values: changesIn(report).map(([change]) => [change, change] as const) },
        ].filter(({ values }) => values.length > 1),
        items: report.users ? "problems and users" : "problems",
        itemsId: "problems",
        main: html`${remarks(report)} ${kinds(report)} ${clashes(report)} ${problems(report)} ${users(report)}`,
    });
}

const remarks = ({ remarks: all = [] }: ProblemReport): Markup =>
    all.length === 0
        ? html``
        : html`<ul class="remarks">
              ${all.map((remark) => html`<li>${text(remark)}</li>`)}
          </ul>`;

/** Changes that occur in the list. */
const changesIn = ({ users: list }: ProblemReport) =>
    (list?.changes ?? []).filter(([change]) => list?.rows.some((row) => row.change === change));

function kinds({ kinds: all }: ProblemReport): Markup {
    if (all.length === 0) return html``;
    const sorted = all.map(({ level, words, count }) => ({ mark: marks[level], words, count }));
    return html`<h2>Kinds of problems</h2>
        ${bars(sorted, "Problems by kind")}`;
}

function clashes({ clashes: all, kinds: counts }: ProblemReport): Markup {
    if (all.length === 0) return html``;
    const shown = all.slice(0, mostClashes);
    const found = new Set(all.map(({ kind }) => kind));
    const total = counts.filter(({ kind }) => found.has(kind)).reduce((sum, { count }) => sum + count, 0);
    return html`<h2>Clashes</h2>
        ${total > shown.length ? html`<p class="muted">The first ${formatCount(shown.length)}.</p>` : ""}
        ${shown.map(clash)}`;
}

const clash = ({ kind, level, value, sides }: Clash): Markup =>
    html`<section class="${marks[level]}" data-item data-kind="${kind}" data-level="${level}">
        <h3>${text(value)}</h3>
        <ul class="sides">
            ${sides.map(
                ({ title, lines }) =>
                    html`<li>
                        <strong>${text(title)}</strong>
                        ${lines.map((line) => html`<span class="line">${text(line)}</span>`)}
                    </li>`,
            )}
        </ul>
    </section>`;

function problems({ columns, rows, kinds: counts, rest, users: list }: ProblemReport): Markup {
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    const shown = rows.slice(0, mostRows);
    const tableRows = shown.map(({ kind, level, cells }) => ({
        kind,
        level,
        first: badge(marks[level], level),
        cells,
    }));
    return html`<h2 id="problems">Problems</h2>
        ${firstOf(shown.length, total, rest)}
        ${table("Problems", list ? "problems by-user" : "problems", columns, tableRows)}`;
}

function users({ users: list }: ProblemReport): Markup {
    if (list === undefined) return html``;
    const shown = list.rows.slice(0, mostRows);
    const isCompared = list.changes.length > 0;
    const tableRows = shown.map(({ change, cells: [first = "", ...others] }) =>
        isCompared
            ? { change, first: changeBadge(change, list), cells: [first, ...others] }
            : { first: html`${text(first)}`, cells: others },
    );
    const columns = isCompared ? ["Change", ...list.columns] : list.columns;
    return html`<h2>Users</h2>
        ${firstOf(shown.length, list.rows.length, list.rest)}
        ${table("Users", isCompared ? "users compared" : "users", columns, tableRows)}`;
}

function changeBadge(change: string, { changes }: UserList): Markup {
    const mark = changes.find(([one]) => one === change)?.[1];
    return mark ? badge(mark, change) : html`<span class="muted">${change}</span>`;
}

const firstOf = (shown: number, total: number, rest: string): Markup =>
    total > shown
        ? html`<p class="muted">The first ${formatCount(shown)} of ${formatCount(total)}. ${text(rest)}</p>`
        : html``;

interface TableRow {
    kind?: string;
    level?: Level | "";
    change?: string;
    first: Markup;
    cells: readonly string[];
}

/** The roles are explicit, because on a narrow page rows are laid out as blocks and would lose them. */
function table(caption: string, style: string, columns: readonly string[], rows: readonly TableRow[]): Markup {
    if (rows.length === 0) return html`<p class="muted">None.</p>`;
    return html`<section data-section>
        <table role="table" class="findings ${style}">
            <caption class="hidden">
                ${caption}
            </caption>
            <thead role="rowgroup">
                <tr role="row">
                    ${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}
                </tr>
            </thead>
            <tbody role="rowgroup">
                ${rows.map((row) => tableRow(row, columns))}
            </tbody>
        </table>
    </section>`;
}

/** An empty attribute matches no filter. */
const tableRow = ({ kind = "", level = "", change = "", first, cells }: TableRow, columns: readonly string[]): Markup =>
    html`<tr role="row" data-item data-kind="${kind}" data-level="${level}" data-change="${change}">
        <td role="cell">${first}</td>
        ${cells.map(
            (cell, index) => html`<td role="cell" data-column="${columns[index + 1] ?? ""}">${text(cell)}</td>`,
        )}
    </tr>`;

/** Names are untrusted. */
const text = (value: string): string => atMost(longest, printable(value));
