import { html } from "hono/html";
import { renderPage } from "../../../provider/core/page/page";
import { badge, type Figure, type Mark, type Markup } from "../../../provider/core/page/parts";
import { printable } from "../../../provider/transport/foreignText";
import { oneLine, shortened } from "../../drift/format";
import { cellOf, cellState, type CommitInfo, type FleetStatus, type State, states, type TenantStatus } from "./status";
import { momentOf, summaryOf } from "./terminal";

const marks: Record<State | "unaffected", Mark> = {
    applied: "good",
    behind: "medium",
    never: "unchecked",
    "in progress": "low",
    unfinished: "medium",
    unknown: "failed",
    failed: "failed",
    unaffected: "good",
};

/** Maximum number of columns with commits. */
const mostCommits = 20;

/** The rollout matrix as one page: tenants by commits. */
export function renderStatusPage(status: FleetStatus, at: Date = new Date()): string {
    const { tenants, commits, head } = status;
    const moment = momentOf(at.toISOString());
    return renderPage({
        heading: "Roll-out",
        title: `Roll-out ${moment.slice(0, 10)}`,
        lead: `${moment} UTC · ${summaryOf(tenants)}`,
        figures: figuresOf(tenants),
        filters: [{ name: "state", words: "State", values: states.map((state) => [state, state] as const) }],
        items: "tenants",
        itemsId: "tenants",
        style,
        main: html`<h2 id="tenants">Tenants</h2>
            ${matrix(status)}
            <h2>Commits</h2>
            <ul class="plain">
                ${commits.slice(0, mostCommits).map((commit) => commitItem(commit, head))}
            </ul>
            ${commits.length > mostCommits ? html`<p class="muted">${commits.length - mostCommits} older ones are not shown.</p>` : ""}`,
    });
}

const figuresOf = (tenants: readonly TenantStatus[]): Figure[] =>
    states.map((state) => ({
        mark: marks[state],
        count: tenants.filter((tenant) => tenant.state === state).length,
        words: state,
    }));

function matrix({ tenants, commits, head }: FleetStatus): Markup {
    const shown = commits.slice(0, mostCommits);
    return html`<section data-section>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="tenants">
            <table class="grid rollout">
                <thead>
                    <tr>
                        <th scope="col">Tenant</th>
                        <th scope="col">State</th>
                        <th scope="col">Last update, UTC</th>
                        <th scope="col">Run</th>
                        ${shown.map(({ commit }) => html`<th scope="col"><code>${shortCommit(commit)}</code></th>`)}
                    </tr>
                </thead>
                <tbody>
                    ${tenants.map((tenant) => tenantRow(tenant, shown, head))}
                </tbody>
            </table>
        </div>
    </section>`;
}

function tenantRow(tenant: TenantStatus, commits: readonly CommitInfo[], head: string): Markup {
    const { stack, canary, state, why, updates } = tenant;
    const [last] = updates;
    return html`<tr data-item data-state="${state}">
        <th scope="row">${shortened(printable(stack), 40)}${canary ? html` <span class="muted">canary</span>` : ""}</th>
        <td>
            ${badge(marks[state], state)}
            ${why === undefined ? "" : html`<span class="why">${shortened(oneLine(why), 300)}</span>`}
        </td>
        <td class="day">${momentOf(last?.at)}</td>
        <td>${runOf(last?.run)}</td>
        ${commits.map(({ commit }) => cell(tenant, commit, head))}
    </tr>`;
}

function runOf(run: { url?: string; name?: string } | undefined): Markup {
    const words = shortened(printable(run?.name ?? run?.url ?? ""), 40);
    return run?.url === undefined ? html`${words}` : html`<a href="${run.url}">${words}</a>`;
}

function cell(tenant: TenantStatus, commit: string, head: string): Markup {
    const state = cellState(tenant, commit, head);
    if (state === undefined) return html`<td class="none"><span aria-label="none" role="img">·</span></td>`;
    const at = momentOf(cellOf(tenant, commit)?.at);
    return html`<td class="${marks[state]}">
        ${badge(marks[state], state)}${at === "" ? "" : html`<span class="why">${at}</span>`}
    </td>`;
}

const commitItem = ({ commit, subject, at }: CommitInfo, head: string): Markup =>
    html`<li>
        <code>${shortCommit(commit)}</code> ${momentOf(at)}
        ${
            subject === undefined
                ? html`<span class="muted">not in this clone</span>`
                : shortened(printable(subject), 120)
        }${commit === head ? html` <span class="muted">checked out</span>` : ""}
    </li>`;

const shortCommit = (commit: string): string => printable(commit).slice(0, 8);

const style = `
.rollout td, .rollout th { vertical-align: top } .rollout .why { display: block; font-size: .8125rem; white-space: normal }
.rollout td:nth-child(2) { min-width: 11rem } .rollout.grid tbody th { background: var(--paper) }
`;
