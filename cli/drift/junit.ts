import type { Finding, Reviewed, StackReview } from "../../operations/drift/findings";
import { printable } from "../../provider/transport/foreignText";
import {
    type AnyReview,
    formatChange,
    formatDecision,
    formatFinding,
    isFailed,
    oneLine,
    printableLines,
    formatProvider,
    formatStale,
    formatSummary,
} from "./format";
import { element, type Element, xml } from "./xml";

interface Counts {
    tests: number;
    failures: number;
    errors: number;
    skipped: number;
}

/**
 * JUnit XML: one suite per stack, with a case for each object that is not in sync, a case for each unused decision, and
 * one for all other objects.
 */
export function renderJunit(reviews: readonly AnyReview[]): string {
    const counts = reviews.map(count);
    const total = (of: keyof Counts) => counts.reduce((sum, one) => sum + one[of], 0);
    const root = {
        name: "contact-center drift",
        tests: total("tests"),
        failures: total("failures"),
        errors: total("errors"),
        skipped: total("skipped"),
    };
    const suites = reviews.map((review, index) => {
        const name = printable(review.stack);
        return element(
            "testsuite",
            { name, timestamp: printable(review.at), ...counts[index] },
            isFailed(review) ? failed(name, review.error) : reviewed(name, review),
        );
    });
    return xml(element("testsuites", root, suites));
}

function count(review: AnyReview): Counts {
    if (isFailed(review)) return { tests: 1, failures: 0, errors: 1, skipped: 0 };
    const cases = notInSync(review);
    const failures = cases.filter((object) => open(object).length > 0).length;
    const stale = review.stale.length;
    const expired = review.stale.filter(({ kind }) => kind === "expired").length;
    const skipped = cases.length - failures + stale - expired;
    return { tests: cases.length + stale + 1, failures: failures + expired, errors: 0, skipped };
}

const notInSync = ({ resources }: StackReview) => resources.filter(({ status }) => status !== "in sync");
const open = ({ findings }: Reviewed) => findings.filter(({ decision }) => decision === undefined);

function failed(name: string, error: string): Element[] {
    const lines = printableLines(error);
    const found = element("error", { message: lines[0] ?? "", type: "failed" }, lines.join("\n"));
    return [element("testcase", { classname: name, name: "review" }, [found])];
}

function reviewed(stack: string, review: StackReview): Element[] {
    const objects = notInSync(review).map((object) => {
        const findings = open(object);
        const classname = `${stack}.${printable(object.type)}`;
        const name = `${printable(object.name)}${formatProvider(object.provider)} (${object.status})`;
        const skipped = element("skipped", { message: whySkipped(object) });
        const content = findings.length === 0 ? [skipped] : findings.map((finding) => failure(object, finding));
        return element("testcase", { classname, name }, content);
    });
    const stale = review.stale.map((decision) =>
        element("testcase", { classname: `${stack}.decision`, name: printable(decision.of) }, [
            decision.kind === "expired"
                ? element("failure", { message: formatStale(decision), type: "decision-expired" })
                : element("skipped", { message: formatStale(decision) }),
        ]),
    );
    const words = [...review.notes.map(printable), formatSummary(review.summary)];
    return [
        ...objects,
        element("testcase", { classname: stack, name: `${review.summary["in sync"]} in sync` }),
        ...stale,
        element("system-out", {}, words.join("\n")),
    ];
}

function failure({ urn }: Reviewed, finding: Finding): Element {
    const { severity, rule, fingerprint, names, changes = [] } = finding;
    const message = formatFinding(finding);
    const who = changes.map((one) => formatChange(one, names));
    const body = [message, printable(urn), `fingerprint ${printable(fingerprint)}`, ...who];
    return element("failure", { message, type: `${severity} ${printable(rule)}` }, body.join("\n"));
}

const whySkipped = ({ reason, findings }: Reviewed): string =>
    reason === undefined
        ? findings.flatMap(({ decision }) => (decision ? [formatDecision(decision)] : [])).join("; ")
        : oneLine(reason);
