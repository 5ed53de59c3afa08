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
        .map(({ urn, message = "" }) => ({ urn, message: withoutColors(message).trim() }));

/** Why a command of `pulumi` did nothing, out of what it has printed. */
export function pulumiError(command: string, text: string): Error {
    const words = /^error: ([^]+)$/m.exec(withoutColors(text))?.[1];
    return new Error(words === undefined ? `pulumi ${command}: ${text.trim()}` : `pulumi: ${words.trim()}`);
}

/** Colors as the engine's events write them, and as terminals do. */
export const withoutColors = (text: string): string => stripVTControlCharacters(text.replace(/<\{%[^%]*%\}>/g, ""));
