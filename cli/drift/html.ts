import { html } from "hono/html";
import { severities } from "../../operations/drift/severity";
import { renderPage } from "../../provider/core/page/page";
import type { FilterGroup } from "../../provider/core/page/parts";
import { figuresOf, grid, timeline } from "./htmlOverview";
import { stackSection } from "./htmlStack";
import { driftStyle } from "./htmlStyle";
import { type AnyReview, day, formatOverall } from "./format";

export function renderHtml(reviews: readonly AnyReview[]): string {
    const on = reviews
        .map(({ at }) => at)
        .sort()
        .at(-1);
    return renderPage({
        heading: "Drift review",
        title: `Drift review${on ? ` ${day(on)}` : ""}`,
        lead: `${on ? `${day(on)} · ` : ""}${formatOverall(reviews)}`,
        figures: figuresOf(reviews),
        filters: groups,
        items: "findings",
        itemsId: "reviews",
        style: driftStyle,
        main: html`<h2 id="stacks">Stacks</h2>
            ${grid(reviews)}
            <h2 id="reviews">Findings</h2>
            ${reviews.map(stackSection)}
            <h2>Who changed what</h2>
            ${timeline(reviews)}`,
    });
}

const groups: FilterGroup[] = [
    { name: "severity", words: "Severity", values: severities.map((one) => [one, one] as const) },
    {
        name: "status",
        words: "Kind",
        values: ["changed", "missing", "unmanaged", "unchecked", "failed"].map((one) => [one, one] as const),
    },
    {
        name: "decided",
        words: "Decision",
        values: [
            ["no", "not decided"],
            ["yes", "decided"],
        ],
    },
];
