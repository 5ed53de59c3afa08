import { Command } from "@commander-js/extra-typings";

/** `contact-center ci`: what a pipeline does for a fleet, so that every CI needs three lines of its own. */
export const ciCommand = () =>
    new Command("ci")
        .description("the steps of a pipeline for the tenants of fleet.yaml (docs/pipelines.md)")
        .addCommand(
            new Command("preview")
                .description(
                    "preview the tenants that a change concerns, with their drift; changes nothing. Exit status: 0 fine, 2 failed or refused by a policy, 3 not previewed because it comes from a fork, 130 or 143 interrupted",
                )
                .option("--base <revision>", "where the change is to go; default: what the pipeline says")
                .option("--comment <file>", "write what was found as a comment")
                .action(async (options) => (await import("./preview.js")).preview(options)),
        )
        .addCommand(
            new Command("up")
                .description(
                    "`pulumi up` for each tenant that something has changed for since its own last update, canaries first, one after another; the first failure ends it. Exit status: 0 done, 2 failed, 130 or 143 interrupted",
                )
                .option("--comment <file>", "write what was done, for the job's summary")
                .action(async (options) => (await import("./up.js")).up(options)),
        )
        .addCommand(
            new Command("drift")
                .description("review the whole fleet; exit status as `contact-center drift`")
                .requiredOption("--folder <folder>", "where drift.json, page.html, comment.md and junit.xml go")
                .action(async (options) => (await import("./drift.js")).drift(options)),
        )
        .addCommand(
            new Command("comment")
                .description(
                    "put a file on the pull or merge request of this pipeline, in place of what is there of it",
                )
                .argument("<file>", "as `ci preview --comment` has written it")
                .action(async (file) => (await import("./scm/comment.js")).comment(file)),
        )
        .addCommand(
            new Command("issues")
                .description("an issue for each tenant with findings that nobody decided; closed when there are none")
                .argument("<file>", "the drift.json of `ci drift`")
                .action(async (file) => (await import("./scm/issues.js")).issues(file)),
        );
