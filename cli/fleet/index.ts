import { Command } from "@commander-js/extra-typings";
import { engineVersion } from "../../engine/versions";
import { helpEnd, interrupted } from "../options";
import { print } from "../print";

/** `contact-center fleet`: the rollout of a fleet, also by an existing engine. */
export const fleetCommand = () =>
    new Command("fleet")
        .description(
            "Show the state of a fleet, or write files that let an existing engine roll it out (docs/fleet.md).",
        )
        .summary("show and roll out the tenants of a fleet file")
        .addHelpText("after", helpEnd(["fleet status --fleet fleet.yaml"]))
        .addCommand(manifestsCommand())
        .addCommand(
            withSource("deployments")
                .description("Write a script that sets the Pulumi Deployments settings of each tenant.")
                .summary("write a script for Pulumi Deployments")
                .requiredOption("--out <file>", "file for the script")
                .requiredOption("--organization <name>", "organization in Pulumi Cloud")
                .addHelpText("after", helpEnd(["fleet deployments --out deployments.sh --organization acme"]))
                .action(async (options) => print(await (await import("./run.js")).writeDeployments(options))),
        )
        .addCommand(statusCommand());

const manifestsCommand = () =>
    withSource("manifests")
        .description(
            "Write manifests for Pulumi Kubernetes Operator 2: a Stack per tenant, and a review of the fleet every morning.",
        )
        .summary("write manifests for the Pulumi Kubernetes Operator")
        .requiredOption("--out <folder>", "folder for the manifests; those of removed tenants are deleted")
        .option("--namespace <name>", "namespace of all objects", "contact-center")
        .option("--image <image>", "image with pulumi, Node, npm and git", `pulumi/pulumi:${engineVersion}-nonroot`)
        .option("--secret <name>", "Secret with environment variables; default: contact-center, without --identity")
        .option(
            "--identity <annotation>",
            "annotation of the service account, such as eks.amazonaws.com/role-arn=arn:…",
        )
        .option("--git-secret <name>", "Secret for the repository: accessToken, or sshPrivateKey and known_hosts")
        .option("--organization <name>", "organization in Pulumi Cloud, if it keeps the states")
        .option("--poll <seconds>", "seconds between checks for new commits", "300")
        .option("--schedule <cron>", "time of the fleet's review, UTC", "0 5 * * *")
        .addHelpText("after", helpEnd(["fleet manifests --out manifests"]))
        .action(async (options) => print(await (await import("./run.js")).writeManifests(options)));

const statusCommand = () =>
    new Command("status")
        .description(
            "Show the applied commit of each tenant, with its time and run, from the engine's history. Changes nothing.",
        )
        .summary("show the applied commit of each tenant")
        .option("--fleet <file>", "the fleet file", "fleet.yaml")
        .option("--json [file]", "print one line of JSON (docs/fleet.md)")
        .option("--html <file>", "write an HTML page")
        .addHelpText(
            "after",
            helpEnd(["fleet status --html fleet.html"], {
                0: "all tenants are applied",
                1: "at least one tenant is not",
                2: "failed, or a history could not be read",
                ...interrupted,
            }),
        )
        .action(async (options) => (await import("./status/run.js")).status(options));

const withSource = (name: string) =>
    new Command(name)
        .option("--fleet <file>", "the fleet file", "fleet.yaml")
        .option("--repository <address>", "git repository of the programs; default: the remote origin")
        .option("--branch <branch>", "branch to roll out; default: the current one");
