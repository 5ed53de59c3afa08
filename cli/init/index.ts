import { Command, Option } from "@commander-js/extra-typings";
import { pipelines } from "./context";

/** `contact-center init`: a platform repository, in which each tenant is a file. */
export const initCommand = () =>
    new Command("init")
        .description(
            "write a platform repository: program, tenants, guard rails and pipelines. Asks what no option says, at a terminal. In a folder that has one, show what would change and ask. Exit status: 0 written, 1 files differ and nothing was written, 2 failed",
        )
        .argument("<folder>", "folder of the repository, new or there")
        .option("--name <name>", "name of the Pulumi project; default: the folder's")
        .addOption(new Option("--pipelines <server>", "pipelines to write").choices(pipelines))
        .option("--backend <address>", "where the state is kept: s3://, azblob://, gs://, https:// or file://")
        .option("--secrets-provider <address>", "key that encrypts secrets: awskms://, azurekeyvault://, …")
        .option("--owner <team>", "who approves changes, for CODEOWNERS: @acme/platform")
        .option("--yes", "overwrite files that differ")
        .action(async (folder, options) => (await import("./run.js")).init(folder, options));
