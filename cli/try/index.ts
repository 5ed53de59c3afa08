import { Command } from "@commander-js/extra-typings";

/** `contact-center try`: the platform repository's program on a simulated organisation. */
export const tryCommand = () =>
    new Command("try")
        .description(
            "run the project's program on a simulated organisation, in a throw-away stack: preview, up, up again, destroy. The project's own stacks and backend are left alone",
        )
        .argument("[tenant]", "whose configuration to take, connection and secrets apart; default: a sample")
        .action(async (tenant) => (await import("./run.js")).tryOut(tenant));
