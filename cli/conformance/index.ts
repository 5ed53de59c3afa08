import { Command, Option } from "@commander-js/extra-typings";
import { collect, formatNote, helpEnd, interrupted } from "../options";

/** `contact-center conformance`: checks what this library assumes about the products on a real tenant. */
export const conformanceCommand = () =>
    new Command("conformance")
        .description(
            "Check on a real tenant what this library assumes about the products (docs/evidence.md). Only reads, unless you pass --write.",
        )
        .summary("check on a real tenant what this library assumes")
        .option("--stack <name>", "stack; default: the selected one, else the environment")
        .addOption(
            new Option("--product <name...>", "products to check; default: all that the stack configures").choices([
                "genesys",
                "eleveo",
                "imagicle",
                "webex",
            ] as const),
        )
        .option("--only <id>", "check only this assumption, such as G-37; repeatable", collect)
        .option("--write", "also create objects, check them, and delete them")
        .addOption(
            new Option("--clean", "delete what an interrupted run left behind, and check nothing").conflicts([
                "only",
                "write",
                "record",
                "json",
                "markdown",
            ]),
        )
        .option("-y, --yes", "do not ask for confirmation")
        .option(
            "--record <folder>",
            "save the answers without names, ids, addresses and secrets, so that you can share them",
        )
        .option("--json [file]", "print one line of JSON (docs/conformance.md)")
        .option("--markdown [file]", "print the text for an issue, without data of the tenant")
        .addHelpText(
            "after",
            helpEnd(
                ["conformance --product genesys", "conformance --stack acme --markdown"],
                { 0: "nothing refuted", 1: "something refuted", 2: "failed, or something left behind", ...interrupted },
                formatNote,
            ),
        )
        .action(async (options) => (await import("./run.js")).conformance(options));
