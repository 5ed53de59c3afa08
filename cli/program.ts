import { Command } from "@commander-js/extra-typings";
import { adoptCommand } from "./adopt";
import { ciCommand } from "./ci";
import { completionCommand } from "./completion";
import { conformanceCommand } from "./conformance";
import { driftCommand } from "./drift";
import { eleveoCommand } from "./eleveo";
import { allCommands } from "./failure";
import { fleetCommand } from "./fleet";
import { handoverCommand } from "./handover";
import { imagicleCommand } from "./imagicle";
import { initCommand } from "./init";
import { migrateCommand } from "./migrate";
import { helpEnd } from "./options";
import { preflightCommand } from "./preflight";
import { print, printError } from "./print";
import { simulateCommand } from "./simulate";
import { tenantCommand } from "./tenant";
import { tryCommand } from "./try";
import { webexCommand } from "./webex";

/** `contact-center` with all its commands, in the groups and the order of its help. */
export function contactCenterProgram(version: string) {
    const program = new Command("contact-center")
        .description("Contact center integrations as code: the tools of the Pulumi library.")
        .version(version, "-V, --version", "print the version")
        // Options after a subcommand are its own, and not those of the same name that the command above it has.
        .enablePositionalOptions()
        .commandsGroup("Develop:")
        .addCommand(initCommand())
        .addCommand(tenantCommand())
        .addCommand(tryCommand())
        .addCommand(simulateCommand())
        .addCommand(preflightCommand())
        .commandsGroup("Review:")
        .addCommand(adoptCommand())
        .addCommand(driftCommand())
        .addCommand(conformanceCommand())
        .commandsGroup("Operate:")
        .addCommand(ciCommand())
        .addCommand(fleetCommand())
        .addCommand(handoverCommand())
        .addCommand(migrateCommand())
        .commandsGroup("Products:")
        .addCommand(eleveoCommand())
        .addCommand(imagicleCommand())
        .addCommand(webexCommand())
        .commandsGroup("Help:")
        .addCommand(completionCommand())
        .helpCommand("help [command]", "print the help of a command")
        .addHelpText("after", helpEnd(["init platform", "drift --help"]))
        .showHelpAfterError("(contact-center --help lists all commands)");
    for (const command of allCommands(program))
        command
            .helpOption("-h, --help", "print this help")
            .configureHelp({ subcommandTerm: (one) => one.name() })
            .configureOutput({ writeOut: print, writeErr: printError });
    return program;
}
