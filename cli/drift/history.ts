import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PastReview, StackReview } from "../../operations/drift/findings";

/** One line of JSON for each review of a stack. */
const fileOf = (folder: string, stack: string) => join(folder, `${encodeURIComponent(stack)}.jsonl`);

/** Earlier reviews, the oldest first. An incomplete line is skipped. */
async function pastReviews(folder: string, stack: string): Promise<PastReview[]> {
    const text = await readFile(fileOf(folder, stack), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw error;
    });
    return text.split("\n").flatMap((line) => {
        try {
            return [JSON.parse(line) as PastReview];
        } catch {
            return [];
        }
    });
}

/** Appends one review, and adds to each finding since when every review has seen it. */
export async function record(folder: string, review: StackReview): Promise<StackReview> {
    const history = await pastReviews(folder, review.stack);
    const findings = review.resources.flatMap((resource) => resource.findings);
    const past: PastReview = {
        at: review.at,
        summary: review.summary,
        findings: findings.map(({ fingerprint, severity, decision }) => ({
            fingerprint,
            severity,
            decided: decision !== undefined,
        })),
    };
    await mkdir(folder, { recursive: true });
    await appendFile(fileOf(folder, review.stack), `${JSON.stringify(past)}\n`);
    const all = [...history, past];
    const resources = review.resources.map((resource) => ({
        ...resource,
        findings: resource.findings.map((one) => ({ ...one, since: sinceOf(one.fingerprint, all) })),
    }));
    return { ...review, resources, history };
}

/** The first of the unbroken series of reviews up to now that have seen it. */
function sinceOf(fingerprint: string, reviews: readonly PastReview[]): string {
    const unseen = reviews.findLastIndex(({ findings }) => !findings.some((one) => one.fingerprint === fingerprint));
    return reviews[unseen + 1]?.at ?? "";
}
