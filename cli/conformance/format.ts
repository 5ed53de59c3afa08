import type { Outcome, Report } from "../../operations/conformance/run";
import { code, headed, markdown, paragraph, row, text, words } from "../markdown";
import { counted } from "../drift/format";

const results = ["refuted", "not checked", "confirmed"] as const;

/** `2 refuted, 3 not checked, 60 confirmed; 120 requests` */
export function formatCounts({ outcomes, requests }: Report): string {
    const counts = results.map((result) => `${outcomes.filter((one) => one.result === result).length} ${result}`);
    return `${counts.join(", ")}; ${counted(requests, "request")}`;
}

/** A line for each assumption with its result, sorted by product. */
export function renderTable(report: Report): string[] {
    const lines: string[] = [];
    for (const product of new Set(report.outcomes.map((one) => one.product))) {
        lines.push(product);
        for (const { id, result, sentence, seen } of ofProduct(report, product)) {
            lines.push(`  ${id.padEnd(5)} ${result.padEnd(11)} ${sentence}`, `${" ".repeat(20)}${seen}`);
        }
        lines.push("");
    }
    return [...lines, formatCounts(report)];
}

/** One line of JSON. It contains no data of the tenant except the stack's name. */
export const renderJson = (stack: string | undefined, version: string, report: Report): string =>
    JSON.stringify({ stack: stack ?? null, version, ...report });

/** The text of an issue, without any data of the tenant. */
export function renderMarkdown(version: string, report: Report): string {
    return markdown([
        { type: "heading", depth: 2, children: [text("Conformance")] },
        paragraph(text(`pulumi-contact-center ${version}: ${formatCounts(report)}.`)),
        {
            type: "table",
            children: [
                headed("id", "result", "assumption", "seen"),
                ...results.flatMap((result) =>
                    report.outcomes
                        .filter((one) => one.result === result)
                        .map((one) =>
                            row([text(one.id)], [text(one.result)], [words(one.sentence)], [code(one.seen, 300)]),
                        ),
                ),
            ],
        },
    ]);
}

const ofProduct = ({ outcomes }: Report, product: string): Outcome[] =>
    outcomes.filter((one) => one.product === product).sort((a, b) => number(a.id) - number(b.id));

const number = (id: string): number => Number(id.split("-")[1]);
