import { Command, Option } from "@commander-js/extra-typings";
import { collect } from "../options";

/** `contact-center conformance`: what this library assumes about the products, held against a real tenant. */
export const conformanceCommand = () =>
    new Command("conformance")
        .description(
            "check on a real tenant what this library assumes about its products (docs/evidence.md); only reads without --write. Exit status: 0 nothing refuted, 1 something refuted, 2 failed or something left behind",
        )
        .option("--stack <name>", "stack; default: the selected one, else the environment")
        .addOption(
            new Option("--product <name...>", "default: all that the stack configures").choices([
                "genesys",
                "eleveo",
                "imagicle",
                "webex",
            ] as const),
        )
        .option("--only <id>", "an assumption, such as G-37; repeatable", collect)
        .option("--write", "also create objects of its own, look at them, and remove them")
        .addOption(
            new Option("--clean", "remove what an interrupted run has left, and check nothing").conflicts([
                "only",
                "write",
                "record",
                "json",
                "markdown",
            ]),
        )
        .option("-y, --yes", "create and remove without asking")
        .option("--record <folder>", "save the answers without names, ids, addresses and secrets, to be sent to others")
        .option("--json [file]", "one line of JSON (docs/conformance.md)")
        .option("--markdown [file]", "the text of an issue: nothing in it comes from the tenant")
        .addHelpText("after", "\nA format without a file is printed in place of the usual report.")
        .action(async (options) => (await import("./run.js")).conformance(options));
