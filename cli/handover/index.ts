import { Command, Option } from "@commander-js/extra-typings";
import { helpEnd } from "../options";

/** `contact-center handover`: fills in eMite's form from a stack. */
export const handoverCommand = () =>
    new Command("handover")
        .description(
            "Fill in eMite's Genesys Cloud Integration Details Form from a stack. Checks first that the tenant still has these values.",
        )
        .summary("fill in eMite's form from a stack")
        .addOption(
            new Option("--format <format>", "format of the form")
                .choices(["html", "markdown", "json"] as const)
                .default("html" as const),
        )
        .option("-o, --output <file>", "file for the form; default: standard output")
        .option("--recipient <key...>", "age public keys: write the secrets to <output>.age, encrypted only for these")
        .option("--reveal", "show the secrets in the form, on a terminal, after a confirmation")
        .option(
            "--integration <name>",
            "name of the emite.Integration in the program; required if the stack has several",
        )
        .option("--stack <name>", "stack; default: the selected one")
        .addHelpText("after", helpEnd(["handover --stack acme --output form.html"]))
        .action(async (options) => (await import("./run.js")).handover(options));
