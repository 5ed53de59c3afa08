import type { Simulator } from "../../simulator";
import { newGroup, policiesFor, putGrant } from "../../simulator/tenant";

const licence = "integration:emiteApps:view";
const times = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The expected findings of a review for the objects of {@link addUnmanagedObjects}. */
export const unmanagedObjects: readonly string[] = [
    ...times(6).map((n) => `genesys.OAuthClient Shadow ${n} unmanaged unmanaged-client-of-role`),
    ...times(3).map(() => "genesys.OAuthClient emite_SSO unmanaged unmanaged-same-name"),
    ...times(5).map((n) => `genesys.Role Licence ${n} unmanaged unmanaged-licence`),
    ...times(5).map((n) => `genesys.ClientApp Page ${n} unmanaged unmanaged-same-address`),
    ...times(3).map(() => "genesys.ClientApp eMite Advanced Analytics unmanaged unmanaged-same-name"),
    "genesys.Role Left role unmanaged unmanaged-left-behind",
    "genesys.Group Left group unmanaged unmanaged-left-behind",
    "genesys.OAuthClient Left client unmanaged unmanaged-left-behind",
];

/** The tenant of all of eMite, with unmanaged objects among five hundred unrelated ones. */
export function addUnmanagedObjects(sim: Simulator, stack: string): void {
    const { tenant } = sim;
    const marker = `managed by pulumi-contact-center: test/${stack}/left`;
    const [data] = [...tenant.roles.values()].filter(({ name }) => name === "eMite Data Integration");
    const [app] = [...tenant.integrations.values()].filter(({ config }) => config.name === "eMite Advanced Analytics");
    for (const n of times(6)) {
        const subjectId = client(sim, `Shadow ${n}`);
        putGrant(tenant, { subjectId, subjectType: "PC_OAUTH_CLIENT", roleId: data?.id ?? "", divisionId: "*" });
    }
    for (const _ of times(3)) client(sim, "emite_SSO");
    for (const n of times(5)) role(sim, `Licence ${n}`, [licence]);
    const url = String(app?.config.properties["url"]);
    for (const n of times(5)) page(sim, `Page ${n}`, url);
    for (const _ of times(3)) page(sim, "eMite Advanced Analytics", "https://elsewhere.example/");
    role(sim, "Left role", ["routing:queue:view"], marker);
    newGroup(tenant, "Left group").description = marker;
    client(sim, "Left client", marker);

    for (const n of times(220)) newGroup(tenant, `Team ${n}`);
    for (const n of times(220)) role(sim, `Reader ${n}`, ["routing:queue:view"]);
    for (const n of times(40)) client(sim, `Client ${n}`);
    for (const n of times(20)) page(sim, `Other page ${n}`, `https://app.example/${n}`);
}

function client({ tenant }: Simulator, name: string, description = ""): string {
    const id = tenant.nextId();
    tenant.oauthClients.set(id, {
        id,
        name,
        description,
        authorizedGrantType: "CLIENT-CREDENTIALS",
        accessTokenValiditySeconds: 86_400,
        registeredRedirectUri: [],
        scope: [],
        state: "active",
        secret: tenant.nextId(),
    });
    return id;
}

function role({ tenant }: Simulator, name: string, permissions: readonly string[], description = ""): void {
    const id = tenant.nextId();
    tenant.roles.set(id, { id, name, description, default: false, policies: policiesFor(permissions) });
}

function page({ tenant }: Simulator, name: string, url: string): void {
    const id = tenant.nextId();
    const config = { name, version: 1, properties: { url }, advanced: {}, notes: "", credentials: {} };
    tenant.integrations.set(id, { id, type: "embedded-client-app", intendedState: "ENABLED", settledAt: 0, config });
}
