import { expect } from "chai";
import { completed, type GuardRails } from "../../../policy/guardRails";
import * as rules from "../../../policy/rules";

const rails = (more: Partial<GuardRails> = {}) =>
    completed({ redirectHosts: ["*.acme.example", "emite.com"], clientPermissions: {}, ...more });
/** The paths of a rule's findings, or the whole findings. */
const paths = (found: readonly string[]) => found.map((line) => line.slice(0, line.indexOf(": ")));
const check = (rule: rules.Rule, token: string, props: object, more?: Partial<GuardRails>) =>
    rule({ token, name: "it", props: props as Record<string, unknown> }, rails(more));

describe("redirect-hosts", () => {
    const client = (...uris: string[]) =>
        check(rules.redirectHosts, "genesys:OAuthClient", {
            redirectUris: Object.fromEntries(uris.map((uri) => [uri, true])),
        });

    it("allows hosts of the list, any port and case, and what `*` matches", () => {
        expect(
            client("https://a.acme.example/x", "https://A.B.ACME.example:8443", "https://emite.com/?a=b"),
        ).to.deep.equal([]);
    });

    for (const address of [
        "https://acme.example/",
        "https://emite.com.evil.example/",
        "https://evil.example/?https://a.acme.example",
        "https://a.acme.example@evil.example/",
        "https://evil.example\\@a.acme.example/",
        "https://xemite.com/",
        "https://evil-acme.example/",
        "javascript://a.acme.example/%0aalert(1)",
        "https://{{gcHostOrigin}}.acme.example/",
        "https://*.acme.example/*",
        "*",
        "",
    ])
        it(`refuses ${JSON.stringify(address)}`, () => expect(client(address)).to.have.length(1));

    it("names the path, the host and the hosts that are allowed, and nothing else of the address", () => {
        expect(client("https://evil.example/cb?token=canary")).to.deep.equal([
            'redirectUris: leads to the host "evil.example". It must lead to a host in redirectHosts: "*.acme.example", "emite.com" [CC1406]',
        ]);
    });

    it("reads sets as inputs hold them and as outputs do", () => {
        const list = { redirectUris: ["https://evil.example/"] };
        expect(paths(check(rules.redirectHosts, "genesys:OAuthClient", list))).to.deep.equal(["redirectUris"]);
    });

    it("checks applications, also those declared as a generic integration", () => {
        const url = "https://evil.example/{{gcTargetEnv}}";
        expect(paths(check(rules.redirectHosts, "genesys:ClientApp", { url }))).to.deep.equal(["url"]);
        const app = { type: "embedded-client-app-interaction-widget", properties: { url } };
        expect(paths(check(rules.redirectHosts, "genesys:Integration", app))).to.deep.equal(["properties.url"]);
        const other = { type: "purecloud-data-actions", properties: { url } };
        expect(check(rules.redirectHosts, "genesys:Integration", other)).to.deep.equal([]);
    });

    it("checks every address of an identity provider", () => {
        const url = "https://evil.example/";
        const props = {
            authorizationUrl: "https://a.acme.example/",
            tokenUrl: url,
            userInfoUrl: url,
            logoutUrl: url,
            config: { jwksUrl: url, prompt: "login" },
        };
        expect(paths(check(rules.redirectHosts, "eleveo:IdentityProvider", props))).to.deep.equal([
            "tokenUrl",
            "userInfoUrl",
            "logoutUrl",
            "config.jwksUrl",
        ]);
    });

    it("checks every address of a provider client, and knows what Keycloak treats as its own", () => {
        const own = {
            rootUrl: "${authBaseUrl}",
            baseUrl: "/realms/x",
            redirectUris: ["/*", "https://a.acme.example/*"],
            webOrigins: ["+"],
            attributes: { "post.logout.redirect.uris": "+##/out" },
        };
        const found = (client: object) =>
            paths(check(rules.redirectHosts, "eleveo:ProviderClient", { profile: { client } }));
        expect(found(own)).to.deep.equal([]);
        expect(
            found({
                adminUrl: "//evil.example/",
                redirectUris: ["*"],
                webOrigins: ["*", "https://evil.example"],
                attributes: { "post.logout.redirect.uris": "+##https://evil.example/" },
            }),
        ).to.deep.equal([
            "profile.client.adminUrl",
            "profile.client.redirectUris",
            "profile.client.webOrigins",
            "profile.client.webOrigins",
            'profile.client.attributes["post.logout.redirect.uris"]',
        ]);
    });
});

describe("token-lifetime", () => {
    const client = (tokenLifetimeSeconds?: number, most?: number) =>
        check(
            rules.tokenLifetime,
            "genesys:OAuthClient",
            { tokenLifetimeSeconds },
            most === undefined ? {} : { tokenLifetimeSeconds: most },
        );

    it("allows a day, and not a second more", () => {
        expect(client(86_400)).to.deep.equal([]);
        expect(client(86_401)).to.deep.equal([
            "tokenLifetimeSeconds: is 86401; must be 86400 seconds or less [CC1407]",
        ]);
    });

    it("assumes Genesys' day if nothing is declared", () => {
        expect(client()).to.deep.equal([]);
        expect(client(undefined, 3_600)).to.have.length(1);
    });
});

describe("client-addresses", () => {
    const clientAddresses = ["203.0.113.0/24", "2001:db8::/32"];
    const client = (props: object) => check(rules.clientAddresses, "genesys:OAuthClient", props, { clientAddresses });

    it("allows addresses and ranges within those of the guard rails", () => {
        const allowedIpAddresses = { "203.0.113.7": true, "203.0.113.128/25": true, "2001:db8::1": true };
        expect(client({ allowedIpAddresses })).to.deep.equal([]);
    });

    it("refuses a wider range, another address, and a client that may be used from anywhere", () => {
        const right = 'Addresses must be within clientAddresses: "203.0.113.0/24", "2001:db8::/32"';
        expect(client({ allowedIpAddresses: ["203.0.112.0/23", "198.51.100.1", "::/0", "203.0.113.1"] })).to.deep.equal(
            ["203.0.112.0/23", "198.51.100.1", "::/0"].map(
                (one) => `allowedIpAddresses: "${one}" is not allowed. ${right} [CC1409]`,
            ),
        );
        const anywhere = [`allowedIpAddresses: not declared, so every address is allowed. ${right} [CC1408]`];
        expect(client({})).to.deep.equal(anywhere);
        expect(client({ grantType: "client-credentials", allowedIpAddresses: [] })).to.deep.equal(anywhere);
    });

    it("checks nothing else: other grant types, other types, no addresses in the guard rails", () => {
        expect(client({ grantType: "code" })).to.deep.equal([]);
        expect(check(rules.clientAddresses, "genesys:Role", {}, { clientAddresses })).to.deep.equal([]);
        expect(check(rules.clientAddresses, "genesys:OAuthClient", {})).to.deep.equal([]);
        expect(() => rails({ clientAddresses: ["10.0.0.0/33"] })).to.throw(
            'clientAddresses[0] must be an IP address or a CIDR range; it is "10.0.0.0/33"',
        );
    });
});

describe("all-divisions", () => {
    it("refuses `*` of clients and assignments, and names role and resource", () => {
        const roles = { r1: { "*": true }, r2: { d1: true } };
        expect(check(rules.allDivisions, "genesys:OAuthClient", { roles })).to.deep.equal([
            'roles["r1"].divisions: is "*", which also includes divisions that are created later. List ids of divisions, or add "it" to allDivisions [CC1410]',
        ]);
        expect(
            paths(check(rules.allDivisions, "genesys:RoleAssignment", { divisions: { d1: true, "*": true } })),
        ).to.deep.equal(["divisions"]);
        expect(check(rules.allDivisions, "genesys:RoleAssignment", { divisions: { d1: true } })).to.deep.equal([]);
    });

    it("finds the divisions of an unknown role if the rest of the list is known", () => {
        const grant = Object.defineProperty({ divisions: ["*"] }, "role", {
            get: () => {
                throw new Error("unknown");
            },
        });
        expect(paths(check(rules.allDivisions, "genesys:OAuthClient", { roles: [grant] }))).to.deep.equal([
            "roles.divisions",
        ]);
    });

    it("allows a named resource, and no other with the same beginning", () => {
        const named = (allDivisions: string[]) =>
            check(rules.allDivisions, "genesys:RoleAssignment", { divisions: ["*"] }, { allDivisions });
        expect(named(["it"])).to.deep.equal([]);
        expect(named(["i*"])).to.deep.equal([]);
        expect(named(["i", "it-2", "."])).to.have.length(1);
    });
});

describe("provider-clients", () => {
    it("refuses one whose protection is switched off", () => {
        const client = (props: object) => check(rules.providerClients, "eleveo:ProviderClient", props);
        expect(paths(client({ deletionProtection: false }))).to.deep.equal(["deletionProtection"]);
        expect(client({ deletionProtection: true })).to.deep.equal([]);
        expect(client({})).to.deep.equal([]);
    });
});

describe("owner", () => {
    const group = (description?: string, more?: Partial<GuardRails>) =>
        check(rules.owner, "genesys:Group", { description }, more);

    it("checks every type that has a description", () => {
        const asked = [
            "genesys:ClientApp",
            "genesys:Group",
            "genesys:Integration",
            "genesys:OAuthClient",
            "genesys:Role",
            "eleveo:ProviderClient",
            "eleveo:IdentityProvider",
            "genesys:RoleAssignment",
            "genesys:GroupMembership",
        ].flatMap((token) => paths(check(rules.owner, token, {})));
        expect(asked).to.deep.equal([
            "notes",
            "description",
            "notes",
            "description",
            "description",
            "profile.client.description",
        ]);
    });

    it("accepts any text with an owner, and none without", () => {
        expect(group("Agents in Berlin. Owner: team A")).to.deep.equal([]);
        for (const text of ["", "owner:", "owner: ", "homeowner: A", undefined]) expect(group(text)).to.have.length(1);
    });

    it("shows what is there and what would be right", () => {
        expect(group('"A"')).to.deep.equal([
            'description: is "\\"A\\""; must name an owner by the pattern /\\bowner: *\\S/i, such as "owner: team A" [CC1412]',
        ]);
        expect(group(undefined, { owner: /team \d/g })).to.deep.equal([
            "description: is missing; must name an owner by the pattern /team \\d/g [CC1412]",
        ]);
    });

    it("checks each description alike, also by a pattern that keeps its position", () => {
        const owner = /team \d/g;
        expect([group("team 1", { owner }), group("team 1", { owner })]).to.deep.equal([[], []]);
    });
});

describe("guard rails", () => {
    it("with mistakes are rejected, and all of them are reported at once", () => {
        const wrong = () =>
            completed({
                redirectHosts: ["a.example", "https://a.example", "*", "a.*.example"],
                clientPermissions: { a: ["routing:queue:view", "routing:queue"], b: ["admin"] },
                tokenLifetimeSeconds: 172_801,
            });
        expect(wrong).to.throw(/redirectHosts\[1\].*redirectHosts\[2\].*redirectHosts\[3\]/s);
        expect(wrong).to.throw(
            /"a"\] must list permissions as domain:entity:action; it lists "routing:queue".*\n.*"b"\].*"admin"/,
        );
        expect(wrong).to.throw("tokenLifetimeSeconds must be 300 to 172800; it is 172801");
    });
});
