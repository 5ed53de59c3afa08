import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import PQueue from "p-queue";
import type { Difference } from "../provider/drift/differences";
import { type Finding, review, type Reviewed, type Status } from "../provider/drift/findings";
import { openStack, stackNames } from "./stack";

interface Options {
    stack?: string[];
    all?: boolean;
    json?: boolean;
}

/** What a review says of one stack. */
interface StackReview {
    stack: string;
    resources: Reviewed[];
    summary: Record<Status, number>;
}

/** A stack that could not be reviewed at all. */
interface FailedReview {
    stack: string;
    error: string;
}

const statuses: readonly Status[] = ["in sync", "changed", "missing", "unchecked"];

/** `contact-center drift`: what differs from the code, and whether that is dangerous. */
export function driftCommand(): Command {
    return new Command("drift")
        .description(
            "show what differs from the code, by property, with its severity; changes nothing. Exit status: 0 in sync, 1 drift, 2 failed, 3 no drift seen but something could not be read",
        )
        .addOption(new Option("--stack <name...>", "stacks; default: the selected one").conflicts("all"))
        .option("--all", "every stack of the project")
        .option("--json", "print one line of JSON (docs/drift.md)")
        .action(drift);
}

async function drift({ stack: given, all, json }: Options): Promise<void> {
    const names: (string | undefined)[] = all ? await stackNames() : (given ?? [undefined]);
    if (names.length === 0) throw new Error("this project has no stack");
    const reviews: (StackReview | FailedReview)[] = [];
    // Each is an engine and a provider: more at once than there are cores would only wait for each other.
    const queue = new PQueue({ concurrency: availableParallelism() });
    await queue.addAll(
        names.map((name, index) => async () => {
            reviews[index] = await reviewStack(name);
            if (process.stderr.isTTY && names.length > 1)
                console.error(`${reviews.filter(Boolean).length} of ${names.length} stacks`);
        }),
    );
    if (json) console.log(JSON.stringify({ version: 1, stacks: reviews }));
    else console.log(reviews.flatMap((one) => report(one, reviews.length > 1)).join("\n"));
    const found = reviews.map(exitStatus);
    // Failed before drift, drift before what is not known.
    process.exitCode = [2, 1, 3].find((status) => found.includes(status)) ?? 0;
}

async function reviewStack(name: string | undefined): Promise<StackReview | FailedReview> {
    const stack = await openStack(name).catch((error: Error) => error);
    if (stack === undefined) throw new Error("no stack: run the command in a project's folder, or give --stack");
    if (stack instanceof Error) return { stack: name ?? "", error: stack.message };
    try {
        const resources = (await stack.refreshed()).map(review);
        const count = (status: Status) => resources.filter((one) => one.status === status).length;
        const summary = Object.fromEntries(statuses.map((status) => [status, count(status)]));
        return { stack: stack.name, resources, summary: summary as Record<Status, number> };
    } catch (error) {
        return { stack: stack.name, error: (error as Error).message };
    }
}

function exitStatus(one: StackReview | FailedReview): number {
    if ("error" in one) return 2;
    if (one.summary.changed + one.summary.missing > 0) return 1;
    return one.summary.unchecked > 0 ? 3 : 0;
}

/** Sorted, a line for each thing that is not in sync, the summary last. */
function report(one: StackReview | FailedReview, several: boolean): string[] {
    const head = several ? [`Stack ${printable(one.stack)}`] : [];
    if ("error" in one) return [...head, `failed: ${one.error.split("\n").map(printable).join("\n")}`];
    const { resources, summary } = one;
    const lines = resources.flatMap((resource) =>
        details(resource).map((detail) => ({
            object: `${printable(resource.type)} ${printable(JSON.stringify(resource.name))}`,
            status: resource.status,
            detail,
        })),
    );
    const width = Math.max(0, ...lines.map(({ object }) => object.length));
    const counts = statuses.filter((status) => summary[status] > 0).map((status) => `${summary[status]} ${status}`);
    return [
        ...head,
        ...lines
            .map(({ object, status, detail }) => `${object.padEnd(width)}  ${status.padEnd(9)}  ${detail}`.trimEnd())
            .sort(),
        `${resources.length} resources${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`,
    ];
}

function details({ status, findings, reason = "" }: Reviewed): string[] {
    if (status === "unchecked") return [printable(reason.split("\n")[0] ?? "")];
    return findings.map((finding) => `${finding.severity.padEnd(6)}  ${words(finding)}`);
}

const words = ({ difference, why }: Finding): string => (difference ? `${change(difference)}  (${why})` : why);

function change({ path, kind, declared, found }: Difference): string {
    const where = printable(path);
    if (kind === "changed") return `${where}: ${value(declared)} -> ${value(found)}`;
    return kind === "added" ? `${where}: + ${value(found)}` : `${where}: - ${value(declared)}`;
}

/** Long values are shortened: all of them are in the JSON. */
function value(of: unknown): string {
    const text = printable(typeof of === "string" && /^\S+$/.test(of) ? of : (JSON.stringify(of) ?? ""));
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Nothing that a terminal would obey: names may be anybody's. */
const printable = (text: string): string =>
    text.replace(
        // eslint-disable-next-line no-control-regex -- these are what is looked for
        /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
        (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
