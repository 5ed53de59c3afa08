import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { collect, helpEnd } from "../options";
import { type ClientType, clientTypeKey, clientTypeProblem } from "../../provider/eleveo/clientTypes";

const stackOption = [
    "--stack <name>",
    "stack with the configuration; default: the selected one, else the environment",
] as const;

/** `contact-center eleveo …`: provider clients of an Eleveo User Management, without a program. */
export const eleveoCommand = () =>
    new Command("eleveo")
        .description("Capture, check and list provider clients of Eleveo User Management.")
        .summary("provider clients of Eleveo User Management")
        .addHelpText("after", helpEnd(["eleveo clients --stack acme"]))
        .addCommand(
            new Command("capture")
                .description("Write the profile of a client type from a client that was created in User Management.")
                .requiredOption("--client <name>", "name of the client on the screen (client id)")
                .requiredOption("--type <type>", "client type, as on the screen or by key", clientType)
                .option("--folder <path>", "folder for the profile; default: eleveo:profiles, else profiles")
                .option(
                    "--client-id-at <place>",
                    "place in the profile that holds the client's own id; repeatable; the command lists the candidates",
                    collect,
                )
                .option("--force", "replace a different profile")
                .option(...stackOption)
                .summary("write the profile of a client type")
                .addHelpText("after", helpEnd(["eleveo capture --client acme-users --type user-import"]))
                .action(async (options) => (await import("./capture.js")).capture(options)),
        )
        .addCommand(
            new Command("check")
                .description("Request a token with the id and the secret in the stack, and report the result.")
                .requiredOption("--client <name>", "name of the client or of its resource")
                .option(...stackOption)
                .summary("request a token with the secret in the stack")
                .addHelpText("after", helpEnd(["eleveo check --client acme-webex"]))
                .action(async (options) => (await import("./check.js")).check(options)),
        )
        .addCommand(
            new Command("clients")
                .description("List the possible provider clients, and who created them.")
                .option("--json", "print one line of JSON")
                .option(...stackOption)
                .summary("list the possible provider clients")
                .addHelpText("after", helpEnd(["eleveo clients --stack acme"]))
                .action(async (options) => (await import("./clients.js")).clients(options)),
        );

function clientType(written: string): ClientType {
    const key = clientTypeKey(written);
    if (key === undefined) throw new InvalidArgumentError(clientTypeProblem(written) ?? "");
    return key;
}
