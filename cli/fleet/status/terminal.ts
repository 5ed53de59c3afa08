import { styleText } from "node:util";
import { printable } from "../../../provider/transport/foreignText";
import { counted, oneLine, shortened } from "../../drift/format";
import { cellState, countsOf, type FleetStatus, type State, type TenantStatus } from "./status";

type Style = Parameters<typeof styleText>[0];

const styles: Record<State, Style> = {
    applied: "green",
    behind: "yellow",
    never: "yellow",
    "in progress": "cyan",
    unfinished: ["bold", "yellow"],
    unknown: ["bold", "red"],
    failed: ["bold", "red"],
};
export const signs = { applied: "✓", failed: "✗", "in progress": "…", behind: "↓", unaffected: "=" } as const;

const hash = 8;
const gap = 2;

interface Look {
    /** Of the terminal. */
    columns: number;
    colour: boolean;
}

/** A line for each tenant, with as many commits as fit; the counts last. */
export function renderStatus({ head, commits, tenants }: FleetStatus, { columns, colour }: Look): string {
    const paint = (style: Style, text: string) => (colour ? styleText(style, text, { validateStream: false }) : text);
    const rows = tenants.map((tenant) => ({ tenant, name: nameOf(tenant), from: fromOf(tenant) }));
    const widths = [
        Math.max(6, ...rows.map(({ name }) => name.length)),
        Math.max(5, ...rows.map(({ tenant }) => tenant.state.length)),
        Math.max(10, ...rows.map(({ from }) => from.length)),
    ] as const;
    const used = widths[0] + widths[1] + gap;
    const isWide = columns >= used + widths[2] + gap;
    const room = Math.max(0, columns - used - (isWide ? widths[2] + gap : 0));
    const shown = commits.slice(0, Math.floor(room / (hash + gap)));
    const line = (name: string, state: string, from: string, cells: readonly string[]) =>
        [
            name.padEnd(widths[0]),
            state,
            ...(isWide ? [from.padEnd(widths[2])] : []),
            ...cells.map((one) => one.padEnd(hash)),
        ]
            .join(" ".repeat(gap))
            .trimEnd();
    const body = rows.flatMap(({ tenant, name, from }) => {
        const cells = shown.map(({ commit }) => signOf(tenant, commit, head));
        const state = paint(styles[tenant.state], tenant.state) + " ".repeat(widths[1] - tenant.state.length);
        return [line(name, state, from, cells), ...asideOf(tenant, isWide ? "" : from).map((one) => `    ${one}`)];
    });
    const title = line(
        "tenant",
        "state".padEnd(widths[1]),
        "last (UTC)",
        shown.map(({ commit }) => commit.slice(0, hash)),
    );
    return [
        paint("dim", title),
        ...body,
        ...(shown.length > 0 ? [paint("dim", `${legend}; ${head.slice(0, hash)} is checked out`)] : []),
        summaryOf(tenants),
    ].join("\n");
}

const legend = Object.entries(signs)
    .map(([state, sign]) => `${sign} ${state}`)
    .join(", ");

const nameOf = ({ stack, canary }: TenantStatus): string =>
    shortened(printable(stack), 40) + (canary ? " (canary)" : "");

/** `2026-11-30 18:22  9f2c1a7b` */
function fromOf({ updates: [last] }: TenantStatus): string {
    return last === undefined ? "" : [momentOf(last.at), printable(last.commit ?? "").slice(0, hash)].join("  ").trim();
}

/** UTC, to the minute. */
export const momentOf = (at: string | undefined): string =>
    at === undefined || Number.isNaN(Date.parse(at)) ? "" : new Date(at).toISOString().slice(0, 16).replace("T", " ");

const signOf = (tenant: TenantStatus, commit: string, head: string): string => {
    const state = cellState(tenant, commit, head);
    return state === undefined ? "·" : signs[state];
};

/** Details that do not fit into the line: the reason, and the run that made the last update. */
function asideOf({ why, updates: [last] }: TenantStatus, from: string): string[] {
    const run = last?.run?.url ?? last?.run?.name;
    return [from, oneLine(why ?? ""), run === undefined ? "" : `by ${oneLine(run)}`].filter((text) => text !== "");
}

/** `3 tenants: 2 applied, 1 behind` */
export const summaryOf = (tenants: readonly TenantStatus[]): string =>
    `${counted(tenants.length, "tenant")}: ${countsOf(tenants)
        .map(([state, count]) => `${count} ${state}`)
        .join(", ")}`;
