import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { namedFileError } from "../provider/core/files";
import { Interrupted } from "../engine/cancel";
import { ApiError, UserError } from "../provider/transport/errors";

/** A command and all its subcommands. */
export const allCommands = (command: CommandUnknownOpts): CommandUnknownOpts[] => [
    command,
    ...command.commands.flatMap(allCommands),
];

/** The exit status of a failed command. */
export const failureStatus = (error: Error): number => (error instanceof Interrupted ? error.status : 2);

/** What a failed command prints: the message, then the remedy if the product's error has one. */
export function errorText(error: Error): string {
    // got's own message hides the reason for which a request was aborted.
    const reason = error.name === "AbortError" && error.cause instanceof UserError ? error.cause : error;
    return [namedFileError(reason).message, error instanceof ApiError ? error.remedy : ""].filter(Boolean).join("\n");
}
