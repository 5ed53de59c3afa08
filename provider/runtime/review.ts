import { appendFileSync } from "node:fs";

/** Names the file of a drift review, which reads on where one object could not be read. */
export const reviewFile = "CONTACT_CENTER_REVIEW_FILE";

/** What could not be read, a line of JSON each. */
export interface Unread {
    /** The resource type's title: ids are unique within it. */
    title: string;
    id: string;
    reason: string;
}

export const inReview = (): boolean => process.env[reviewFile] !== undefined;

export function noteUnread(unread: Unread): void {
    appendFileSync(process.env[reviewFile] ?? "", `${JSON.stringify(unread)}\n`);
}
