import type { RootContent, Table } from "mdast";
import { reviewPart } from "../drift/markdown";
import { allInSync, counted, isFailed, printableLines } from "../drift/format";
import { block, code, fitted, headed, html, paragraph, row, text, unfolding, words } from "../markdown";
import { changeLines, consequenceLines } from "./plan";
import { printable } from "../../provider/transport/foreignText";
import type { Previewed } from "./results";
import { details, leastLines, formatDrift, formatPlan, tenantCell } from "./format";

/** The first line, which identifies a comment: `contact-center ci comment`. */
export const previewMarker = "<!-- contact-center: preview -->";

const mostRows = 100;

const headline = (title: string): RootContent[] => [
    html(previewMarker),
    { type: "heading", depth: 3, children: [text(title)] },
];

/** What a preview reports about the fleet as a whole. */
export interface PreviewedFleet {
    /** Number of its tenants. */
    fleet: number;
    /** Stacks whose files are deleted. */
    gone: readonly string[];
    /** What a reviewer should know about the guard rails. */
    guards: readonly string[];
}

/** The effect of a change on the tenants that it concerns. Unchanged tenants are only counted. */
export function renderPreviewComment(previews: readonly Previewed[], { fleet, gone, guards }: PreviewedFleet): string {
    const told = previews.filter((one) => isTold(one)).sort((one, two) => rank(one) - rank(two));
    const quiet = previews.length - told.length;
    return fitted(
        [
            ...headline(
                previews.length === 0 ? "No tenant is affected" : `Preview of ${counted(previews.length, "tenant")}`,
            ),
            paragraph(text(formatSummary(previews, fleet, quiet))),
            ...guards.slice(0, mostRows).map((line) => paragraph({ type: "strong", children: [words(capital(line))] })),
            ...gone.slice(0, mostRows).map(goneParagraph),
            ...(told.length > 0 ? [table(told.slice(0, mostRows))] : []),
            ...(told.length > mostRows
                ? [paragraph(text(`${counted(told.length - mostRows, "more tenant")} not shown here.`))]
                : []),
        ],
        told,
        details.map((most) => (one: Previewed) => unfolding(one.tenant.stack, formatPlan(one), partsOf(one, most))),
    );
}

/** A pull request from a fork gets no credentials, so its tenants cannot be previewed. */
export function renderForkComment(stacks: readonly string[]): string {
    const names = stacks.slice(0, mostRows).flatMap((stack, index) => [text(index === 0 ? "" : ", "), code(stack, 60)]);
    return fitted(
        [
            ...headline("Not previewed: this change comes from a fork"),
            paragraph(
                text(
                    "A change from a fork gets no credentials of tenants, because anybody could have written it. To preview it, a person with write access reviews it and pushes it to a branch of this repository.",
                ),
            ),
            paragraph(
                text(`It affects ${counted(stacks.length, "tenant")}${stacks.length > 0 ? ": " : ""}`),
                ...names,
                text(stacks.length > mostRows ? ", …" : "."),
            ),
        ],
        [],
        [],
    );
}

const capital = (line: string): string => `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;

const isTold = ({ plan, review }: Previewed): boolean =>
    plan.failed || plan.changes.length > 0 || plan.advice.length > 0 || !allInSync(review);

/** Failed tenants first, then those with changes. Canaries come first among equals. */
const rank = ({ plan }: Previewed): number => (plan.failed ? 0 : plan.changes.length > 0 ? 1 : 2);

function formatSummary(previews: readonly Previewed[], fleet: number, quiet: number): string {
    const shared = previews.filter((one) => one.shared).length;
    const failed = previews.filter(({ plan }) => plan.failed).length;
    const parts = [
        `${previews.length} of ${counted(fleet, "tenant")} affected by this change`,
        ...(shared > 0 ? [`${shared} through shared files`] : []),
        ...(failed > 0 ? [`${failed} would fail`] : []),
        ...(quiet > 0 ? [`${quiet} without change and in sync`] : []),
    ];
    return `${parts.join("; ")}.`;
}

const goneParagraph = (stack: string): RootContent =>
    paragraph(
        code(stack, 60),
        text(" no longer has a file. Its stack and its objects in the products still exist. To delete them, run "),
        code(`pulumi destroy --stack ${stack}`),
        text("."),
    );

function table(previews: readonly Previewed[]): Table {
    const rows = previews.map((one) =>
        row(
            tenantCell(one.tenant),
            [one.plan.failed ? { type: "strong", children: [text(formatPlan(one))] } : text(formatPlan(one))],
            [text(formatDrift(one.review))],
        ),
    );
    return { type: "table", children: [headed("Tenant", "Plan", "Drift"), ...rows] };
}

function partsOf({ plan, review }: Previewed, most: number): RootContent[] {
    const problems = plan.problems.flatMap(printableLines);
    const dangers = [...consequenceLines(plan.changes), ...plan.warnings.map(printable)];
    const lines = changeLines(plan.changes, most);
    // The stack could not be opened at all: reported once.
    const same = isFailed(review) && plan.problems.includes(review.error);
    return [
        ...(problems.length > 0 ? [paragraph(text("Errors:")), block(problems, Math.max(most, leastLines))] : []),
        ...(dangers.length > 0
            ? [paragraph(text("Consequences and warnings:")), block(dangers, Math.max(most, leastLines))]
            : []),
        ...plan.advice.slice(0, most).map((advice) => paragraph(words(advice))),
        ...(lines.length > 0 ? [paragraph(text("Plan:")), block(lines)] : []),
        ...(allInSync(review) || same
            ? []
            : [paragraph(text("Drift before this change:")), ...reviewPart(review, { rows: most, picture: false })]),
    ];
}
