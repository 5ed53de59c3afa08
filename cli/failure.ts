import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { namedFileError } from "../provider/core/files";
import { ApiError } from "../provider/transport/errors";

/** A command and all commands below it. */
export const allCommands = (command: CommandUnknownOpts): CommandUnknownOpts[] => [
    command,
    ...command.commands.flatMap(allCommands),
];

/** What a failed command prints: the message, then the remedy if a product's error has one. */
export const errorText = (error: Error): string =>
    [namedFileError(error).message, error instanceof ApiError ? error.remedy : ""].filter(Boolean).join("\n");
