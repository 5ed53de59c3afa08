import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { StackReview } from "../../operations/drift/findings";
import type { Severity } from "../../operations/drift/severity";
import type {
    ClientRepresentation,
    IdentityProviderRepresentation,
    ProtocolMapper,
    RoleRepresentation,
} from "../../provider/eleveo/types";
import * as contact from "../../sdk";
import { type Fixture, onNewestKeycloak, type Realm, withStack } from "./fixture";

type Admin = Realm["admin"];

/** A change behind the program's back, each to its own object, and the expected finding of a review. */
interface Case<T> {
    what: string;
    apply(object: T, admin: Admin): unknown;
    /** Absent if the whole object is gone. */
    path?: string;
    kind?: "added" | "removed" | "changed";
    says: `${Severity} ${string}`;
}

type Client = ClientRepresentation;
const path = ({ id }: Client) => `/clients/${id}`;
const change = (more: (client: Client) => object) => (client: Client, admin: Admin) =>
    admin.put(path(client), { ...client, ...more(client) });

/** The service account's roles of the realm. */
async function roleMappings(client: Client, admin: Admin, name: string) {
    const user = await admin.get<{ id: string }>(`${path(client)}/service-account-user`);
    const roles = await admin.get<RoleRepresentation[]>("/roles");
    return [`/users/${user.id}/role-mappings/realm`, roles.filter((role) => role.name === name)] as const;
}
const mapperNamed = ({ protocolMappers = [] }: Client, name: string) =>
    protocolMappers.find((one) => one.name === name) as ProtocolMapper;
const mappers = (client: Client) => `${path(client)}/protocol-mappers/models`;

const clients: Case<Client>[] = [
    {
        what: "redirect address added",
        apply: change(() => ({ redirectUris: ["https://elsewhere.example/*"] })),
        path: "profile.client.redirectUris",
        says: "high provider-client-address",
    },
    {
        what: "standard flow on",
        apply: change(() => ({ standardFlowEnabled: true })),
        path: "profile.client.standardFlowEnabled",
        says: "high provider-client-login",
    },
    {
        what: "full scope",
        apply: change(() => ({ fullScopeAllowed: true })),
        path: "profile.client.fullScopeAllowed",
        says: "high provider-client-login",
    },
    {
        what: "role added",
        apply: async (client, admin) => admin.post(...(await roleMappings(client, admin, "uma_authorization"))),
        path: "profile.serviceAccount.roles.realm",
        kind: "added",
        says: "high provider-client-access",
    },
    {
        what: "role removed",
        apply: async (client, admin) => admin.delete(...(await roleMappings(client, admin, "data-importer"))),
        path: "profile.serviceAccount.roles.realm",
        kind: "removed",
        says: "medium less-access",
    },
    {
        what: "mapper changed",
        apply: (client, admin) => {
            const { id, config, ...rest } = mapperNamed(client, "source");
            return admin.put(`${mappers(client)}/${id}`, {
                id,
                ...rest,
                config: { ...config, "claim.value": "other" },
            });
        },
        path: `profile.protocolMappers.source.config["claim.value"]`,
        says: "high provider-client-tokens",
    },
    {
        what: "mapper added",
        apply: (client, admin) => {
            const { id: _own, ...rest } = mapperNamed(client, "source");
            return admin.post(mappers(client), { ...rest, name: "extra" });
        },
        path: "profile.protocolMappers.extra",
        kind: "added",
        says: "high provider-client-access",
    },
    {
        what: "mapper removed",
        apply: (client, admin) => admin.delete(`${mappers(client)}/${mapperNamed(client, "source").id}`),
        path: "profile.protocolMappers.source",
        kind: "removed",
        says: "medium less-access",
    },
    {
        what: "disabled",
        apply: change(() => ({ enabled: false })),
        path: "profile.client.enabled",
        says: "medium disabled",
    },
    {
        what: "lifetime of its tokens",
        apply: change(({ attributes }) => ({ attributes: { ...attributes, "access.token.lifespan": "7200" } })),
        path: `profile.client.attributes["access.token.lifespan"]`,
        says: "medium provider-client-changed",
    },
    {
        what: "words",
        apply: change(({ description }) => ({ description: `Other words\n${String(description)}` })),
        path: "profile.client.description",
        says: "low provider-client-text",
    },
    {
        what: "secret rotated",
        apply: (client, admin) => admin.post(`${path(client)}/client-secret`, {}),
        path: "clientSecret",
        says: "medium secret",
    },
    {
        what: "given secret rotated",
        apply: (client, admin) => admin.post(`${path(client)}/client-secret`, {}),
        path: "secret",
        says: "medium secret",
    },
    { what: "deleted", apply: (client, admin) => admin.delete(path(client)), says: "medium missing" },
];

type Login = IdentityProviderRepresentation;
const instance = ({ alias }: Login) => `/identity-provider/instances/${encodeURIComponent(alias)}`;
const set = (more: Partial<Login>) => (login: Login, admin: Admin) =>
    admin.put(instance(login), { ...login, ...more, config: { ...login.config, ...more.config } });

const logins: Case<Login>[] = [
    {
        what: "tokenUrl",
        apply: set({ config: { tokenUrl: "https://elsewhere.example/token" } }),
        path: "tokenUrl",
        says: "high login-address",
    },
    { what: "trustEmail", apply: set({ trustEmail: true }), path: "trustEmail", says: "high login-trust" },
    {
        what: "flow",
        apply: async (login, admin) => {
            const flow = { alias: "nobody asks", providerId: "basic-flow", topLevel: true, builtIn: false };
            await admin.post("/authentication/flows", flow);
            await set({ firstBrokerLoginFlowAlias: flow.alias })(login, admin);
        },
        path: "firstBrokerLoginFlow",
        says: "high login-check",
    },
    {
        what: "signature",
        apply: set({ config: { validateSignature: "false" } }),
        path: "config.validateSignature",
        says: "high login-check",
    },
    { what: "disabled", apply: set({ enabled: false }), path: "enabled", says: "medium disabled" },
    {
        what: "hidden",
        // A field from 26 on, a key before.
        apply: (login, admin) =>
            set(login.hideOnLogin === undefined ? { config: { hideOnLoginPage: "true" } } : { hideOnLogin: true })(
                login,
                admin,
            ),
        path: "hideOnLogin",
        says: "medium login-hidden",
    },
    { what: "clientId", apply: set({ config: { clientId: "other" } }), path: "clientId", says: "medium login-client" },
    {
        what: "scope",
        apply: set({ config: { defaultScope: "email" } }),
        path: "scopes",
        kind: "removed",
        says: "medium login-client",
    },
    {
        what: "secret removed",
        apply: ({ config: { clientSecret: _gone, ...config }, ...login }, admin) =>
            admin.put(instance({ ...login, config }), { ...login, config }),
        path: "clientSecret",
        kind: "removed",
        says: "medium login-client",
    },
    { what: "displayName", apply: set({ displayName: "Other" }), path: "displayName", says: "low other" },
    { what: "marker", apply: set({ config: { managedBy: "" } }), path: "marker", kind: "removed", says: "low marker" },
    { what: "deleted", apply: (login, admin) => admin.delete(instance(login)), says: "medium missing" },
];

const clientOf = (what: string) => `client ${what}`;
const aliasOf = (what: string) => `login-${what.replace(" ", "-")}`;

const source = {
    protocolMapper: "oidc-hardcoded-claim-mapper",
    config: {
        "claim.name": "source",
        "claim.value": "{clientId}",
        "jsonType.label": "String",
        "access.token.claim": "true",
    },
};
const profile = {
    client: {
        description: "as declared",
        enabled: true,
        publicClient: false,
        serviceAccountsEnabled: true,
        standardFlowEnabled: false,
        fullScopeAllowed: false,
        redirectUris: [],
        attributes: { "access.token.lifespan": "3600" },
    },
    protocolMappers: { source },
    serviceAccount: { roles: { realm: ["data-importer"], client: { "user-management": ["push-users"] } } },
};

/** Creates provider clients of two types and logins through Webex Contact Center, with every property declared. */
const program = (clientCases: readonly { what: string }[], loginCases: readonly { what: string }[]) => () => {
    const secret = new pulumi.Config().requireSecret("webexSecret");
    for (const [index, { what }] of clientCases.entries())
        new contact.eleveo.ProviderClient(clientOf(what), {
            name: clientOf(what),
            profile,
            clientType: index % 2 === 0 ? "User import" : "Screen capture",
            ...(what.startsWith("given secret") ? { secret } : {}),
        });
    for (const { what } of loginCases)
        new contact.eleveo.WebexContactCenterLogin(aliasOf(what), {
            alias: aliasOf(what),
            region: "us",
            clientId: "C1",
            clientSecret: secret,
            displayName: `Webex ${what}`,
            identityProvider: {
                enabled: true,
                trustEmail: false,
                hideOnLogin: false,
                firstBrokerLoginFlow: "first broker login",
                config: {
                    validateSignature: "true",
                    useJwksUrl: "true",
                    jwksUrl: "https://webexapis.com/v1/verification",
                },
            },
        });
};

/** What is not in sync, a line for each finding. */
async function drift({ command }: Fixture): Promise<{ code: number; lines: string[] }> {
    const { code, stdout, output } = await command("drift", "--json");
    const [reviewed] = (JSON.parse(stdout || "{}") as { stacks?: StackReview[] }).stacks ?? [];
    expect(reviewed?.summary, output).to.include({ unchecked: 0 });
    const lines = (reviewed?.resources ?? []).flatMap(({ type, id, name, findings }) =>
        findings.map(({ difference, severity, rule }) => {
            const object = type === "eleveo.IdentityProvider" ? id : name;
            const what = difference ? `${difference.kind} ${difference.path}` : "whole";
            return `${object}: ${what}, ${severity} ${rule}`;
        }),
    );
    return { code, lines: lines.sort() };
}

/** A tenant that has only what is declared, and what Keycloak and ETL Manager have created. */
async function made(ground: Fixture): Promise<void> {
    const [byHand] = await ground.admin.get<Client[]>("/clients?clientId=ucce-user-pusher-app");
    await ground.admin.delete(`/clients/${byHand?.id}`);
    await ground.stack.must(["up", "--yes", "--skip-preview"]);
}

const secrets = { "test:webexSecret": "a secret" };

onNewestKeycloak("contact-center drift of a realm", (version) => {
    it("finds each of about twenty single changes, each to its own object, and names it with its severity; before, nothing", () =>
        withStack({ version, program: program(clients, logins), secrets }, async (ground) => {
            const { admin } = ground;
            await made(ground);
            expect(await drift(ground)).to.deep.equal({ code: 0, lines: [] });
            const all = await admin.get<Client[]>("/clients?max=1000");
            for (const { what, apply } of clients)
                await apply(all.find(({ clientId }) => clientId === clientOf(what)) as Client, admin);
            for (const { what, apply } of logins)
                await apply(await admin.get(instance({ alias: aliasOf(what) } as Login)), admin);
            const told = (object: string, { path: at, kind = "changed", says }: Case<never>) =>
                `${object}: ${at === undefined ? "whole" : `${kind} ${at}`}, ${says}`;
            const wanted = [
                ...clients.map((one) => told(clientOf(one.what), one)),
                ...logins.map((one) => told(aliasOf(one.what), one)),
            ];
            expect(await drift(ground)).to.deep.equal({ code: 1, lines: wanted.sort() });
            expect(wanted.length).to.be.at.least(20);
        }));

    it("finds unmanaged clients and identity providers, but not those of Keycloak and ETL Manager", () =>
        withStack(
            { version, program: program([{ what: "declared" }], [{ what: "declared" }]), secrets },
            async (ground) => {
                const { admin } = ground;
                await made(ground);
                const client = { clientId: "shadow", serviceAccountsEnabled: true, publicClient: false };
                await admin.post("/clients", client);
                await admin.post("/clients", { ...client, clientId: "etl-basic-7" });
                await admin.post("/clients", { clientId: "page", publicClient: true });
                const config = { clientId: "c", clientSecret: "s" };
                await admin.post("/identity-provider/instances", { alias: "side-door", providerId: "oidc", config });
                expect(await drift(ground)).to.deep.equal({
                    code: 1,
                    lines: [
                        "shadow: whole, high unmanaged-provider-client",
                        "side-door: whole, high unmanaged-identity-provider",
                    ],
                });
            },
        ));
});
