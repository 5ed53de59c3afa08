import { expect } from "chai";
import { realmBase, redirectUri } from "../../provider/eleveo/settings";
import { identityProvider, type IdentityProviderOutputs } from "../../provider/eleveo/identityProvider";
import type { IdentityProviderRepresentation } from "../../provider/eleveo/types";
import type { ApiError } from "../../provider/transport/errors";
import { checked } from "../unit/genesys/checked";
import { makeRealm, onEveryKeycloak, type Realm } from "./fixture";

const webex = (more: object = {}) =>
    checked(identityProvider, {
        alias: "webexcc",
        displayName: "Webex CC",
        clientId: "C1",
        clientSecret: "the-secret",
        authorizationUrl: "https://webexapis.com/v1/authorize",
        tokenUrl: "https://webexapis.com/v1/access_token",
        userInfoUrl: "https://webexapis.com/v1/userinfo",
        logoutUrl: "https://idbroker.webex.com/idb/oauth2/v1/logout",
        clientAuthentication: "client_secret_post",
        scopes: ["profile", "email"],
        ...more,
    });
const path = "/identity-provider/instances/webexcc";
const live = ({ admin }: Realm) => admin.get<IdentityProviderRepresentation>(path);

onEveryKeycloak("eleveo.IdentityProvider", (version) => {
    let realm: Realm;
    /** One for all tests, as it was, because creating one takes longer than a test. */
    beforeEach(async () => {
        realm ??= await makeRealm(version);
        for (const { alias } of await realm.admin.get<{ alias: string }[]>("/identity-provider/instances"))
            await realm.admin.delete(`/identity-provider/instances/${alias}`);
        await realm.admin.delete("/admin-events");
    });

    it("is created with one request, and a read shows what was declared", async () => {
        const { id, outputs } = await identityProvider.create(realm.api, webex());
        expect(await realm.writes()).to.deep.equal(["CREATE IDENTITY_PROVIDER"]);
        expect(id).to.equal("webexcc");
        expect(outputs.redirectUri).to.equal(redirectUri(realmBase(realm.settings), "webexcc"));
        const read = await identityProvider.read(realm.api, id, outputs);
        expect(read).to.include({
            displayName: "Webex CC",
            clientSecret: "the-secret",
            trustEmail: false,
            enabled: true,
        });
        expect(read?.scopes).to.deep.equal(["email", "profile"]);
    });

    it("an update without a change writes nothing", async () => {
        const { id, outputs } = await identityProvider.create(realm.api, webex());
        const before = await realm.writes();
        await identityProvider.update?.(realm.api, id, outputs, webex());
        expect(await realm.writes()).to.deep.equal(before);
    });

    it("an update keeps the secret and other people's keys, and sends the secret only if it changed", async () => {
        const { id, outputs } = await identityProvider.create(realm.api, webex());
        const now = await live(realm);
        await realm.admin.put(path, { ...now, config: { ...now.config, guiOrder: "7" } });
        const changed = await identityProvider.update?.(realm.api, id, outputs, webex({ displayName: "Webex" }));
        const after = await live(realm);
        expect(after.displayName).to.equal("Webex");
        expect(after.config).to.include({ guiOrder: "7", clientSecret: "**********", clientId: "C1" });
        await identityProvider.update?.(
            realm.api,
            id,
            changed as IdentityProviderOutputs,
            webex({ clientSecret: "another" }),
        );
        expect((await live(realm)).config["clientSecret"]).to.equal("**********");
    });

    it("a secret that others removed is drift, and is set again", async () => {
        const { id, outputs } = await identityProvider.create(realm.api, webex());
        const { config, ...rest } = await live(realm);
        const { clientSecret: _gone, ...without } = config;
        await realm.admin.put(path, { ...rest, config: without });
        const drifted = await identityProvider.read(realm.api, id, outputs);
        expect(drifted?.clientSecret).to.equal(undefined);
        await identityProvider.update?.(realm.api, id, drifted as IdentityProviderOutputs, webex());
        expect((await live(realm)).config["clientSecret"]).to.equal("**********");
    });

    it("drift of every declared property is found and fixed; undeclared properties are not reported", async () => {
        const inputs = webex({ config: { guiOrder: "1" }, hideOnLogin: false, syncMode: "import" });
        const { id, outputs } = await identityProvider.create(realm.api, inputs);
        const now = await live(realm);
        await realm.admin.put(path, {
            ...now,
            displayName: "Somebody's",
            enabled: false,
            trustEmail: true,
            config: {
                ...now.config,
                tokenUrl: "https://elsewhere.example",
                defaultScope: "email",
                syncMode: "FORCE",
                guiOrder: "2",
                hideOnLoginPage: "true",
                prompt: "login",
            },
        });
        const drifted = await identityProvider.read(realm.api, id, outputs);
        expect(drifted).to.include({ displayName: "Somebody's", enabled: false, trustEmail: true });
        expect(drifted).to.include({ tokenUrl: "https://elsewhere.example", syncMode: "force" });
        expect(drifted?.scopes).to.deep.equal(["email"]);
        expect(drifted).to.include({ hideOnLogin: true });
        expect(drifted?.config).to.deep.equal({ guiOrder: "2" });
        await identityProvider.update?.(realm.api, id, drifted as IdentityProviderOutputs, inputs);
        const mended = await live(realm);
        expect((await identityProvider.read(realm.api, id, outputs))?.hideOnLogin).to.equal(false);
        expect(mended).to.include({ displayName: "Webex CC", enabled: true });
        expect(mended.trustEmail ?? false).to.equal(false);
        expect(mended.config).to.include({ prompt: "login", guiOrder: "1", defaultScope: "email profile" });
    });

    it("another object with the same alias is not adopted", async () => {
        await identityProvider.create(realm.api, webex());
        const failure = await identityProvider.create(realm.api, webex()).catch((error: ApiError) => error);
        expect(failure).to.include({ status: 409, vendorMessage: "Identity Provider webexcc already exists" });
    });

    it("a type that the server does not have is refused at preview, with the types that it has", async () => {
        const [problem] = (await identityProvider.verify?.(realm.api, webex({ providerId: "webex-cc" }))) ?? [];
        expect(problem?.path).to.equal("providerId");
        expect(problem?.reason).to.match(/has no identity provider type "webex-cc".*; it has .*oidc.*saml/);
        expect(await identityProvider.verify?.(realm.api, webex())).to.deep.equal([]);
    });

    it("an http address is refused at preview if the realm requires https", async () => {
        const declared = webex({ tokenUrl: "http://sso.example/token", userInfoUrl: "http://127.0.0.1:1/userinfo" });
        const problems = (await identityProvider.verify?.(realm.api, declared)) ?? [];
        expect(problems).to.have.length(1);
        expect(problems[0]?.path).to.equal("tokenUrl");
        expect(problems[0]?.reason).to.match(/Require SSL is "external"; it is "http:\/\/sso.example\/token"/i);
    });

    it("the documented role of the caller suffices, from the check to the delete", async () => {
        const least = await makeRealm(version, ["manage-identity-providers"]);
        expect(await identityProvider.verify?.(least.api, webex())).to.deep.equal([]);
        const { id, outputs } = await identityProvider.create(least.api, webex());
        await identityProvider.update?.(least.api, id, outputs, webex({ displayName: "Webex" }));
        expect((await identityProvider.read(least.api, id, outputs))?.displayName).to.equal("Webex");
        await identityProvider.delete(least.api, id, outputs);
    });

    it("deleting ignores what is already gone; a list is read to its end", async () => {
        const { id, outputs } = await identityProvider.create(realm.api, webex());
        await identityProvider.delete(realm.api, id, outputs);
        await identityProvider.delete(realm.api, id, outputs);
        expect(await identityProvider.read(realm.api, id, outputs)).to.equal(undefined);
        const aliases = Array.from({ length: 101 }, (_, index) => `provider-${index}`);
        for (const alias of aliases)
            await realm.api.create("/identity-provider/instances", { alias, providerId: "oidc", config: {} });
        const found: string[] = [];
        for await (const { id: alias } of identityProvider.list(realm.api)) found.push(alias);
        expect(found.sort()).to.deep.equal(aliases.sort());
    });
});
