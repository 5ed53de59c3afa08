import { readFile } from "node:fs/promises";
import { noDecisions, parseReviewFile, type ReviewFile } from "../../operations/drift/decisions";

/** Read where nothing else is named. */
const usualReviewFile = "drift-review.yaml";

/** The decisions of the named file, or of the usual one where there is one. */
export async function decisionsIn(given: string | undefined): Promise<ReviewFile> {
    const text = await readFile(given ?? usualReviewFile, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" && given === undefined) return undefined;
        throw error;
    });
    return text === undefined ? noDecisions : parseReviewFile(text, given ?? usualReviewFile);
}
