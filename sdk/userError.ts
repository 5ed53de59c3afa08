import { dirname, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** The same as the provider's. The types of a program do not lead to it. */
type MessageCode = `CC${number}`;

/** Frames of this library, of Pulumi and of Node, which do not help the author of the program. */
const foreign = [`${dirname(__dirname)}/sdk/`, "/node_modules/", "node:"];

/** A message with its code, as the provider writes it. A program does not load the provider. */
export const coded = (code: MessageCode, text: string): string =>
    text.replace(/:(?=\n)|$/, (end) => ` [${code}]${end}`);

/**
 * A mistake in the program: the message, then the program's own line. A full stack trace would hide it.
 * @param code - `undefined`: the message has its code already
 */
export function userError(code: MessageCode | undefined, text: string): pulumi.RunError {
    const message = code === undefined ? text : coded(code, text);
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
