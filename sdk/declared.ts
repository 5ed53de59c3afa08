import * as pulumi from "@pulumi/pulumi";
import { known, resourcesOf } from "./outputs";
import { declarationOf } from "./resource";

// What a preview knows about the values that a program declares.

/** A value as far as it is known; `undefined` if it is not, or if it cannot be computed. */
export async function settled(value: unknown): Promise<unknown> {
    try {
        return pulumi.Output.isInstance<unknown>(value) ? (await known(value))?.value : await value;
    } catch {
        return undefined;
    }
}

/** The resources that a value is, or depends on. */
export async function sources(value: unknown): Promise<pulumi.Resource[]> {
    const given = value instanceof Promise ? await settled(value) : value;
    if (pulumi.Resource.isInstance(given)) return [given];
    if (!pulumi.Output.isInstance<unknown>(given)) return [];
    const inner = await settled(given);
    return pulumi.Resource.isInstance(inner) ? [inner] : [...(await resourcesOf(given))];
}

/** Those that this run is about to create. */
export async function newResources(value: unknown): Promise<pulumi.CustomResource[]> {
    const resources = (await sources(value)).filter((one) => pulumi.CustomResource.isInstance(one));
    const ids = await Promise.all(resources.map(({ id }) => known(id)));
    return resources.filter((_, index) => ids[index] === undefined);
}

/** The type of a resource of this library, `genesys:Role`. */
export const typeOf = (resource: pulumi.Resource): string | undefined => declarationOf(resource)?.token;
