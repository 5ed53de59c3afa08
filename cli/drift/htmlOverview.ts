import { html } from "hono/html";
import type { Status } from "../../operations/drift/findings";
import { type Severity, severities } from "../../operations/drift/severity";
import { badge, type Figure, type Markup, shapes } from "../../provider/core/page/parts";
import { trend } from "./htmlParts";
import { stackId } from "./htmlStack";
import { printable } from "../../provider/transport/foreignText";
import {
    allInSync,
    type AnyReview,
    byKey,
    counted,
    countSeverities,
    day,
    doneOf,
    findingsOf,
    formatFinding,
    isFailed,
    formatObject,
    rowsOf,
    shortened,
    undecided,
} from "./format";

/** The figures at the top of the page. */
export function figuresOf(reviews: readonly AnyReview[]): Figure[] {
    const done = doneOf(reviews);
    const open = countSeverities(done.flatMap(undecided));
    const decided = done.flatMap(findingsOf).length - open.high - open.medium - open.low;
    const unread = done.reduce((sum, { summary }) => sum + summary.unchecked, 0);
    const inSync = reviews.filter(allInSync).length;
    return [
        ...severities.map((mark) => ({ mark, count: open[mark], words: `${mark}, not decided` })),
        { mark: "good", count: decided, words: "decided" },
        { mark: "unchecked", count: unread, words: "unchecked" },
        { mark: "failed", count: reviews.length - done.length, words: "stacks failed" },
        { mark: "good", count: inSync, words: `of ${counted(reviews.length, "stack")} in sync` },
    ];
}

const kinds: readonly Status[] = ["changed", "missing", "unmanaged", "unchecked"];

/** Stacks by kind and severity. */
export function grid(reviews: readonly AnyReview[]): Markup {
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="stacks">
        <table class="grid">
            <thead>
                <tr>
                    <td></td>
                    <th scope="colgroup" colspan="3">Not decided</th>
                    <th scope="colgroup" colspan="4">Objects</th>
                    <td></td>
                </tr>
                <tr>
                    <th scope="col">Stack</th>
                    ${[...severities, ...kinds].map((name) => html`<th scope="col" class="number">${name}</th>`)}
                    <th scope="col">Trend</th>
                </tr>
            </thead>
            <tbody>
                ${reviews.map(gridRow)}
            </tbody>
        </table>
    </div>`;
}

function gridRow(review: AnyReview, index: number): Markup {
    const name = html`<th scope="row"><a href="#${stackId(index)}">${shortened(printable(review.stack), 40)}</a></th>`;
    return html`<tr data-for="${stackId(index)}">
        ${name}${
            isFailed(review)
                ? html`<td colspan="7">${badge("failed")}</td>
                      <td></td>`
                : numbers(review)
        }
    </tr>`;
}

function numbers(review: Exclude<AnyReview, { error: string }>): Markup {
    const open = countSeverities(undecided(review));
    const cell = (mark: string, count: number) =>
        html`<td class="number ${count > 0 ? mark : "none"}">
            ${count > 0 ? count : html`<span aria-label="0">·</span>`}
        </td>`;
    return html`${severities.map((severity) => cell(severity, open[severity]))}
        ${kinds.map((kind) => cell(kind, review.summary[kind]))}
        <td>${trend(review)}</td>`;
}

const mostEvents = 300;

interface Event {
    key: string;
    at: string;
    by: string;
    stack: string;
    index: number;
    object: string;
    status: Status;
    severity: Severity;
    decided: boolean;
    words: string[];
}

/** Who changed what, the latest first. All changes that one action made to one object are one event. */
export function timeline(reviews: readonly AnyReview[]): Markup {
    const events = eventsOf(reviews);
    if (events.length === 0) return html`<p class="muted">Nothing tells who changed what.</p>`;
    const left = events.length - mostEvents;
    return html`<ol class="timeline">
            ${events.slice(0, mostEvents).map(eventItem)}
        </ol>
        ${left > 0 ? html`<p class="muted">${left} earlier ones are not shown here.</p>` : ""}`;
}

function eventsOf(reviews: readonly AnyReview[]): Event[] {
    const events = new Map<string, Event>();
    reviews.forEach((review, index) => {
        for (const { object, finding } of isFailed(review) ? [] : rowsOf(review))
            for (const { at, by } of finding?.changes ?? []) {
                const key = JSON.stringify([at, by, index, object.urn]);
                const known = events.get(key);
                if (finding === undefined) continue;
                known?.words.push(formatFinding(finding));
                const { severity, decision } = finding;
                const about = {
                    key,
                    at,
                    by,
                    stack: review.stack,
                    index,
                    object: formatObject(object),
                    status: object.status,
                };
                if (!known)
                    events.set(key, { ...about, severity, decided: !!decision, words: [formatFinding(finding)] });
            }
    });
    return [...events.values()].sort(byKey).reverse();
}

function eventItem({ at, by, stack, index, object, status, severity, decided, words }: Event): Markup {
    const time = /T(\d\d:\d\d)/.exec(at)?.[1] ?? "";
    return html`<li
        class="${severity}"
        data-item
        data-status="${status}"
        data-severity="${severity}"
        data-decided="${decided ? "yes" : "no"}"
    >
        <span class="when">${day(at)} <span class="muted">${time}</span></span>
        <span aria-hidden="true" class="shape">${shapes[severity]}</span>
        <div>
            <strong>${shortened(printable(by))}</strong> ·
            <a href="#${stackId(index)}">${shortened(printable(stack), 60)}</a> · ${object}
            ${words.map((one) => html`<span class="why">${one}</span>`)}
        </div>
    </li>`;
}
