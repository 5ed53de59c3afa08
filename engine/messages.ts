import { stripVTControlCharacters } from "node:util";
import { UserError } from "../provider/transport/errors";

/** A message of the engine, from its JSON output or its events. */
export interface Diagnostic {
    urn?: string;
    message?: string;
    severity?: string;
}

/** The error messages, without colors. */
export const errorsOf = (diagnostics: readonly Diagnostic[]) =>
    diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ urn, message = "" }) => ({ urn, message: withoutColors(message).trim() }))
        .filter(({ message }) => !noise.test(message));

/** Messages that the engine adds when something else has failed: about a canceled request, or about the whole run. */
const noise = /^(rpc error: code = Canceled desc = )?context canceled$|^(preview|update) (failed|cancell?ed)$/;

/** The provider's warnings, no matter how they reached the engine. */
export const warningsOf = (diagnostics: readonly Diagnostic[]): string[] =>
    diagnostics.flatMap(({ message = "" }) =>
        withoutColors(message)
            .split("\n")
            .flatMap((line) => /^warning: (.+)$/.exec(line.trim())?.[1] ?? []),
    );

/** The error of a failed `pulumi` command, extracted from its output. */
export function pulumiError(command: string, text: string): Error {
    const words = /^error: ([^]+)$/m.exec(withoutColors(text))?.[1];
    if (words !== undefined) return pulumiMessage(words.trim());
    return new UserError("CC8003", `pulumi ${command} failed: ${text.trim()}`);
}

/** An error with Pulumi's own message. If the message is one of this library's, it has a code already. */
export const pulumiMessage = (words: string, options?: ErrorOptions): UserError =>
    /\[CC\d{4}\]/.test(words)
        ? new UserError(undefined, `pulumi: ${words}`, options)
        : new UserError("CC8002", `pulumi: ${words}`, options);

/** Removes colors, both in the form of the engine's events and of terminals. */
export const withoutColors = (text: string): string => stripVTControlCharacters(text.replace(/<\{%[^%]*%\}>/g, ""));
