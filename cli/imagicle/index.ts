import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { collect, helpEnd } from "../options";
import { coded } from "../../provider/transport/message";

/** `contact-center imagicle …`: the user sync, without the resource. */
export const imagicleCommand = () =>
    new Command("imagicle")
        .description("Preview, export and start the sync of users from Webex to Imagicle.")
        .summary("users that Imagicle syncs from Webex")
        .addHelpText(
            "after",
            helpEnd(["imagicle fetch -o webex.json", "imagicle preview webex.json --rules rules.json"]),
        )
        .addCommand(
            withRules("preview")
                .description("Show which users the rules create from Webex data, with their problems.")
                .argument("<data-file>", "the file that `imagicle fetch` wrote")
                .option("--all", "list all users and problems; default: the first 20")
                .option("--html <file>", "write an HTML page with changes, problems and users")
                .option("--json", "print one line of JSON, with every user")
                .summary("show which users the rules create")
                .addHelpText("after", helpEnd(["imagicle preview webex.json --rules rules.json"]))
                .action(async (data, options) => (await import("./preview.js")).preview(data, options)),
        )
        .addCommand(
            withRules("checklist")
                .description(
                    "List the steps that a person does: the authorization, the meaning of a red status, and any rules by screen.",
                )
                .summary("list the steps that a person does")
                .addHelpText("after", helpEnd(["imagicle checklist --rules rules.json"]))
                .action(async (options) => (await import("./checklist.js")).checklist(options)),
        )
        .addCommand(
            withRules("csv")
                .description("Write users under the headings of a file that you exported from your Imagicle.")
                .summary("write users as a CSV file for Imagicle")
                .addHelpText("after", helpEnd(["imagicle csv webex.json --header export.csv -o users.csv"]))
                .argument("<data-file>", "the file that `imagicle fetch` wrote")
                .requiredOption("--header <file>", "the exported file, for its column names")
                .option(
                    "--column <heading=field>",
                    "field for a heading, in addition to equal names; repeatable; of several fields, separated by commas, the first that a user has",
                    column,
                )
                .requiredOption("-o, --output <file>", "file to write")
                .action(async (data, options) => (await import("./csv.js")).csv(data, options)),
        )
        .addCommand(syncCommand())
        .addCommand(fetchCommand());

const withRules = (name: string) =>
    new Command(name)
        .option(
            "--rules <file>",
            "rules as JSON: users, virtualObjects, faxWorkspaces, filter; default: those of the stack",
        )
        .option("--stack <name>", "stack with an imagicle.UserSync; default: the selected one");

function column(text: string, before: Record<string, string> = {}): Record<string, string> {
    const [, heading = "", field = ""] = /^(.+)=(\w+(?:,\w+)*)$/.exec(text) ?? [];
    if (heading === "") throw new InvalidArgumentError(coded("CC7061", "Use <heading>=<field>."));
    return { ...before, [heading]: field };
}

const syncCommand = () =>
    new Command("sync")
        .description("Start the synchronization. The password comes from IMAGICLE_PASSWORD.")
        .summary("start the synchronization")
        .addHelpText("after", helpEnd(["imagicle sync --url https://ucx.acme.example --username admin"]))
        .requiredOption("--url <address>", "address of the UCX Suite")
        .requiredOption("--username <name>", "user of the web portal")
        .action(async (options) => (await import("./sync.js")).sync(options));

const fetchCommand = () =>
    new Command("fetch")
        .description("Save the Webex data that the rules use. The token is webex:accessToken or WEBEX_ACCESS_TOKEN.")
        .summary("save the Webex data that the rules use")
        .addHelpText("after", helpEnd(["imagicle fetch --stack acme -o webex.json"]))
        .option("--fax-workspace <name>", "workspace that is a fax machine; repeatable", collect, [])
        .option("--org <name or id>", "organization to read; repeatable; default: that of the token", collect, [])
        .option("--url <address>", "base address of the API; default: that of Webex")
        .option("--stack <name>", "stack with the token; default: the selected one, else the environment")
        .requiredOption("-o, --output <file>", "file to write; it contains personal data")
        .action(async (options) => (await import("./fetch.js")).fetchData(options));
