import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Simulator } from "../../simulator";

/** Variables of the user's environment that lead to the user's own organizations, stacks and keys. */
const own = /^(GENESYSCLOUD|ELEVEO|WEBEX)_|^PULUMI_(STACK|CONFIG_PASSPHRASE_FILE|ACCESS_TOKEN)$/;

/** Everything that Pulumi stores is in the folder: backend, selected stacks and downloads. */
export async function throwAwayEnvironment(
    folder: string,
    { url, credentials }: Simulator,
    region: string,
): Promise<NodeJS.ProcessEnv> {
    const backend = join(folder, "backend");
    await mkdir(backend);
    return {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
        PULUMI_HOME: join(folder, "home"),
        PULUMI_BACKEND_URL: `file://${backend.replaceAll("\\", "/")}`,
        PULUMI_CONFIG_PASSPHRASE: "only for this throw-away stack",
        GENESYSCLOUD_REGION: region,
        GENESYSCLOUD_GATEWAY: url,
        GENESYSCLOUD_OAUTHCLIENT_ID: credentials.clientId,
        GENESYSCLOUD_OAUTHCLIENT_SECRET: credentials.clientSecret,
    };
}
