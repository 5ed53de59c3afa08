/** A comment on a pull request. */
export interface Comment {
    id: number;
    body: string;
}

/** An open issue. */
export interface Issue {
    /** The number that users see. */
    number: number;
    title: string;
    body: string;
}

/** What a pipeline needs from its source control host. */
export interface Scm {
    /** The comments of this pipeline's own account on the pull request. */
    ownComments(request: number): Promise<Comment[]>;
    addComment(request: number, body: string): Promise<void>;
    changeComment(request: number, id: number, body: string): Promise<void>;
    /** Open issues with a given label. */
    issues(label: string): Promise<Issue[]>;
    openIssue(issue: Omit<Issue, "number">, label: string): Promise<number>;
    changeIssue(number: number, issue: Omit<Issue, "number">): Promise<void>;
    /** @param why - as a last comment */
    closeIssue(number: number, why: string): Promise<void>;
}
