import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { collect } from "../options";
import { type ClientType, clientTypeKey, clientTypeProblem } from "../../provider/eleveo/clientTypes";

const stackOption = [
    "--stack <name>",
    "stack with the configuration; default: the selected one, else the environment",
] as const;

/** `contact-center eleveo …`: what concerns an Eleveo User Management beside the Pulumi resources. */
export const eleveoCommand = () =>
    new Command("eleveo")
        .description("provider clients of an Eleveo User Management")
        .addCommand(
            new Command("capture")
                .description("write the profile of a client type, from a client that somebody made in User Management")
                .requiredOption("--client <name>", "the client, by its name on the screen (client id)")
                .requiredOption("--type <type>", "its client type, as on the screen or by key", clientType)
                .option("--folder <path>", "where to write; default: what eleveo:profiles names, else profiles")
                .option(
                    "--client-id-at <path>",
                    "place in the profile at which every client of the type has its own id, repeatable; the command lists those in question",
                    collect,
                )
                .option("--force", "replace a profile that is different")
                .option(...stackOption)
                .action(async (options) => (await import("./capture.js")).capture(options)),
        )
        .addCommand(
            new Command("check")
                .description("obtain a token with the id and secret that the stack holds, and say whether that works")
                .requiredOption("--client <name>", "the client, by its name or by the name of its resource")
                .option(...stackOption)
                .action(async (options) => (await import("./check.js")).check(options)),
        )
        .addCommand(
            new Command("clients")
                .description("list the clients that may be provider clients, and who made them")
                .option("--json", "print one line of JSON")
                .option(...stackOption)
                .action(async (options) => (await import("./clients.js")).clients(options)),
        );

function clientType(written: string): ClientType {
    const key = clientTypeKey(written);
    if (key === undefined) throw new InvalidArgumentError(clientTypeProblem(written)?.reason ?? "");
    return key;
}
