#!/usr/bin/env node
import "./requireNode";
import { Interrupted } from "../engine/cancel";
import { sayBy } from "../provider/core/say";
import { allCommands, errorText, failureStatus } from "./failure";
import { platformNote } from "./platform";
import { endOutput, printError } from "./print";
import { contactCenterProgram } from "./program";

// By its own name: the path differs between the sources and the package.
const { version } = require("pulumi-contact-center/package.json") as { version: string };

sayBy(printError);
const note = platformNote(process.platform);
if (note !== undefined) printError(note);

const program = contactCenterProgram(version);

/** A wrong call fails as everything else does: 1 says that a command has found something. */
for (const command of allCommands(program))
    command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

process.once("exit", endOutput);
program.parseAsync().catch((error: Error) => {
    printError(errorText(error));
    process.exitCode = failureStatus(error);
    // Requests of work that was interrupted may still be under way.
    if (error instanceof Interrupted) process.exit();
});
