import { isPlain, shownAddress } from "../transport/address";
import { ConfigurationError, type UserError } from "../transport/errors";
import { coded, type MessageCode } from "../transport/message";
import { isRecord } from "./json";
import type { Problem } from "./problem";

/** The source of the configuration: the stack's, by full key (`genesyscloud:region`). */
export interface ConfigSource {
    get(key: string): string | undefined;
    /** Whether it is that of the native plugin, which has the settings only in groups. @default false */
    readonly grouped?: boolean | undefined;
}

/**
 * A source that also has the settings of the native plugin: `contactcenter:genesys` is an object with the settings of
 * `genesyscloud:`, and so on. The engine passes a plugin only the settings of its own package. A key of its own takes
 * precedence.
 */
export const withGroups = ({ get, grouped }: ConfigSource): ConfigSource => ({
    grouped,
    get: (key) => {
        const own = get(key);
        if (own !== undefined) return own;
        const { group, name } = groupedName(key);
        const value = group === undefined ? undefined : groupOf(get(`contactcenter:${group}`))?.[name];
        return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    },
});

/** The key of a setting in a group of the native plugin: `genesyscloud:region` for `region` in `genesys`. */
export function keyIn(group: string, name: string): string {
    if (group === "timeouts") return `contactcenter:${name}Timeout`;
    return `${group.replace(/^genesys$/, "genesyscloud")}:${name}`;
}

/** Where the native plugin has a setting: `genesyscloud:region` is `region` in the group `genesys`. */
export function groupedName(key: string): { group?: string; name: string } {
    const [namespace = "", name = ""] = key.split(":");
    if (namespace !== "contactcenter") return { group: namespace.replace("genesyscloud", "genesys"), name };
    return name.endsWith("Timeout") ? { group: "timeouts", name: name.replace(/Timeout$/, "") } : { name };
}

/** A message with the names and the commands that set its settings in a source. */
export const inNamesOf = ({ grouped = false }: ConfigSource, text: string): string =>
    grouped ? text.replace(/(pulumi config set )?(--secret )?\b(\w+:[a-z]\w*)/g, groupedText) : text;

function groupedText(whole: string, command = "", secret = "", key = ""): string {
    if (!/^(genesyscloud|eleveo|webex|contactcenter):/.test(key)) return whole;
    const { group, name } = groupedName(key);
    if (group === undefined) return whole;
    return `${command}${command === "" ? "" : "--path "}${secret}contactcenter:${group}.${name}`;
}

/** The settings of a group, as the engine passes them: JSON. */
export function groupOf(text: string | undefined): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(text ?? "");
        return isRecord(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

/** One setting of a connection. */
export interface Key {
    /** The key in the stack's configuration, which takes precedence. */
    config: string;
    /** The environment variable. */
    env: string;
    /** Whether the stack's configuration encrypts it. */
    secret?: boolean;
    /** A sample value for messages. */
    example?: string;
    optional?: boolean;
}

/** From the stack's configuration, then the environment, trimmed; absent if neither has it. */
export function readKeys<Name extends string>(
    keys: Record<Name, Key>,
    source: ConfigSource,
    env: NodeJS.ProcessEnv,
): Partial<Record<Name, string>> {
    const value = ({ config, env: variable }: Key) => (source.get(config) || env[variable] || "").trim();
    const read = (Object.keys(keys) as Name[]).map((name) => [name, value(keys[name])] as const);
    return Object.fromEntries(read.filter(([, text]) => text !== "")) as Partial<Record<Name, string>>;
}

/** A read-only client that sends all requests instead of the configured client. */
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
 * The read-only client for previews and reviews in pipelines. It comes only from the environment, because the stack's
 * configuration names the client of `pulumi up`. Explicit providers use the clients that the program gives them.
 */
function readerIn(
    { id, secret }: ReaderKeys,
    source: ConfigSource,
    env: NodeJS.ProcessEnv,
): { reader?: Reader; problems: string[] } {
    const [clientId, clientSecret] = [env[id]?.trim() ?? "", env[secret]?.trim() ?? ""];
    if (source.get(providerName) !== undefined || clientId + clientSecret === "") return { problems: [] };
    const missing = [
        clientId === "" ? [missingHalf(id, secret)] : [],
        clientSecret === "" ? [missingHalf(secret, id)] : [],
    ].flat();
    return missing.length > 0 ? { problems: missing } : { reader: { clientId, clientSecret }, problems: [] };
}

const missingHalf = (variable: string, other: string): string =>
    coded("CC1102", `${variable} is missing, although ${other} is set`);

/** The settings of a product, its read-only client, and the missing settings of both. */
export function readSettings<Name extends string>(
    keys: Record<Name, Key>,
    readerKeys: ReaderKeys,
    source: ConfigSource,
    env: NodeJS.ProcessEnv,
): { given: Partial<Record<Name, string>>; reader?: Reader; problems: string[] } {
    const { reader, problems } = readerIn(readerKeys, source, env);
    // The configuration names the client of `pulumi up`, if present.
    const given = { ...(reader as Partial<Record<Name, string>> | undefined), ...readKeys(keys, source, env) };
    return { given, ...(reader && { reader }), problems: [...problems, ...missingKeys(keys, given, source)] };
}

/** Why the permissions of the client of `pulumi up` are unknown. */
export const notChecked = (id: string): Problem => ({
    code: "CC1105",
    path: "",
    reason: `permissions are not checked, because the client ${id} only reads and \`pulumi up\` uses another client`,
    inferred: true,
});

/** An explicit provider's name in its own inputs. */
export const providerName = "contactcenter:provider";

/** A line for each required key that is missing, with the command or the argument that sets it. */
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
            if (provider !== undefined) return missingArgument(config, provider, env);
            const command = ["pulumi config set", secret ? "--secret" : "", config, example].filter(Boolean).join(" ");
            return coded("CC1104", `${config} is missing: run \`${command}\` or set ${env}`);
        });
}

function missingArgument(config: string, provider: string, env: string): string {
    const argument = config.replace("genesyscloud:", "genesys.").replace(":", ".");
    return coded("CC1103", `${config} is missing: pass ${argument} to the provider "${provider}" or set ${env}`);
}

/** All errors in a connection's configuration, in one error. */
export function misconfigured(product: string, problems: readonly string[]): UserError {
    return new ConfigurationError(
        "CC1106",
        `the connection to ${product} is not configured:\n  ${problems.join("\n  ")}`,
    );
}

/** One invalid value. @param code - `undefined`: the problem has its code already */
export const misconfiguredValue = (code: MessageCode | undefined, problem: string): UserError =>
    new ConfigurationError(code, problem);

const allowHttp = { config: "contactcenter:allowHttp", env: "CONTACTCENTER_ALLOW_HTTP" };

/** Whether credentials may be sent to an http address on another machine, by the configuration or the environment. */
export const allowsHttp = (source: ConfigSource, env: NodeJS.ProcessEnv): boolean =>
    (source.get(allowHttp.config) || env[allowHttp.env] || "").trim() === "true";

/**
 * The problem with an address that receives credentials. A user name or password in it is not shown.
 * @param how.remedy - how to give the server an https address
 */
export function addressProblem(
    name: string,
    address: string,
    { httpAllowed, source, remedy }: { httpAllowed: boolean; source?: ConfigSource; remedy?: string },
): string | undefined {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const shown = shownAddress(address);
    const wrong = `${name} must be an https address; it is "${shown}"`;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return coded("CC1107", wrong);
    if (url.username !== "" || url.password !== "")
        return coded("CC1108", `${name} must not contain a user name or a password; it is "${shown}"`);
    if (!isPlain(url) || httpAllowed) return undefined;
    const provider = source?.get(providerName);
    const setting =
        provider === undefined
            ? `run \`pulumi config set ${allowHttp.config} true\` or set ${allowHttp.env}=true`
            : `pass allowHttp: true to the provider "${provider}"`;
    const risk = "With http, others on the network can read the credentials";
    return coded(
        "CC1109",
        `${wrong}${remedy === undefined ? "" : `: ${remedy}`}. ${risk}. To allow it anyway, ${setting}`,
    );
}
