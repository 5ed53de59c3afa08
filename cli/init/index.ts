import { Command, Option } from "@commander-js/extra-typings";
import { helpEnd } from "../options";
import { languages, pipelines } from "./context";

/** `contact-center init`: creates a platform repository, in which each tenant is a file. */
export const initCommand = () =>
    new Command("init")
        .description(
            "Write a platform repository: program, tenants, guard rails and pipelines. On a terminal, asks for missing options. In an existing repository, shows the changes and asks for confirmation.",
        )
        .summary("write a platform repository")
        .argument("<folder>", "folder of the repository, new or existing")
        .option("--name <name>", "name of the Pulumi project; default: that of the folder")
        .addOption(
            new Option("--language <language>", "language of the program; default: typescript").choices(languages),
        )
        .addOption(new Option("--pipelines <server>", "pipelines to write").choices(pipelines))
        .option("--backend <address>", "backend for the state: s3://, azblob://, gs://, https:// or file://")
        .option("--secrets-provider <address>", "key that encrypts secrets: awskms://, azurekeyvault://, …")
        .option("--owner <team>", "team that approves changes, for CODEOWNERS: @acme/platform")
        .option("--yes", "overwrite files that differ")
        .addHelpText(
            "after",
            helpEnd(["init platform --pipelines github --backend s3://acme-state"], {
                0: "written",
                1: "files differ, and nothing was written",
                2: "failed",
            }),
        )
        .action(async (folder, options) => (await import("./run.js")).init(folder, options));
