import { expect } from "chai";
import { ruleFor } from "../../../operations/drift/rules";
import { contactCenterPolicies } from "../../../policy";
import type { Difference } from "../../../provider/core/differences";

type Case = [token: string, difference: Difference];
const changed = (token: string, path: string, declared: unknown, found: unknown): Case => [
    token,
    { path, kind: "changed", declared, found },
];
const added = (token: string, path: string, found: string): Case => [token, { path, kind: "added", found }];
const elsewhere = ["https://eu-cloud.emite.com", "https://elsewhere.example"] as const;

/** What each policy refuses, as a review finds it in the tenant; nothing that is not in a tenant. */
const refused: Readonly<Record<string, Case[]>> = {
    "redirect-hosts": [
        added("genesys:OAuthClient", "redirectUris", elsewhere[1]),
        changed("genesys:ClientApp", "url", ...elsewhere),
        changed("genesys:Integration", "properties.url", ...elsewhere),
        changed("eleveo:IdentityProvider", "tokenUrl", ...elsewhere),
        changed("eleveo:IdentityProvider", "config.singleSignOnServiceUrl", ...elsewhere),
        changed("eleveo:ProviderClient", "profile.client.rootUrl", ...elsewhere),
        changed("eleveo:ProviderClient", 'profile.client.attributes["post.logout.redirect.uris"]', ...elsewhere),
    ],
    "client-permissions": [
        added("genesys:OAuthClient", "roles", "role"),
        added("genesys:Role", "permissions", "routing:queue:delete"),
        added("genesys:RoleAssignment", "subjects", "oauthClient:client"),
    ],
    "token-lifetime": [changed("genesys:OAuthClient", "tokenLifetimeSeconds", 86_400, 172_800)],
    "client-addresses": [
        added("genesys:OAuthClient", "allowedIpAddresses", "0.0.0.0/0"),
        [
            "genesys:OAuthClient",
            { path: "allowedIpAddresses", kind: "removed", declared: "198.51.100.7", emptied: true },
        ],
    ],
    "all-divisions": [
        added("genesys:OAuthClient", 'roles["role"]', "*"),
        added("genesys:RoleAssignment", "divisions", "*"),
    ],
    "provider-clients": [],
    owner: [
        changed("genesys:Role", "description", "owner: team A", "by Anna"),
        changed("genesys:ClientApp", "notes", "owner: team A", ""),
        ["genesys:Group", { path: "description", kind: "removed", declared: "Access; owner: team A" }],
        changed("eleveo:ProviderClient", "profile.client.description", "owner: team A", "by Anna"),
    ],
};

describe("severities and guard rails", () => {
    it("agree: what a mandatory policy refuses is not of low severity", () => {
        const policies = contactCenterPolicies({ redirectHosts: ["*.emite.com"], clientPermissions: {} });
        expect(policies.map(({ name }) => name)).to.have.members(Object.keys(refused));
        for (const [name, cases] of Object.entries(refused))
            for (const [token, difference] of cases)
                expect(ruleFor(token, difference).severity, `${name}: ${token} ${difference.path}`).not.to.equal("low");
    });

    it("leave what no policy refuses as it is: a shorter token life, other words of a description", () => {
        for (const [token, difference] of [
            changed("genesys:OAuthClient", "tokenLifetimeSeconds", 86_400, 3_600),
            changed("genesys:Role", "description", "a; owner: team A", "b; owner: team B"),
        ])
            expect(ruleFor(token, difference).severity).to.equal("low");
    });
});
