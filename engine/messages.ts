import { stripVTControlCharacters } from "node:util";

/** A message of the engine, in its JSON output and among its events. */
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

/** What the engine adds when something else has failed: of a request that it cancelled, or of the whole run. */
const noise = /^(rpc error: code = Canceled desc = )?context canceled$|^(preview|update) (failed|cancell?ed)$/;

/** What the provider prints as a warning, in whatever way it reached the engine. */
export const warningsOf = (diagnostics: readonly Diagnostic[]): string[] =>
    diagnostics.flatMap(({ message = "" }) =>
        withoutColors(message)
            .split("\n")
            .flatMap((line) => /^warning: (.+)$/.exec(line.trim())?.[1] ?? []),
    );

/** Why a command of `pulumi` did nothing, out of what it has printed. */
export function pulumiError(command: string, text: string): Error {
    const words = /^error: ([^]+)$/m.exec(withoutColors(text))?.[1];
    return new Error(words === undefined ? `pulumi ${command}: ${text.trim()}` : `pulumi: ${words.trim()}`);
}

/** Colors as the engine's events write them, and as terminals do. */
export const withoutColors = (text: string): string => stripVTControlCharacters(text.replace(/<\{%[^%]*%\}>/g, ""));
