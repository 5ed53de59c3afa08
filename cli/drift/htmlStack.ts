import { html } from "hono/html";
import type { Names } from "../../provider/core/names";
import type { Difference } from "../../provider/core/differences";
import type { Finding, Reviewed, StackReview } from "../../operations/drift/findings";
import { badge, type Markup } from "../../provider/core/page/parts";
import { age, trend, formatTrend } from "./htmlParts";
import { picture } from "./htmlPicture";
import { printable } from "../../provider/transport/foreignText";
import {
    allInSync,
    type AnyReview,
    counted,
    day,
    decideCommand,
    decisionTerm,
    isFailed,
    printableLines,
    formatPath,
    formatProvider,
    type Row,
    rowsOf,
    shortened,
    formatStale,
    formatSummary,
    formatValue,
} from "./format";

export const stackId = (index: number): string => `stack-${index}`;

/** The section of one stack. */
export function stackSection(review: AnyReview, index: number): Markup {
    return html`<section id="${stackId(index)}" data-section aria-labelledby="${stackId(index)}-h">
        <h3 id="${stackId(index)}-h">${shortened(printable(review.stack), 200)}</h3>
        ${
            isFailed(review)
                ? html`<div data-item data-status="failed" data-severity="none" data-decided="no" class="failure">
                      ${badge("failed")}
                      <pre>${printableLines(review.error).join("\n")}</pre>
                  </div>`
                : reviewed(review, index)
        }
    </section>`;
}

function reviewed(review: StackReview, index: number): Markup {
    const rows = rowsOf(review);
    const remarks = [...review.stale.map(formatStale), ...review.notes.map(printable)];
    return html`<p class="muted">
            ${formatSummary(review.summary)}. Reviewed ${day(review.at)} with ${counted(review.requests, "request")}.
        </p>
        ${review.history.length > 0 ? html`<p class="muted">${trend(review)} ${formatTrend(review)}</p>` : ""}
        ${rows.length > 0 ? findings(rows, review) : ""}
        ${
            remarks.length > 0
                ? html`<ul class="remarks">
                      ${remarks.map((one) => html`<li>${one}</li>`)}
                  </ul>`
                : ""
        }
        ${
            review.picture.boxes.length > 0
                ? html`<details class="drawing" ${allInSync(review) ? "" : "open"}>
                      <summary>The integration</summary>
                      ${picture(review.picture, stackId(index), review.stack)}
                  </details>`
                : ""
        }`;
}

const columns = ["Severity", "Object", "What differs", "Who and when", "Decision"];

/** The roles are explicit, because on a narrow page rows are laid out as blocks and would lose them. */
function findings(rows: readonly Row[], review: StackReview): Markup {
    return html`<table role="table" class="findings">
        <caption class="hidden">
            What differs in ${shortened(printable(review.stack))}
        </caption>
        <thead role="rowgroup">
            <tr role="row">
                ${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
            </tr>
        </thead>
        <tbody role="rowgroup">
            ${rows.map((row) => findingRow(row, review))}
        </tbody>
    </table>`;
}

function findingRow({ object, finding }: Row, review: StackReview): Markup {
    const cells = finding
        ? [
              badge(finding.severity),
              named(object),
              what(finding),
              who(finding, review.at),
              decision(review.stack, object, finding),
          ]
        : [badge("unchecked"), named(object), reason(object), "", ""];
    return html`<tr
        role="row"
        data-status="${object.status}"
        data-severity="${finding?.severity ?? "none"}"
        data-decided="${finding?.decision ? "yes" : "no"}"
        data-item
    >
        ${cells.map((cell, index) => html`<td role="cell" data-column="${columns[index]}">${cell}</td>`)}
    </tr>`;
}

const named = ({ type, name, provider, status, urn }: Reviewed): Markup =>
    html`<span class="type">${shortened(printable(type))}</span>
        <strong title="${shortened(printable(urn), 300)}">${shortened(printable(name), 200)}</strong
        >${formatProvider(provider)} <span class="status">${status}</span>`;

const reason = ({ reason: words = "" }: Reviewed): Markup =>
    html`${printableLines(words).map((line) => html`<span class="line">${line}</span>`)}`;

function what({ difference, names, why, accept, revert, decision: decided }: Finding): Markup {
    return html`${difference ? values(difference, names) : ""}
        <span class="${difference ? "why" : "line"}">${printable(why)}</span>
        ${revert === undefined ? "" : html`<span class="why">reverting: ${printable(revert)}</span>`}
        ${
            accept === undefined
                ? ""
                : html`<details ${decided?.decision === "accept" ? "open" : ""}>
                      <summary>The change that accepts it</summary>
                      <pre>${printableLines(accept).join("\n")}</pre>
                  </details>`
        }`;
}

function values({ path, kind, declared, found }: Difference, names: Names | undefined): Markup {
    return html`<code class="path">${formatPath(path, names, 200)}</code> ${
            kind === "added"
                ? ""
                : html`<del
                      ><span aria-hidden="true">− </span
                      ><span class="hidden">declared </span>${formatValue(declared, names)}</del
                  >`
        }
        ${
            kind === "removed"
                ? ""
                : html`<ins
                      ><span aria-hidden="true">+ </span
                      ><span class="hidden">found </span>${formatValue(found, names)}</ins
                  >`
        }`;
}

function who({ changes = [], names, since }: Finding, now: string): Markup {
    const days = since === undefined ? "" : age(since, now);
    return html`${changes.map(
        ({ by, at, from }) =>
            html`<span class="line"
                ><strong>${shortened(printable(by))}</strong> <span class="day">${day(at)}</span>${
                    from === undefined ? "" : `, from ${formatValue(from, names)}`
                }</span
            >`,
    )}
    ${
        since === undefined
            ? ""
            : html`<span class="why"
                  >seen since <span class="day">${day(since)}</span>${days ? ` (${days})` : ""}</span
              >`
    }`;
}

const decision = (stack: string, object: Reviewed, finding: Finding): Markup =>
    finding.decision
        ? html`${badge("good", decisionTerm(finding.decision))}
              <span class="why">${printable(finding.decision.reason ?? "")}</span>`
        : html`<span class="line">not decided</span> <code class="key">${decideCommand(stack, object, finding)}</code>`;
