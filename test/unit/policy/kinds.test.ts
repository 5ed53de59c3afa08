import { expect } from "chai";
import { contactCenterPolicies, type StackResource } from "../../../policy";
import { engineTypeOf } from "../../../provider/core/token";
import { type ResourceToken, resources } from "../../../provider/resources";
import { toDynamic } from "../../../provider/runtime/native";
import type { AnyType } from "../../../provider/runtime/read";

const evil = "https://evil.example/";
const description = "no owner";
const role = { name: "R", description, permissions: ["routing:queue:delete"] };

/** Declarations that break the guard rails, as the native plugin has them: sets are lists. */
const declared: Partial<Record<ResourceToken, object>> = {
    "genesys:Role": role,
    "genesys:Group": { name: "G", description, owners: ["anna.smith@acme.example"] },
    "genesys:OAuthClient": {
        name: "C",
        description,
        grantType: "client-credentials",
        redirectUris: [evil, "https://a.acme.example/"],
        allowedIpAddresses: ["198.51.100.1", "203.0.113.7"],
        roles: [
            { role: "r1", divisions: ["*", "d1"] },
            { role: "r2", divisions: ["d1"] },
        ],
        tokenLifetimeSeconds: 172_800,
    },
    "genesys:RoleAssignment": {
        role: "r1",
        divisions: ["d1", "*"],
        subjects: [{ user: "anna.smith@acme.example" }, { oauthClient: "c" }],
    },
    "genesys:ClientApp": { name: "A", notes: description, url: evil },
    "genesys:Integration": { name: "I", notes: description, type: "embedded-client-app", properties: { url: evil } },
    "eleveo:IdentityProvider": {
        alias: "i",
        clientId: "c",
        clientSecret: "s",
        tokenUrl: evil,
        config: { jwksUrl: evil },
    },
    "eleveo:ProviderClient": {
        name: "P",
        clientType: "user-import",
        profile: { client: { description, redirectUris: [evil], webOrigins: ["*"] } },
        deletionProtection: false,
    },
};
const tokens = Object.keys(declared) as ResourceToken[];

/** What the policies report about one stack of resources, of the native plugin or of a program in TypeScript. */
function reported(native: boolean): string[] {
    const told: string[] = [];
    const resourceOf = (token: ResourceToken): StackResource => {
        const type = engineTypeOf(token, native);
        const given = (declared[token] ?? {}) as Record<string, unknown>;
        const props = native ? given : toDynamic(resources[token] as unknown as AnyType, given);
        return { type, name: token, urn: `urn:pulumi:s::p::${type}::it`, props, propertyDependencies: {} };
    };
    const all = tokens.map(resourceOf);
    const roleOfStack = resourceOf("genesys:Role");
    for (const { type, propertyDependencies } of all) {
        if (type.endsWith("genesys:OAuthClient")) propertyDependencies["roles"] = [roleOfStack];
        if (type.endsWith("genesys:RoleAssignment")) propertyDependencies["role"] = [roleOfStack];
    }
    const rails = { redirectHosts: ["*.acme.example"], clientPermissions: {}, clientAddresses: ["203.0.113.0/24"] };
    for (const policy of contactCenterPolicies(rails)) {
        const report = (message: string) => void told.push(`${policy.name} ${message}`);
        if ("validateStack" in policy) policy.validateStack({ resources: all }, report);
        else for (const one of all) policy.validateResource(one, report);
    }
    return told.sort();
}

describe("the policies", () => {
    it("report the same about resources of both kinds, each of them", () => {
        const native = reported(true);
        expect(native).to.deep.equal(reported(false));
        const rules = new Set(native.map((line) => line.split(" ")[0]));
        expect([...rules]).to.have.members([
            "all-divisions",
            "client-addresses",
            "client-permissions",
            "owner",
            "provider-clients",
            "redirect-hosts",
            "token-lifetime",
        ]);
        expect(new Set(native.map((line) => /^[\w-]+ (\w+:\w+)/.exec(line)?.[1]))).to.have.lengthOf(tokens.length);
    });

    it("see a resource of any other package as none of theirs", () => {
        const [first] = contactCenterPolicies({ redirectHosts: [], clientPermissions: {} });
        const told: string[] = [];
        for (const type of [
            "other:genesys:ClientApp",
            "contactcenter:emite:Integration",
            "pulumi:providers:contactcenter",
        ])
            if (first && "validateResource" in first)
                first.validateResource(
                    { type, name: "it", props: { url: evil } },
                    (message) => void told.push(message),
                );
        expect(told).to.deep.equal([]);
    });
});
