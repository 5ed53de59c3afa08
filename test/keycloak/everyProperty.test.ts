import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import type { ResourceToken } from "../../provider/resources";
import { faceOf } from "../../provider/runtime/dynamic";
import { Instance } from "../../provider/runtime/instance";
import { callerRoles } from "../../tools/keycloak/tenant";
import { withHome } from "../home";
import { printedDuring } from "../printed";
import { drive, type Driven } from "../transitions";
import { makeRealm, onEveryKeycloak, type Realm } from "./fixture";

/** Every pair of values, instead of one walk through them. */
const isWhole = process.env["EVERY_TRANSITION"] !== undefined;

const faceFor =
    ({ settings }: Realm, token: ResourceToken) =>
    (): Required<pulumi.dynamic.ResourceProvider> => {
        const face = faceOf(new Instance(), token) as Required<pulumi.dynamic.ResourceProvider>;
        const config: Record<string, string> = {
            "eleveo:url": settings.url,
            "eleveo:realm": settings.realm,
            "eleveo:clientId": settings.clientId,
            "eleveo:clientSecret": settings.clientSecret,
        };
        void face.configure({ config: { get: (key: string) => config[key] } } as never);
        return face;
    };

const flags = [true, false, "true", 1];
const texts = ["a text", " a text ", "ü\n€", ""];
const mapper = (config: unknown, protocolMapper = "oidc-hardcoded-claim-mapper") => ({
    one: { protocolMapper, config },
});

const client = (realm: Realm) => ({
    face: faceFor(realm, "eleveo:ProviderClient"),
    base: (walk: number) => ({
        name: `client-${walk}`,
        clientType: "user-import",
        deletionProtection: false,
        marker: `project/stack/client-${walk}`,
        profile: { client: {} },
    }),
    values: {
        name: ["roles", "email", "a.b", "{x}"],
        clientType: ["User import", "screen-capture", "ETL basic"],
        secret: ["first-secret", "second secret ü"],
        rotation: ["1", "2"],
        "profile.client.enabled": flags,
        "profile.client.publicClient": flags,
        "profile.client.bearerOnly": flags,
        "profile.client.consentRequired": flags,
        "profile.client.standardFlowEnabled": flags,
        "profile.client.implicitFlowEnabled": flags,
        "profile.client.directAccessGrantsEnabled": flags,
        "profile.client.serviceAccountsEnabled": flags,
        "profile.client.authorizationServicesEnabled": flags,
        "profile.client.surrogateAuthRequired": flags,
        "profile.client.alwaysDisplayInConsole": flags,
        "profile.client.frontchannelLogout": flags,
        "profile.client.fullScopeAllowed": flags,
        "profile.client.name": texts,
        "profile.client.description": texts,
        "profile.client.rootUrl": ["https://a.example", "", "a"],
        "profile.client.baseUrl": ["/a", "", "a"],
        "profile.client.adminUrl": ["https://a.example", "", "a"],
        "profile.client.clientAuthenticatorType": ["client-secret", "client-jwt", "nope", ""],
        "profile.client.protocol": ["openid-connect", "nope"],
        "profile.client.redirectUris": [["https://b.example/*", "https://a.example/*"], [], [""], "https://a.example"],
        "profile.client.webOrigins": [["+", "https://a.example"], [], [3]],
        "profile.client.defaultClientScopes": [["phone", "email"], ["email"], [], ["nope"]],
        "profile.client.optionalClientScopes": [["email"], ["phone", "address"], []],
        "profile.client.attributes": [
            { "a.b": "1" },
            { "a.b": "2", c: "3" },
            { "a.b": "" },
            { c: 3600 },
            { c: false },
            {},
        ],
        "profile.client.authorizationSettings": [{}],
        "profile.client.defaultRoles": [["x"]],
        "profile.protocolMappers": [
            mapper({ "claim.name": "a", "claim.value": "b" }),
            mapper({ "claim.name": "a", "claim.value": "" }),
            mapper({ "included.client.audience": "x" }, "oidc-audience-mapper"),
            mapper({ a: 3 }),
            mapper({}, "nope"),
            {},
        ],
        "profile.serviceAccount.roles": [
            { realm: ["data-importer"] },
            { realm: [], client: { "user-management": ["push-users"] } },
            { client: {} },
            { realm: ["nope"] },
        ],
        "profile.serviceAccount.attributes": [{ a: ["1", "2"] }, { a: [] }, { a: [""] }, { b: ["x", "x"] }],
        "profile.scope": [
            { realm: ["data-importer"] },
            { client: { "user-management": ["view-groups"] } },
            { realm: [] },
        ],
    },
    together: {
        "profile.serviceAccount.attributes": { profile: { client: { serviceAccountsEnabled: true } } },
        "profile.serviceAccount.roles": { profile: { client: { serviceAccountsEnabled: true } } },
        "profile.scope": { profile: { client: { fullScopeAllowed: false } } },
    },
});

const provider = (realm: Realm) => ({
    face: faceFor(realm, "eleveo:IdentityProvider"),
    base: (walk: number) => ({
        alias: `idp-${walk}`,
        clientId: "c",
        clientSecret: "s",
        authorizationUrl: "https://a.example/authorize",
        tokenUrl: "https://a.example/token",
        marker: `project/stack/idp-${walk}`,
    }),
    values: {
        alias: ["other", "a.b", "ä", "a&b", "..", "a'b", "x{1}"],
        providerId: ["oidc", "keycloak-oidc", "nope"],
        displayName: texts,
        enabled: flags,
        trustEmail: flags,
        storeToken: flags,
        linkOnly: flags,
        hideOnLogin: flags,
        firstBrokerLoginFlow: ["first broker login", "nope", ""],
        postBrokerLoginFlow: ["first broker login", "nope", ""],
        clientId: ["d", " d ", "", "ü"],
        clientSecret: ["t", "ü t", "**********", ""],
        authorizationUrl: ["https://b.example/authorize", "http://b.example", "nope", ""],
        tokenUrl: ["https://b.example/token", " https://b.example/token "],
        userInfoUrl: ["https://b.example/u", "", "nope"],
        logoutUrl: ["https://b.example/l", ""],
        clientAuthentication: [
            "client_secret_post",
            "client_secret_basic",
            "client_secret_jwt",
            "private_key_jwt",
            "x",
        ],
        scopes: [["email", "profile"], ["profile"], [], ["a b"]],
        syncMode: ["import", "legacy", "force", "x"],
        config: [
            { prompt: "login" },
            { prompt: "" },
            { prompt: "none", guiOrder: "1" },
            { x: 3 },
            { clientId: "x" },
            {},
        ],
    },
});

const report = ({ properties, transitions, refused }: Driven, seconds: number) =>
    console.log(
        `      ${properties} properties, ${transitions} transitions, ${refused} refused at preview, ${seconds} s`,
    );

onEveryKeycloak("every property of every type", (version) => {
    for (const [type, drives] of Object.entries({ ProviderClient: client, IdentityProvider: provider }))
        it(`${type}: what passes a preview is on the server afterwards, and the next preview is empty`, async () => {
            const realm = await makeRealm(version, [...callerRoles, "manage-realm"]);
            const begin = performance.now();
            let driven: Driven | undefined;
            await printedDuring(() => withHome(async () => (driven = await drive(drives(realm), isWhole))));
            report(driven as unknown as Driven, Math.round((performance.now() - begin) / 1_000));
            expect(driven?.violations).to.deep.equal([]);
        }).timeout(600_000);
});
