/** What a worker receives. */
export interface Task {
    /** A test file, relative to the root of the project. */
    file: string;
    /** Milliseconds for a test. */
    timeout: number;
    grep?: string;
    /** Variables of the environment that the tests need. */
    env: NodeJS.ProcessEnv;
    /** Whether {@link endOfOutput} marks the end of what the tests print. */
    marksOutput: boolean;
}

/** What a worker reports of a file. */
export interface Result {
    passed: number;
    skipped: number;
    failed: Failure[];
    /**
     * Seconds of processor time, including every process that the tests waited for. Only Linux reports it; elsewhere 0.
     */
    cpu: number;
}

export interface Failure {
    title: string;
    /** As Mocha prints it, with the difference. */
    text: string;
}

/** Marks the end of a file's output in a stream, because the streams and the result arrive in any order. */
export const endOfOutput = "\u0000end of file\u0000";
