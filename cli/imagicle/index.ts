import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { collect } from "../options";

/** `contact-center imagicle …`: the user sync by hand, beside the resource. */
export const imagicleCommand = () =>
    new Command("imagicle")
        .description("users that Imagicle takes from Webex")
        .addCommand(
            withRules("preview")
                .description("say which users the rules make of Webex data, and what is wrong with them")
                .argument("<data>", "file that fetch saved")
                .option("--all", "list all users and problems; default: the first 20")
                .option("--html <file>", "write a page to look at: changes, problems and users")
                .option("--json", "print one line of JSON, with every user")
                .action(async (data, options) => (await import("./preview.js")).preview(data, options)),
        )
        .addCommand(
            withRules("checklist")
                .description(
                    "list what a person does: the authorization, what a red status means, and the rules by screen if there are any",
                )
                .action(async (options) => (await import("./checklist.js")).checklist(options)),
        )
        .addCommand(
            withRules("csv")
                .description("write users under the headings of a file that was exported from your own Imagicle")
                .argument("<data>", "file that fetch saved")
                .requiredOption("--header <file>", "the exported file: its column names are not public")
                .option(
                    "--column <heading=field>",
                    "which field goes under which heading, in addition to those of equal name, repeatable; of several fields with commas between them, the first that a user has",
                    column,
                )
                .requiredOption("-o, --output <file>", "file to write")
                .action(async (data, options) => (await import("./csv.js")).csv(data, options)),
        )
        .addCommand(syncCommand())
        .addCommand(fetchCommand());

const withRules = (name: string) =>
    new Command(name)
        .option("--rules <file>", "rules as JSON: users, virtualObjects, faxWorkspaces, filter; default: the stack's")
        .option("--stack <name>", "stack with an imagicle.UserSync; default: the selected one");

function column(text: string, before: Record<string, string> = {}): Record<string, string> {
    const [, heading = "", field = ""] = /^(.+)=(\w+(?:,\w+)*)$/.exec(text) ?? [];
    if (heading === "") throw new InvalidArgumentError("It must be <heading>=<field>.");
    return { ...before, [heading]: field };
}

const syncCommand = () =>
    new Command("sync")
        .description("start the synchronisation; the password is in the environment, IMAGICLE_PASSWORD")
        .requiredOption("--url <address>", "address of the UCX Suite")
        .requiredOption("--username <name>", "user of the web portal")
        .action(async (options) => (await import("./sync.js")).sync(options));

const fetchCommand = () =>
    new Command("fetch")
        .description("save what the rules take from Webex; the token is webex:accessToken or WEBEX_ACCESS_TOKEN")
        .option("--fax-workspace <name>", "workspace that is a fax machine, repeatable", collect, [])
        .option("--org <name or id>", "organization to read, repeatable; default: the token's own", collect, [])
        .option("--url <address>", "base address of the interface; default: Webex' own")
        .option("--stack <name>", "stack with the token; default: the selected one, else the environment")
        .requiredOption("-o, --output <file>", "file to write; it holds personal data")
        .action(async (options) => (await import("./fetch.js")).fetchData(options));
