import { expect } from "chai";
import { EleveoApi } from "../../provider/eleveo/api";
import { captureProfile } from "../../provider/eleveo/capture";
import { identityProvider } from "../../provider/eleveo/identityProvider";
import { forAny, type Profile, toProfile } from "../../provider/eleveo/profile";
import { readWhole } from "../../provider/eleveo/profileCalls";
import { providerClient, type ProviderClientOutputs } from "../../provider/eleveo/providerClient";
import type { ClientRepresentation } from "../../provider/eleveo/types";
import { checkSecret } from "../../provider/eleveo/secret";
import { checked } from "../unit/genesys/checked";
import { givesAway, makeRealm, onEveryKeycloak, type Realm } from "./fixture";

const byHand = "ucce-user-pusher-app";
const client = async ({ admin }: Realm, clientId: string) =>
    (await admin.get<ClientRepresentation[]>(`/clients?clientId=${clientId}`))[0];

/** The profile of the client that somebody created by hand. */
async function captured(realm: Realm): Promise<Profile> {
    const found = await client(realm, byHand);
    if (found === undefined) throw new Error("it is not there");
    return forAny(toProfile(await readWhole(realm.api, found, "all"), realm.settings.realm), byHand);
}

const declared = async (realm: Realm, more: object = {}) =>
    checked(providerClient, {
        name: "importer",
        clientType: "User import",
        profile: JSON.parse(JSON.stringify(await captured(realm))) as object,
        ...more,
    });

/** Whether a client id and secret obtain a token. */
const works = async ({ settings }: Realm, { clientId, clientSecret = "" }: ProviderClientOutputs) =>
    (await checkSecret(settings, clientId, clientSecret)) === undefined;

onEveryKeycloak("eleveo.ProviderClient", (version) => {
    let realm: Realm;
    /** One for all tests, as it was, because creating one takes longer than a test. */
    beforeEach(async () => {
        realm ??= await makeRealm(version);
        const importer = await client(realm, "importer");
        if (importer !== undefined) await realm.admin.delete(`/clients/${importer.id}`);
        await realm.admin.delete("/admin-events");
    });

    it("created from a captured profile, it equals the captured client except for ids and secret", async () => {
        const realm = await makeRealm(version);
        const profile = await captured(realm);
        const before = await readWhole(realm.api, (await client(realm, byHand)) as ClientRepresentation, "all");
        await realm.admin.delete(`/clients/${before.client.id}`);
        const { outputs } = await providerClient.create(
            realm.api,
            checked(providerClient, {
                name: byHand,
                clientType: "user-import",
                profile: JSON.parse(JSON.stringify(profile)),
            }),
        );
        const after = await readWhole(realm.api, (await client(realm, byHand)) as ClientRepresentation, "all");
        expect(comparable(after)).to.deep.equal(comparable(before));
        expect(await works(realm, outputs)).to.equal(true);
    });

    it("a read after the create shows what was declared, and its secret works", async () => {
        const { id, outputs } = await providerClient.create(realm.api, await declared(realm));
        expect(outputs.clientId).to.equal("importer");
        expect(await works(realm, outputs)).to.equal(true);
        expect(await providerClient.read(realm.api, id, outputs)).to.deep.equal(outputs);
    });

    it("an update without a change writes nothing", async () => {
        const inputs = await declared(realm);
        const { id, outputs } = await providerClient.create(realm.api, inputs);
        const before = await realm.writes();
        expect(await providerClient.update?.(realm.api, id, outputs, inputs)).to.deep.equal(outputs);
        expect(await realm.writes()).to.deep.equal(before);
    });

    it("drift of flags, attributes, mappers, roles and client scopes is found, and fixed without touching the secret", async () => {
        const inputs = await declared(realm);
        const { id, outputs } = await providerClient.create(realm.api, inputs);
        const found = (await client(realm, "importer")) as ClientRepresentation;
        const user = await realm.admin.get<{ id: string }>(`/clients/${id}/service-account-user`);
        const scopes = await realm.admin.get<{ id: string; name: string }[]>("/client-scopes");
        const roles = await realm.admin.get<{ id: string; name: string }[]>("/roles");
        await realm.admin.put(`/clients/${id}`, {
            ...found,
            directAccessGrantsEnabled: true,
            attributes: { ...found.attributes, "access.token.lifespan": "7200", "of.others": "kept" },
            protocolMappers: found.protocolMappers?.filter(({ name }) => name !== "source"),
        });
        await realm.admin.delete(
            `/users/${user.id}/role-mappings/realm`,
            roles.filter(({ name }) => name === "data-importer"),
        );
        await realm.admin.post(
            `/users/${user.id}/role-mappings/realm`,
            roles.filter(({ name }) => name === "uma_authorization"),
        );
        const email = scopes.find(({ name }) => name === "email")?.id;
        await realm.admin.delete(`/clients/${id}/default-client-scopes/${email}`);

        const drifted = await providerClient.read(realm.api, id, outputs);
        const { client: fields, protocolMappers = {}, serviceAccount } = drifted!.profile as Profile;
        expect(fields["directAccessGrantsEnabled"]).to.equal(true);
        expect(fields["attributes"] as object | undefined).to.include({ "access.token.lifespan": "7200" });
        expect(fields["attributes"]).not.to.have.property("of.others");
        expect(Object.keys(protocolMappers)).to.deep.equal(["audience user-management"]);
        expect(serviceAccount?.roles?.realm).to.deep.equal(["uma_authorization"]);
        expect(fields["defaultClientScopes"]).not.to.include("email");

        await providerClient.update?.(realm.api, id, drifted as ProviderClientOutputs, inputs);
        expect(await providerClient.read(realm.api, id, outputs)).to.deep.equal(outputs);
        expect((await client(realm, "importer"))?.attributes).to.include({ "of.others": "kept" });
        expect(await works(realm, outputs)).to.equal(true);
    });

    it("a change of rotation creates a new secret and changes nothing else; the old one is invalid", async () => {
        const { id, outputs } = await providerClient.create(realm.api, await declared(realm, { rotation: "1" }));
        const before = (await realm.writes()).length;
        const next = await providerClient.update?.(realm.api, id, outputs, await declared(realm, { rotation: "2" }));
        expect((await realm.writes()).slice(before)).to.deep.equal(["ACTION CLIENT"]);
        expect(next?.clientSecret).not.to.equal(outputs.clientSecret);
        expect(await works(realm, next as ProviderClientOutputs)).to.equal(true);
        expect(await works(realm, outputs)).to.equal(false);
    });

    it("a declared secret is the client's, also after it changes or others changed it", async () => {
        const { id, outputs } = await providerClient.create(
            realm.api,
            await declared(realm, { secret: "first-secret" }),
        );
        expect(outputs.clientSecret).to.equal("first-secret");
        const next = await declared(realm, { secret: "second-secret" });
        const changed = (await providerClient.update?.(realm.api, id, outputs, next)) as ProviderClientOutputs;
        expect(await works(realm, changed)).to.equal(true);
        expect(await works(realm, outputs)).to.equal(false);
        await realm.admin.post(`/clients/${id}/client-secret`, {});
        const drifted = (await providerClient.read(realm.api, id, changed)) as ProviderClientOutputs;
        expect(drifted.secret).not.to.equal("second-secret");
        const mended = (await providerClient.update?.(realm.api, id, drifted, next)) as ProviderClientOutputs;
        expect(await works(realm, { ...mended, clientSecret: "second-secret" })).to.equal(true);
    });

    it("a refresh reads back a secret that others renewed", async () => {
        const { id, outputs } = await providerClient.create(realm.api, await declared(realm));
        await realm.admin.post(`/clients/${id}/client-secret`, {});
        const refreshed = (await providerClient.read(realm.api, id, outputs)) as ProviderClientOutputs;
        expect(refreshed.clientSecret).not.to.equal(outputs.clientSecret);
        expect(await works(realm, refreshed)).to.equal(true);
    });

    it("deleting is refused while it is protected, with the reason and the remedy; afterwards it ignores what is gone", async () => {
        const { id, outputs } = await providerClient.create(realm.api, await declared(realm));
        const failure = await providerClient.delete(realm.api, id, outputs).then(
            () => expect.fail("it must be refused"),
            (error: Error) => error.message,
        );
        expect(failure)
            .to.match(/become local and stay local/)
            .and.match(/set deletionProtection to false/);
        expect(await client(realm, "importer")).not.to.equal(undefined);
        const free = { ...outputs, deletionProtection: false };
        await providerClient.delete(realm.api, id, free);
        expect(await client(realm, "importer")).to.equal(undefined);
        await providerClient.delete(realm.api, id, free);
        expect(await providerClient.read(realm.api, id, outputs)).to.equal(undefined);
    });

    it("roles of a profile that the realm does not have are refused at preview, each with the nearest", async () => {
        const inputs = await declared(realm);
        const profile = inputs.profile as Profile;
        profile.serviceAccount = {
            roles: { realm: ["data-imporer"], client: { "user-management": ["push-user"], nobody: ["x"] } },
        };
        const problems = (await providerClient.verify?.(realm.api, inputs)) ?? [];
        expect(problems.map(({ reason }) => reason)).to.have.members([
            'the realm has no role "data-imporer"; did you mean "data-importer"?',
            'the client "user-management" has no role "push-user"; did you mean "push-users"?',
            'the realm has no client "nobody"',
        ]);
    });

    it("the documented roles of the caller suffice, from the check to the delete", async () => {
        const inputs = await declared(realm, { deletionProtection: false });
        const roles = ["manage-clients", "manage-users", "view-realm", ...givesAway(version)];
        const least = await makeRealm(version, roles);
        const refused = async (api: Realm["api"]) =>
            ((await providerClient.verify?.(api, inputs)) ?? []).filter(({ inferred }) => !inferred);
        expect(await refused(least.api)).to.deep.equal([]);
        const { id, outputs } = await providerClient.create(least.api, inputs);
        expect(await providerClient.read(least.api, id, outputs)).to.deep.equal(outputs);
        const reader = await readerIn(least);
        expect(await refused(reader)).to.deep.equal([]);
        expect(await providerClient.read(reader, id, outputs)).to.deep.equal(outputs);
        expect(await reader.lacking(["manage-clients"])).to.have.nested.property("[0].inferred", true);
        const listed: string[] = [];
        for await (const one of providerClient.list(reader)) listed.push(one.name);
        for await (const one of identityProvider.list(reader)) listed.push(one.name);
        expect(listed).to.include(outputs.name);
        await reader.get("/admin-events", { max: 1 });
        await providerClient.update?.(least.api, id, outputs, { ...inputs, rotation: "2" });
        await providerClient.delete(least.api, id, outputs);
        const viewer = await makeRealm(version, ["view-clients", "view-users"]);
        expect((await captureProfile(viewer.api, byHand, "user-import")).profile.client).to.deep.equal(
            inputs.profile?.client,
        );
    });

    it("the list marks what ETL Manager created, and omits Keycloak's own clients", async () => {
        const found: string[] = [];
        for await (const one of providerClient.list(realm.api)) {
            found.push([one.name, one.madeBy].filter(Boolean).join(": "));
            expect(JSON.stringify(one)).not.to.include('"secret"');
        }
        expect(found.sort()).to.deep.equal(["etl-user-import: ETL Manager", "platform", byHand]);
    });
});

/** A realm as a read-only client sees it: docs/pipelines.md. */
async function readerIn({ admin, settings }: Realm): Promise<EleveoApi> {
    await admin.post("/clients", {
        clientId: "reader",
        serviceAccountsEnabled: true,
        secret: "s",
        publicClient: false,
    });
    const [client] = await admin.get<{ id: string }[]>("/clients?clientId=reader");
    const [management] = await admin.get<{ id: string }[]>("/clients?clientId=realm-management");
    const roles = await admin.get<{ name: string }[]>(`/clients/${management?.id}/roles`);
    const user = await admin.get<{ id: string }>(`/clients/${client?.id}/service-account-user`);
    const may = ["view-clients", "view-events", "view-identity-providers", "view-realm", "view-users"];
    await admin.post(
        `/users/${user.id}/role-mappings/clients/${management?.id}`,
        roles.filter(({ name }) => may.includes(name)),
    );
    return new EleveoApi({ ...settings, reader: { clientId: "reader", clientSecret: "s" } });
}

/** The part of a client that does not differ between two of a kind. */
function comparable(whole: Awaited<ReturnType<typeof readWhole>>) {
    const { id: _id, secret: _secret, attributes = {}, protocolMappers = [], ...rest } = whole.client;
    const { "client.secret.creation.time": _time, realm_client: _realm, ...kept } = attributes;
    const names = (roles: { name: string }[] = []) => roles.map(({ name }) => name).sort();
    const { realmMappings, clientMappings = {} } = whole.serviceAccount?.roles ?? {};
    return {
        ...rest,
        attributes: kept,
        defaultClientScopes: [...(rest.defaultClientScopes ?? [])].sort(),
        optionalClientScopes: [...(rest.optionalClientScopes ?? [])].sort(),
        protocolMappers: Object.fromEntries(protocolMappers.map(({ id: _one, ...mapper }) => [mapper.name, mapper])),
        realmRoles: names(realmMappings).filter((name) => !name.startsWith("default-roles-")),
        clientRoles: Object.fromEntries(
            Object.entries(clientMappings).map(([name, { mappings }]) => [name, names(mappings)]),
        ),
    };
}
