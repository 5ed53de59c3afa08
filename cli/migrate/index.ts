import { Command, Option } from "@commander-js/extra-typings";
import { helpEnd } from "../options";

/** `contact-center migrate`: moves a stack between dynamic resources and the native plugin. */
export const migrateCommand = () =>
    new Command("migrate")
        .description(
            "Move a stack from the dynamic resources of a TypeScript program to those of the native plugin, or back. Changes only the state and the configuration of the stack; the tenant and all secrets stay as they are.",
        )
        .summary("move a stack to another language")
        .addOption(
            new Option("--to <kind>", "kind of the resources")
                .choices(["native", "dynamic"] as const)
                .makeOptionMandatory(),
        )
        .option("--stack <name>", "stack; default: the selected one")
        .option("--yes", "migrate without asking")
        .addHelpText("after", helpEnd(["migrate --to native --stack acme"]))
        .action(async (options) => (await import("./run.js")).migrateStack(options));
