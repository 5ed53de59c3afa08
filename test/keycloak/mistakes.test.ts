import { expect } from "chai";
import { testedVersions } from "../../tools/keycloak";
import * as contact from "../../sdk";
import { printedDuring } from "../printed";
import { makeRealm, onEveryKeycloak, type Realm, type StackOptions, withStack } from "./fixture";

interface Mistake extends Omit<StackOptions, "version"> {
    title: string;
    /** No server is involved: one version is enough. */
    local?: true;
    program: () => void;
    /** It is a warning: the server may still accept it. */
    passes?: true;
    /** What the user reads. */
    says: (string | RegExp)[];
}

type ClientArgs = contact.eleveo.ProviderClientArgs;
type ProviderArgs = contact.eleveo.IdentityProviderArgs;
type LoginArgs = contact.eleveo.WebexContactCenterLoginArgs;

/** Types would reject some of the mistakes; a program without types makes them. */
const client =
    (args: Partial<Omit<ClientArgs, "clientType" | "profile">> & { clientType: string; profile?: object }) => () =>
        void new contact.eleveo.ProviderClient("client", { name: "importer", ...args } as ClientArgs);
const fine = client({ clientType: "user-import", profile: { client: { serviceAccountsEnabled: true } } });
const provider =
    (args: Partial<ProviderArgs> = {}) =>
    () =>
        void new contact.eleveo.IdentityProvider("provider", {
            alias: "webexcc",
            clientId: "c",
            clientSecret: "s",
            ...contact.eleveo.webexContactCenter({ region: "us" }),
            ...args,
        });
const login = (args: Pick<LoginArgs, "region">) => () =>
    void new contact.eleveo.WebexContactCenterLogin("login", { clientId: "c", clientSecret: "s", ...args });
const addresses = { authorizationUrl: "https://a.example", tokenUrl: "https://a.example" };

const mistakes: Mistake[] = [
    {
        title: "a type that ETL Manager makes",
        local: true,
        program: client({ clientType: "ETL user import" }),
        says: [
            'clientType: ETL Manager creates provider clients of the type "ETL user import"',
            "Eleveo does not allow",
        ],
    },
    {
        title: "a type that does not exist",
        local: true,
        program: client({ clientType: "user-imprt" }),
        says: ['clientType: unknown client type "user-imprt"; did you mean "user-import"?'],
    },
    {
        title: "a type without a profile",
        local: true,
        program: client({ clientType: "Screen capture" }),
        says: [
            'profile: no profile exists for the client type "Screen capture"',
            "contact-center eleveo capture --client <its name> --type screen-capture",
            "pulumi config set eleveo:profiles profiles",
            /^(?!.*--client importer)/s,
        ],
    },
    {
        title: "a folder of profiles that does not exist",
        local: true,
        program: client({ clientType: "Screen capture" }),
        config: { "eleveo:profiles": "profils" },
        says: [/eleveo:profiles is "profils", but the folder ".*\/profils" does not exist/],
    },
    {
        title: "a profile that its folder lacks",
        local: true,
        program: client({ clientType: "Screen capture" }),
        config: { "eleveo:profiles": "." },
        says: [/needs the file ".*\/screen-capture\.json", which does not exist/],
    },
    {
        title: "values of another type than Keycloak stores, and combinations that no version takes",
        local: true,
        program: client({
            clientType: "user-import",
            profile: {
                client: {
                    enabled: "false",
                    attributes: { "access.token.lifespan": 3600, flag: false },
                    serviceAccountsEnabled: false,
                    authorizationServicesEnabled: true,
                    defaultClientScopes: ["email"],
                    optionalClientScopes: ["email"],
                    redirectUris: [""],
                    defaultRoles: ["x"],
                },
            },
        }),
        says: [
            'profile.client.attributes["access.token.lifespan"]: must be a string, because Keycloak stores it as text; it is 3600. Write "3600"',
            'profile.client.attributes.flag: must be a string, because Keycloak stores it as text; it is false. Write "false"',
            'profile.client.enabled: must be true or false; it is "false"',
            "profile.client.redirectUris[0]: must not contain an empty string",
            "profile.client.defaultRoles: must be omitted, because Keycloak never returns it",
        ],
    },
    {
        title: "combinations of settings that no version takes",
        local: true,
        program: client({
            clientType: "user-import",
            profile: {
                client: {
                    serviceAccountsEnabled: false,
                    authorizationServicesEnabled: true,
                    defaultClientScopes: ["email"],
                    optionalClientScopes: ["email"],
                },
            },
        }),
        says: ["profile.client.serviceAccountsEnabled: must be true", '"email" is also in defaultClientScopes'],
    },
    {
        title: "roles for a service account that is not switched on",
        program: client({
            clientType: "user-import",
            profile: { client: {}, serviceAccount: { roles: { realm: ["data-importer"] } } },
        }),
        says: ["profile.client.serviceAccountsEnabled: must be true", "it is not declared"],
    },
    {
        title: "types that the server does not have",
        program: client({
            clientType: "user-import",
            profile: {
                client: { clientAuthenticatorType: "client-secrets", protocol: "openid-conect" },
                protocolMappers: { one: { protocolMapper: "oidc-audience-maper" } },
            },
        }),
        says: [
            'the server has no client authenticator "client-secrets"; did you mean "client-secret"?',
            'the server has no protocol "openid-conect"; did you mean "openid-connect"?',
            'the server has no openid-connect mapper type "oidc-audience-maper"; did you mean "oidc-audience-mapper"?',
        ],
    },
    {
        title: "a field that no tested version has",
        passes: true,
        program: client({ clientType: "user-import", profile: { client: { enabld: true } } }),
        says: [
            "profile.client.enabld: is not a field of a client in any tested version of Keycloak",
            'did you mean "enabled"?',
        ],
    },
    {
        title: "an identity provider without a secret",
        local: true,
        program: () => void new contact.eleveo.IdentityProvider("p", { alias: "a", clientId: "c", ...addresses }),
        says: ['clientSecret: is required, unless clientAuthentication is "private_key_jwt"'],
    },
    {
        title: "a profile with what is a client's own, of another type",
        local: true,
        program: client({
            clientType: "user-import",
            profile: { clientType: "screen-capture", client: { id: "1", secret: "canary" } },
        }),
        says: ["profile.client: must not contain id, secret", /^(?!.*canary)/s],
    },
    {
        title: "a secret beside a rotation, and a mask for a secret",
        local: true,
        program: client({ clientType: "user-import", profile: { client: {} }, secret: "**********", rotation: "1" }),
        says: ["secret: is **********, which Keycloak shows instead of a secret"],
    },
    {
        title: "several of one resource: they are reported together",
        local: true,
        program: client({ clientType: "ETL basic", secret: "" }),
        says: ['provider client "importer" has 2 problems', "ETL Manager creates", "secret: must not be empty"],
    },
    {
        title: "a realm that does not exist",
        program: fine,
        config: { "eleveo:realm": "amce" },
        says: [/has no realm "amce"\. Set eleveo:realm to the tenant's name/],
    },
    {
        title: "wrong credentials",
        program: fine,
        secrets: { "eleveo:clientSecret": "wrong" },
        says: [
            /Eleveo User Management refused the login \((400|401) (unauthorized_client|invalid_client), POST .*\/token\)/,
            "Check eleveo:clientId and eleveo:clientSecret",
        ],
    },
    {
        title: "a caller without manage-clients and manage-users",
        passes: true,
        program: client({
            clientType: "user-import",
            profile: { client: { serviceAccountsEnabled: true }, serviceAccount: { roles: { realm: [] } } },
        }),
        roles: ["view-clients"],
        says: [
            'the calling client "platform" may lack the role manage-clients of realm-management',
            'the calling client "platform" may lack the role manage-users of realm-management',
        ],
    },
    {
        title: "a caller without manage-identity-providers",
        passes: true,
        program: provider(),
        roles: ["view-identity-providers"],
        says: ['the calling client "platform" may lack the role manage-identity-providers of realm-management'],
    },
    {
        title: "a caller without any role",
        program: fine,
        roles: [],
        says: [/(lacks the role manage-clients|lacks a role) of realm-management/],
    },
    {
        title: "an alias with a character that Keycloak refuses",
        local: true,
        program: () => {
            provider({ alias: "webex cc" })();
            new contact.eleveo.IdentityProvider("other", {
                alias: "a&b",
                clientId: "c",
                clientSecret: "s",
                ...addresses,
            });
        },
        says: [
            "alias: must not contain white space or any of / ? # % : @ ! $ & ( ) * + , ; = [ ] { } \\, because it is part of the Redirect URI",
            'it is "webex cc"',
            'it is "a&b"',
        ],
    },
    {
        title: "texts that are longer than Keycloak's columns",
        local: true,
        program: () => {
            client({
                clientType: "user-import",
                name: "n".repeat(256),
                secret: "s".repeat(256),
                profile: { client: { name: "n".repeat(256), description: "d".repeat(220) } },
            })();
            provider({ alias: "a".repeat(256), displayName: "d".repeat(256), ...addresses })();
        },
        says: [
            "name: must be at most 255 characters long",
            "secret: must be at most 255 characters long",
            "profile.client.name: must be at most 255 characters long",
            "profile.client.description: must be at most 204 characters long, because the marker takes 51 of 255; it has 220",
            "alias: must be at most 255 characters long",
            "displayName: must be at most 255 characters long",
        ],
    },
    {
        title: "a client scope and an authentication flow that do not exist",
        program: () => {
            client({ clientType: "user-import", profile: { client: { defaultClientScopes: ["rolls", "email"] } } })();
            provider({ alias: "a", ...addresses, firstBrokerLoginFlow: "first broker logon" })();
        },
        says: [
            'profile.client.defaultClientScopes["rolls"]: the realm has no client scope "rolls"; did you mean "roles"?',
            'firstBrokerLoginFlow: the realm has no authentication flow "first broker logon"; did you mean "first broker login"?',
        ],
    },
    {
        title: "a role of the realm in a client's scope, without manage-realm",
        passes: true,
        program: client({
            clientType: "user-import",
            profile: { client: { fullScopeAllowed: false }, scope: { realm: ["data-importer"] } },
        }),
        says: ['the calling client "platform" may lack the role manage-realm of realm-management'],
    },
    {
        title: "the EU without a logout address",
        local: true,
        program: login({ region: "eu" }),
        says: ['logoutUrl is required for the region "eu"', "no document gives the logout address"],
    },
    {
        title: "a server that cannot be reached",
        local: true,
        program: fine,
        config: { "eleveo:url": "http://127.0.0.1:9" },
        says: [
            "Eleveo User Management could not be reached",
            "ECONNREFUSED",
            "127.0.0.1:9 does not accept connections from this machine. Check eleveo:url. If this network reaches it only through a " +
                "proxy, set HTTPS_PROXY.",
        ],
    },
    {
        title: "a wrong context path",
        program: fine,
        config: { "eleveo:contextPath": "/keycloak" },
        says: ['Keycloak is not at "/keycloak"', 'but at "/auth"', "pulumi config set eleveo:contextPath /auth"],
    },
    {
        title: "a context path in the address",
        local: true,
        program: fine,
        config: { "eleveo:url": "https://acme.example/auth" },
        says: ["eleveo:url must not have a path", "Set it to https://acme.example, and eleveo:contextPath to /auth"],
    },
    {
        title: "a User Management without a secure connection",
        local: true,
        program: login({ region: "us" }),
        config: { "eleveo:url": "http://acme.example" },
        says: ["eleveo:url must be an https address", "enable the secure connection on User Management"],
    },
];

onEveryKeycloak("mistakes with Eleveo stop a preview and change nothing", (version) => {
    /** Nothing changes it: all mistakes that need no special roles share it. */
    let shared: Promise<Realm> | undefined;

    const here = mistakes.filter(({ local }) => !local || version === testedVersions[0]);
    for (const { title, says, passes, ...options } of here)
        it(title, async () => {
            const { roles } = options;
            const realm = await (roles === undefined ? (shared ??= makeRealm(version)) : makeRealm(version, roles));
            await withStack({ version, ...options, realm }, async ({ stack, writes }) => {
                let code: number | null | undefined;
                let output = "";
                // The provider runs in this process: its warnings are printed here.
                const warnings = await printedDuring(async () => ({ code, output } = await stack.preview()));
                output += warnings;
                if (process.env["SHOW_MESSAGES"]) console.log(output);
                expect(code === 0, output).to.equal(passes === true);
                for (const part of says)
                    if (typeof part === "string") expect(output).to.include(part);
                    else expect(output).to.match(part);
                expect(output).not.to.match(/\n\s+at .*\(.*:\d+:\d+\)/);
                expect(await writes()).to.deep.equal([]);
            });
        });
});
