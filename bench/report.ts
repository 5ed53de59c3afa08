import { markdownTable } from "../tools/table";
import type { FleetRun } from "./fleet";
import { median } from "./measure";
import type { Row, Side } from "./rows";

/** All runs of one case. */
interface Line {
    resources: number;
    latency: number;
    name: string;
    /** By side, then in the order of the runs. */
    rows: Record<Side, Row[]>;
}

interface Column {
    title: string;
    /** `undefined`: not measured, or the same in every line. */
    value: (line: Line) => string | undefined;
}

const ofSide = (
    title: string,
    side: Side,
    number: (row: Row) => number | undefined,
    show: (value: number) => string = String,
): Column => ({
    title,
    value: ({ rows }) => {
        const numbers = rows[side].map(number).filter((one) => one !== undefined);
        return numbers.length === 0 ? undefined : show(median(numbers));
    },
});

/** The runs of both sides one by one, and the median of each, because whatever slows the machine slows both. */
const ratio = (title: string, number: (row: Row) => number | undefined): Column => ({
    title,
    value: ({ rows }) => {
        const ratios = rows.ours.flatMap((row) => {
            const mine = number(row);
            const others = rows.nothing.filter(({ run }) => run === row.run).map(number);
            return others[0] && mine ? [mine / others[0]] : [];
        });
        return ratios.length === 0 ? undefined : `${median(ratios).toFixed(2)} ×`;
    },
});

export const short = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
export const whole = (value: number): string => value.toFixed(0);

const seconds = (row: Row) => row.seconds;
const cpu = (row: Row) => row.usage?.cpuSeconds;
const provider = (row: Row) => row.usage?.peakMegabytes.provider;
const largest = ({ usage }: Row) => usage && Math.max(...Object.values(usage.peakMegabytes));

const place: Column[] = [
    { title: "resources", value: ({ resources }) => String(resources) },
    { title: "latency, ms", value: ({ latency }) => (latency === 0 ? undefined : String(latency)) },
    { title: "case", value: ({ name }) => name },
];

/** What a user waits for. */
const time: Column[] = [
    ...place,
    ofSide("requests", "ours", (row) => row.requests),
    ofSide("writing", "ours", (row) => row.writing),
    { title: "answered 429", value: ({ rows }) => String(median(rows.ours.map(({ refused }) => refused)) || "") },
    ofSide("one GET each", "one GET each", (row) => row.requests),
    ofSide("seconds", "ours", seconds, short),
    ofSide("baseline", "nothing", seconds, short),
    ratio("ratio", seconds),
    ofSide("one GET each, seconds", "one GET each", seconds, short),
];

/** What the machine must provide. */
const load: Column[] = [
    ...place,
    ofSide("CPU seconds", "ours", cpu, short),
    ofSide("baseline", "nothing", cpu, short),
    ratio("ratio", cpu),
    ofSide("largest process, MB", "ours", largest, whole),
    ofSide("baseline", "nothing", largest, whole),
    ofSide("provider, MB", "ours", provider, whole),
    ofSide("baseline", "nothing", provider, whole),
    ofSide("state, bytes each", "ours", (row) => row.stateBytes, whole),
    ofSide("baseline", "nothing", (row) => row.stateBytes, whole),
];

/** Markdown of the rows of one part, medians of all runs; columns without a value are left out. */
export function tablesOf(rows: readonly Row[]): string {
    const lines = linesOf(rows);
    return [time, load]
        .map((columns) => {
            const shown = columns.filter(({ value }) => lines.some((line) => (value(line) ?? "") !== ""));
            const body = lines.map((line) => shown.map(({ value }) => value(line) ?? ""));
            return markdownTable(
                shown.map(({ title }) => title),
                body,
            );
        })
        .join("\n\n");
}

function linesOf(rows: readonly Row[]): Line[] {
    const lines = new Map<string, Line>();
    for (const row of rows) {
        const key = `${row.size} ${row.latency} ${row.case}`;
        const line = lines.get(key) ?? {
            resources: row.size,
            latency: row.latency,
            name: row.case,
            rows: { ours: [], nothing: [], "one GET each": [] },
        };
        line.rows[row.side].push(row);
        lines.set(key, line);
    }
    return [...lines.values()];
}

export const fleetTable = (runs: readonly FleetRun[]): string =>
    markdownTable(
        [
            "tenants",
            "objects each",
            "cores",
            "seconds",
            "seconds a tenant",
            "CPU seconds a tenant",
            "command, MB",
            "largest engine, MB",
            "requests a tenant",
            "of these, tokens",
            "answered 429",
            "false findings",
        ],
        runs.map((run) => [
            String(run.tenants),
            String(run.objects),
            String(run.cores),
            short(run.seconds),
            short(run.seconds / run.tenants),
            run.usage ? short(run.usage.cpuSeconds / run.tenants) : "",
            run.usage ? whole(run.usage.peakMegabytes.command) : "",
            run.usage ? whole(run.usage.peakMegabytes.engine) : "",
            short(run.requests / run.tenants),
            short((run.requests - run.told) / run.tenants),
            String(run.refused),
            String(run.findings),
        ]),
    );

export const percent = (value: number): string => `${value.toFixed(1)} %`;
