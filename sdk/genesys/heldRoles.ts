import * as pulumi from "@pulumi/pulumi";
import { newResources, settled, sources, typeOf } from "../declared";
import { configOf } from "../lookup";
import { type Declared, declarationOf } from "../resource";
import { coded } from "../userError";
import { caller } from "./lookups";

/**
 * Genesys Cloud lets a caller grant only roles that it holds itself. For a role that the program is about to create,
 * this cannot be checked before the update. But the program shows whether it grants the role to the caller first.
 */
export async function missingRole({
    name,
    args,
    opts,
    provider,
}: Declared<{ roles?: unknown }>): Promise<string | undefined> {
    const grants = (await settled(args.roles)) ?? [];
    const missing: string[] = [];
    for (const grant of grants as Iterable<unknown>) {
        const { role } = ((await settled(grant)) ?? {}) as { role?: unknown };
        const [newRole] = (await newResources(role)).filter((one) => typeOf(one) === "genesys:Role");
        if (newRole === undefined) continue;
        const before = [...(await dependencies(opts.dependsOn)), ...(await sources(role))];
        const given = await Promise.all(before.map((one) => givesToCaller(one, newRole, provider)));
        if (!given.some(Boolean)) missing.push(pulumi.resourceName(newRole));
    }
    if (missing.length === 0) return undefined;
    const text = coded("CC2051", advice(name, [...new Set(missing)]));
    const checks = (await configOf(provider)).get("contactcenter:checks") ?? "error";
    if (checks === "warn") await pulumi.log.warn(text);
    return checks === "error" ? text : undefined;
}

const advice = (name: string, roles: readonly string[]): string =>
    [
        `OAuth client "${name}": the calling client does not have ${roles.map((role) => `the role "${role}"`).join(" and ")} ` +
            "that this program creates, so Genesys Cloud would not let it grant the role. Give the role to the calling client first:",
        ...roles.map(
            (role) =>
                `  const held = new genesys.RoleAssignment("${role}-caller", { role: <the role "${role}">, divisions: ["*"], subjects: [genesys.caller()] });`,
        ),
        `  new genesys.OAuthClient("${name}", { … }, { dependsOn: [held] });`,
        'If this check is wrong, set contactcenter:checks to "warn".',
    ].join("\n");

/** The resources that exist before a resource, including the children of components. */
async function dependencies(dependsOn: pulumi.CustomResourceOptions["dependsOn"]): Promise<pulumi.Resource[]> {
    const given = await settled(dependsOn);
    const all = await Promise.all((Array.isArray(given) ? given : [given]).map(settled));
    return all.filter((one) => pulumi.Resource.isInstance(one)).flatMap(withChildren);
}

const withChildren = (resource: pulumi.Resource): pulumi.Resource[] => {
    const { __childResources: children = [] } = resource as { __childResources?: Iterable<pulumi.Resource> };
    return [resource, ...[...children].flatMap(withChildren)];
};

/** Whether a resource grants the role to the calling client. Also true if that cannot be ruled out. */
async function givesToCaller(
    resource: pulumi.Resource,
    role: pulumi.Resource,
    provider: pulumi.ProviderResource | undefined,
): Promise<boolean> {
    if (typeOf(resource) !== "genesys:RoleAssignment") return false;
    const { role: given, subjects } = (declarationOf(resource)?.args ?? {}) as { role?: unknown; subjects?: unknown };
    if (!(await sources(given)).includes(role)) return false;
    const list = (await settled(subjects)) as Iterable<unknown> | undefined;
    if (list === undefined) return true;
    const own = await caller({ provider }).catch(() => undefined);
    if (own === undefined) return true;
    const clients = await Promise.all(
        [...list].map(async (one) =>
            settled(((await settled(one)) as { oauthClient?: unknown } | undefined)?.oauthClient),
        ),
    );
    return clients.some((id) => id === undefined || String(id).trim().toLowerCase() === own.id);
}
