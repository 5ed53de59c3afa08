import { expect } from "chai";
import { keycloakVersions } from "../../tools/keycloak";
import * as contact from "../../sdk";
import { makeRealm, onEveryKeycloak, type Realm, type StackOptions, withStack } from "./fixture";

interface Mistake extends Omit<StackOptions, "version"> {
    title: string;
    /** No server has a part in it: one version is enough. */
    local?: true;
    program: () => void;
    /** What the user reads. */
    says: (string | RegExp)[];
}

type ClientArgs = contact.eleveo.ProviderClientArgs;
type ProviderArgs = contact.eleveo.IdentityProviderArgs;
type LoginArgs = contact.eleveo.WebexContactCenterLoginArgs;

/** Types would refuse some of the mistakes; a program without types makes them. */
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
        says: ['clientType: a provider client of the type "ETL user import" is made by ETL Manager', "Eleveo forbids"],
    },
    {
        title: "a type that does not exist",
        local: true,
        program: client({ clientType: "user-imprt" }),
        says: ['clientType: there is no client type "user-imprt"; did you mean "user-import"?'],
    },
    {
        title: "a type without a profile",
        local: true,
        program: client({ clientType: "Screen capture" }),
        says: [
            'profile: there is no profile for the client type "Screen capture"',
            "contact-center eleveo capture --client importer --type screen-capture",
            "pulumi config set eleveo:profiles <folder>",
        ],
    },
    {
        title: "a profile with what is a client's own, of another type",
        local: true,
        program: client({
            clientType: "user-import",
            profile: { clientType: "screen-capture", client: { id: "1", secret: "canary" } },
        }),
        says: ["profile.client: must not hold id, secret", /^(?!.*canary)/s],
    },
    {
        title: "a secret beside a rotation, and a mask for a secret",
        local: true,
        program: client({ clientType: "user-import", profile: { client: {} }, secret: "**********", rotation: "1" }),
        says: ["secret: is **********, which masks a secret and is none"],
    },
    {
        title: "several of one resource: they are reported together",
        local: true,
        program: client({ clientType: "ETL basic", secret: "" }),
        says: ['provider client "importer" has 2 problems', "made by ETL Manager", "secret: must not be empty"],
    },
    {
        title: "a realm that does not exist",
        program: fine,
        config: { "eleveo:realm": "amce" },
        says: [/has no realm "amce": set eleveo:realm to the tenant's name/],
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
        program: client({
            clientType: "user-import",
            profile: { client: {}, serviceAccount: { roles: { realm: [] } } },
        }),
        roles: ["view-clients"],
        says: [
            'the calling client "platform" lacks the role manage-clients of realm-management',
            'the calling client "platform" lacks the role manage-users of realm-management',
        ],
    },
    {
        title: "a caller without manage-identity-providers",
        program: provider(),
        roles: ["view-identity-providers"],
        says: ['the calling client "platform" lacks the role manage-identity-providers of realm-management'],
    },
    {
        title: "a caller without any role",
        program: fine,
        roles: [],
        says: ["(403, GET /auth/admin/realms/", "lacks a role of realm-management: view-clients or manage-clients"],
    },
    {
        title: "an alias with a space",
        local: true,
        program: provider({ alias: "webex cc" }),
        says: [
            'alias: must hold no white space and none of / ? # %, because it is part of the Redirect URI; it is "webex cc"',
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
            "name: must be 255 characters at most",
            "secret: must be 255 characters at most",
            "profile.client.name: must be 255 characters at most",
            "profile.client.description: must be 204 characters at most, because the marker takes 51 of 255; it has 220",
            "alias: must be 255 characters at most",
            "displayName: must be 255 characters at most",
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
        program: client({
            clientType: "user-import",
            profile: { client: { fullScopeAllowed: false }, scope: { realm: ["data-importer"] } },
        }),
        says: ['the calling client "platform" lacks the role manage-realm of realm-management'],
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
        says: ["Eleveo User Management could not be reached", "ECONNREFUSED", "Check eleveo:url and the network"],
    },
    {
        title: "a wrong context path",
        program: fine,
        config: { "eleveo:contextPath": "/keycloak" },
        says: [
            'Keycloak does not lie under "/keycloak"',
            'but under "/auth"',
            "pulumi config set eleveo:contextPath /auth",
        ],
    },
    {
        title: "a context path in the address",
        local: true,
        program: fine,
        config: { "eleveo:url": "https://acme.example/auth" },
        says: ["eleveo:url must have no path", "set it to https://acme.example, and eleveo:contextPath to /auth"],
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
    /** Nothing changes it: all mistakes that need no roles of their own have the same. */
    let shared: Promise<Realm> | undefined;

    const here = mistakes.filter(({ local }) => !local || version === keycloakVersions[0]);
    for (const { title, says, ...options } of here)
        it(title, async () => {
            const { roles } = options;
            const realm = await (roles === undefined ? (shared ??= makeRealm(version)) : makeRealm(version, roles));
            await withStack({ version, ...options, realm }, async ({ stack, writes }) => {
                const { code, output } = await stack.preview();
                if (process.env["SHOW_MESSAGES"]) console.log(output);
                expect(code).not.to.equal(0);
                for (const part of says)
                    if (typeof part === "string") expect(output).to.include(part);
                    else expect(output).to.match(part);
                expect(output).not.to.match(/\n\s+at .*\(.*:\d+:\d+\)/);
                expect(await writes()).to.deep.equal([]);
            });
        });
});
