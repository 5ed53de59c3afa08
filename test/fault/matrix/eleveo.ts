import { type Keycloak, keycloakVersions, startKeycloak } from "../../../tools/keycloak";
import { Admin } from "../../../tools/keycloak/admin";
import { makeTenant, type Tenant } from "../../../tools/keycloak/tenant";
import { picture } from "../../keycloak/picture";
import { FaultyProxy } from "../../keycloak/faultyProxy";
import type { Side, World } from "./world";

/** Every kind of object; version 2 changes one of each in place, one by replacement, and renews a secret. */
const program = `
const pulumi = require("@pulumi/pulumi");
const { eleveo } = require("pulumi-contact-center");
const second = process.env.PROGRAM_VERSION === "2";
const importer = new eleveo.ProviderClient("importer", {
    name: "importer",
    clientType: "User import",
    rotation: second ? "2" : "1",
    deletionProtection: false,
    profile: {
        client: { serviceAccountsEnabled: true, attributes: { origin: second ? "second" : "first" } },
        serviceAccount: { roles: { client: { "realm-management": [second ? "query-users" : "view-users"] } } },
    },
});
const capture = new eleveo.ProviderClient("capture", {
    name: second ? "capture-2" : "capture-1",
    clientType: "Screen capture",
    deletionProtection: false,
    profile: { client: { serviceAccountsEnabled: true } },
});
new eleveo.WebexContactCenterLogin("login", { region: "us", clientId: second ? "C2" : "C1", clientSecret: "of Webex" });
new eleveo.IdentityProvider("moved", {
    alias: second ? "idp-2" : "idp-1",
    clientId: "C",
    clientSecret: "of another",
    authorizationUrl: "https://idp.example/authorize",
    tokenUrl: "https://idp.example/token",
});
pulumi.all([importer, capture].map(({ clientId, clientSecret }) => pulumi.all([clientId, clientSecret])))
    .apply((secrets) => require("node:fs").writeFileSync(process.env.SECRETS_FILE, JSON.stringify(Object.fromEntries(secrets))));
`;

/** A Keycloak of the newest version; a realm for each case. */
export async function eleveo(): Promise<World> {
    const keycloak = await startKeycloak(keycloakVersions[0], (line) => console.log(line));
    let count = 0;
    return {
        title: `Eleveo on Keycloak ${keycloak.version}`,
        program,
        open: async (_saved, work) => {
            const tenant = await makeTenant(keycloak, `case${count++}`);
            try {
                return await FaultyProxy.through(keycloak.url, tenant.realm, (way) =>
                    work(sideOf(keycloak, tenant, way)),
                );
            } finally {
                await (await Admin.logIn(keycloak)).delete(`/${tenant.realm}`);
            }
        },
        stop: () => keycloak.stop(),
    };
}

function sideOf(keycloak: Keycloak, { realm, caller }: Tenant, way: FaultyProxy): Side {
    const get = async <T>(path: string): Promise<T> => (await Admin.logIn(keycloak)).get<T>(`/${realm}${path}`);
    return {
        env: {
            ELEVEO_URL: way.url,
            ELEVEO_REALM: realm,
            ELEVEO_CLIENT_ID: caller.clientId,
            ELEVEO_CLIENT_SECRET: caller.clientSecret,
        },
        intercept: (decide) => (way.decide = decide),
        requests: () => way.requests,
        clearRequests: () => way.requests.splice(0),
        picture: () => picture(get, realm),
        works: async (clientId, secret) => {
            const [client] = await get<{ id: string }[]>(`/clients?clientId=${clientId}`);
            if (client === undefined) return false;
            return (await get<{ value?: string }>(`/clients/${client.id}/client-secret`)).value === secret;
        },
    };
}
