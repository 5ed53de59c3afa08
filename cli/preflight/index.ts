import { Command } from "@commander-js/extra-typings";

/** `contact-center preflight`: whether `pulumi up` would go through, and what its caller must be allowed to do. */
export const preflightCommand = () =>
    new Command("preflight")
        .description(
            "preview the program and print what `pulumi up` would be refused, with every permission that the calling clients need",
        )
        .option("--json", "print one line of JSON")
        .option("--stack <name>", "stack; default: the selected one")
        .action(async (options) => (await import("./run.js")).preflight(options));
