/** What a worker is told to do. */
export interface Task {
    /** A test file, relative to the root of the project. */
    file: string;
    /** Milliseconds for a test. */
    timeout: number;
    grep?: string;
    /** Variables of the environment that the tests need. */
    env: NodeJS.ProcessEnv;
    /** Whether {@link endOfOutput} ends what the tests print. */
    marksOutput: boolean;
}

/** What a worker tells of a file. */
export interface Result {
    passed: number;
    skipped: number;
    failed: Failure[];
    /** Seconds of processor time, with every process that the tests waited for. Only Linux tells it; elsewhere 0. */
    cpu: number;
}

export interface Failure {
    title: string;
    /** As Mocha prints it, with the difference. */
    text: string;
}

/** Ends what a file prints to a stream, because the streams and the result arrive in any order. */
export const endOfOutput = "\u0000end of file\u0000";
