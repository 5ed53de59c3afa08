#!/usr/bin/env node
import { Command } from "@commander-js/extra-typings";
import { Interrupted } from "../engine/cancel";
import { sayBy } from "../provider/core/say";
import { adoptCommand } from "./adopt";
import { ciCommand } from "./ci";
import { conformanceCommand } from "./conformance";
import { driftCommand } from "./drift";
import { eleveoCommand } from "./eleveo";
import { allCommands, errorText, failureStatus } from "./failure";
import { fleetCommand } from "./fleet";
import { handoverCommand } from "./handover";
import { imagicleCommand } from "./imagicle";
import { initCommand } from "./init";
import { platformNote } from "./platform";
import { preflightCommand } from "./preflight";
import { endOutput, print, printError } from "./print";
import { simulateCommand } from "./simulate";
import { tenantCommand } from "./tenant";
import { tryCommand } from "./try";
import { webexCommand } from "./webex";

// By its own name: the path differs between the sources and the package.
const { version } = require("pulumi-contact-center/package.json") as { version: string };

sayBy(printError);
const note = platformNote(process.platform);
if (note !== undefined) printError(note);

const program = new Command("contact-center")
    .description("Contact-centre integrations as code: tools beside the Pulumi library")
    .version(version)
    .addCommand(adoptCommand())
    .addCommand(ciCommand())
    .addCommand(conformanceCommand())
    .addCommand(driftCommand())
    .addCommand(eleveoCommand())
    .addCommand(fleetCommand())
    .addCommand(handoverCommand())
    .addCommand(imagicleCommand())
    .addCommand(initCommand())
    .addCommand(preflightCommand())
    .addCommand(simulateCommand())
    .addCommand(tenantCommand())
    .addCommand(tryCommand())
    .addCommand(webexCommand())
    .showHelpAfterError("(contact-center --help shows what there is)");

/** A wrong call fails as everything else does: 1 says that a command has found something. */
for (const command of allCommands(program))
    command
        .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
        .configureOutput({ writeOut: print, writeErr: printError });

process.once("exit", endOutput);
program.parseAsync().catch((error: Error) => {
    printError(errorText(error));
    process.exitCode = failureStatus(error);
    // Requests of work that was interrupted may still be under way.
    if (error instanceof Interrupted) process.exit();
});
