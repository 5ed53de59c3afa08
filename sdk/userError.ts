import { dirname, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Frames of this library, of Pulumi and of Node, which do not help the author of the program. */
const foreign = [`${dirname(__dirname)}/sdk/`, "/node_modules/", "node:"];

/** A mistake in the program: the message, then the program's own line. A full stack trace would hide it. */
export function userError(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    const line = programLine();
    if (line !== undefined) error.message = `${message}\n(${line})`;
    error.stack = error.message;
    return error;
}

/** The line of the program that called this library, such as `index.ts:12:5`. Nothing after the first `await`. */
function programLine(): string | undefined {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 30;
    const { stack = "" } = new Error();
    Error.stackTraceLimit = stackTraceLimit;
    const own = stack
        .split("\n")
        .slice(1)
        .filter((frame) => !foreign.some((part) => frame.includes(part)))
        .flatMap((frame) => /\(?(?:file:\/\/)?((?:\/|[A-Z]:\\)[^()]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? [])[0];
    return own === undefined ? undefined : relative(process.cwd(), own);
}
