import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Admin } from "./admin";
import type { Keycloak } from "./index";

/** A realm that looks like an Eleveo tenant, as far as is known. */
export interface Tenant {
    realm: string;
    /** The stack's own client. */
    caller: { clientId: string; clientSecret: string };
}

/** What the stack's own client needs of `realm-management`. */
export const callerRoles = [
    "manage-clients",
    "manage-identity-providers",
    "manage-users",
    "query-users",
    "view-clients",
    "view-identity-providers",
    "view-realm",
    "view-users",
];

/** For the realms of this process: finding a key takes Keycloak a second, and each token is signed with it. */
let realmKey: string | undefined;

function keyOfRealms(): string {
    realmKey ??= generateKeyPairSync("rsa", { modulusLength: 1024 })
        .privateKey.export({ type: "pkcs1", format: "pem" })
        .toString();
    return realmKey;
}

/**
 * Creates the realm: the application's own client with its roles, a caller, provider clients that somebody created in
 * the screen, and one that ETL Manager created. What such clients contain is not public; this is only a likeness.
 */
export async function makeTenant(keycloak: Keycloak, realm: string, roles = callerRoles): Promise<Tenant> {
    const caller = { clientId: "platform", clientSecret: randomBytes(16).toString("hex") };
    const admin = await Admin.logIn(keycloak);
    await admin.post("", {
        realm,
        displayName: `User Management of ${realm}`,
        enabled: true,
        privateKey: keyOfRealms(),
        adminEventsEnabled: true,
        roles: {
            realm: [{ name: "data-importer" }],
            client: {
                "user-management": ["manage-provider-clients", "push-users", "view-groups"].map((name) => ({ name })),
            },
        },
        clients: [
            { clientId: "user-management", bearerOnly: true },
            service(caller.clientId, { secret: caller.clientSecret }),
        ],
        users: [
            {
                username: `service-account-${caller.clientId}`,
                enabled: true,
                serviceAccountClientId: caller.clientId,
                clientRoles: { "realm-management": roles },
            },
            { username: "anna", email: "anna@acme.example", enabled: true, attributes: { agentId: ["1001"] } },
        ],
    });
    const importer = service("ucce-user-pusher-app", {
        name: "ucce-user-pusher-app",
        attributes: { "provider.client.type": "user-import", "access.token.lifespan": "3600" },
        protocolMappers: [audience("user-management"), sourceOf("ucce-user-pusher-app")],
    });
    await addByHand(admin, realm, importer, {
        "": ["data-importer"],
        "user-management": ["push-users", "view-groups"],
        "realm-management": ["view-users"],
    });
    await addByHand(admin, realm, service("etl-user-import", { name: "ETL user import" }), {
        "user-management": ["push-users"],
    });
    return { realm, caller };
}

interface Named {
    id: string;
    name: string;
}

/** Creates a client as an administration page does, one step after the other; roles by client, `""` for the realm. */
async function addByHand(
    admin: Admin,
    realm: string,
    client: { clientId: string },
    roles: Record<string, readonly string[]>,
): Promise<void> {
    await admin.post(`/${realm}/clients`, client);
    const idOf = async (clientId: string) =>
        (await admin.get<{ id: string }[]>(`/${realm}/clients?clientId=${clientId}`))[0]?.id;
    const user = await admin.get<Named>(`/${realm}/clients/${await idOf(client.clientId)}/service-account-user`);
    for (const [owner, names] of Object.entries(roles)) {
        const path = owner === "" ? "" : `/clients/${await idOf(owner)}`;
        const all = await admin.get<Named[]>(`/${realm}${path}/roles`);
        const mappings = `/${realm}/users/${user.id}/role-mappings${path || "/realm"}`;
        await admin.post(
            mappings,
            all.filter(({ name }) => names.includes(name)),
        );
    }
}

function service(clientId: string, more: object) {
    return {
        clientId,
        protocol: "openid-connect",
        publicClient: false,
        standardFlowEnabled: false,
        directAccessGrantsEnabled: false,
        serviceAccountsEnabled: true,
        fullScopeAllowed: true,
        ...more,
    };
}

function audience(client: string) {
    return {
        name: `audience ${client}`,
        protocol: "openid-connect",
        protocolMapper: "oidc-audience-mapper",
        config: { "included.client.audience": client, "access.token.claim": "true", "id.token.claim": "false" },
    };
}

function sourceOf(value: string) {
    return {
        name: "source",
        protocol: "openid-connect",
        protocolMapper: "oidc-hardcoded-claim-mapper",
        config: {
            "claim.name": "source",
            "claim.value": value,
            "jsonType.label": "String",
            "access.token.claim": "true",
        },
    };
}
