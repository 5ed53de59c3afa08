import { Argument, Command, Option } from "@commander-js/extra-typings";

/** `contact-center drift`: what differs from the code, who did it, and whether that is dangerous. */
export const driftCommand = () =>
    new Command("drift")
        .description(
            "show what differs from the code and what nobody declared, with its severity and who did it; changes nothing. Exit status: 0 in sync, 1 drift that nobody decided, 2 failed, 3 no drift seen but something could not be read, 130 or 143 interrupted",
        )
        .addOption(new Option("--stack <name...>", "stacks; default: the selected one").conflicts(["all", "fleet"]))
        .addOption(new Option("--all", "every stack of the project").conflicts("fleet"))
        .option("--fleet <file>", "the tenants of a fleet file")
        .option("--review <file>", "decisions of reviewers; default: drift-review.yaml where there is one")
        .option("--strict", "fail for decisions that decide nothing any more, too")
        .option("--record <folder>", "append a line for each tenant, and tell since when each finding is known")
        .option("--json [file]", "one line of JSON (docs/drift.md)")
        .option("--markdown [file]", "a comment for a pull request")
        .option("--html [file]", "one page")
        .option("--sarif [file]", "a log for code scanning")
        .option("--junit [file]", "a test report")
        .addHelpText("after", "\nA format without a file is printed in place of the usual report.")
        .enablePositionalOptions()
        .addCommand(decideCommand())
        .addCommand(pruneCommand())
        .action(async (options) => (await import("./run.js")).drift(options));

const decideCommand = () =>
    new Command("decide")
        .description("write a decision about a finding into the review file, in which everything else is kept")
        .argument("<finding>", "its fingerprint, or the id of an object that nobody declared")
        .addArgument(
            new Argument("[decision]", "without it, a terminal asks").choices(["accept", "revert", "ignore"] as const),
        )
        .option("--stack <name>", "stack; default: the selected one")
        .option("--until <day>", "of ignore: the last day, 2026-12-31")
        .option("--reason <text>", "why")
        .option("--review <file>", "the review file; default: drift-review.yaml")
        .action(async (finding, decision, options) => (await import("./decide.js")).decide(finding, decision, options));

const pruneCommand = () =>
    new Command("prune")
        .description("review, and take decisions out of the review file whose finding is gone")
        .addOption(new Option("--stack <name...>", "stacks; default: the selected one").conflicts(["all", "fleet"]))
        .addOption(new Option("--all", "every stack of the project").conflicts("fleet"))
        .option("--fleet <file>", "the tenants of a fleet file")
        .option("--review <file>", "the review file; default: drift-review.yaml")
        .action(async (options) => (await import("./prune.js")).prune(options));
