#!/usr/bin/env node
import "./requireNode";
import { Interrupted } from "../engine/cancel";
import { sayBy } from "../provider/core/say";
import { allCommands, errorText, failureStatus } from "./failure";
import { platformNote } from "./platform";
import { endOutput, printError } from "./print";
import { contactCenterProgram } from "./program";

// By its own name, because the path differs between the sources and the package.
const { version } = require("pulumi-contact-center/package.json") as { version: string };

sayBy(printError);
const note = platformNote(process.platform);
if (note !== undefined) printError(note);

const program = contactCenterProgram(version);

/** An invalid call fails like any other error: status 1 means that a command has found something. */
for (const command of allCommands(program))
    command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

process.once("exit", endOutput);
program.parseAsync().catch((error: Error) => {
    printError(errorText(error));
    process.exitCode = failureStatus(error);
    // Requests of interrupted work may still be in progress.
    if (error instanceof Interrupted) process.exit();
});
