import { isPlain, shownAddress } from "../transport/address";
import { ConfigurationError, type UserError } from "../transport/errors";
import type { Problem } from "./problem";

/** Where configuration comes from: the stack's, by full key (`genesyscloud:region`). */
export interface ConfigSource {
    get(key: string): string | undefined;
}

/** One setting of a connection. */
export interface Key {
    /** The stack's configuration, which wins. */
    config: string;
    /** The environment variable. */
    env: string;
    /** Kept encrypted in the stack's configuration. */
    secret?: boolean;
    /** A value for messages. */
    example?: string;
    optional?: boolean;
}

/** The stack's configuration, then the environment, without white space around; absent where neither has it. */
export function readKeys<Name extends string>(
    keys: Record<Name, Key>,
    source: ConfigSource,
    env: NodeJS.ProcessEnv,
): Partial<Record<Name, string>> {
    const value = ({ config, env: variable }: Key) => (source.get(config) || env[variable] || "").trim();
    const read = (Object.keys(keys) as Name[]).map((name) => [name, value(keys[name])] as const);
    return Object.fromEntries(read.filter(([, text]) => text !== "")) as Partial<Record<Name, string>>;
}

/** A client that only reads, and sends all requests in place of those of the configuration. */
export interface Reader {
    clientId: string;
    clientSecret: string;
}

/** Environment variables of a product's {@link Reader}. */
export interface ReaderKeys {
    id: string;
    secret: string;
}

/**
 * The client that only reads, for previews and reviews in pipelines: it is in the environment only, so that the stack's
 * configuration names the client of `pulumi up`. Explicit providers have the clients that the program gives them.
 */
function readerIn(
    { id, secret }: ReaderKeys,
    source: ConfigSource,
    env: NodeJS.ProcessEnv,
): { reader?: Reader; problems: string[] } {
    const [clientId, clientSecret] = [env[id]?.trim() ?? "", env[secret]?.trim() ?? ""];
    if (source.get(providerName) !== undefined || clientId + clientSecret === "") return { problems: [] };
    const missing = [
        clientId === "" ? [`${id} is missing: ${secret} is set`] : [],
        clientSecret === "" ? [`${secret} is missing: ${id} is set`] : [],
    ].flat();
    return missing.length > 0 ? { problems: missing } : { reader: { clientId, clientSecret }, problems: [] };
}

/** The settings of a product, its client that only reads, and what is missing of both. */
export function readSettings<Name extends string>(
    keys: Record<Name, Key>,
    readerKeys: ReaderKeys,
    source: ConfigSource,
    env: NodeJS.ProcessEnv,
): { given: Partial<Record<Name, string>>; reader?: Reader; problems: string[] } {
    const { reader, problems } = readerIn(readerKeys, source, env);
    // The configuration names the client of `pulumi up`, if it is there.
    const given = { ...(reader as Partial<Record<Name, string>> | undefined), ...readKeys(keys, source, env) };
    return { given, ...(reader && { reader }), problems: [...problems, ...missingKeys(keys, given, source)] };
}

/** Why nobody knows what the client of `pulumi up` may do. */
export const notChecked = (id: string): Problem => ({
    path: "",
    reason: `permissions are not checked: the client ${id} only reads, and \`pulumi up\` uses another one`,
    inferred: true,
});

/** An explicit provider's name in its own inputs. */
export const providerName = "contactcenter:provider";

/** A line for each key that must be there and is not, with the command or the argument that sets it. */
export function missingKeys<Name extends string>(
    keys: Record<Name, Key>,
    given: Partial<Record<Name, string>>,
    source: ConfigSource,
): string[] {
    const provider = source.get(providerName);
    return (Object.keys(keys) as Name[])
        .filter((name) => !keys[name].optional && given[name] === undefined)
        .map((name) => {
            const { config, env, secret, example } = keys[name];
            if (provider !== undefined)
                return `${config} is missing: pass ${config.replace("genesyscloud:", "genesys.").replace(":", ".")} to the provider "${provider}" or set ${env}`;
            const command = ["pulumi config set", secret ? "--secret" : "", config, example].filter(Boolean).join(" ");
            return `${config} is missing: run \`${command}\` or set ${env}`;
        });
}

/** Everything that is wrong with a connection's configuration, in one error. */
export function misconfigured(product: string, problems: readonly string[]): UserError {
    return new ConfigurationError(`the connection to ${product} is not configured:\n  ${problems.join("\n  ")}`);
}

/** One value that is wrong. */
export const misconfiguredValue = (problem: string): UserError => new ConfigurationError(problem);

const allowHttp = { config: "contactcenter:allowHttp", env: "CONTACTCENTER_ALLOW_HTTP" };

/** Whether credentials may go to an http address of another machine, by the configuration or the environment. */
export const allowsHttp = (source: ConfigSource, env: NodeJS.ProcessEnv): boolean =>
    (source.get(allowHttp.config) || env[allowHttp.env] || "").trim() === "true";

/**
 * What is wrong with an address that credentials are sent to. Nothing of a user or password in it is shown.
 * @param how.remedy - how the server gets an https address
 */
export function addressProblem(
    name: string,
    address: string,
    { httpAllowed, source, remedy }: { httpAllowed: boolean; source?: ConfigSource; remedy?: string },
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
    return `${wrong}${remedy === undefined ? "" : `: ${remedy}`}. With http, the network can read the credentials; to allow it all the same, ${setting}`;
}
