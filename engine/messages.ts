import { stripVTControlCharacters } from "node:util";
import { UserError } from "../provider/transport/errors";

/** A message of the engine, from its JSON output or its events. */
export interface Diagnostic {
    urn?: string;
    message?: string;
    severity?: string;
}

/** An error of a command, without colors. */
export interface EngineError {
    /** The resource that it is about, if any. */
    urn?: string | undefined;
    message: string;
}

export const errorsOf = (diagnostics: readonly Diagnostic[]): EngineError[] =>
    diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ urn, message = "" }) => ({
            urn,
            message: withoutColors(message)
                .replace(/^error: /, "")
                .trim(),
        }))
        .filter(({ message }) => !noise.test(message));

/** Messages that the engine adds when something else has failed: about a canceled request, or about the whole run. */
const noise =
    /^(rpc error: code = Canceled desc = )?context canceled$|^(preview|update) (failed|cancell?ed)$|^BAIL: run bailed$|^an unhandled error occurred: [Pp]rogram exited with non-zero exit code: \d+$/;

/**
 * The errors of a command. If it failed and the engine reports none, they are the output of the program: the engine does
 * not mark the errors of a program in YAML or Go as such.
 * @param stderr - of the command
 */
export function errorsOfFailed(command: string, diagnostics: readonly Diagnostic[], stderr: string): EngineError[] {
    const errors = errorsOf(diagnostics);
    if (errors.length > 0) return errors;
    const printed = diagnostics
        .filter(({ severity }) => severity === "info#err")
        .flatMap(({ message = "" }) => withoutColors(message).split("\n"))
        .filter((line) => line.trim() !== "" && !isWarning.test(line));
    const message = printed.map((line) => line.trimEnd()).join("\n");
    return [{ message: message || pulumiError(command, stderr).message }];
}

const isWarning = /^\s*warning: /;

/** The provider's warnings, no matter how they reached the engine: as output, or in its log. */
export const warningsOf = (diagnostics: readonly Diagnostic[]): string[] =>
    diagnostics.flatMap(({ severity, message = "" }) => {
        const lines = withoutColors(message)
            .split("\n")
            .map((line) => line.trim());
        // Without a code, it is a warning of the program.
        const isLogged = severity === "warning" && /\[CC\d{4}\]/.test(lines[0] ?? "");
        return lines.flatMap(
            (line, index) => /^warning: (.+)$/.exec(line)?.[1] ?? (isLogged && index === 0 ? line : []),
        );
    });

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
