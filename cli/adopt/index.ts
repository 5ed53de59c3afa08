import { Command, Option } from "@commander-js/extra-typings";
import { collect } from "../options";

/** `contact-center adopt`: takes what was set up by hand into a stack, and changes nothing. */
export const adoptCommand = () =>
    new Command("adopt")
        .description(
            "find what the program declares and the tenant has already, show what differs, and take it into the stack; changes nothing in the tenant. Exit status: 0 adopted or nothing to adopt, 1 not adopted, 2 failed",
        )
        .option("--stack <name>", "stack; default: the selected one")
        .option("--id <resource=id>", "the object that a resource is, where names do not tell", collect)
        .option("--ids <file>", "the same for many: Pulumi's import file, as --generate writes it")
        .option(
            "--secret <resource=how>",
            "for a client whose secret nobody can read: none, keep (asks), keep:fd:<number>, keep:config:<key>, or rotate, which makes a new one; without a resource, for all",
            collect,
        )
        .option("--markers", "write the missing markers, also of objects that the stack holds: a change in the tenant")
        .option("-y, --yes", "adopt without asking")
        .option("--json", "print one line of JSON in place of the table (docs/adopt.md)")
        .addOption(
            new Option("--generate <folder>", "write a program for what is there, where there is none yet").conflicts([
                "id",
                "ids",
                "secret",
                "markers",
                "yes",
                "json",
                "undo",
            ]),
        )
        .option(
            "--only <pattern>",
            "with --generate: kind:<kind>, name:<name> or division:<name>, * for anything",
            collect,
        )
        .option("--except <pattern>", "with --generate: the same, left out", collect)
        .addOption(
            new Option("--undo", "forget what the last adoption took into the stack").conflicts([
                "id",
                "ids",
                "secret",
                "markers",
                "json",
            ]),
        )
        .action(async (options) => {
            const { generate, undo } = options;
            if (generate !== undefined) await (await import("./generate/run.js")).generate({ ...options, generate });
            else if (undo) await (await import("./undo.js")).undo(options);
            else await (await import("./run.js")).adopt(options);
        });
