import { expect } from "chai";
import { recordedChanges } from "../../operations/drift/adminEvents";
import { EleveoApi } from "../../provider/eleveo/api";
import type { ClientRepresentation } from "../../provider/eleveo/types";
import { callerRoles } from "../../tools/keycloak/tenant";
import { makeRealm, onEveryKeycloak, type Realm } from "./fixture";

const importer = async ({ admin }: Realm): Promise<ClientRepresentation> =>
    (await admin.get<[ClientRepresentation]>("/clients?clientId=ucce-user-pusher-app"))[0];
const asClient = (id: string) => ({ kind: "eleveo:ProviderClient" as const, id });
const asProvider = (id: string) => ({ kind: "eleveo:IdentityProvider" as const, id });
const provider = (alias: string) => ({ alias, providerId: "oidc", config: { clientId: "c", clientSecret: "s" } });

onEveryKeycloak("who changed it, by the admin events of the realm", (version) => {
    const may = [...callerRoles, "view-events"];
    let shared: Promise<Realm> | undefined;
    /** For tests on their own objects. */
    const sharedRealm = () => (shared ??= makeRealm(version, may));

    it("a client's change shows the client whose service account made it; an administrator of master is shown by id", async () => {
        const realm = await sharedRealm();
        const { id, ...client } = await importer(realm);
        await realm.api.put(`/clients/${id}`, { ...client, id, description: "changed" });
        const { changes, note } = await recordedChanges(realm.api, [asClient(id)]);
        const told = changes.get(id) ?? [];
        expect(note).to.equal(undefined);
        expect(told[0]).to.include({ by: realm.settings.clientId, action: "UPDATE CLIENT" });
        expect(Date.now() - Date.parse(told[0]?.at ?? "")).to.be.within(-1_000, 60_000);
        expect(told.at(-1)?.action).to.equal("CREATE CLIENT");
        expect(told.at(-1)?.by).to.match(/^[0-9a-f-]{36}, not a user of this realm$/);
    });

    it("changes of a client's mappers and of its service account's roles are changes of the client", async () => {
        const realm = await sharedRealm();
        const { id, protocolMappers: [mapper] = [] } = await importer(realm);
        await realm.admin.delete(`/clients/${id}/protocol-mappers/models/${mapper?.id}`);
        const user = await realm.admin.get<{ id: string }>(`/clients/${id}/service-account-user`);
        const mappings = `/users/${user.id}/role-mappings/realm`;
        await realm.admin.delete(mappings, await realm.admin.get(mappings));
        const { changes } = await recordedChanges(realm.api, [asClient(id)]);
        const actions = changes.get(id)?.map(({ action }) => action);
        expect(actions?.slice(0, 2)).to.deep.equal(["DELETE REALM_ROLE_MAPPING", "DELETE PROTOCOL_MAPPER"]);
    });

    it("an identity provider's changes do not include those of one with a longer alias, also after its deletion", async () => {
        const realm = await sharedRealm();
        await realm.admin.post("/identity-provider/instances", provider("webex"));
        await realm.admin.post("/identity-provider/instances", provider("webexcc"));
        await realm.admin.delete("/identity-provider/instances/webex");
        const { changes } = await recordedChanges(realm.api, [asProvider("webex")]);
        const actions = changes.get("webex")?.map(({ action }) => action);
        expect(actions).to.deep.equal(["DELETE IDENTITY_PROVIDER", "CREATE IDENTITY_PROVIDER"]);
    });

    it("if nothing is known, a note says why: no role, no entry, no log", async () => {
        const realm = await makeRealm(version);
        const note = async (api = realm.api) => (await recordedChanges(api, [asProvider("webex")])).note;
        expect(await note()).to.equal(
            "who changed it is not known: the calling client lacks the role view-events of realm-management",
        );
        const other = await makeRealm(version, may);
        expect(await note(other.api)).to.match(/admin events of the last 14 days contain nothing about it$/);
        await other.admin.put("/events/config", { adminEventsEnabled: false });
        expect(await note(new EleveoApi(other.settings))).to.match(
            /the realm does not save admin events. Turn them on/,
        );
    });
});
