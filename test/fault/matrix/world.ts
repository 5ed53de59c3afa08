/** Where a request is cut. */
export const cuts = { before: "reset", after: "reset-after", middle: "half" } as const;
export type Cut = keyof typeof cuts;

/** One request of a run. */
export interface Passed {
    /** Method and path, the same in every run. */
    call: string;
    write: boolean;
    at: number;
}

/** The product's side of one case: what is there, and the way to it. */
export interface Side {
    /** What points a stack at it. */
    readonly env: NodeJS.ProcessEnv;
    /** Decides what happens to each request from now on. */
    intercept(decide?: (call: string) => Promise<(typeof cuts)[Cut] | undefined>): void;
    requests(): readonly Passed[];
    clearRequests(): void;
    /** A line for each object. */
    picture(): Promise<string[]>;
    /** Whether the secret of a client, by the client's name, is the one that works. */
    works(name: string, secret: string): Promise<boolean>;
    /** All that is there, for {@link World.open}; without it, what is there is made anew for each case. */
    save?(): unknown;
}

/** What a matrix is played on. */
export interface World {
    title: string;
    /** Source of a program in the version PROGRAM_VERSION, 1 or 2; it writes its secrets into SECRETS_FILE. */
    program: string;
    /** Opens a side of its own for some work, with what was saved of another, and ends it. */
    open<T>(saved: unknown, work: (side: Side) => Promise<T>): Promise<T>;
    stop(): Promise<void>;
}
