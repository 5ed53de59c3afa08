import { Command, Option } from "@commander-js/extra-typings";

/** `contact-center drift`: what differs from the code, who did it, and whether that is dangerous. */
export const driftCommand = () =>
    new Command("drift")
        .description(
            "show what differs from the code and what nobody declared, with its severity and who did it; changes nothing. Exit status: 0 in sync, 1 drift that nobody decided, 2 failed, 3 no drift seen but something could not be read",
        )
        .addOption(new Option("--stack <name...>", "stacks; default: the selected one").conflicts(["all", "fleet"]))
        .addOption(new Option("--all", "every stack of the project").conflicts("fleet"))
        .option("--fleet <file>", "the tenants of a fleet file")
        .option("--review <file>", "decisions of reviewers; default: drift-review.yaml where there is one")
        .option("--record <folder>", "append a line for each tenant, and tell since when each finding is known")
        .option("--json [file]", "one line of JSON (docs/drift.md)")
        .option("--markdown [file]", "a comment for a pull request")
        .option("--html [file]", "one page")
        .option("--sarif [file]", "a log for code scanning")
        .option("--junit [file]", "a test report")
        .addHelpText("after", "\nA format without a file is printed in place of the usual report.")
        .action(async (options) => (await import("./run.js")).drift(options));
