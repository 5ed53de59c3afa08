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

/** The product's side of one case: its objects, and the connection to it. */
export interface Side {
    /** What points a stack at it. */
    readonly env: NodeJS.ProcessEnv;
    /** Decides what happens to each request from now on. */
    intercept(decide?: (call: string) => Promise<(typeof cuts)[Cut] | undefined>): void;
    requests(): readonly Passed[];
    clearRequests(): void;
    /** A line for each object. */
    picture(): Promise<string[]>;
    /** Whether the secret of a client, by the client's name, is valid. */
    works(name: string, secret: string): Promise<boolean>;
    /** All existing objects, for {@link World.open}; without it, they are created again for each case. */
    save?(): unknown;
}

/** The product that a matrix runs on. */
export interface World {
    title: string;
    /** Source of a program in the version PROGRAM_VERSION, 1 or 2; it writes its secrets into SECRETS_FILE. */
    program: string;
    /** Whether the program uses the native plugin. */
    native?: true;
    /** Opens its own side for some work, with the saved objects of another, and closes it. */
    open<T>(saved: unknown, work: (side: Side) => Promise<T>): Promise<T>;
    stop(): Promise<void>;
}
