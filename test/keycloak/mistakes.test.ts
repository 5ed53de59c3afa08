import { expect } from "chai";
import { keycloakVersions } from "../../tools/keycloak";
import { using } from "../engine/project";
import { type EngineOptions, onAttachedEngine as onEngine, onEveryKeycloak } from "./fixture";

interface Mistake extends Pick<EngineOptions, "config" | "secrets" | "roles"> {
    title: string;
    /** No server has a part in it: one version is enough. */
    local?: true;
    source: string;
    /** What the user reads. */
    says: (string | RegExp)[];
}

const client = (args: string) => using(`new contact.eleveo.ProviderClient("client", { name: "importer", ${args} });`);
const fine = client(`clientType: "user-import", profile: { client: { serviceAccountsEnabled: true } }`);
const provider = (args: string) =>
    using(`new contact.eleveo.IdentityProvider("provider", { alias: "webexcc", clientId: "c", clientSecret: "s",
        ...contact.eleveo.webexContactCenter({ region: "us" }), ${args} });`);
const login = (args: string) =>
    using(`new contact.eleveo.WebexContactCenterLogin("login", { clientId: "c", clientSecret: "s", ${args} });`);

const mistakes: Mistake[] = [
    {
        title: "a type that ETL Manager makes",
        local: true,
        source: client(`clientType: "ETL user import"`),
        says: ['clientType: a provider client of the type "ETL user import" is made by ETL Manager', "Eleveo forbids"],
    },
    {
        title: "a type that does not exist",
        local: true,
        source: client(`clientType: "user-imprt"`),
        says: ['clientType: there is no client type "user-imprt"; did you mean "user-import"?'],
    },
    {
        title: "a type without a profile",
        local: true,
        source: client(`clientType: "Screen capture"`),
        says: [
            'profile: there is no profile for the client type "Screen capture"',
            "contact-center eleveo capture --client importer --type screen-capture",
            "pulumi config set eleveo:profiles <folder>",
        ],
    },
    {
        title: "a profile with what is a client's own, of another type",
        local: true,
        source: client(
            `clientType: "user-import", profile: { clientType: "screen-capture", client: { id: "1", secret: "canary" } }`,
        ),
        says: ["profile.client: must not hold id, secret", /^(?!.*canary)/s],
    },
    {
        title: "a secret beside a rotation, and a mask for a secret",
        local: true,
        source: client(`clientType: "user-import", profile: { client: {} }, secret: "**********", rotation: "1"`),
        says: ["secret: is **********, which masks a secret and is none"],
    },
    {
        title: "a realm that does not exist",
        source: fine,
        config: { "eleveo:realm": "amce" },
        says: [/has no realm "amce": set eleveo:realm to the tenant's name/],
    },
    {
        title: "wrong credentials",
        source: fine,
        secrets: { "eleveo:clientSecret": "wrong" },
        says: [
            /Eleveo User Management refused the login \((400|401) (unauthorized_client|invalid_client), POST .*\/token\)/,
            "Check eleveo:clientId and eleveo:clientSecret",
        ],
    },
    {
        title: "a caller without manage-clients and manage-users",
        source: client(`clientType: "user-import", profile: { client: {}, serviceAccount: { roles: { realm: [] } } }`),
        roles: ["view-clients"],
        says: [
            'the calling client "platform" lacks the role manage-clients of realm-management',
            'the calling client "platform" lacks the role manage-users of realm-management',
        ],
    },
    {
        title: "a caller without manage-identity-providers",
        source: provider(""),
        roles: ["view-identity-providers"],
        says: ['the calling client "platform" lacks the role manage-identity-providers of realm-management'],
    },
    {
        title: "a caller without any role",
        source: fine,
        roles: [],
        says: ["(403, GET /auth/admin/realms/", "lacks a role of realm-management: view-clients or manage-clients"],
    },
    {
        title: "an alias with a space",
        local: true,
        source: provider(`alias: "webex cc"`),
        says: [
            'alias: must hold no white space and none of / ? # %, because it is part of the Redirect URI; it is "webex cc"',
        ],
    },
    {
        title: "texts that are longer than Keycloak's columns",
        local: true,
        source: using(`
            new contact.eleveo.ProviderClient("client", { name: "n".repeat(256), clientType: "user-import", secret: "s".repeat(256),
                profile: { client: { name: "n".repeat(256), description: "d".repeat(220) } } });
            new contact.eleveo.IdentityProvider("provider", { alias: "a".repeat(256), displayName: "d".repeat(256), clientId: "c",
                clientSecret: "s", authorizationUrl: "https://a.example", tokenUrl: "https://a.example" });`),
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
        source: using(`
            new contact.eleveo.ProviderClient("client", { name: "importer", clientType: "user-import",
                profile: { client: { defaultClientScopes: ["rolls", "email"] } } });
            new contact.eleveo.IdentityProvider("provider", { alias: "a", clientId: "c", clientSecret: "s",
                authorizationUrl: "https://a.example", tokenUrl: "https://a.example", firstBrokerLoginFlow: "first broker logon" });`),
        says: [
            'profile.client.defaultClientScopes["rolls"]: the realm has no client scope "rolls"; did you mean "roles"?',
            'firstBrokerLoginFlow: the realm has no authentication flow "first broker logon"; did you mean "first broker login"?',
        ],
    },
    {
        title: "a role of the realm in a client's scope, without manage-realm",
        source: client(
            `clientType: "user-import", profile: { client: { fullScopeAllowed: false }, scope: { realm: ["data-importer"] } }`,
        ),
        says: ['the calling client "platform" lacks the role manage-realm of realm-management'],
    },
    {
        title: "the EU without a logout address",
        local: true,
        source: login(`region: "eu"`),
        says: ['logoutUrl is required for the region "eu"', "no document gives the logout address"],
    },
    {
        title: "a server that cannot be reached",
        local: true,
        source: fine,
        config: { "eleveo:url": "http://127.0.0.1:9" },
        says: ["Eleveo User Management could not be reached", "ECONNREFUSED", "Check eleveo:url and the network"],
    },
    {
        title: "a wrong context path",
        source: fine,
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
        source: fine,
        config: { "eleveo:url": "https://acme.example/auth" },
        says: ["eleveo:url must have no path", "set it to https://acme.example, and eleveo:contextPath to /auth"],
    },
    {
        title: "a User Management without a secure connection",
        local: true,
        source: login(`region: "us"`),
        config: { "eleveo:url": "http://acme.example" },
        says: ["eleveo:url must be an https address", "enable the secure connection on User Management"],
    },
];

onEveryKeycloak("mistakes with Eleveo stop a preview and change nothing", (version) => {
    const here = mistakes.filter(({ local }) => !local || version === keycloakVersions[0]);
    for (const { title, says, ...options } of here)
        it(title, () =>
            onEngine({ version, ...options }, async ({ stack, writes }) => {
                const { code, output } = await stack.preview();
                if (process.env["SHOW_MESSAGES"]) console.log(output);
                expect(code).not.to.equal(0);
                for (const part of says)
                    if (typeof part === "string") expect(output).to.include(part);
                    else expect(output).to.match(part);
                expect(output).not.to.match(/\n\s+at .*\(.*:\d+:\d+\)/);
                expect(await writes()).to.deep.equal([]);
            }),
        );

    it("several mistakes of one resource are reported together", () =>
        onEngine({ version, source: client(`clientType: "ETL basic", secret: ""`) }, async ({ stack }) => {
            const { output } = await stack.preview();
            expect(output).to.include('provider client "importer" has 2 problems');
            expect(output).to.include("made by ETL Manager").and.include("secret: must not be empty");
        }));
});
