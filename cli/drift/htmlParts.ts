import { html } from "hono/html";
import type { StackReview } from "../../operations/drift/findings";
import { type Severity, severities } from "../../operations/drift/severity";
import type { Markup } from "../../provider/core/page/parts";
import { countSeverities, day, undecided, undecidedThen } from "./format";

const mostReviews = 30;
const height = 24;

interface Moment {
    at: string;
    counts: Record<Severity, number>;
    total: number;
}

/** The undecided findings of each recorded review and of this one. */
function moments(review: StackReview): Moment[] {
    const past = review.history.slice(-mostReviews).map((one) => ({ at: one.at, open: undecidedThen(one) }));
    const all = past.length > 0 ? [...past, { at: review.at, open: undecided(review) }] : [];
    return all.map(({ at, open }) => ({ at, counts: countSeverities(open), total: open.length }));
}

/** `Not decided since 2026-11-19: 1, 2, 4`; nothing if no review was recorded. */
export function formatTrend(review: StackReview): string {
    const all = moments(review);
    const [first] = all;
    return first ? `Not decided since ${day(first.at)}: ${all.map(({ total }) => total).join(", ")}` : "";
}

/** The same as bars. */
export function trend(review: StackReview): Markup {
    const all = moments(review);
    if (all.length === 0) return html``;
    const unit = height / Math.max(1, ...all.map(({ total }) => total));
    const width = all.length * 7;
    return html`<svg
        class="trend"
        role="img"
        viewBox="0 0 ${width} ${height + 1}"
        width="${width}"
        height="${height + 1}"
    >
        <title>${formatTrend(review)}</title>
        <path class="base" d="M0 ${height + 0.5}H${width}" />
        ${all.map(({ counts }, at) => bar(counts, at * 7 + 1, unit))}
    </svg>`;
}

/** The worst at the bottom. */
function bar(counts: Record<Severity, number>, x: number, unit: number): Markup[] {
    let y = height;
    return severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => {
            const tall = counts[severity] * unit;
            y -= tall;
            return html`<rect
                class="${severity}"
                x="${x}"
                y="${y.toFixed(2)}"
                width="5"
                height="${tall.toFixed(2)}"
            />`;
        });
}

/** `5 days` between two timestamps; nothing if one of them is invalid. */
export function age(since: string, now: string): string {
    const days = Math.floor((Date.parse(now) - Date.parse(since)) / 86_400_000);
    if (Number.isNaN(days)) return "";
    return days < 1 ? "less than a day" : days === 1 ? "1 day" : `${days} days`;
}
