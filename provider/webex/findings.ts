import { type Clash, type Level, mostClashes, mostRows, type ProblemReport, renderReport } from "../core/page/report";
import type { Figure } from "../core/page/parts";
import { coded } from "../transport/message";
import type { Conversion, Finding, FindingKind } from "../../sdk/webex/types";
import { trimmed, visible } from "./characters";
import { isHeading } from "./columns";
import { readTable } from "./records";

const kindWords: Record<FindingKind, string> = {
    required: "required value is missing",
    address: "not an e-mail address",
    domain: "address of another domain",
    duplicate: "duplicate address",
    invisible: "invisible character",
    value: "value in an unexpected form",
    row: "row with another number of columns",
    heading: "unknown column",
    formula: "formula in a spreadsheet",
};

/** The findings in an export: total counts, and the first findings. */
export class Findings {
    readonly #counts = new Map<string, number>();
    readonly #first: Record<Finding["level"], Finding[]> = { error: [], warning: [] };
    readonly #duplicates: Finding[] = [];

    readonly add = (finding: Finding): void => {
        const { level, kind } = finding;
        const key = `${level} ${kind}`;
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
        if (this.#first[level].length < mostRows) this.#first[level].push(finding);
        if (kind === "duplicate" && this.#duplicates.length < mostClashes) this.#duplicates.push(finding);
    };

    get errors(): readonly Finding[] {
        return this.#first.error;
    }

    count(level: Finding["level"]): number {
        return this.#kinds().reduce((sum, one) => sum + (one.level === level ? one.count : 0), 0);
    }

    /** `412 errors: required value is missing`, the most frequent first. */
    summary(): string[] {
        return this.#kinds()
            .sort((a, b) => b.count - a.count)
            .map(({ level, words, count }) => `${count} ${level}${count === 1 ? "" : "s"}: ${words}`);
    }

    /** `12 x formula in a spreadsheet`, and each heading. */
    warnings(): string[] {
        const headings = this.#first.warning
            .filter(({ kind }) => kind === "heading")
            .map((one) => coded("CC5009", findingText(one)));
        const others = this.#kinds().filter(({ level, kind }) => level === "warning" && kind !== "heading");
        return [...headings, ...others.map(({ count, words }) => coded("CC5010", `${count} x ${words}`))];
    }

    /**
     * A page with the findings.
     *
     * @param figures - counts of users
     * @param rest - where to find all findings
     */
    async page(
        { source, domain }: Pick<Conversion, "source" | "domain">,
        figures: readonly Figure[],
        rest: string,
    ): Promise<string> {
        const report: ProblemReport = {
            heading: "Import file for WebEx Connect",
            lead: `${source}, for the domain ${domain}`,
            figures: [
                ...figures,
                { mark: "high", count: this.count("error"), words: "errors" },
                { mark: "medium", count: this.count("warning"), words: "warnings" },
            ],
            kinds: this.#kinds(),
            clashes: await this.#clashes(source),
            columns: ["Level", "Row", "Column", "Value", "Reason"],
            rows: [...this.#first.error, ...this.#first.warning].map(({ level, kind, row, column, value, reason }) => ({
                level,
                kind,
                cells: [String(row), column, value, reason],
            })),
            rest,
        };
        return renderReport(report);
    }

    #kinds(): { level: Level & Finding["level"]; kind: FindingKind; words: string; count: number }[] {
        return [...this.#counts].map(([key, count]) => {
            const [level, kind] = key.split(" ") as [Finding["level"], FindingKind];
            return { level, kind, words: kindWords[kind], count };
        });
    }

    /**
     * Rows with the same address next to each other. The export is read again, because only the row numbers were kept.
     */
    async #clashes(source: string): Promise<Clash[]> {
        const groups = new Map<string, number[]>();
        for (const { column, row, firstRow = 0 } of this.#duplicates) {
            const key = `${column} ${firstRow}`;
            groups.set(key, [...(groups.get(key) ?? [firstRow]), row]);
        }
        if (groups.size === 0) return [];
        const users = await usersOf(source, new Set([...groups.values()].flat())).catch(() => new Map<number, User>());
        return [...groups].map(([key, rows]) => ({
            kind: "duplicate",
            level: "error",
            value: this.#duplicates.find(({ row }) => row === rows[1])?.value ?? key,
            sides: rows.map((row) => ({ title: `Row ${row}`, lines: users.get(row) ?? [] })),
        }));
    }
}

/** Name, address and user name. */
type User = string[];

async function usersOf(source: string, rows: ReadonlySet<number>): Promise<Map<number, User>> {
    const { headings, batches, close } = await readTable(source, isHeading);
    const place = (name: string) => headings.cells.findIndex((heading) => trimmed(heading).toLowerCase() === name);
    const [first, last, ...others] = ["firstname", "lastname", "email", "username"].map(place);
    const users = new Map<number, User>();
    const wanted = Math.max(...rows);
    for await (const batch of batches) {
        for (const { number, cells } of batch) {
            if (!rows.has(number)) continue;
            const text = (at = -1) => visible((cells[at] ?? "").trim());
            users.set(
                number,
                [`${text(first)} ${text(last)}`, ...others.map(text)].filter((line) => line.trim() !== ""),
            );
        }
        if ((batch.at(-1)?.number ?? 0) >= wanted) break;
    }
    await close();
    return users;
}

/** `row 2, email "x": must be an e-mail address` */
export const findingText = ({ row, column, value, reason, kind }: Finding): string => {
    if (kind === "heading") return `"${column}" ${reason}`;
    return `row ${row}${column ? `, ${column} ${JSON.stringify(value)}` : ""}: ${reason}`;
};
