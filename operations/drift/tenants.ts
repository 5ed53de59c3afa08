import type { Connection, Connections } from "../../provider/core/connections";
import type { GenesysApi } from "../../provider/genesys/api";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import type { AnyType } from "../../provider/runtime/read";
import { providerName } from "../../engine/providers";
import { Deadline, within } from "../../provider/transport/deadline";
import type { RefreshedResource } from "./findings";

/** A tenant of one product, with the resources of a stack in it. */
export interface Tenant {
    /** URNs of the resources. */
    resources: ReadonlySet<string>;
    /** Connections of the first provider that leads to the tenant. */
    connections: Connections;
    /** Names of the providers; absent if the stack has only one provider. */
    provider?: string;
}

/** The provider of a resource. */
interface Serving {
    urn: string;
    connections: Connections;
}

/**
 * The tenants of a stack's providers, product by product. Two providers with the same organization or realm are one
 * tenant: the objects of one are not unmanaged objects to the other.
 */
export async function tenantsOf(
    refreshed: readonly Pick<RefreshedResource, "urn" | "type" | "provider">[],
    served: ReadonlyMap<string, Serving>,
): Promise<Tenant[]> {
    const several = refreshed.some(({ provider }) => provider !== undefined);
    const all = [...new Set([...served.values()].map(({ connections }) => connections))];
    const tenants = new Map<string, { resources: Set<string>; connections: Connections; providers: Set<string> }>();
    for (const { urn, type } of refreshed) {
        const [token, serving] = [tokenOf(type), served.get(urn)];
        if (token === undefined || serving === undefined) continue;
        const { connections } = serving;
        const key = await tenantKey(token, connections, all);
        const tenant = tenants.get(key) ?? { resources: new Set(), connections, providers: new Set() };
        tenant.resources.add(urn);
        tenant.providers.add(providerName(serving.urn));
        tenants.set(key, tenant);
    }
    return [...tenants.values()].map(({ providers, ...tenant }) => ({
        ...tenant,
        ...(several ? { provider: [...providers].sort().join(", ") } : {}),
    }));
}

/** Whether resources belong to providers with different names. Both default providers have the same one. */
export const hasSeveral = (providers: readonly (string | undefined)[]): boolean =>
    new Set(providers.map((one) => one && providerName(one))).size > 1;

/**
 * Identifies a tenant of one product. Reads the organization from Genesys Cloud only if other connections lead to the
 * same address.
 * @param all - every connection of the stack
 */
export async function tenantKey(
    token: ResourceToken,
    connections: Connections,
    all: readonly Connections[],
): Promise<string> {
    const [product = ""] = token.split(":");
    const connection = connectionOf(token, connections);
    if (connection === undefined) return `${product} ${numberOf(connections)}`;
    if (product !== "genesys") return `${product} ${connection.target}`;
    const api = connection as GenesysApi;
    const { apiBase } = api.settings;
    const others = all.flatMap((one) => (connectionOf(token, one) as GenesysApi | undefined) ?? []);
    if (!others.some(({ settings, target }) => settings.apiBase === apiBase && target !== api.target))
        return `${product} ${api.target}`;
    const deadline = new Deadline(connections.timeout("read"));
    const organization = await within(deadline, () => api.organization()).catch(() => undefined);
    return organization === undefined ? `${product} ${api.target}` : `${product} ${apiBase} ${organization.id}`;
}

/** Absent if the product needs none, or if the provider is not configured for it. */
function connectionOf(token: ResourceToken, connections: Connections): Connection | undefined {
    try {
        return (resources[token] as unknown as AnyType).connect(connections);
    } catch {
        return undefined;
    }
}

const numbers = new WeakMap<Connections, number>();
let count = 0;

/** Identifies connections that have no address. */
function numberOf(connections: Connections): number {
    const number = numbers.get(connections) ?? count++;
    numbers.set(connections, number);
    return number;
}
