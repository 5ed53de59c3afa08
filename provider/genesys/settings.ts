import { didYouMean } from "../problem";
import { UserError } from "../transport/errors";
import { regionName, regions } from "./regions";

/** Where configuration comes from: the stack's, by full key (`genesyscloud:region`). */
export interface ConfigSource {
    get(key: string): string | undefined;
}

/** How to reach one Genesys Cloud organisation. */
export interface GenesysSettings {
    /** AWS name of the region. */
    region: string;
    clientId: string;
    clientSecret: string;
    /** Base of API addresses, without a trailing slash. */
    apiBase: string;
    /** Base of login addresses, without a trailing slash. */
    loginBase: string;
}

const keys = {
    region: { config: "genesyscloud:region", env: "GENESYSCLOUD_REGION", secret: false, example: "eu-west-1" },
    clientId: {
        config: "genesyscloud:oauthClientId",
        env: "GENESYSCLOUD_OAUTHCLIENT_ID",
        secret: false,
        example: "<client id>",
    },
    clientSecret: {
        config: "genesyscloud:oauthClientSecret",
        env: "GENESYSCLOUD_OAUTHCLIENT_SECRET",
        secret: true,
        example: "",
    },
    gateway: { config: "genesyscloud:gateway", env: "GENESYSCLOUD_GATEWAY", secret: false, example: "" },
} as const;

/** The stack's configuration, then the environment; everything that is missing or wrong in one error. */
export function genesysSettings(source: ConfigSource, env: NodeJS.ProcessEnv): GenesysSettings {
    const value = (key: keyof typeof keys) =>
        (source.get(keys[key].config) || env[keys[key].env] || "").trim() || undefined;
    const given = {
        region: value("region"),
        clientId: value("clientId"),
        clientSecret: value("clientSecret"),
        gateway: value("gateway"),
    };
    const region = given.region === undefined ? undefined : regionName(given.region);
    const gateway = given.gateway?.replace(/\/+$/, "");
    const problems: string[] = (["region", "clientId", "clientSecret"] as const)
        .filter((key) => given[key] === undefined)
        .map((key) => missing(key));
    if (given.region !== undefined && region === undefined) problems.push(unknownRegion(given.region));
    if (gateway !== undefined && !/^https?:$/.test(protocolOf(gateway)))
        problems.push(`${keys.gateway.config} must be an http or https address; it is "${gateway}"`);
    if (problems.length > 0 || !region || !given.clientId || !given.clientSecret)
        throw new UserError(`the connection to Genesys Cloud is not configured:\n  ${problems.join("\n  ")}`);
    return {
        region,
        clientId: given.clientId,
        clientSecret: given.clientSecret,
        apiBase: gateway ?? `https://api.${regions[region]}`,
        loginBase: gateway === undefined ? `https://login.${regions[region]}` : `${gateway}/login`,
    };
}

function missing(key: Exclude<keyof typeof keys, "gateway">): string {
    const { config, env, secret, example } = keys[key];
    const command = ["pulumi config set", secret ? "--secret" : "", config, example].filter(Boolean).join(" ");
    return `${config} is missing: run \`${command}\` or set ${env}`;
}

function unknownRegion(given: string): string {
    const near = didYouMean(given, [...Object.keys(regions), ...Object.values(regions)]);
    return `${keys.region.config}: there is no region "${given}"${near || `; there are ${Object.keys(regions).sort().join(", ")}`}`;
}

function protocolOf(address: string): string {
    return URL.canParse(address) ? new URL(address).protocol : "";
}
