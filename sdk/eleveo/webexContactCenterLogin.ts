import * as pulumi from "@pulumi/pulumi";
import { mistake } from "../mistake";
import { IdentityProvider, type IdentityProviderArgs } from "./identityProvider";
import { type EleveoServer, redirectUri, server } from "./lookups";
import { webexContactCenter, type WebexContactCenterArgs } from "./webexContactCenter";

/** Arguments of {@link WebexContactCenterLogin}. */
export interface WebexContactCenterLoginArgs extends WebexContactCenterArgs {
    /** Client ID from Webex Contact Center's application registration console. */
    clientId: pulumi.Input<string>;
    /** Client Secret from there; encrypted in the state. */
    clientSecret: pulumi.Input<string>;
    /** Alias of the identity provider; which one Eleveo itself uses is not public. A change replaces. @default "webexcc" */
    alias?: string;
    /** Provider type on the server; the id of Eleveo's own type "Webex CC" is not public. @default "oidc" */
    providerId?: pulumi.Input<string>;
    /** Name on the login button. @default "Webex CC" */
    displayName?: pulumi.Input<string>;
    /** Any other setting of the identity provider, over those of the procedure. */
    identityProvider?: Partial<IdentityProviderArgs>;
}

const defaultAlias = "webexcc";

/**
 * Login to Eleveo through Webex Contact Center: the whole of the procedure "Adding Webex Contact Center Identity
 * Provider". `docs/eleveo.md` puts the procedure beside this code, step by step. Refuses a User Management without a
 * secure connection (`eleveo:url` with http on another host than this one). What only a person can do is the output
 * `checklist`, and is printed at preview.
 */
export class WebexContactCenterLogin extends pulumi.ComponentResource {
    /** Redirect URI, to be registered in Webex Contact Center's console. */
    readonly redirectUri: pulumi.Output<string>;
    /** What only a person can do, in order. */
    readonly checklist: pulumi.Output<string[]>;

    constructor(name: string, args: WebexContactCenterLoginArgs, opts?: pulumi.ComponentResourceOptions) {
        const { region, logoutUrl, clientId, clientSecret, alias = defaultAlias, identityProvider } = args;
        // Both, before anything is registered.
        const settings = webexContactCenter({ region, ...(logoutUrl === undefined ? {} : { logoutUrl }) });
        const { url } = secure(server());
        super("contactcenter:eleveo:WebexContactCenterLogin", name, {}, opts);
        const provider = new IdentityProvider(
            `${name}-identityProvider`,
            {
                ...settings,
                alias,
                clientId,
                clientSecret,
                ...(args.providerId === undefined ? {} : { providerId: args.providerId }),
                ...(args.displayName === undefined ? {} : { displayName: args.displayName }),
                ...identityProvider,
            },
            { parent: this },
        );
        this.redirectUri = provider.redirectUri;
        const checklist = stepsOfAPerson(redirectUri(alias), url);
        this.checklist = pulumi.output(checklist);
        if (pulumi.runtime.isDryRun())
            void pulumi.log.info(["Only a person can do this:", ...checklist].join("\n"), this);
        this.registerOutputs({ redirectUri: this.redirectUri, checklist });
    }
}

/** "Ensure that the secure connection is enabled on User Management"; on this very machine nobody listens in. */
function secure(found: EleveoServer): EleveoServer {
    const { protocol, hostname } = new URL(found.url);
    if (protocol === "https:" || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) return found;
    throw mistake(
        `WebexContactCenterLogin: eleveo:url must be an https address; it is "${found.url}": enable the secure connection ` +
            `on User Management first`,
    );
}

/** The steps of the procedure that no interface offers. */
function stepsOfAPerson(redirect: string, url: string): string[] {
    return [
        "1. Check that the certificates that Webex Contact Center uses are trusted by, or imported into, User Management.",
        `2. In Webex Contact Center's application registration console, register a client with the Redirect URI ${redirect}, ` +
            "and put its Client ID and Client Secret into the configuration of this stack.",
        `3. After \`pulumi up\`, open ${url} and check that the login dialog shows the button and that a login works.`,
    ];
}
