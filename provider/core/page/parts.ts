import { html } from "hono/html";

export type Markup = ReturnType<typeof html>;

/** How an item is marked: by color, and by a shape for readers who do not see the color. */
export const shapes = {
    high: "▲",
    medium: "◆",
    low: "●",
    missing: "✕",
    unchecked: "?",
    unmanaged: "+",
    failed: "!",
    good: "✓",
} as const;
export type Mark = keyof typeof shapes;

/** A word with its shape. */
export const badge = (mark: Mark, words: string = mark): Markup =>
    html`<span class="badge ${mark}"><span aria-hidden="true">${shapes[mark]}</span> ${words}</span>`;

export const formatCount = (count: number): string => count.toLocaleString("en");

/** A key figure. */
export interface Figure {
    mark: Mark;
    count: number;
    words: string;
}

export const figures = (all: readonly Figure[]): Markup =>
    html`<ul class="figures">
        ${all.map(
            ({ mark, count, words }) =>
                html`<li class="${count > 0 ? mark : "none"}">
                    <span class="count"
                        ><span aria-hidden="true" class="shape">${shapes[mark]}</span>${formatCount(count)}</span
                    >
                    <span>${words}</span>
                </li>`,
        )}
    </ul>`;

/** A table with a bar for each figure, the longest first. */
export function bars(all: readonly Figure[], caption: string): Markup {
    const sorted = [...all].sort((a, b) => b.count - a.count);
    const most = Math.max(1, ...sorted.map(({ count }) => count));
    return html`<table class="bars">
        <caption class="hidden">
            ${caption}
        </caption>
        <tbody>
            ${sorted.map(
                ({ mark, count, words }) =>
                    html`<tr>
                        <th scope="row">
                            <span aria-hidden="true" class="shape ${mark}">${shapes[mark]}</span>${words}
                        </th>
                        <td class="number">${formatCount(count)}</td>
                        <td class="${mark}">${bar(count / most)}</td>
                    </tr>`,
            )}
        </tbody>
    </table>`;
}

const bar = (share: number): Markup =>
    html`<svg aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none">
        <rect class="track" width="100" height="1" />
        <rect width="${Math.max(0.5, 100 * share).toFixed(2)}" height="1" />
    </svg>`;

/** Values to choose from. If nothing is chosen in a group, all its items are shown. */
export interface FilterGroup {
    /** Name of the items' attribute, `data-<name>`. */
    name: string;
    words: string;
    values: readonly (readonly [value: string, words: string])[];
}

/** @param label - what is filtered */
export const filters = (groups: readonly FilterGroup[], label: string): Markup =>
    html`<form id="filters" role="search" aria-label="${label}" hidden>
        <label class="text">Search <input type="search" name="text" autocomplete="off" /></label>
        ${groups.map(
            ({ name, words, values }) =>
                html`<fieldset>
                    <legend>${words}</legend>
                    ${values.map(
                        ([value, text]) =>
                            html`<label class="chip"
                                ><input type="checkbox" name="${name}" value="${value}" /><span>${text}</span></label
                            >`,
                    )}
                </fieldset>`,
        )}
        <button type="reset">Show all</button>
        <output id="shown"></output>
    </form>`;
