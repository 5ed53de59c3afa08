import { Command, Option } from "@commander-js/extra-typings";
import { collect } from "../options";

/** `contact-center webex …`: the user import of the tightly coupled integration. */
export const webexCommand = () =>
    new Command("webex")
        .description("users of a WebEx Meetings site for the import into WebEx Connect")
        .addCommand(
            new Command("convert")
                .description("turn the export of a Meetings site into an import file; with errors nothing is written")
                .argument("<export>", "the exported file, UTF-8 or UTF-16 LE, with commas or tabs")
                .requiredOption("--domain <domain>", "e-mail domain of the WebEx Connect organisation")
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
                .option("--partial", "write only rows without errors; users of the others cannot sign in afterwards")
                .option("--report <name>", "write every finding to <name>.csv and <name>.html")
                .requiredOption("-o, --output <file>", "the import file")
                .action(async (source, options) => (await import("./convert.js")).convert(source, options)),
        )
        .addCommand(
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
                .action(async (file, options) => (await import("./status.js")).status(file, options)),
        );
