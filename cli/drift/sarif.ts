import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result } from "sarif";
import type { Finding, Reviewed, StackReview } from "../../operations/drift/findings";
import { type Severity, severities } from "../../operations/drift/severity";
import { printable } from "../../provider/transport/foreignText";
import {
    type AnyReview,
    formatChange,
    formatDecision,
    doneOf,
    findingsOf,
    formatFinding,
    isFailed,
    formatObject,
    printableLines,
} from "./format";

type Level = "error" | "warning" | "note";
const levels: Record<Severity, Level> = { high: "error", medium: "warning", low: "note" };

/** SARIF 2.1.0: one run, because code scanning accepts one per tool, with an invocation for each stack. */
export function renderSarif(reviews: readonly AnyReview[]): string {
    const done = doneOf(reviews);
    const rules = rulesOf(done);
    const log: Log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: "contact-center drift", rules } },
                columnKind: "unicodeCodePoints",
                invocations: reviews.map(invocation),
                results: done.flatMap((review) => results(review, rules)),
            },
        ],
    };
    return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** The rules with findings, and the rules of unused decisions. */
function rulesOf(reviews: readonly StackReview[]): ReportingDescriptor[] {
    const used = new Map<string, { why: string; severity: Severity }>();
    for (const { rule, why, severity } of reviews.flatMap(findingsOf)) {
        const known = used.get(rule);
        if (!known || severities.indexOf(severity) < severities.indexOf(known.severity))
            used.set(rule, { why, severity });
    }
    for (const { kind } of reviews.flatMap(({ stale }) => stale))
        used.set(`decision-${kind}`, { why: `a decision in the review file is ${kind}`, severity: "low" });
    return [...used]
        .sort(([one], [two]) => (one < two ? -1 : 1))
        .map(([id, { why, severity }]) => ({
            id,
            shortDescription: { text: printable(why) },
            defaultConfiguration: { level: levels[severity] },
        }));
}

function results(review: StackReview, rules: readonly ReportingDescriptor[]): Result[] {
    const about = (rule: string) => ({ ruleId: rule, ruleIndex: rules.findIndex(({ id }) => id === rule) });
    return [
        ...review.resources.flatMap((object) =>
            object.findings.map((finding) => ({ ...about(finding.rule), ...result(review.stack, object, finding) })),
        ),
        ...review.stale.map(({ kind, of, words }) => ({
            ...about(`decision-${kind}`),
            level: "note" as const,
            message: { text: `${printable(of)}: ${printable(words)}` },
            locations: [location(review.stack)],
            partialFingerprints: fingerprints(`${kind} ${of}`),
        })),
    ];
}

function result(stack: string, object: Reviewed, finding: Finding): Result {
    const { severity, fingerprint, names, decision, since, changes = [] } = finding;
    const who = changes.slice(0, 1).map((one) => formatChange(one, names));
    const justification = decision && formatDecision(decision);
    return {
        level: levels[severity],
        message: {
            text: [`${formatObject(object)} is ${object.status}: ${formatFinding(finding)}`, ...who].join(", "),
        },
        locations: [location(stack, object)],
        partialFingerprints: fingerprints(fingerprint),
        ...(justification && { suppressions: [{ kind: "external", status: "accepted", justification }] }),
        properties: { stack, status: object.status, ...(since && { since }), ...(changes.length > 0 && { changes }) },
    };
}

/** Code scanning identifies results on the same line by the first fingerprint. Without it, it uses the file's line. */
const fingerprints = (text: string) => ({ primaryLocationLineHash: `${text}:1`, "contactCenterDrift/v1": text });

/** Code scanning shows only results with a file: the stack's settings. */
function location(stack: string, object?: Reviewed): Location {
    const file = `Pulumi.${printable(stack.split("/").at(-1) ?? stack)}.yaml`;
    const logical = object && { name: object.name, fullyQualifiedName: object.urn, kind: "resource" };
    return {
        physicalLocation: { artifactLocation: { uri: encodeURIComponent(file) }, region: { startLine: 1 } },
        ...(logical && { logicalLocations: [logical] }),
    };
}

function invocation(review: AnyReview): Invocation {
    const about = { endTimeUtc: review.at, properties: { stack: review.stack } };
    if (isFailed(review)) {
        const failure: Notification = { level: "error", message: { text: printableLines(review.error).join("\n") } };
        return { executionSuccessful: false, ...about, toolExecutionNotifications: [failure] };
    }
    const unread = review.resources.filter(({ status }) => status === "unchecked");
    const notes = review.notes.map((note): Notification => ({ level: "note", message: { text: printable(note) } }));
    return {
        executionSuccessful: true,
        ...about,
        toolExecutionNotifications: [...unread.map(unchecked(review)), ...notes],
    };
}

const unchecked =
    ({ stack }: StackReview) =>
    (object: Reviewed): Notification => ({
        level: "warning",
        message: { text: `${formatObject(object)} is unchecked: ${printableLines(object.reason ?? "").join("\n")}` },
        locations: [location(stack, object)],
    });
