import type { PhrasingContent } from "mdast";
import { severities } from "../../operations/drift/severity";
import { printable } from "../../provider/transport/foreignText";
import { type AnyReview, allInSync, countSeverities, isFailed, undecided } from "../drift/format";
import type { Tenant } from "../fleet/fleetFile";
import { code, text } from "../markdown";
import { consequenceLines, formatPlanned } from "./plan";
import type { Previewed } from "./results";

/** How many lines to show for a tenant, by the space available. */
export const details = [200, 30, 5] as const;

/** Lines of errors and consequences that are always shown, because they matter most. */
export const leastLines = 40;

/** The name of a tenant in a table. */
export const tenantCell = ({ stack, canary }: Tenant): PhrasingContent[] => [
    code(stack, 60),
    ...(canary ? [text(" canary")] : []),
];

/** `2 to create`, or why nothing can be created. */
export const formatPlan = ({ plan }: Previewed): string => (plan.failed ? "would fail" : formatPlanned(plan.changes));

/** The result of a review, in a few words. */
export function formatDrift(review: AnyReview): string {
    if (isFailed(review)) return "not reviewed";
    if (Object.values(review.summary).every((count) => count === 0)) return "nothing there yet";
    if (allInSync(review)) return "in sync";
    const open = countSeverities(undecided(review));
    const some = severities.filter((severity) => open[severity] > 0).map((severity) => `${open[severity]} ${severity}`);
    if (some.length > 0) return some.join(", ");
    return review.summary.unchecked > 0 ? `${review.summary.unchecked} unchecked` : "decided";
}

/** `acme  2 to create; drift: 1 high` */
export function previewLine(one: Previewed): string {
    const { tenant, plan, review } = one;
    const first = `${printable(tenant.stack)}  ${formatPlan(one)}; drift: ${formatDrift(review)}`;
    const more = [...plan.problems, ...consequenceLines(plan.changes), ...plan.warnings, ...plan.advice].flatMap(
        (words) => words.split("\n"),
    );
    return [first, ...more.map((line) => `    ${printable(line)}`)].join("\n");
}
