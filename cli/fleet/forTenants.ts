import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import { withGroups } from "../../provider/core/configuration";
import { isRecord } from "../../provider/core/json";
import { readYaml } from "../../operations/yaml";
import type { EnvironmentOf } from "../credentials";
import { organizationIn } from "../tenant/files";
import type { Tenant } from "./fleetFile";
import { projectsOf, stackFile } from "./project";

type Place = Pick<Tenant, "stack" | "folder">;

/** Number of tenants that are handled at the same time. Two per core, because an engine waits half of the time. */
export const tenantsAtOnce = (): number => 2 * availableParallelism();

/**
 * Runs a task for each tenant, in order, {@link tenantsAtOnce} at the same time. Tenants of one organization or one client share its quota, so they run one after another. If a task fails, the
 * tasks that have started finish first.
 */
export async function forTenants<T extends Place, R>(
    tenants: readonly T[],
    environmentOf: EnvironmentOf,
    work: (tenant: T, index: number) => Promise<R>,
): Promise<R[]> {
    const queue = new PQueue({ concurrency: tenantsAtOnce() });
    const results: R[] = [];
    const groups = groupsOf(
        await Promise.all(
            (await filesOf(tenants)).map((file, index) => quotasIn(file, environmentOf(tenants[index]?.stack ?? ""))),
        ),
    );
    const settled = await Promise.allSettled(
        groups.map((group) =>
            queue.add(async () => {
                for (const index of group) results[index] = await work(tenants[index] as T, index);
            }),
        ),
    );
    const failed = settled.find((one) => one.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return results;
}

async function filesOf(tenants: readonly Place[]): Promise<string[]> {
    const projects = await projectsOf(tenants).catch(() => new Map());
    return tenants.map(({ stack, folder }) =>
        stackFile(projects.get(folder) ?? { stackFolder: folder, extension: ".yaml" }, stack),
    );
}

/** The quotas that a tenant uses, as far as its file shows them. */
async function quotasIn(file: string, env: NodeJS.ProcessEnv): Promise<string[]> {
    const text = await readFile(file, "utf8").catch(() => "");
    const { config = {} } = (readYaml(text).value ?? {}) as { config?: Record<string, unknown> };
    return quotasOf(text, { config, env });
}

/** The keys of a tenant's quotas. Two tenants with a common key share that quota. */
export function quotasOf(
    text: string,
    { config, env }: { config: Record<string, unknown> | null; env: NodeJS.ProcessEnv },
): string[] {
    const { get: own } = withGroups({
        get: (key) => {
            const value = config?.[key];
            if (isRecord(value)) return JSON.stringify(value);
            // YAML parses some ids as numbers.
            return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
        },
    });
    const organization = organizationIn(text);
    const client = env["GENESYSCLOUD_READCLIENT_ID"] ?? own("genesyscloud:oauthClientId");
    const address = own("genesyscloud:gateway") ?? own("genesyscloud:region") ?? "";
    return [
        ...(organization === undefined ? [] : [`organization ${organization}`]),
        ...(client === undefined ? [] : [`client ${address} ${client}`]),
    ];
}

/** Indices of the items that share something, ordered by the first item of each group. */
export function groupsOf(keys: readonly (readonly string[])[]): number[][] {
    let groups: { indices: number[]; keys: Set<string> }[] = [];
    for (const [index, own] of keys.entries()) {
        const shared = groups.filter((group) => own.some((key) => group.keys.has(key)));
        const [first = { indices: [], keys: new Set<string>() }, ...others] = shared;
        if (shared.length === 0) groups.push(first);
        for (const other of others) {
            first.indices.push(...other.indices);
            for (const key of other.keys) first.keys.add(key);
        }
        first.indices.push(index);
        for (const key of own) first.keys.add(key);
        groups = groups.filter((group) => !others.includes(group));
    }
    return groups.map(({ indices }) => indices.sort((one, two) => one - two));
}
