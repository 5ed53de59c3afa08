import * as pulumi from "@pulumi/pulumi";
import { dynamicPackage } from "./dynamicProvider";
import { nativeContext } from "./native";
import { known } from "./outputs";
import { userError } from "./userError";

/** The package of the native plugin, which has the same resources for other languages. */
export const nativePackage = "contactcenter";

/** How to reach one Genesys Cloud organization. Omitted settings come from the environment, as without a provider. */
export interface GenesysConnection {
    /** AWS name of the region, such as `eu-west-1`, or its login domain. */
    region?: pulumi.Input<string | undefined>;
    /** Client id of the OAuth client (client credentials) that makes the calls. */
    oauthClientId?: pulumi.Input<string | undefined>;
    /** Its secret; encrypted in the state. */
    oauthClientSecret?: pulumi.Input<string | undefined>;
    /** Further clients that share the requests; encrypted in the state. @default none */
    oauthClients?: pulumi.Input<pulumi.Input<{ clientId: string; clientSecret: string }>[] | undefined>;
    /**
     * Number of OAuth clients that the organization may have. A preview rejects more. @default none: more than 50 are a
     * warning
     */
    oauthClientLimit?: pulumi.Input<number | undefined>;
    /** Requests per minute that each client may make. @default 300 */
    requestsPerMinute?: pulumi.Input<number | undefined>;
    /** Address of both the API and the login pages, such as a proxy's. @default the region's own */
    gateway?: pulumi.Input<string | undefined>;
}

/** How to reach one realm of an Eleveo User Management. Omitted settings come from the environment. */
export interface EleveoConnection {
    /** Address of the server, without a path. */
    url?: pulumi.Input<string | undefined>;
    /** Name of the realm. */
    realm?: pulumi.Input<string | undefined>;
    /** Client id of the confidential client that makes the calls. */
    clientId?: pulumi.Input<string | undefined>;
    /** Its secret; encrypted in the state. */
    clientSecret?: pulumi.Input<string | undefined>;
    /** Path of Keycloak on the server. @default "/auth" */
    contextPath?: pulumi.Input<string | undefined>;
    /** Folder with the profiles of client types, relative to `Pulumi.yaml`. @default none */
    profiles?: pulumi.Input<string | undefined>;
}

/** How to read a Webex organization. */
export interface WebexConnection {
    /** Access token; encrypted in the state. */
    accessToken?: pulumi.Input<string | undefined>;
}

/** How long an operation on one resource may take, such as `90s`, `10m` or `1h30m`. */
export interface Timeouts {
    /** @default "10m" */
    create?: pulumi.Input<string | undefined>;
    /** @default "5m" */
    read?: pulumi.Input<string | undefined>;
    /** @default "10m" */
    update?: pulumi.Input<string | undefined>;
    /** @default "10m" */
    delete?: pulumi.Input<string | undefined>;
}

/** Arguments of {@link Provider}. */
export interface ProviderArgs {
    /** The Genesys Cloud organization. @default none: resources of Genesys Cloud use the environment */
    genesys?: GenesysConnection | undefined;
    /** The Eleveo User Management. @default none: resources of Eleveo use the environment */
    eleveo?: EleveoConnection | undefined;
    /** The Webex organization. @default none */
    webex?: WebexConnection | undefined;
    /** Timeouts of operations. */
    timeouts?: Timeouts | undefined;
    /** Whether previews are offline and make no request. @default false */
    offlinePreview?: pulumi.Input<boolean | undefined>;
    /**
     * How to handle problems that depend on an answer of a tenant, such as a permission that it does not list: `error`
     * rejects them at preview, `warn` reports them, `off` does not check. @default "error"
     */
    checks?: pulumi.Input<"error" | "warn" | "off" | undefined>;
    /**
     * Whether credentials may be sent over http to other machines. Others on the network can read them.
     * @default false: such an address is rejected at preview
     */
    allowHttp?: pulumi.Input<boolean | undefined>;
}

interface Setting {
    /** The key in the configuration of a stack. The provider's inputs use it too. */
    key: string;
    secret?: true;
}

const settings: Readonly<Record<"genesys" | "eleveo" | "webex" | "timeouts", Readonly<Record<string, Setting>>>> = {
    genesys: {
        region: { key: "genesyscloud:region" },
        oauthClientId: { key: "genesyscloud:oauthClientId" },
        oauthClientSecret: { key: "genesyscloud:oauthClientSecret", secret: true },
        oauthClients: { key: "genesyscloud:oauthClients", secret: true },
        oauthClientLimit: { key: "genesyscloud:oauthClientLimit" },
        requestsPerMinute: { key: "genesyscloud:requestsPerMinute" },
        gateway: { key: "genesyscloud:gateway" },
    } satisfies Record<keyof GenesysConnection, Setting>,
    eleveo: {
        url: { key: "eleveo:url" },
        realm: { key: "eleveo:realm" },
        clientId: { key: "eleveo:clientId" },
        clientSecret: { key: "eleveo:clientSecret", secret: true },
        contextPath: { key: "eleveo:contextPath" },
        profiles: { key: "eleveo:profiles" },
    } satisfies Record<keyof EleveoConnection, Setting>,
    webex: { accessToken: { key: "webex:accessToken", secret: true } } satisfies Record<keyof WebexConnection, Setting>,
    timeouts: {
        create: { key: "contactcenter:createTimeout" },
        read: { key: "contactcenter:readTimeout" },
        update: { key: "contactcenter:updateTimeout" },
        delete: { key: "contactcenter:deleteTimeout" },
    } satisfies Record<keyof Timeouts, Setting>,
};
/** Settings outside of the groups. */
const general = {
    offlinePreview: { key: "contactcenter:offlinePreview" },
    checks: { key: "contactcenter:checks" },
    allowHttp: { key: "contactcenter:allowHttp" },
} satisfies Partial<Record<keyof ProviderArgs, Setting>>;
/** Name of the provider in messages. */
const providerName = "contactcenter:provider";

/**
 * A separate connection for some of a program's resources: another tenant, or other credentials. Resources take it as
 * the option `provider`. Components take it as `provider` or `providers` and pass it to their children. Lookups take it
 * as `{ provider }`. Resources without one use the configuration of the stack.
 *
 * All properties are changed in place: other credentials or another address do not replace any resource. The provider
 * does not read the stack's configuration. Arguments that you omit come from the environment variables. Missing and
 * invalid settings are reported at preview with the first resource that needs them.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { genesys, Provider } from "pulumi-contact-center";
 *
 * const config = new pulumi.Config("emea");
 * const emea = new Provider("emea", {
 *     genesys: {
 *         region: "eu-west-1",
 *         oauthClientId: config.require("oauthClientId"),
 *         oauthClientSecret: config.requireSecret("oauthClientSecret"),
 *     },
 * });
 * new genesys.Group("agents", { name: "Agents" }, { provider: emea });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
    constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
        // The engine mistakes a provider with such a name for one of its own.
        if (name.startsWith("default"))
            throw userError("CC1301", `Provider "${name}": the name must not start with "default"`);
        const { offlinePreview, checks, allowHttp, ...groups } = args;
        const inputs: Record<string, unknown> = {
            [providerName]: name,
            [general.offlinePreview.key]: asText(offlinePreview),
            [general.checks.key]: asText(checks),
            [general.allowHttp.key]: asText(allowHttp),
        };
        const unknownKeys: string[] = [];
        for (const [group, values] of Object.entries(groups)) {
            const known = Object.hasOwn(settings, group)
                ? (settings[group as keyof typeof settings] as Readonly<Record<string, Setting>>)
                : undefined;
            if (known === undefined) {
                unknownKeys.push(group);
                continue;
            }
            for (const [setting, value] of Object.entries((values ?? {}) as Record<string, unknown>)) {
                const found = Object.hasOwn(known, setting) ? known[setting] : undefined;
                if (found === undefined) unknownKeys.push(`${group}.${setting}`);
                else if (value !== undefined)
                    inputs[found.key] = found.secret ? pulumi.secret(asText(value)) : asText(value);
            }
        }
        if (unknownKeys.length > 0)
            throw userError(
                "CC1302",
                `Provider "${name}" has no setting ${unknownKeys.join(", ")}; it has ${settingNames().join(", ")}`,
            );
        super(dynamicPackage, name, inputs, opts);
        declaredInputs.set(this, inputs);
    }
}

/** The settings as the program declares them: a preview cannot tell an omitted input from one that is not known yet. */
const declaredInputs = new WeakMap<pulumi.ProviderResource, Readonly<Record<string, unknown>>>();

const settingNames = () => [
    ...Object.entries(settings).flatMap(([group, known]) => Object.keys(known).map((setting) => `${group}.${setting}`)),
    ...Object.keys(general),
];

/** The form that the configuration of a stack uses: text as it is, anything else as JSON. */
function asText(value: unknown): pulumi.Input<string | undefined> {
    if (value === undefined || typeof value === "string") return value;
    return pulumi
        .output(value)
        .apply((plain: unknown) => (plain === undefined || typeof plain === "string" ? plain : JSON.stringify(plain)));
}

/** Where a connection takes its settings from, by the full keys of a stack's configuration. */
export interface ConfigSource {
    get(key: string): string | undefined;
}

/** The configuration of the running stack. */
export const stackConfig: ConfigSource = {
    get: (key) => {
        const native = nativeContext();
        if (native !== undefined) return native.source.get(key);
        const [namespace, name = ""] = key.split(":");
        return new pulumi.Config(namespace).get(name);
    },
};

/** The settings of an explicit provider, of this class or of a program's own. Rejects if they are not known yet. */
export async function providerConfig(provider: pulumi.ProviderResource): Promise<ConfigSource> {
    const keys = [
        ...[...Object.values(settings), general].flatMap((known) => Object.values(known).map(({ key }) => key)),
        providerName,
    ];
    const given = declaredInputs.get(provider) ?? (provider as unknown as Record<string, unknown>);
    const values = new Map<string, unknown>();
    for (const key of keys) {
        if (given[key] === undefined) continue;
        const settled = await known(pulumi.output(given[key]));
        if (settled === undefined)
            throw userError(
                "CC1303",
                `the setting ${key} of the provider "${pulumi.resourceName(provider)}" is not known yet, so nothing can be looked up with it`,
            );
        values.set(key, settled.value);
    }
    return {
        get: (key) => {
            const value = values.get(key);
            return typeof value === "string" ? value : undefined;
        },
    };
}
