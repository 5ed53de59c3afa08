import * as pulumi from "@pulumi/pulumi";
import { newResources, settled, sources, typeOf } from "../declared";
import { type Declared, declarationOf } from "../resource";
import { coded } from "../userError";

/** A warning for groups of the program that get a role but do not have `rolesEnabled`. */
export async function groupsWithoutRoles({
    name,
    args,
}: Declared<{ subjects?: unknown }>): Promise<string | undefined> {
    const subjects = ((await settled(args.subjects)) ?? []) as Iterable<unknown>;
    const groups = await Promise.all(
        [...subjects].map(async (one) => sources(((await settled(one)) as { group?: unknown } | undefined)?.group)),
    );
    const without: string[] = [];
    for (const group of new Set(groups.flat()))
        if (await isWithoutRoles(group)) without.push(pulumi.resourceName(group as pulumi.CustomResource));
    if (without.length === 0) return undefined;
    const named = without.map((one) => `"${one}"`).join(", ");
    return coded(
        "CC2052",
        `role assignment "${name}": Genesys Cloud may reject the role for ${named}, ` +
            "because only groups with rolesEnabled can have roles. Declare rolesEnabled: true for each of these groups.",
    );
}

/** If it is not declared, an existing group may already have it. */
async function isWithoutRoles(resource: pulumi.Resource): Promise<boolean> {
    if (typeOf(resource) !== "genesys:Group") return false;
    const { rolesEnabled } = (declarationOf(resource)?.args ?? {}) as { rolesEnabled?: unknown };
    if (rolesEnabled === undefined) return (await newResources(resource)).length > 0;
    return (await settled(rolesEnabled)) === false;
}
