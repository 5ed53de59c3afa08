import { Command } from "@commander-js/extra-typings";
import { engineVersion } from "../../engine/versions";
import { print } from "../print";

/** `contact-center fleet`: the roll-out of a fleet, also on an engine that is there already. */
export const fleetCommand = () =>
    new Command("fleet")
        .description("the tenants of a fleet file: what each has, and how an existing engine gets them (docs/fleet.md)")
        .addCommand(
            withSource("manifests")
                .description(
                    "write manifests for Pulumi Kubernetes Operator 2: a Stack for each tenant, and a review of the fleet every morning",
                )
                .requiredOption("--out <folder>", "what is written; manifests of tenants that are gone are removed")
                .option("--namespace <name>", "where all objects go", "contact-center")
                .option("--image <image>", "with pulumi, Node, npm and git", `pulumi/pulumi:${engineVersion}-nonroot`)
                .option(
                    "--secret <name>",
                    "Secret with environment variables; default: contact-center, unless --identity is given",
                )
                .option(
                    "--identity <annotation>",
                    "annotation of the service account by which the cloud knows it: eks.amazonaws.com/role-arn=arn:…",
                )
                .option(
                    "--git-secret <name>",
                    "Secret for the repository, with accessToken, or with sshPrivateKey and known_hosts",
                )
                .option("--organization <name>", "of Pulumi Cloud, where it has the states")
                .option("--poll <seconds>", "between two looks for new commits", "300")
                .option("--schedule <cron>", "when the fleet is reviewed, UTC", "0 5 * * *")
                .action(async (options) => print(await (await import("./run.js")).writeManifests(options))),
        )
        .addCommand(
            withSource("deployments")
                .description("write a script that gives each tenant its settings of Pulumi Deployments")
                .requiredOption("--out <file>", "the script")
                .requiredOption("--organization <name>", "of Pulumi Cloud")
                .action(async (options) => print(await (await import("./run.js")).writeDeployments(options))),
        )
        .addCommand(
            new Command("status")
                .description(
                    "show which commit each tenant has, when and by which run, from the engine's history; changes nothing. Exit status: 0 all applied, 1 a tenant is not, 2 a history could not be read, or failed, 130 or 143 interrupted",
                )
                .option("--fleet <file>", "the fleet file", "fleet.yaml")
                .option("--json [file]", "one line of JSON (docs/fleet.md)")
                .option("--html <file>", "one page")
                .action(async (options) => (await import("./status/run.js")).status(options)),
        );

const withSource = (name: string) =>
    new Command(name)
        .option("--fleet <file>", "the fleet file", "fleet.yaml")
        .option("--repository <address>", "git repository of the programs; default: the remote origin")
        .option("--branch <branch>", "what is rolled out; default: the one that is checked out");
