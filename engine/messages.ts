import { stripVTControlCharacters } from "node:util";

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
    return new Error(words === undefined ? `pulumi ${command}: ${text.trim()}` : `pulumi: ${words.trim()}`);
}

/** Removes colors, both in the form of the engine's events and of terminals. */
export const withoutColors = (text: string): string => stripVTControlCharacters(text.replace(/<\{%[^%]*%\}>/g, ""));
