import { Argument, Command } from "@commander-js/extra-typings";
import { helpEnd } from "../options";

/** `contact-center completion`: a script with which a shell completes commands, options and their values. */
export const completionCommand = () =>
    new Command("completion")
        .description(
            "Print a script that completes commands, options and values in your shell (docs/command-line.md). Load it when the shell starts.",
        )
        .summary("print a completion script for bash, zsh or fish")
        .addArgument(new Argument("<shell>", "shell of the script").choices(["bash", "zsh", "fish"] as const))
        .addHelpText("after", helpEnd(["completion bash"]))
        .action(async (shell, _options, command) =>
            (await import("./run.js")).completion(shell, command.parent ?? command),
        );
