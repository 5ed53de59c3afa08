import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type {
    ClientRepresentation,
    IdentityProviderRepresentation,
    RoleRepresentation,
} from "../../provider/eleveo/types";
import * as contact from "../../sdk";
import type { Adoption } from "../../operations/adopt/adoption";
import { ofPreview, ofTable } from "../engine/adopting";
import { expectNowhere, filesBelow } from "../engine/secrets";
import { type Fixture, onNewestKeycloak, type Realm, withStack } from "./fixture";
import { picture } from "./picture";

const webexSecret = "the secret of the program";
const secrets = { "test:webexSecret": webexSecret };

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
        enabled: true,
        publicClient: false,
        serviceAccountsEnabled: true,
        standardFlowEnabled: false,
        directAccessGrantsEnabled: false,
        fullScopeAllowed: true,
        attributes: { "access.token.lifespan": "3600" },
    },
    protocolMappers: { source },
    serviceAccount: { roles: { realm: ["data-importer"], client: { "user-management": ["push-users"] } } },
};

/** Both procedures as they are, with every property declared that people get wrong. */
function program(secret?: pulumi.Output<string>) {
    const name = "uccx-user-pusher-app";
    const importer = new contact.eleveo.ProviderClient("importer", {
        name,
        clientType: "User import",
        profile,
        secret,
    });
    const login = new contact.eleveo.WebexContactCenterLogin("login", {
        region: "us",
        clientId: "C1",
        clientSecret: new pulumi.Config().requireSecret("webexSecret"),
    });
    return { clientSecret: importer.clientSecret, redirectUri: login.redirectUri };
}

/** The result of `--json`, and the whole output. */
async function plan({ command }: Fixture, ...args: string[]) {
    const { stdout, stderr, output } = await command("adopt", "--json", ...args);
    expect(stderr).to.equal("");
    return { ...(JSON.parse(stdout) as { adopted: number; resources: Adoption[] }), output };
}

/** What people get wrong, or do differently, when they follow a procedure by hand. */
interface Mistakes {
    directAccess?: boolean;
    lifespan?: string;
    extraRole?: string;
    scope?: string;
    displayName?: string;
}
const mistakes: Mistakes = {
    directAccess: true,
    lifespan: "7200",
    extraRole: "view-groups",
    scope: "email",
    displayName: "Webex",
};

const loginPath = "/identity-provider/instances/webexcc";

/** Both procedures, step by step like a person with Keycloak's administration page; returns the client's id. */
async function setUpByHand({ admin }: Realm, made: Mistakes = {}): Promise<string> {
    // Provider clients, Add new
    const { directAccess = false, lifespan = "3600", extraRole } = made;
    await admin.post("/clients", {
        clientId: "uccx-user-pusher-app",
        description: "made by Anna",
        protocol: "openid-connect",
        publicClient: false,
        standardFlowEnabled: false,
        directAccessGrantsEnabled: directAccess,
        serviceAccountsEnabled: true,
        fullScopeAllowed: true,
        attributes: { "access.token.lifespan": lifespan },
        protocolMappers: [
            {
                name: "source",
                protocol: "openid-connect",
                protocolMapper: "oidc-hardcoded-claim-mapper",
                config: {
                    "claim.name": "source",
                    "claim.value": "uccx-user-pusher-app",
                    "jsonType.label": "String",
                    "access.token.claim": "true",
                },
            },
        ],
    });
    const { id } = await clientOf({ admin }, "uccx-user-pusher-app");
    const user = await admin.get<{ id: string }>(`/clients/${id}/service-account-user`);
    const owner = (await clientOf({ admin }, "user-management")).id;
    const roles: [path: string, names: string[]][] = [
        ["/realm", ["data-importer"]],
        [`/clients/${owner}`, ["push-users", ...(extraRole === undefined ? [] : [extraRole])]],
    ];
    for (const [path, names] of roles) {
        const all = await admin.get<RoleRepresentation[]>(path === "/realm" ? "/roles" : `${path}/roles`);
        await admin.post(
            `/users/${user.id}/role-mappings${path}`,
            all.filter(({ name }) => names.includes(name)),
        );
    }

    // Identity Providers, Add provider
    await admin.post("/identity-provider/instances", {
        alias: "webexcc",
        providerId: "oidc",
        displayName: made.displayName ?? "Webex CC",
        enabled: true,
        config: {
            clientId: "C1",
            clientSecret: "the secret of the page",
            clientAuthMethod: "client_secret_post",
            authorizationUrl: "https://webexapis.com/v1/authorize",
            tokenUrl: "https://webexapis.com/v1/access_token",
            userInfoUrl: "https://webexapis.com/v1/userinfo",
            logoutUrl: "https://idbroker.webex.com/idb/oauth2/v1/logout",
            defaultScope: made.scope ?? "email profile",
        },
    });
    return id;
}

async function clientOf({ admin }: Pick<Realm, "admin">, clientId: string): Promise<ClientRepresentation> {
    const [found] = await admin.get<ClientRepresentation[]>(`/clients?clientId=${clientId}`);
    if (found === undefined) throw new Error(`the realm has no client ${clientId}`);
    return found;
}

const secretOf = async ({ admin }: Realm, id: string) =>
    (await admin.get<{ value: string }>(`/clients/${id}/client-secret`)).value;

/** Everything of the realm, and what was written to it with the stack's client. */
async function unchanged(ground: Fixture, id: string): Promise<() => Promise<void>> {
    const look = async () => ({
        writes: await ground.writes(),
        realm: await picture(ground.admin.get, ground.settings.realm),
        secret: await secretOf(ground, id),
    });
    // Keycloak 17 adds mappers to a client when it first logs in.
    await ground.api.get("");
    const before = await look();
    return async () => {
        expect(await look()).to.deep.equal(before);
    };
}

onNewestKeycloak("contact-center adopt of a realm", (version) => {
    it("adopts a realm that was set up by hand without changing it; the preview shows what the table showed, and `up` fixes it", () =>
        withStack({ version, program: () => program(), secrets }, async (ground) => {
            const { stack, admin } = ground;
            const id = await setUpByHand(ground, mistakes);
            const check = await unchanged(ground, id);
            const shown = await ground.command("adopt");
            expect(shown.code, shown.output).to.equal(1);
            expect(shown.stdout)
                .to.include("directAccessGrantsEnabled: true -> false")
                .and.include("scopes: + profile");
            const held = async () => ((await stack.state()).deployment.resources ?? []).map(({ urn }) => urn);
            expect(await held()).to.deep.equal([]);
            const { adopted, resources, output } = await plan(ground, "--yes");
            await check();
            expect(adopted).to.equal(2);
            expect(ofTable(resources)).to.deep.equal({
                importer: ["profile"],
                // Nobody can read it, so what is declared is written.
                "login-identityProvider": ["clientSecret", "displayName", "scopes"],
            });
            expect(await ofPreview(ground)).to.deep.equal(ofTable(resources));
            expect(await stack.steps("refresh"), "nothing is drift").to.deep.equal([]);
            await check();

            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(await stack.steps("preview")).to.deep.equal([]);
            expect((await plan(ground)).resources).to.deep.equal([]);
            expect(await admin.get<IdentityProviderRepresentation>(loginPath)).to.deep.include({
                displayName: "Webex CC",
            });
            expect(await clientOf(ground, "uccx-user-pusher-app")).to.deep.include({
                id,
                directAccessGrantsEnabled: false,
                description: "made by Anna\nmanaged by pulumi-contact-center: test/test/importer",
            });

            const secret = await secretOf(ground, id);
            expect((await stack.outputs(true))["clientSecret"]).to.equal(secret);
            expectNowhere([secret, webexSecret, ground.settings.clientSecret], {
                "what adopt printed": shown.output + output,
                state: await filesBelow(stack.stateFolder),
                "the note for an undo": await filesBelow(join(stack.stateFolder, "../home/contact-center/adopted")),
            });
        }));

    it("an unchanged object shows no change but the secret that nobody can read; an undo forgets it and changes nothing", () =>
        withStack({ version, program: () => program(), secrets }, async (ground) => {
            const { stack } = ground;
            const check = await unchanged(ground, await setUpByHand(ground));
            const { adopted, resources } = await plan(ground, "--yes");
            expect(adopted).to.equal(2);
            expect(resources.map(({ name, status, unmarked }) => ({ name, status, unmarked }))).to.have.deep.members([
                { name: "importer", status: "identical", unmarked: true },
                { name: "login-identityProvider", status: "differs", unmarked: true },
            ]);
            expect(ofTable(resources)).to.deep.equal({ "login-identityProvider": ["clientSecret"] });
            expect(await ofPreview(ground)).to.deep.equal(ofTable(resources));
            expect((await ground.command("adopt", "--undo", "--yes")).output).to.include("Removed 2 from the stack.");
            await check();
            expect(
                ((await stack.state()).deployment.resources ?? []).filter(
                    ({ id, type }) => id && !type.startsWith("pulumi:"),
                ),
            ).to.deep.equal([]);
        }));

    it("a declared secret of a provider client is compared with Keycloak's, without showing either", () => {
        const withSecrets = () => {
            const config = new pulumi.Config();
            new contact.eleveo.ProviderClient("same", {
                name: "same",
                clientType: "User import",
                profile: { client: { enabled: true } },
                secret: config.requireSecret("same"),
            });
            return program(config.requireSecret("given"));
        };
        const given = { "test:given": "the declared secret", "test:same": "the secret of both" };
        return withStack({ version, program: withSecrets, secrets: { ...secrets, ...given } }, async (ground) => {
            const { stack, admin } = ground;
            const id = await setUpByHand(ground);
            const client = { clientId: "same", publicClient: false, serviceAccountsEnabled: true };
            await admin.post("/clients", { ...client, secret: given["test:same"] });
            const check = await unchanged(ground, id);
            const before = await secretOf(ground, id);
            const { resources, output } = await plan(ground, "--yes");
            expect(resources.find(({ name }) => name === "importer")?.differences).to.deep.equal([
                { path: "secret", kind: "changed", declared: "[secret]", found: "[secret]" },
            ]);
            expect(resources.find(({ name }) => name === "same")?.status).to.equal("identical");
            expect(await ofPreview(ground)).to.deep.equal(ofTable(resources));
            await check();
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(await secretOf(ground, id)).to.equal(given["test:given"]);
            expect(await stack.steps("preview")).to.deep.equal([]);
            expectNowhere([...Object.values(given), webexSecret, before], { "what adopt printed": output });
        });
    });
});
