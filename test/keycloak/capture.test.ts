import { expect } from "chai";
import { captureProfile } from "../../provider/eleveo/capture";
import { readWhole } from "../../provider/eleveo/profileCalls";
import { declaredPart, toProfile } from "../../provider/eleveo/profile";
import { providerClient } from "../../provider/eleveo/providerClient";
import type { ClientRepresentation } from "../../provider/eleveo/types";
import { checked } from "../unit/genesys/checked";
import { makeRealm, onEveryKeycloak, type Realm } from "./fixture";

/** As Keycloak's own admin console sends it, including empty texts. */
const consoleMade = {
    description: "",
    rootUrl: "",
    baseUrl: "",
    attributes: { "oauth2.device.authorization.grant.enabled": "false", acr: "", "backchannel.logout.url": "" },
    redirectUris: ["/*"],
    webOrigins: ["/*"],
    standardFlowEnabled: true,
    directAccessGrantsEnabled: false,
};

/** A client with its own id wherever a client id belongs, and as a plain word elsewhere. */
const madeIn = async ({ admin }: Realm, clientId: string, more: object = {}) =>
    admin.post("/clients", {
        clientId,
        name: clientId,
        protocol: "openid-connect",
        serviceAccountsEnabled: true,
        attributes: { "provider.client.type": "user-import", word: clientId },
        defaultClientScopes: ["roles", "email"],
        protocolMappers: [
            {
                name: clientId,
                protocol: "openid-connect",
                protocolMapper: "oidc-audience-mapper",
                config: { "included.client.audience": clientId, "access.token.claim": "true" },
            },
        ],
        ...more,
    });

/** The whole client, as far as another of its type has it too. */
async function whole({ admin, api, settings }: Realm, clientId: string) {
    const [client] = await admin.get<ClientRepresentation[]>(`/clients?clientId=${encodeURIComponent(clientId)}`);
    return toProfile(await readWhole(api, client as ClientRepresentation, "all"), settings.realm);
}

onEveryKeycloak("a captured client", (version) => {
    const makes = { "user-import": {}, roles: {}, email: {}, "a.b": {}, "made-in-the-console": consoleMade };
    it("created in a second realm, a client is the same under its own name and differs only in its id under another", async () => {
        const [first, second] = await Promise.all([makeRealm(version), makeRealm(version)]);
        for (const [clientId, more] of Object.entries(makes)) {
            await madeIn(first, clientId, more);
            const { profile, asked } = await captureProfile(first.api, clientId, "user-import");
            const before = await whole(first, clientId);
            if (more === consoleMade) expect(asked).to.deep.equal([]);
            else expect(asked).to.include("client.attributes.word");
            expect(profile.client["attributes"]).to.deep.equal(before.client["attributes"]);
            for (const name of [clientId, `another ${clientId}`]) {
                const given = JSON.parse(JSON.stringify(profile)) as object;
                const inputs = checked(providerClient, { name, clientType: "user-import", profile: given });
                await providerClient.create(second.api, inputs);
                // Keycloak gives a new client some of its own attributes, which depend on those that are sent.
                const after = declaredPart(await whole(second, name), before);
                if (name === clientId) expect(after).to.deep.equal(before);
                expect(after.client).to.deep.equal({ ...before.client, name });
                const [was, is] = [before, after].map(({ protocolMappers }) => protocolMappers?.[clientId]?.config);
                expect(is).to.deep.equal({ ...was, "included.client.audience": name });
            }
        }
    });
});
