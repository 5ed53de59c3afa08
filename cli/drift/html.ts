import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { severities } from "../../operations/drift/severity";
import { figures, grid, timeline } from "./htmlOverview";
import type { Markup } from "./htmlParts";
import { script } from "./htmlScript";
import { stackSection } from "./htmlStack";
import { style } from "./htmlStyle";
import { type AnyReview, day, formatOverall } from "./format";

const hash = createHash("sha256").update(script).digest("base64");
/** Nothing is loaded from anywhere, and no script runs but this one. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;

/** One page that needs nothing else: readable without its script, which only filters. */
export function renderHtml(reviews: readonly AnyReview[]): string {
    const on = reviews
        .map(({ at }) => at)
        .sort()
        .at(-1);
    return String(
        html`<!doctype html>
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta http-equiv="Content-Security-Policy" content="${policy}" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <title>Drift review${on ? ` ${day(on)}` : ""}</title>
                    ${raw(`<style>${style}</style>`)}
                </head>
                <body>
                    <a class="skip" href="#reviews">Skip to the findings</a>
                    <header>
                        <h1>Drift review</h1>
                        <p>${on ? `${day(on)} · ` : ""}${formatOverall(reviews)}</p>
                        ${figures(reviews)}
                    </header>
                    ${filters()}
                    <main>
                        <h2 id="stacks">Stacks</h2>
                        ${grid(reviews)}
                        <h2 id="reviews">Findings</h2>
                        ${reviews.map(stackSection)}
                        <h2>Who changed what</h2>
                        ${timeline(reviews)}
                    </main>
                    ${raw(`<script>${script}</script>`)}
                </body>
            </html> `,
    );
}

const groups: [name: string, words: string, values: [value: string, words: string][]][] = [
    ["severity", "Severity", severities.map((one) => [one, one])],
    ["status", "Kind", ["changed", "missing", "unmanaged", "unchecked", "failed"].map((one) => [one, one])],
    [
        "decided",
        "Decision",
        [
            ["no", "not decided"],
            ["yes", "decided"],
        ],
    ],
];

/** Of a group in which nothing is chosen, everything is shown. */
function filters(): Markup {
    return html`<form id="filters" role="search" aria-label="Filter the findings" hidden>
        <label class="text">Search <input type="search" name="text" autocomplete="off" /></label>
        ${groups.map(
            ([name, words, values]) =>
                html`<fieldset>
                    <legend>${words}</legend>
                    ${values.map(
                        ([value, label]) =>
                            html`<label class="chip"
                                ><input type="checkbox" name="${name}" value="${value}" /><span>${label}</span></label
                            >`,
                    )}
                </fieldset>`,
        )}
        <button type="reset">Show all</button>
        <output id="shown"></output>
    </form>`;
}
