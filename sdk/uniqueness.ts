import type * as pulumi from "@pulumi/pulumi";
import { perProgram } from "./program";

type Identities = typeof import("../provider/identity");
type Keys = readonly (readonly [whole: unknown, part?: unknown])[];

/** The objects that the resources of one provider own. The types of a program do not lead to the provider's. */
interface Owners {
    claim(token: string, key: Keys[number], owner: string): string | undefined;
    claimName(token: string, name: string, scope: unknown): string | undefined;
    claimAll(token: string, keys: Keys, owner: string): string | undefined;
}

/** How the natural keys of a resource follow from its inputs. */
interface Identity {
    readonly properties: readonly string[];
    keys(known: Readonly<Record<string, unknown>>): Keys;
}

/** Loaded with the first resource, like everything of the provider. */
const load = () => require("../provider/identity") as Identities;

const ownersByProvider = perProgram(() => new Map<pulumi.ProviderResource | undefined, Owners>());

/**
 * The owners of a program's objects in one tenant.
 * @param provider - the same name in another tenant is a different object
 */
export function ownersIn(provider?: pulumi.ProviderResource): Owners {
    const known = ownersByProvider().get(provider) ?? new (load().Owners)();
    ownersByProvider().set(provider, known);
    return known;
}

/** What makes the objects of a type unique; nothing if they may have equal names. */
export function identityOf(token: string): Identity | undefined {
    const { identities } = load();
    const found = Object.hasOwn(identities, token) ? identities[token as keyof typeof identities] : "none";
    return found === "none" ? undefined : found;
}
