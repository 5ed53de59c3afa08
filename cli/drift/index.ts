import { Argument, Command, Option } from "@commander-js/extra-typings";
import { formatNote, helpEnd, interrupted } from "../options";

/** `contact-center drift`: shows what differs from the program, who changed it, and whether that is dangerous. */
export const driftCommand = () =>
    new Command("drift")
        .description(
            "Show what differs from the program, and unmanaged objects, with severity and author. Changes nothing.",
        )
        .summary("show drift and unmanaged objects, with severity and author")
        .addOption(
            new Option("--stack <name...>", "stacks to review; default: the selected one").conflicts(["all", "fleet"]),
        )
        .addOption(new Option("--all", "review every stack of the project").conflicts("fleet"))
        .option("--fleet <file>", "review the tenants of a fleet file")
        .option("--review <file>", "decisions of reviewers; default: drift-review.yaml, if it exists")
        .option("--strict", "also fail for decisions without a finding")
        .option("--record <folder>", "append a line for each tenant, and show since when each finding is known")
        .option("--json [file]", "print one line of JSON (docs/drift.md)")
        .option("--markdown [file]", "print a comment for a pull request")
        .option("--html [file]", "print an HTML page")
        .option("--sarif [file]", "print a log for code scanning")
        .option("--junit [file]", "print a test report")
        .addHelpText(
            "after",
            helpEnd(
                ["drift --stack acme", "drift --all --html drift.html"],
                {
                    0: "in sync",
                    1: "undecided drift",
                    2: "failed",
                    3: "no drift found, but something could not be read",
                    ...interrupted,
                },
                formatNote,
            ),
        )
        .enablePositionalOptions()
        .addCommand(decideCommand())
        .addCommand(pruneCommand())
        .action(async (options) => (await import("./run.js")).drift(options));

const decideCommand = () =>
    new Command("decide")
        .description("Write a decision about a finding into the review file. Keeps everything else in the file.")
        .summary("write a decision about a finding")
        .argument("<finding>", "its fingerprint, or the id of an unmanaged object")
        .addArgument(
            new Argument("[decision]", "default: asks, on a terminal").choices(["accept", "revert", "ignore"] as const),
        )
        .option("--stack <name>", "stack; default: the selected one")
        .option("--until <day>", "with ignore: the last day, such as 2026-12-31")
        .option("--reason <text>", "reason for the decision")
        .option("--review <file>", "the review file; default: drift-review.yaml")
        .addHelpText("after", helpEnd(["drift decide f8bb302548ecec01 ignore --until 2026-12-31"]))
        .action(async (finding, decision, options) => (await import("./decide.js")).decide(finding, decision, options));

const pruneCommand = () =>
    new Command("prune")
        .description("Review, and remove decisions without a finding from the review file.")
        .summary("remove decisions without a finding")
        .addOption(
            new Option("--stack <name...>", "stacks to review; default: the selected one").conflicts(["all", "fleet"]),
        )
        .addOption(new Option("--all", "review every stack of the project").conflicts("fleet"))
        .option("--fleet <file>", "review the tenants of a fleet file")
        .option("--review <file>", "the review file; default: drift-review.yaml")
        .addHelpText("after", helpEnd(["drift prune --all"]))
        .action(async (options) => (await import("./prune.js")).prune(options));
