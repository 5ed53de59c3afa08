import { Command, Option } from "@commander-js/extra-typings";
import { collect, helpEnd } from "../options";

/** `contact-center webex …`: the user import of the tightly coupled integration. */
export const webexCommand = () =>
    new Command("webex")
        .description("Prepare and check the import of users of a WebEx Meetings site into WebEx Connect.")
        .summary("import of WebEx Meetings users into WebEx Connect")
        .addHelpText("after", helpEnd(["webex convert export.csv --domain acme.com -o import.csv"]))
        .addCommand(convertCommand())
        .addCommand(statusCommand());

const convertCommand = () =>
    new Command("convert")
        .description(
            "Convert the export of a Meetings site to an import file. If there are errors, nothing is written.",
        )
        .summary("convert the export of a site to an import file")
        .addHelpText("after", helpEnd(["webex convert export.csv --domain acme.com -o import.csv"]))
        .argument("<export-file>", "the exported file: UTF-8 or UTF-16 LE, with commas, tabs or semicolons")
        .requiredOption("--domain <domain>", "e-mail domain of the WebEx Connect organization")
        .option(
            "--from <domain>",
            "e-mail domain to replace with it; repeatable; other domains are errors",
            collect,
            [],
        )
        .addOption(
            new Option("--to <dialect>", "columns: those of the procedure, or the published 28 of Messenger")
                .choices(["connect-tci", "messenger"] as const)
                .default("connect-tci" as const),
        )
        .option(
            "--tracking-code <heading>",
            "heading of a tracking code, in the order TC1, TC2, …; repeatable",
            collect,
        )
        .addOption(
            new Option("--encoding <encoding>", "encoding of the import file")
                .choices(["utf-8", "utf-16le"] as const)
                .default("utf-8" as const),
        )
        .option("--neutralise", "put a ' before cells that a spreadsheet would read as formulas")
        .option(
            "--partial",
            "write only rows without an error; users of other rows cannot sign in after the activation",
        )
        .option("--report <name>", "write all findings to <name>.csv and <name>.html")
        .option("--html <file>", "write an HTML page with counts, clashes and findings")
        .option("--all", "list all users and findings; default: the first 20")
        .requiredOption("-o, --output <file>", "import file to write")
        .action(async (source, options) => (await import("./convert.js")).convert(source, options));

const statusCommand = () =>
    new Command("status")
        .description("Summarize an import status file by status and message.")
        .summary("summarize an import status file")
        .addHelpText("after", helpEnd(["webex status status.csv --import import.csv"]))
        .argument("<file>", "the status file")
        .option("--import <file>", "the imported file, to list users who are missing in the status file")
        .option(
            "--succeeded <status>",
            "value of the column status that means success (not published); repeatable",
            collect,
            [],
        )
        .option("--failed <file>", "write users without success as an import file (needs --succeeded)")
        .action(async (file, options) => (await import("./status.js")).status(file, options));
