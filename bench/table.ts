import { growth } from "./growth";
import { median } from "./measure";
import { emiteLife } from "./named";
import { markdown } from "./report";
import type { Row, Rows } from "./rows";

const runs = 3;
const usual = { latencies: [20], runs, quota: false, checkpoints: false };

/** The design's numbers to reach, each with what was measured; `see` gets every row that was. */
export async function designTable(see: (rows: readonly Row[]) => void): Promise<string> {
    const collect = async (some: Rows): Promise<Row[]> => {
        const all: Row[] = [];
        for await (const rows of some) {
            see(rows);
            all.push(...rows);
        }
        return all;
    };
    const thousand = await collect(growth({ ...usual, sizes: [1_000], cases: ["up", "preview"] }));
    const refreshed = await collect(growth({ ...usual, sizes: [1_500], cases: ["refresh"] }));
    const emite = await collect(emiteLife(runs));
    return markdown([
        ["what", "reach", `median of ${runs} runs`, "all runs, or where it is measured"],
        line(
            "`preview`, nothing changed, 1,000 resources, against a do-nothing resource",
            "≤ 1.15 ×",
            times(ratios(thousand, "preview")),
        ),
        ...["first up", "refresh", "one change", "destroy"].map((name, index) =>
            line(`requests of eMite: ${name}`, `≤ ${[45, 16, 8, 45][index]}`, plain(requests(emite, name))),
        ),
        line("requests of `refresh`, 1,500 objects", "≤ 40", plain(requests(refreshed, "refresh"))),
        line(
            "wall time of that `refresh` at 20 ms a request, against a do-nothing resource",
            "≤ 1.5 ×",
            times(ratios(refreshed, "refresh")),
        ),
        line("state per resource, bytes", "≤ 1,200", plain(stateBytes(thousand))),
        ...elsewhere.map(([what, reach, where]) => [what, reach, "", where]),
    ]);
}

/** What other commands measure. */
const elsewhere = [
    ["creates under a quota of 300 a minute: quota used, answers 429", "≥ 95 %, ≤ 1 %", "`bench/quota.ts`"],
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
const plain = (values: readonly number[]) => shown(values, String);
const line = (what: string, reach: string, measured: Measured) => [what, reach, measured.median, measured.all];
