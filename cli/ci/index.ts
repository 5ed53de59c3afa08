import { Command } from "@commander-js/extra-typings";
import { helpEnd, interrupted } from "../options";

/** `contact-center ci`: what a pipeline does for a fleet, so that the file of every CI system stays short. */
export const ciCommand = () =>
    new Command("ci")
        .description("Run the steps of a pipeline for the tenants of fleet.yaml (docs/pipelines.md).")
        .summary("run the steps of a pipeline for a fleet")
        .addHelpText("after", helpEnd(["ci preview --base origin/main", "ci up"]))
        .addCommand(previewCommand())
        .addCommand(upCommand())
        .addCommand(
            new Command("drift")
                .description("Review the whole fleet. The exit status is that of `contact-center drift`.")
                .summary("review the whole fleet")
                .requiredOption("--folder <folder>", "folder for drift.json, page.html, comment.md and junit.xml")
                .addHelpText("after", helpEnd(["ci drift --folder drift"]))
                .action(async (options) => (await import("./drift.js")).drift(options)),
        )
        .addCommand(
            new Command("comment")
                .description(
                    "Post a file as a comment on the pull or merge request of this pipeline. Replaces the earlier comment.",
                )
                .summary("post a comment on the pull or merge request")
                .argument("<file>", "the file that `ci preview --comment` wrote")
                .addHelpText("after", helpEnd(["ci comment preview.md"]))
                .action(async (file) => (await import("./scm/comment.js")).comment(file)),
        )
        .addCommand(
            new Command("issues")
                .description(
                    "Open or update an issue for each tenant with undecided findings. Close it if there are none.",
                )
                .summary("keep an issue for each tenant with undecided findings")
                .argument("<file>", "drift.json as `ci drift` writes it")
                .addHelpText("after", helpEnd(["ci issues drift/drift.json"]))
                .action(async (file) => (await import("./scm/issues.js")).issues(file)),
        );

const previewCommand = () =>
    new Command("preview")
        .description("Preview the tenants that a change affects, with their drift. Changes nothing.")
        .summary("preview the tenants that a change affects")
        .option("--base <revision>", "target of the change; default: as the pipeline says")
        .option("--comment <file>", "write the result as a comment for a pull request")
        .addHelpText(
            "after",
            helpEnd(["ci preview --base origin/main --comment preview.md"], {
                0: "nothing wrong",
                2: "failed, or refused by a policy",
                3: "not previewed, because the change comes from a fork",
                ...interrupted,
            }),
        )
        .action(async (options) => (await import("./preview.js")).preview(options));

const upCommand = () =>
    new Command("up")
        .description(
            "Run `pulumi up` for each tenant that changes since its last update affect. Canaries come first, then one tenant after another. The first failure ends the run.",
        )
        .summary("update the tenants that changes affect")
        .option("--comment <file>", "write the result, for the summary of the job")
        .addHelpText("after", helpEnd(["ci up --comment up.md"], { 0: "done", 2: "failed", ...interrupted }))
        .action(async (options) => (await import("./up.js")).up(options));
