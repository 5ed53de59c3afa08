import { Command } from "commander";

/** `contact-center try`: the platform repository's program on a simulated organisation. */
export function tryCommand(): Command {
    return new Command("try")
        .description(
            "run the project's program on a simulated organisation, in a throw-away stack: preview, up, up again, destroy. The project's own stacks and backend are left alone",
        )
        .argument("[tenant]", "whose configuration to take, connection and secrets apart; default: a sample")
        .action((tenant) => (require("./run") as typeof import("./run")).tryOut(tenant));
}
