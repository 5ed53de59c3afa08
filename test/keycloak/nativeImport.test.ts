import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { yamlProject } from "../engine/fixture";
import { expectNowhere, filesBelow } from "../engine/secrets";
import { FaultyProxy } from "./faultyProxy";
import { makeRealm, onNewestKeycloak, type Realm, type RealmStack, withStack } from "./fixture";
import { picture } from "./picture";

const secrets = { client: "the secret of the client", login: "the secret of the page" };
const addresses = {
    authorizationUrl: "https://webexapis.com/v1/authorize",
    tokenUrl: "https://webexapis.com/v1/token",
};

/** A provider client and identity providers, as a person creates them; returns the ids by the names of resources. */
async function setUpByHand({ admin }: Realm): Promise<Record<string, string>> {
    await admin.post("/clients", {
        clientId: "users",
        description: "made by Anna",
        publicClient: false,
        standardFlowEnabled: false,
        serviceAccountsEnabled: true,
        secret: secrets.client,
        attributes: { "access.token.lifespan": "3600" },
    });
    const both = { clientId: "C1", defaultScope: "email profile", ...addresses };
    const logins = {
        webexcc: { ...both, clientAuthMethod: "client_secret_post", clientSecret: secrets.login },
        signed: { ...both, clientAuthMethod: "private_key_jwt", clientAssertionSigningAlg: "RS256" },
    };
    for (const [alias, config] of Object.entries(logins))
        await admin.post("/identity-provider/instances", { alias, providerId: "oidc", displayName: alias, config });
    const [client] = await admin.get<{ id: string }[]>("/clients?clientId=users");
    return { users: client?.id ?? "", webexcc: "webexcc", signed: "signed" };
}

const typeOf = (name: string) => `contactcenter:eleveo:${name === "users" ? "ProviderClient" : "IdentityProvider"}`;

type Resources = Record<"users" | "webexcc" | "signed", { properties: object }>;

const write = ({ folder }: RealmStack, resources: object) => {
    const config = { loginSecret: { type: "string", secret: true } };
    return writeFile(join(folder, "Pulumi.yaml"), yamlProject(stringify({ config, resources })));
};

/** Imports everything, writes the generated program, and returns its resources. */
async function importAll(ground: RealmStack, ids: Readonly<Record<string, string>>): Promise<Resources> {
    const { folder, stack } = ground;
    const [file, out] = [join(folder, "import.json"), join(folder, "out.yaml")];
    const resources = Object.entries(ids).map(([name, id]) => ({ type: typeOf(name), name, id }));
    await writeFile(file, JSON.stringify({ resources }));
    const { output } = await stack.must(["import", "--file", file, "--out", out, "--yes", "--protect=false"]);
    expect(output).to.include("3 imported").and.not.to.include("warning");
    const text = await readFile(out, "utf8");
    expect(text).not.to.include("*****");
    expectNowhere(Object.values(secrets), { output, text, state: await filesBelow(stack.stateFolder) });
    const generated = (parse(text) as { resources: Resources }).resources;
    await write(ground, generated);
    return generated;
}

/** The changes of a preview, each with its properties. */
const changes = async ({ stack }: RealmStack) =>
    (await stack.steps("preview")).map(({ urn, detailedDiff }) => [
        urn.split("::").at(-1),
        ...Object.keys(detailedDiff ?? {}),
    ]);

async function upUntilUnchanged({ stack }: RealmStack): Promise<void> {
    await stack.must(["up", "--yes", "--skip-preview"]);
    await stack.must(["preview", "--expect-no-changes"]);
}

onNewestKeycloak("pulumi import of a realm's objects by the native plugin", (version) => {
    let realm: Realm;
    let ids: Record<string, string>;
    let empty: string[];
    const look = () => picture(realm.admin.get, realm.settings.realm);
    before("sets up one realm for all tests", async () => {
        realm = await makeRealm(version);
        // Older versions add mappers to a client when it first logs in.
        await realm.api.get("");
        empty = await look();
        ids = await setUpByHand(realm);
    });
    const secretOf = async () =>
        (await realm.admin.get<{ value: string }>(`/clients/${ids["users"]}/client-secret`)).value;
    const loginConfig = async (alias: string) =>
        (await realm.admin.get<{ config: Record<string, string> }>(`/identity-provider/instances/${alias}`)).config;

    it("rejects ids of other objects and names in place of ids, and says which id is meant", () =>
        withStack({ version, yaml: "", realm }, async ({ admin, stack }) => {
            const config = { singleSignOnServiceUrl: "https://saml.example", entityId: "e", idpEntityId: "e" };
            await admin.post("/identity-provider/instances", { alias: "saml", providerId: "saml", config });
            const { users = "" } = ids;
            const messages = [
                ["users", "users", `has no provider client with the id "users". "users" has the id "${users}"`],
                ["users", "webexcc", 'has no provider client with the id "webexcc" [CC1208]'],
                ["webexcc", " webexcc ", 'with the id " webexcc ". "webexcc" has the id "webexcc" [CC1208]'],
                ["webexcc", users, `has no identity provider with the id "${users}" [CC1208]`],
                ["webexcc", "saml", 'identity provider "saml" cannot be imported, because it has no "clientId", "auth'],
            ] as const;
            for (const [name, id, message] of messages) {
                const args = ["import", typeOf(name), name, id, "--yes", "--generate-code=false"];
                const { code, output } = await stack.run(args);
                expect(code, output).not.to.equal(0);
                expect(output).to.include(message);
            }
            await admin.delete("/identity-provider/instances/saml");
        })).timeout(120_000);

    it("writes a program that changes nothing and asks nothing; later changes keep secrets that nobody can read", () =>
        FaultyProxy.through(realm.keycloak.url, realm.settings.realm, (way) => {
            const through = { ...realm, settings: { ...realm.settings, url: way.url } };
            const configured = { "test:loginSecret": secrets.login };
            return withStack({ version, yaml: "", realm: through, secrets: configured }, async (ground) => {
                const { stack } = ground;
                const imported = await look();
                const resources = await importAll(ground, ids);
                way.requests.splice(0);
                await stack.must(["preview", "--expect-no-changes"]);
                expect(way.requests).to.deep.equal([]);
                await stack.must(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
                expect((await ground.command("adopt")).output).to.include("There is nothing to adopt.");
                expect(await look()).to.deep.equal(imported);

                const { users, webexcc, signed } = resources;
                for (const { properties } of [webexcc, signed]) Object.assign(properties, { displayName: "Login" });
                Object.assign(users.properties, { clientType: "User import" });
                await write(ground, resources);
                expect(await changes(ground)).to.have.deep.members([
                    ["users", "clientType", "deletionProtection", "marker"],
                    ["webexcc", "displayName", "marker"],
                    ["signed", "displayName", "marker"],
                ]);
                await upUntilUnchanged(ground);
                Object.assign(webexcc.properties, { clientSecret: "${loginSecret}" });
                await write(ground, resources);
                expect(await changes(ground)).to.deep.equal([["webexcc", "clientSecret"]]);
                await upUntilUnchanged(ground);
                expect((await stack.run(["destroy", "--target", "**users", "--yes"])).output).to.include(
                    "it is protected",
                );

                await stack.must(["state", "delete", "--all", "--force", "--yes"]);
                Object.assign(users.properties, { deletionProtection: false });
                for (const [name, one] of Object.entries(resources))
                    Object.assign(one, { options: { import: ids[name] } });
                await write(ground, resources);
                await upUntilUnchanged(ground);
                expect(await secretOf()).to.equal(secrets.client);
                expect(await loginConfig("webexcc")).to.include({ clientSecret: "**********" });
                expect(await loginConfig("signed")).not.to.have.property("clientSecret");
                expectNowhere(Object.values(secrets), { state: await filesBelow(stack.stateFolder) });
                await stack.must(["destroy", "--yes", "--skip-preview"]);
                expect(await look()).to.deep.equal(empty);
            });
        })).timeout(120_000);
});
