import { html } from "hono/html";
import { printable } from "../../transport/foreignText";
import { renderPage } from "./page";
import { badge, bars, type Figure, formatCount, type Mark, type Markup } from "./parts";

/** A page stays quick with so many. */
export const mostRows = 2_000;
export const mostClashes = 200;
const longest = 300;

/** What was found in users: how much of what, what contradicts what, and each problem. */
export interface ProblemReport {
    heading: string;
    /** What it is about, in one line. */
    lead: string;
    figures: readonly Figure[];
    /** Kinds of problems, with the number of each. */
    kinds: readonly { kind: string; level: Level; words: string; count: number }[];
    /** The first ones: at most {@link mostClashes} are shown. */
    clashes: readonly Clash[];
    /** Of all problems; the first is that of the level. */
    columns: readonly string[];
    /** The first ones: at most {@link mostRows} are shown. */
    rows: readonly ProblemRow[];
    /** Where all problems are, if they are not all here. */
    rest: string;
}

export type Level = "error" | "warning" | "note";

/** Users of whom only one can be right. */
export interface Clash {
    kind: string;
    level: Level;
    /** What they share. */
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
            { name: "kind", words: "Kind", values: report.kinds.map(({ kind, words }) => [kind, words] as const) },
        ].filter(({ values }) => values.length > 1),
        items: "problems",
        itemsId: "problems",
        main: html`${kinds(report)} ${clashes(report)} ${problems(report)}`,
    });
}

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

function problems(report: ProblemReport): Markup {
    const total = report.kinds.reduce((sum, { count }) => sum + count, 0);
    const shown = report.rows.slice(0, mostRows);
    return html`<h2 id="problems">Problems</h2>
        ${
            total > shown.length
                ? html`<p class="muted">
                      The first ${formatCount(shown.length)} of ${formatCount(total)}. ${text(report.rest)}
                  </p>`
                : ""
        }
        ${shown.length === 0 ? html`<p class="muted">None.</p>` : table(report.columns, shown)}`;
}

/** The roles are said, because on a narrow page rows are laid out as blocks, and lose them. */
const table = (columns: readonly string[], rows: readonly ProblemRow[]): Markup =>
    html`<section data-section id="rows">
        <table role="table" class="findings problems">
            <caption class="hidden">
                Problems
            </caption>
            <thead role="rowgroup">
                <tr role="row">
                    ${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
                </tr>
            </thead>
            <tbody role="rowgroup">
                ${rows.map(
                    ({ kind, level, cells }) =>
                        html`<tr role="row" data-item data-kind="${kind}" data-level="${level}">
                            <td role="cell">${badge(marks[level], level)}</td>
                            ${cells.map(
                                (cell, index) =>
                                    html`<td role="cell" data-column="${columns[index + 1] ?? ""}">${text(cell)}</td>`,
                            )}
                        </tr>`,
                )}
            </tbody>
        </table>
    </section>`;

/** Names may be anybody's. */
function text(value: string): string {
    const characters = Array.from(printable(value));
    return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : characters.join("");
}
