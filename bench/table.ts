import { fleet } from "./fleet";
import { growth } from "./growth";
import { median } from "./measure";
import { emiteLife, emitePreview } from "./named";
import { type QuotaCase, quotaCases } from "./quota";
import { markdownTable } from "../tools/table";
import { percent } from "./report";
import type { Add, Row } from "./rows";

const runs = 3;
const usual = { latencies: [20], runs, quota: false, checkpoints: false };

/** Requests of each case of eMite, at most. */
const mostOfEmite = { "first up": 45, unchanged: 4, refresh: 16, "one change": 8, destroy: 45 };

/** The design's targets, each with what was measured. `add` receives every measured row. */
export async function designTable(add: Add): Promise<string> {
    const collect = async (measure: (add: Add) => Promise<void>): Promise<Row[]> => {
        const all: Row[] = [];
        await measure((row) => {
            add(row);
            all.push(row);
        });
        return all;
    };
    const thousand = await collect((add) => growth({ ...usual, sizes: [1_000], cases: ["up", "preview"] }, add));
    const refreshed = await collect((add) => growth({ ...usual, sizes: [1_500], cases: ["refresh"] }, add));
    const emite = await collect((add) => emiteLife(runs, add));
    const started = await collect((add) => emitePreview(5, [0, 80], add));
    const creates: QuotaCase[] = [];
    for (let run = 1; run <= runs; run++) creates.push(...(await quotaCases()).slice(0, 1));
    const reviewed = await fleet([100]);
    return markdownTable(
        ["what", "reach", `median of ${runs} runs`, "all runs, or where it is measured"],
        [
            line(
                "`preview`, nothing changed, 1,000 resources, against the baseline",
                "≤ 1.15 ×",
                times(ratios(thousand, "preview")),
            ),
            ...Object.entries(mostOfEmite).map(([name, most]) =>
                line(`requests of eMite: ${name}`, `≤ ${most}`, plain(requests(emite, name))),
            ),
            ...startLines(started),
            line("requests of `refresh`, 1,500 objects", "≤ 40", plain(requests(refreshed, "refresh"))),
            line(
                "wall time of that `refresh` at 20 ms a request, against the baseline",
                "≤ 1.5 ×",
                times(ratios(refreshed, "refresh")),
            ),
            line(
                "creates under a quota of 300 a minute: quota used",
                "≥ 95 %",
                percents(creates.map(({ sharePercent }) => sharePercent)),
            ),
            line("of these, answered 429", "≤ 1 %", percents(creates.map(({ refusedPercent }) => refusedPercent))),
            line("state per resource, bytes", "≤ 1,200", plain(stateBytes(thousand))),
            line(
                "drift review of 100 tenants × 100 objects",
                "≤ 0.6 s a tenant",
                inSeconds(reviewed.map(({ seconds, tenants }) => seconds / tenants)),
            ),
            ...elsewhere.map(([what, reach, where]) => [what, reach, "", where]),
        ],
    );
}

/** The time of a small stack beyond the engine's own. */
function startLines(rows: readonly Row[]): string[][] {
    const at = (wanted: number) => rows.filter(({ latency }) => latency === wanted);
    return [
        line(
            "`preview` of eMite, nothing changed, against the baseline",
            "≤ 1.10 ×",
            times(ratios(at(0), "unchanged")),
        ),
        line("the same at 80 ms a request", "≤ 1.15 ×", times(ratios(at(80), "unchanged"))),
    ];
}

/** What other commands measure. */
const elsewhere = [
    [
        "interrupted at every request of eMite, then `up` again",
        "0 duplicates, orphans, lost secrets",
        "`npm run test:faults`",
    ],
    ["canary secret outside encrypted state", "0", "`npm test -- engine`"],
] as const;

const ours = (rows: readonly Row[], name: string) => rows.filter((row) => row.case === name && row.side === "ours");
const requests = (rows: readonly Row[], name: string) => ours(rows, name).map((row) => row.requests);
const stateBytes = (rows: readonly Row[]) => ours(rows, "up").map((row) => Math.round(row.stateBytes ?? 0));

function ratios(rows: readonly Row[], name: string): number[] {
    const others = rows.filter((row) => row.case === name && row.side === "nothing");
    return ours(rows, name).map(({ run, seconds }) => seconds / (others.find((row) => row.run === run)?.seconds ?? 1));
}

interface Measured {
    median: string;
    all: string;
}
const shown = (values: readonly number[], show: (value: number) => string): Measured => ({
    median: show(median(values)),
    all: values.map(show).join(", "),
});
const times = (values: readonly number[]) => shown(values, (value) => `${value.toFixed(2)} ×`);
const percents = (values: readonly number[]) => shown(values, percent);
const inSeconds = (values: readonly number[]) => shown(values, (value) => `${value.toFixed(2)} s`);
const plain = (values: readonly number[]) => shown(values, String);
const line = (what: string, reach: string, measured: Measured) => [what, reach, measured.median, measured.all];
