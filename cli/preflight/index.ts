import { Command } from "@commander-js/extra-typings";
import { helpEnd } from "../options";

/** `contact-center preflight`: whether `pulumi up` would succeed, and which permissions it needs. */
export const preflightCommand = () =>
    new Command("preflight")
        .description(
            "Preview the program, and print what the tenant would refuse at `pulumi up`, with all permissions that the calling clients need.",
        )
        .summary("print what the tenant would refuse, and needed permissions")
        .option("--json", "print one line of JSON")
        .option("--stack <name>", "stack; default: the selected one")
        .addHelpText("after", helpEnd(["preflight --stack acme"]))
        .action(async (options) => (await import("./run.js")).preflight(options));
