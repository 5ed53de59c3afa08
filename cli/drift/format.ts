import { type Names, withNames } from "../../provider/core/names";
import type { Difference } from "../../provider/core/differences";
import {
    type Decided,
    type FailedReview,
    type Finding,
    type PastReview,
    type RecordedChange,
    type Reviewed,
    type StackReview,
    type StaleDecision,
    type Status,
    statuses,
} from "../../operations/drift/findings";
import { type Severity, severities } from "../../operations/drift/severity";
import { shellWord } from "../../operations/commandLine";
import { printable } from "../../provider/transport/foreignText";

export type AnyReview = StackReview | FailedReview;

export const isFailed = (review: AnyReview): review is FailedReview => "error" in review;

/** The stacks that were reviewed. */
export const doneOf = (reviews: readonly AnyReview[]): StackReview[] =>
    reviews.filter((review): review is StackReview => !isFailed(review));

/** {@link printable} for each line, without empty lines at the end. Tabs become the indent of a list. */
export const printableLines = (text: string): string[] =>
    text
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => printable(line.replaceAll("\t", "    ")));

/** The same in one line. */
export const oneLine = (text: string): string => printableLines(text).join(" ");

/** At most this many characters, without the middle, because the ends distinguish texts. The JSON has the full text. */
export function shortened(text: string, most = 80): string {
    const characters = Array.from(text);
    if (characters.length <= most) return text;
    const end = Math.floor((most - 1) / 3);
    return `${characters.slice(0, most - 1 - end).join("")}…${characters.slice(characters.length - end).join("")}`;
}

/** An object as the terminal shows it, `genesys.Role "eMite"`; with its provider if the stack has several. */
export const formatObject = ({ type, name, provider }: { type: string; name: string; provider?: string }): string =>
    `${printable(type)} ${printable(JSON.stringify(shortened(name)))}${formatProvider(provider)}`;

/** ` (provider emea)` */
export const formatProvider = (provider: string | undefined): string =>
    provider === undefined ? "" : ` (provider ${shortened(printable(provider))})`;

/** A value in one short line, with names before its ids. */
export function formatValue(value: unknown, names?: Names): string {
    const bare = typeof value === "string" && /^\S+$/.test(value);
    return withNames(shortened(printable(bare ? value : (JSON.stringify(value) ?? ""))), names);
}

/** A property's path, with names before its ids. */
export const formatPath = (path: string, names?: Names, most?: number): string =>
    withNames(shortened(printable(path), most), names);

/** `permissions: + routing:queue:add` */
export function formatDifference({ path, kind, declared, found }: Difference, names?: Names): string {
    const where = formatPath(path, names);
    if (kind === "changed") return `${where}: ${formatValue(declared, names)} -> ${formatValue(found, names)}`;
    return kind === "added"
        ? `${where}: + ${formatValue(found, names)}`
        : `${where}: - ${formatValue(declared, names)}`;
}

export const formatFinding = ({ difference, names, why }: Finding): string =>
    difference ? `${formatDifference(difference, names)}  (${printable(why)})` : printable(why);

/** The day of a timestamp, or the text itself if it is not one. */
export const day = (at: string): string => /^(\d{4}-\d{2}-\d{2})T/.exec(at)?.[1] ?? shortened(printable(at), 24);

/** `by Anna Smith on 2026-11-20, from "none"` */
export const formatChange = ({ by, at, from }: RecordedChange, names?: Names): string =>
    `by ${shortened(printable(by))} on ${day(at)}${from === undefined ? "" : `, from ${formatValue(from, names)}`}`;

const decisions = { revert: "revert", accept: "accept", ignore: "ignored", allow: "allowed" };

/** `ignored until 2026-12-31` */
export const decisionTerm = ({ decision, until }: Decided): string =>
    `${decisions[decision]}${until ? ` until ${printable(until)}` : ""}`;

/** `ignored until 2026-12-31: the vendor tests it` */
export const formatDecision = (decided: Decided): string =>
    `${decisionTerm(decided)}${decided.reason ? `: ${printable(decided.reason)}` : ""}`;

/** `expired decision 1a2b…: ended on 2026-11-01` */
export const formatStale = ({ kind, of, words }: StaleDecision): string =>
    `${kind} decision ${shortened(printable(of))}: ${printable(words)}`;

/** The object that a decision in the review file is about. An unmanaged object is identified by its id. */
export const decisionKey = ({ status, id }: Reviewed, { fingerprint }: Finding): string =>
    status === "unmanaged" ? printable(id) : fingerprint;

/** The command that decides about a finding. It asks for the decision. It contains no text from outside. */
export const decideCommand = (stack: string, object: Reviewed, finding: Finding): string =>
    `npx contact-center drift decide --stack ${shellWord(stack)} ${shellWord(decisionKey(object, finding))}`;

/** One result of a review: a finding, or an object that could not be read. */
export interface Row {
    object: Reviewed;
    finding?: Finding;
}

/** The worst first, then by object. */
export function rowsOf({ resources }: StackReview): Row[] {
    const rows = resources.flatMap((object): Row[] => {
        if (object.status === "in sync") return [];
        return object.status === "unchecked" ? [{ object }] : object.findings.map((finding) => ({ object, finding }));
    });
    const key = ({ object, finding }: Row) =>
        `${finding ? severities.indexOf(finding.severity) : 9}${finding?.decision ? 1 : 0} ${object.type} ${object.name}`;
    return rows
        .map((row) => ({ row, key: key(row) }))
        .sort(byKey)
        .map(({ row }) => row);
}

export const byKey = (one: { key: string }, two: { key: string }) =>
    one.key < two.key ? -1 : one.key > two.key ? 1 : 0;

export const findingsOf = (review: StackReview): Finding[] => review.resources.flatMap(({ findings }) => findings);
export const undecided = (review: StackReview): Finding[] => findingsOf(review).filter(({ decision }) => !decision);

/** How many of each severity. */
export const countSeverities = (findings: readonly { severity: Severity }[]): Record<Severity, number> => {
    const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
    return { high: count("high"), medium: count("medium"), low: count("low") };
};

/** The findings of a recorded review that were not decided. */
export const undecidedThen = ({ findings }: PastReview) => findings.filter(({ decided }) => !decided);

/** Whether everything was read and is in sync. */
export const allInSync = (review: AnyReview): boolean =>
    !isFailed(review) && statuses.every((status) => status === "in sync" || review.summary[status] === 0);

/** `22 resources: 18 in sync, 2 changed, 2 missing; 1 unmanaged` */
export function formatSummary(summary: Record<Status, number>): string {
    const own = statuses.filter((status) => status !== "unmanaged");
    const total = own.reduce((sum, status) => sum + summary[status], 0);
    const counts = own.filter((status) => summary[status] > 0).map((status) => `${summary[status]} ${status}`);
    const foreign = summary.unmanaged > 0 ? `; ${summary.unmanaged} unmanaged` : "";
    return `${counted(total, "resource")}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}${foreign}`;
}

export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** The summary of all stacks: how many differ, and how many findings are not decided. */
export function formatOverall(reviews: readonly AnyReview[]): string {
    const done = doneOf(reviews);
    const open = countSeverities(done.flatMap(undecided));
    const failed = done.length < reviews.length ? `, ${reviews.length - done.length} failed` : "";
    const some = severities.filter((severity) => open[severity] > 0).map((severity) => `${open[severity]} ${severity}`);
    const rest = some.length > 0 ? `; not decided: ${some.join(", ")}` : "";
    const old = done.reduce((sum, { stale }) => sum + stale.length, 0);
    const decisions = old > 0 ? `; ${counted(old, "stale decision")}` : "";
    return `${counted(reviews.length, "stack")}: ${reviews.filter(allInSync).length} in sync${failed}${rest}${decisions}`;
}
