import { Command, Option } from "@commander-js/extra-typings";

/** `contact-center handover`: eMite's form, filled in from a stack. */
export const handoverCommand = () =>
    new Command("handover")
        .description(
            "fill in eMite's Genesys Cloud Integration Details Form from a stack, after checking that it is true now",
        )
        .addOption(
            new Option("--format <format>", "form of the form")
                .choices(["html", "markdown", "json"] as const)
                .default("html" as const),
        )
        .option("-o, --output <file>", "where to write it; default: standard output")
        .option("--recipient <key...>", "age public keys: the secrets go into <output>.age, for these alone")
        .option("--reveal", "show the secrets in the form, on a terminal, after a question")
        .option("--integration <name>", "name of the emite.Integration in the program; needed if the stack has several")
        .option("--stack <name>", "stack; default: the selected one")
        .action(async (options) => (await import("./run.js")).handover(options));
