import * as pulumi from "@pulumi/pulumi";
import { userError } from "../userError";
import { IdentityProvider, type IdentityProviderArgs } from "./identityProvider";
import { prepare } from "../arguments";
import { lookedUp } from "../lookup";
import { providerOf } from "../resource";
import { redirectUri, server } from "./lookups";
import type { EleveoServer } from "./types";
import { webexContactCenter, type WebexContactCenterArgs } from "./webexContactCenter";

/** Arguments of {@link WebexContactCenterLogin}. */
export interface WebexContactCenterLoginArgs extends WebexContactCenterArgs {
    /** Client ID from Webex Contact Center's application registration console. */
    clientId: pulumi.Input<string>;
    /** Client Secret from the same console; encrypted in the state. */
    clientSecret: pulumi.Input<string>;
    /**
     * Alias of the identity provider. The alias that Eleveo itself uses is not public. A change replaces the identity
     * provider. @default "webexcc"
     */
    alias?: string | undefined;
    /** Provider type on the server. The id of Eleveo's own type "Webex CC" is not public. @default "oidc" */
    providerId?: pulumi.Input<string | undefined>;
    /** Name on the login button. @default "Webex CC" */
    displayName?: pulumi.Input<string | undefined>;
    /** Any other setting of the identity provider. It overrides the procedure's. */
    identityProvider?: Partial<IdentityProviderArgs> | undefined;
}

const defaultAlias = "webexcc";

/**
 * Login to Eleveo through Webex Contact Center: the complete procedure "Adding Webex Contact Center Identity Provider".
 * `docs/eleveo.md` shows the procedure next to this code, step by step. Rejects a User Management without a secure
 * connection (`eleveo:url` with http on a host other than this machine). The output `checklist` lists the steps that
 * you must do yourself. It is also printed at preview.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { eleveo } from "pulumi-contact-center";
 *
 * const config = new pulumi.Config("webexcc");
 * const login = new eleveo.WebexContactCenterLogin("login", {
 *     region: "us",
 *     clientId: config.require("clientId"),
 *     clientSecret: config.requireSecret("clientSecret"),
 * });
 * export const redirectUri = login.redirectUri;
 * ```
 */
export class WebexContactCenterLogin extends pulumi.ComponentResource {
    /** Redirect URI to register in Webex Contact Center's console. */
    readonly redirectUri: pulumi.Output<string>;
    /** The steps that you must do yourself, in order. */
    readonly checklist: pulumi.Output<string[]>;
    /** The identity provider. */
    readonly identityProvider: IdentityProvider;

    constructor(name: string, args: WebexContactCenterLoginArgs, opts?: pulumi.ComponentResourceOptions) {
        const { region, logoutUrl, clientId, clientSecret, alias = defaultAlias, providerId, displayName } = args;
        // Both are checked before any resource is registered.
        const settings = webexContactCenter({ region, logoutUrl });
        const ofStack = providerOf(opts as pulumi.CustomResourceOptions) === undefined;
        if (ofStack) secure(server());
        super("contactcenter:eleveo:WebexContactCenterLogin", name, stated(args), opts);
        const options = { provider: providerOf({ parent: this }) };
        const secured = lookedUp(options, async () => secure(await server(options)), this);
        this.identityProvider = new IdentityProvider(
            `${name}-identityProvider`,
            {
                ...settings,
                alias: ofStack ? alias : secured.apply(() => alias),
                clientId,
                clientSecret,
                ...defined({ providerId, displayName }),
                ...args.identityProvider,
            },
            { parent: this },
        );
        this.redirectUri = this.identityProvider.redirectUri;
        const redirect = lookedUp(options, async () => redirectUri(alias, options), this);
        const checklist = pulumi.all([redirect, secured]).apply(([uri]) => stepsOfAPerson(uri));
        this.checklist = checklist;
        if (pulumi.runtime.isDryRun())
            checklist.apply((steps) => pulumi.log.info(["Do these steps manually:", ...steps].join("\n"), this));
        this.registerOutputs({ redirectUri: this.redirectUri, checklist });
    }
}

/** The arguments for the state. */
function stated(args: WebexContactCenterLoginArgs): Record<string, unknown> {
    const { identityProvider: { clientSecret, ...identityProvider } = {} } = args;
    const hidden = clientSecret === undefined ? {} : { clientSecret: pulumi.secret(clientSecret) };
    return prepare({
        ...args,
        clientSecret: pulumi.secret(args.clientSecret),
        ...(args.identityProvider && { identityProvider: { ...identityProvider, ...hidden } }),
    }).properties;
}

/** Only the values that are given, so that an omitted one does not override the procedure's value. */
const defined = <T extends object>(given: T): Partial<T> =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;

/**
 * "Ensure that the secure connection is enabled on User Management". A loopback address is allowed: nobody else can
 * read that traffic.
 */
function secure(found: EleveoServer): EleveoServer {
    const { protocol, hostname } = new URL(found.url);
    if (protocol === "https:" || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) return found;
    throw userError(
        "CC3059",
        `WebexContactCenterLogin: eleveo:url must be an https address; it is "${found.url}". Enable the secure connection ` +
            `on User Management first`,
    );
}

/** The steps of the procedure that no API offers. */
function stepsOfAPerson(redirect: string): string[] {
    return [
        "1. Check that the certificates that Webex Contact Center uses are trusted by, or imported into, User Management.",
        `2. In Webex Contact Center's application registration console, register a client with the Redirect URI ${redirect}, ` +
            "and put its Client ID and Client Secret into the configuration of this stack.",
        `3. After \`pulumi up\`, open ${new URL(redirect).origin} and check that the login dialog shows the button and that a login works.`,
    ];
}
