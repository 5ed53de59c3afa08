import { Command } from "@commander-js/extra-typings";
import { helpEnd } from "../options";

/** `contact-center tenant`: the tenants of a platform repository. */
export const tenantCommand = () =>
    new Command("tenant")
        .description("Manage the tenants of a platform repository.")
        .summary("add a tenant to a platform repository")
        .addHelpText("after", helpEnd(["tenant add acme --region eu-west-1 --client-id 5f1e"]))
        .addCommand(
            new Command("add")
                .description(
                    "Add a tenant: check its organization and credentials, create its stack and its file. The secret comes from GENESYSCLOUD_OAUTHCLIENT_SECRET, or the command asks for it.",
                )
                .summary("add a tenant")
                .argument("<name>", "name of the tenant, and of its stack")
                .option(
                    "--region <region>",
                    "region of the organization: eu-west-1, mypurecloud.ie or eu; default: GENESYSCLOUD_REGION",
                )
                .option("--client-id <id>", "client id for Pulumi's login; default: GENESYSCLOUD_OAUTHCLIENT_ID")
                .option("--gateway <address>", "base address of the API, for a proxy or a simulated organization")
                .option("--canary", "update this tenant before the others")
                .addHelpText("after", helpEnd(["tenant add acme --region eu-west-1 --client-id 5f1e"]))
                .action(async (name, options) => (await import("./add.js")).addTenant(name, options)),
        );
