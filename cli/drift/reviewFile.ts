import { readFile } from "node:fs/promises";
import { noDecisions, parseReviewFile, type ReviewFile } from "../../operations/drift/decisions";

/** The default review file. */
export const usualReviewFile = "drift-review.yaml";

/** The decisions of the given file, or of the default file if it exists. */
export async function decisionsIn(given: string | undefined): Promise<ReviewFile> {
    const text = await reviewFileText(given ?? usualReviewFile, given !== undefined);
    return text === undefined ? noDecisions : parseReviewFile(text, given ?? usualReviewFile);
}

/** The text of a review file; nothing if it is optional and does not exist. */
export const reviewFileText = (file: string, required: boolean): Promise<string | undefined> =>
    readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" && !required) return undefined;
        throw error;
    });
