import { Command } from "@commander-js/extra-typings";

/** `contact-center tenant`: the tenants of a platform repository. */
export const tenantCommand = () =>
    new Command("tenant").description("tenants of a platform repository").addCommand(
        new Command("add")
            .description(
                "add a tenant: check its organisation and credentials, make its stack and its file. The secret comes from GENESYSCLOUD_OAUTHCLIENT_SECRET, or is asked for",
            )
            .argument("<name>", "name of the tenant, and of its stack")
            .option(
                "--region <region>",
                "region of the organisation: eu-west-1, mypurecloud.ie or eu; else GENESYSCLOUD_REGION",
            )
            .option("--client-id <id>", "client that Pulumi logs in with; else GENESYSCLOUD_OAUTHCLIENT_ID")
            .option("--gateway <address>", "base address of the API, for a proxy or a simulated organisation")
            .option("--canary", "a tenant that gets changes first")
            .action(async (name, options) => (await import("./add.js")).addTenant(name, options)),
    );
