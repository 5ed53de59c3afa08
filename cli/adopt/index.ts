import { Command, Option } from "@commander-js/extra-typings";
import { collect, helpEnd } from "../options";

const exits = { 0: "adopted, or nothing to adopt", 1: "not adopted", 2: "failed" };

/** `contact-center adopt`: adopts what was set up manually into a stack. */
export const adoptCommand = () =>
    new Command("adopt")
        .description(
            "Find declared objects that already exist in the tenant, show the differences, and adopt the objects into the stack. Changes nothing in the tenant without --markers or --secret rotate.",
        )
        .summary("adopt existing objects of the tenant into the stack")
        .option("--stack <name>", "stack; default: the selected one")
        .option("--id <resource=id>", "id of the object for a resource, if its name is not enough; repeatable", collect)
        .option("--ids <file>", "ids of many objects: Pulumi's import file, as --generate writes it")
        .option(
            "--secret <resource=how>",
            "for a client with an unreadable secret: none, keep (asks), keep:fd:<number>, keep:config:<key>, or rotate (creates a new secret); without a resource: for all clients",
            collect,
        )
        .option("--markers", "write missing markers, also to objects in the stack; this changes the tenant")
        .option("-y, --yes", "do not ask for confirmation")
        .option("--json", "print one line of JSON instead of the table (docs/adopt.md)")
        .addOption(
            new Option(
                "--generate <folder>",
                "write a program for the existing objects, if there is no program yet",
            ).conflicts(["id", "ids", "secret", "markers", "yes", "json", "undo"]),
        )
        .option(
            "--only <pattern>",
            "with --generate: only kind:<kind>, name:<name> or division:<name>; * matches anything; repeatable",
            collect,
        )
        .option("--except <pattern>", "with --generate: exclude objects by the same patterns; repeatable", collect)
        .addOption(
            new Option("--undo", "remove from the stack what the last adoption added").conflicts([
                "id",
                "ids",
                "secret",
                "markers",
                "json",
            ]),
        )
        .addHelpText("after", helpEnd(["adopt --stack acme", 'adopt --generate acme --only "name:eMite*"'], exits))
        .action(async (options) => {
            const { generate, undo } = options;
            if (generate !== undefined) await (await import("./generate/run.js")).generate({ ...options, generate });
            else if (undo) await (await import("./undo.js")).undo(options);
            else await (await import("./run.js")).adopt(options);
        });
