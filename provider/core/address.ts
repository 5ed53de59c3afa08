import { isPlain, shownAddress } from "../transport/address";
import { type ConfigSource, providerName } from "./configuration";

const allowHttp = { config: "contactcenter:allowHttp", env: "CONTACTCENTER_ALLOW_HTTP" };

/** Whether credentials may go to an http address of another machine, by the configuration or the environment. */
export const allowsHttp = (source: ConfigSource, env: NodeJS.ProcessEnv): boolean =>
    (source.get(allowHttp.config) || env[allowHttp.env] || "").trim() === "true";

/** What is wrong with an address that credentials are sent to. Nothing of a user or password in it is shown. */
export function addressProblem(
    name: string,
    address: string,
    { httpAllowed, source }: { httpAllowed: boolean; source?: ConfigSource },
): string | undefined {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const wrong = `${name} must be an https address; it is "${shownAddress(address)}"`;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return wrong;
    if (url.username !== "" || url.password !== "")
        return `${name} must not have a user name or a password in it; it is "${shownAddress(address)}"`;
    if (!isPlain(url) || httpAllowed) return undefined;
    const provider = source?.get(providerName);
    const setting =
        provider === undefined
            ? `run \`pulumi config set ${allowHttp.config} true\` or set ${allowHttp.env}=true`
            : `pass allowHttp: true to the provider "${provider}"`;
    return `${wrong}. With http, the network can read the credentials; to allow it all the same, ${setting}`;
}
