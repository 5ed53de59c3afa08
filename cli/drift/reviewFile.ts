import { readFile } from "node:fs/promises";
import { noDecisions, parseReviewFile, type ReviewFile } from "../../operations/drift/decisions";

/** Used if nothing else is named. */
export const usualReviewFile = "drift-review.yaml";

/** The decisions of the named file, or of the usual one where there is one. */
export async function decisionsIn(given: string | undefined): Promise<ReviewFile> {
    const text = await reviewFileText(given ?? usualReviewFile, given !== undefined);
    return text === undefined ? noDecisions : parseReviewFile(text, given ?? usualReviewFile);
}

/** The text of a review file; nothing if there is none and there need not be one. */
export const reviewFileText = (file: string, required: boolean): Promise<string | undefined> =>
    readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" && !required) return undefined;
        throw error;
    });
