import { withoutDecisions } from "../../operations/drift/reviewFile";
import { parseReviewFile } from "../../operations/drift/decisions";
import { writeOutput } from "../../provider/core/outputs";
import { print, printError } from "../print";
import { doneOf, isFailed, printableLines } from "./format";
import { reviewFileText, usualReviewFile } from "./reviewFile";
import { reviewTenants, type Selection, tenantsOf } from "./run";

/** `contact-center drift prune`: removes decisions from the review file whose finding no longer exists. */
export async function prune(options: Selection & { review?: string }): Promise<void> {
    const { review: file = usualReviewFile } = options;
    const text = (await reviewFileText(file, true)) ?? "";
    const reviews = await reviewTenants(await tenantsOf(options), parseReviewFile(text, file), undefined);
    const superfluous = doneOf(reviews).flatMap(({ stack, stale }) =>
        stale.flatMap(({ kind, of, words }) => (kind === "superfluous" ? [{ stack, of, words }] : [])),
    );
    if (superfluous.length > 0) await writeOutput(file, withoutDecisions(text, file, superfluous));
    for (const { stack, of, words } of superfluous) print(`removed ${words.split(":")[0]} ${of} of the stack ${stack}`);
    print(`${file}: ${superfluous.length} removed.`);
    for (const review of reviews.filter(isFailed))
        printError(`Stack ${review.stack} failed: ${printableLines(review.error)[0] ?? ""}`);
    if (reviews.some(isFailed)) process.exitCode = 2;
}
