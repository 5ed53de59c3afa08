import { Command } from "@commander-js/extra-typings";
import { helpEnd } from "../options";

/** `contact-center try`: the platform repository's program on a simulated organization. */
export const tryCommand = () =>
    new Command("try")
        .description(
            "Run the project's program on a simulated organization, in a temporary stack: preview, up, up again, destroy. Does not use the stacks and the backend of the project.",
        )
        .summary("run the program on a simulated organization")
        .argument("[tenant]", "tenant whose configuration to use, without connection and secrets; default: a sample")
        .addHelpText("after", helpEnd(["try acme"]))
        .action(async (tenant) => (await import("./run.js")).tryOut(tenant));
