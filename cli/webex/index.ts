import { Command, Option } from "@commander-js/extra-typings";
import { collect } from "../options";

/** `contact-center webex …`: the user import of the tightly coupled integration. */
export const webexCommand = () =>
    new Command("webex")
        .description("users of a WebEx Meetings site for the import into WebEx Connect")
        .addCommand(convertCommand())
        .addCommand(statusCommand());

const convertCommand = () =>
    new Command("convert")
        .description("turn the export of a Meetings site into an import file; with errors nothing is written")
        .argument("<export>", "the exported file, UTF-8 or UTF-16 LE, with commas, tabs or semicolons")
        .requiredOption("--domain <domain>", "e-mail domain of the WebEx Connect organization, such as acme.com")
        .option(
            "--from <domain>",
            "e-mail domain whose addresses are changed to it, repeatable; others are errors",
            collect,
            [],
        )
        .addOption(
            new Option("--to <dialect>", "the procedure's columns, or the published 28 of Messenger")
                .choices(["connect-tci", "messenger"] as const)
                .default("connect-tci" as const),
        )
        .option(
            "--tracking-code <heading>",
            "heading of a tracking code, repeatable, in the order TC1, TC2, …",
            collect,
        )
        .addOption(
            new Option("--encoding <encoding>", "encoding of the import file")
                .choices(["utf-8", "utf-16le"] as const)
                .default("utf-8" as const),
        )
        .option("--neutralise", "put a ' before cells that a spreadsheet would take for formulas")
        .option(
            "--partial",
            "write only the rows without an error; users of the other rows cannot sign in after the activation",
        )
        .option("--report <name>", "write all findings to <name>.csv, and a page about them to <name>.html")
        .option("--html <file>", "write a page to look at: counts, clashes and findings")
        .option("--all", "list all users and findings; default: the first 20")
        .requiredOption("-o, --output <file>", "the import file")
        .action(async (source, options) => (await import("./convert.js")).convert(source, options));

const statusCommand = () =>
    new Command("status")
        .description("say what an import status file says, by status and message")
        .argument("<file>", "the status file")
        .option("--import <file>", "the file that was imported: who is missing in the status file")
        .option(
            "--succeeded <status>",
            "value of the column status that means success, repeatable; they are not published",
            collect,
            [],
        )
        .option("--failed <file>", "write those without success as an import file (needs --succeeded)")
        .action(async (file, options) => (await import("./status.js")).status(file, options));
