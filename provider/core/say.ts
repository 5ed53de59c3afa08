import { messageText } from "../transport/foreignText";
import { coded, type MessageCode } from "../transport/message";

let output = (text: string): void => console.log(text);

/** Logs a line of the provider. The engine shows what its plugin prints. */
export const say = (text: string): void => output(messageText(text));

/** Logs a warning of the provider. */
export const warn = (code: MessageCode, text: string): void => say(`warning: ${coded(code, text)}`);

/**
 * Redirects the log; returns a function that undoes that. A command that runs the provider in its own process prints
 * its result, such as JSON, on standard output. Therefore these lines go to standard error.
 */
export function sayBy(print: (text: string) => void): () => void {
    const before = output;
    output = print;
    return () => void (output = before);
}
