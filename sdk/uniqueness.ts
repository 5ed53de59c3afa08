import type * as pulumi from "@pulumi/pulumi";
import { perProgram } from "./program";

/**
 * The natural key of an object, or of a part of it: `["<group>", "<member>"]`. The provider's check rejects a key that
 * is not a text.
 */
export type NaturalKey = readonly [whole: unknown, part?: unknown];

interface Owners {
    /** Which resource owns which object or part. */
    readonly objects: Map<string, string>;
    /** For a whole object, one of the owners of its parts. */
    readonly parts: Map<string, string>;
}

const ownersByProvider = perProgram(() => new Map<pulumi.ProviderResource | undefined, Owners>());

function ownersIn(provider: pulumi.ProviderResource | undefined): Owners {
    const known = ownersByProvider().get(provider) ?? { objects: new Map(), parts: new Map() };
    ownersByProvider().set(provider, known);
    return known;
}

/**
 * Registers a resource as the owner of an object. Two owners would undo each other's changes. Returns a message about
 * the conflict, or nothing if there is none.
 *
 * @param provider - the same name in another tenant is a different object
 */
export function registerKey(
    token: string,
    [whole, part]: NaturalKey,
    resource: string,
    provider?: pulumi.ProviderResource,
): string | undefined {
    if (typeof whole !== "string" || (part !== undefined && typeof part !== "string")) return undefined;
    const { objects, parts } = ownersIn(provider);
    const outer = JSON.stringify([token, whole]);
    const path = part === undefined ? outer : JSON.stringify([token, whole, part]);
    const holders = [objects.get(path), objects.get(outer), part === undefined ? parts.get(outer) : undefined];
    const other = holders.find((owner) => owner !== undefined && owner !== resource);
    if (other !== undefined)
        return (
            `${token}: the resources "${other}" and "${resource}" declare the same object, ` +
            `"${[whole, part].filter(Boolean).join(" · ")}"; declare it once`
        );
    objects.set(path, resource);
    if (part !== undefined) parts.set(outer, resource);
    return undefined;
}
