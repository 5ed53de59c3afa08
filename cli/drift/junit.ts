import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces";
import type { Finding, Reviewed, StackReview } from "../../operations/drift/findings";
import {
    type AnyReview,
    changeWords,
    decisionWords,
    findingWords,
    isFailed,
    oneLine,
    printable,
    printableLines,
    providerWords,
    staleWords,
    summaryWords,
} from "./format";

/** What the library would take for XML's own names, `&lt;`, is escaped beforehand: it leaves those as they are. */
const exact = (text: string): string => text.replace(/&(?=(?:amp|apos|gt|lt|quot);)/g, "&amp;");

interface Counts {
    tests: number;
    failures: number;
    errors: number;
    skipped: number;
}

/**
 * JUnit's XML: a suite for each stack, a case for each object that is not in sync, for each decision that decides
 * nothing, and one for all other objects.
 */
export function renderJunit(reviews: readonly AnyReview[]): string {
    const counts = reviews.map(count);
    const total = (of: keyof Counts) => counts.reduce((sum, one) => sum + one[of], 0);
    const document = create({ version: "1.0", encoding: "UTF-8" });
    const root = document.ele("testsuites", {
        name: "contact-center drift",
        tests: total("tests"),
        failures: total("failures"),
        errors: total("errors"),
        skipped: total("skipped"),
    });
    reviews.forEach((review, index) => {
        const name = exact(printable(review.stack));
        const suite = root.ele("testsuite", { name, timestamp: exact(printable(review.at)), ...counts[index] });
        if (isFailed(review)) failed(suite, name, review.error);
        else reviewed(suite, name, review);
    });
    return `${document.end({ prettyPrint: true })}\n`;
}

function count(review: AnyReview): Counts {
    if (isFailed(review)) return { tests: 1, failures: 0, errors: 1, skipped: 0 };
    const cases = notInSync(review);
    const failures = cases.filter((object) => open(object).length > 0).length;
    const stale = review.stale.length;
    const skipped = cases.length - failures;
    return { tests: cases.length + stale + 1, failures: failures + stale, errors: 0, skipped };
}

const notInSync = ({ resources }: StackReview) => resources.filter(({ status }) => status !== "in sync");
const open = ({ findings }: Reviewed) => findings.filter(({ decision }) => decision === undefined);

function failed(suite: XMLBuilder, name: string, error: string): void {
    const lines = printableLines(error).map(exact);
    suite
        .ele("testcase", { classname: name, name: "review" })
        .ele("error", { message: lines[0] ?? "", type: "failed" })
        .txt(lines.join("\n"));
}

function reviewed(suite: XMLBuilder, stack: string, review: StackReview): void {
    for (const object of notInSync(review)) {
        const one = suite.ele("testcase", {
            classname: `${stack}.${exact(printable(object.type))}`,
            name: exact(`${printable(object.name)}${providerWords(object.provider)} (${object.status})`),
        });
        const findings = open(object);
        for (const finding of findings) failure(one, object, finding);
        if (findings.length === 0) one.ele("skipped", { message: exact(whySkipped(object)) });
    }
    suite.ele("testcase", { classname: stack, name: `${review.summary["in sync"]} in sync` });
    for (const decision of review.stale)
        suite
            .ele("testcase", { classname: `${stack}.decision`, name: exact(printable(decision.of)) })
            .ele("failure", { message: exact(staleWords(decision)), type: `decision-${decision.kind}` });
    const words = [...review.notes.map(printable), summaryWords(review.summary)];
    suite.ele("system-out").txt(exact(words.join("\n")));
}

function failure(one: XMLBuilder, { urn }: Reviewed, finding: Finding): void {
    const { severity, rule, fingerprint, changes = [] } = finding;
    const message = exact(findingWords(finding));
    const body = [printable(urn), `fingerprint ${printable(fingerprint)}`, ...changes.map(changeWords)].map(exact);
    one.ele("failure", { message, type: `${severity} ${exact(printable(rule))}` }).txt([message, ...body].join("\n"));
}

const whySkipped = ({ reason, findings }: Reviewed): string =>
    reason === undefined
        ? findings.flatMap(({ decision }) => (decision ? [decisionWords(decision)] : [])).join("; ")
        : oneLine(reason);
