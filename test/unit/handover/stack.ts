import type { StateResource } from "../../../operations/handover/checks";
import { type Handover, handoverOf } from "../../../operations/handover/handover";
import { Connections } from "../../../provider/core/connections";
import { type Simulator, startSimulator } from "../../../simulator";
import type { Tenant } from "../../../simulator/model";
import { newGroup, policiesFor } from "../../../simulator/tenant";
import { settingsFor } from "../../../tools/emiteTenant";

const component = "urn:pulumi:acme::tenant::contactcenter:emite:Integration::emite";
const urnOf = (token: string, key: string) =>
    `urn:pulumi:acme::tenant::contactcenter:emite:Integration$pulumi-nodejs:dynamic/${token}::emite-${key}`;

export type State = Record<string, StateResource>;

/**
 * The tenant of an integration, and the state of its stack, by the keys of the procedure's objects.
 * @param more - clients in addition to those without workforce management
 */
export async function inStack(
    test: (state: State, form: () => Promise<Handover>, sim: Simulator) => Promise<void>,
    more: readonly (readonly [key: string, client: string])[] = [],
): Promise<void> {
    const sim = await startSimulator();
    const config = settingsFor(sim);
    try {
        const { state, all } = await deployed(sim, more);
        await test(state, () => handoverOf(all(), () => new Connections({ get: (key) => config[key] }, {})), sim);
    } finally {
        await sim.stop();
    }
}

/** The client application of a new tenant. */
function oneApplication({ integrations }: Tenant) {
    const [application] = integrations.values();
    if (!application) throw new Error("the tenant has no application");
    return application;
}

async function deployed(sim: Simulator, more: readonly (readonly [key: string, client: string])[]) {
    const { tenant } = sim;
    const state: State = {};
    const put = (token: string, key: string, id: string, inputs: object, outputs: object = {}) => {
        const all = { ...inputs } as Record<string, unknown>;
        state[key] = {
            urn: urnOf(token, key),
            type: `pulumi-nodejs:dynamic/${token}`,
            id,
            parent: component,
            inputs: all,
            outputs: { ...all, ...outputs },
        };
    };
    const groups = {
        accessGroup: "emite_Access",
        viewerGroup: "emite_DashboardViewer",
        creatorGroup: "emite_DashboardCreator",
    };
    for (const [key, name] of Object.entries(groups)) put("genesys:Group", key, newGroup(tenant, name).id, { name });
    const { id: app, config } = oneApplication(tenant);
    put("genesys:ClientApp", "app", app, { name: config.name, ...config.properties });
    const role = tenant.nextId();
    const name = "eMite Data Integration";
    tenant.roles.set(role, { id: role, name, description: "", default: false, policies: policiesFor([]) });
    put("genesys:Role", "role", role, { name });
    for (const [key, client] of [
        ["ssoClient", "emite_SSO"],
        ["dataClient", "emite_APIdata"],
        ["realtimeClient", "emite_RealtimeData"],
        ...more,
    ] as const) {
        const grantType = key === "ssoClient" ? "code" : "client-credentials";
        const { clientId, clientSecret } = sim.addClient(client);
        put("genesys:OAuthClient", key, clientId, { name: client }, { grantType, clientId, clientSecret });
    }
    const outputs = {
        region: "eu-west-1",
        regionCode: "eu",
        organization: "acmecontact",
        redirectUrl: "https://eu-cloud.emite.com/emite/acmecontact/Auth/OAuthPureCloud?org=acmecontact",
    };
    state["component"] = { urn: component, type: "contactcenter:emite:Integration", inputs: {}, outputs };
    return { state, all: () => Object.values(state) };
}
