import type { Connections } from "../../provider/core/connections";
import { propertiesWith } from "../../provider/core/names";
import type { Managed, UnmanagedSearch } from "../../provider/core/metadata";
import type { Found } from "../../provider/core/resourceType";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import type { AnyType } from "../../provider/runtime/read";
import { encodeInputs } from "../../provider/runtime/check";
import { engineTypeOf } from "../../provider/core/token";
import { members } from "../../provider/core/values";
import { metadata, tokens } from "../../provider/metadata";
import { ApiError } from "../../provider/transport/errors";
import { finding, type RefreshedResource, type Reviewed } from "./findings";
import { leftBehind, type Rule, rulesBy, sameName } from "./rules";

type Bag = Record<string, unknown>;

/** The stack whose tenant is searched. */
interface Searched {
    name: string;
    project: string;
    /** Name of the provider; absent if the stack has only one provider. */
    provider?: string | undefined;
}

/** The result of a search for unmanaged objects. */
export interface Unmanaged {
    objects: Reviewed[];
    /** The same in the form of a refresh, for the picture; absent for a kind that could not be listed. */
    states: RefreshedResource[];
    /** Other stacks whose markers were found. Their objects are assumed to belong to them. */
    others: string[];
}

/** A resource of the stack that is of this library. */
interface OwnResource extends Managed {
    token: ResourceToken;
}

const of = (managed: readonly OwnResource[], kind: ResourceToken) => managed.filter(({ token }) => token === kind);

/** How to search objects of each kind. A kind without an entry is not searched. */
const searches = new Map<ResourceToken, UnmanagedSearch<ResourceToken>>(
    tokens.flatMap((kind) => {
        const { unmanaged } = metadata[kind];
        return unmanaged === "never" ? [] : [[kind, unmanaged] as const];
    }),
);

/**
 * Unmanaged objects of the kinds that a stack manages. Leaves out objects that the products create themselves, objects
 * that the stack's program names as holders of a role, and objects with another stack's marker.
 */
export async function unmanagedObjects(
    stack: Searched,
    refreshed: readonly RefreshedResource[],
    connections: Connections,
    rules?: readonly Rule[],
): Promise<Unmanaged> {
    const managed = refreshed.flatMap(({ type, id, declared }): OwnResource[] => {
        const token = tokenOf(type);
        return token === undefined ? [] : [{ token, id, declared }];
    });
    const others = new Set<string>();
    const states: RefreshedResource[] = [];
    const looked = [...searches].filter(([kind, search]) => isLookedAt(kind, search, managed));
    const objects = await Promise.all(
        looked.map(async ([kind, search]): Promise<Reviewed[]> => {
            try {
                return await suspects(stack, kind, { search, managed, connections, others, states, rules });
            } catch (error) {
                const about = { ...objectIn(stack, kind, ""), name: "unmanaged objects" };
                return [{ ...about, status: "unchecked", findings: [], reason: words(error) }];
            }
        }),
    );
    return { objects: objects.flat(), states, others: [...others].sort() };
}

const isLookedAt = (
    kind: ResourceToken,
    { suspicions }: UnmanagedSearch<ResourceToken>,
    managed: readonly OwnResource[],
): boolean => [kind, ...suspicions.map(({ because = kind }) => because)].some((one) => of(managed, one).length > 0);

const words = (error: unknown): string =>
    error instanceof ApiError
        ? `${error.product} refused to list them (${[error.status, error.code].filter(Boolean).join(" ")}, ${error.call})`
        : (error as Error).message;

interface Looking {
    search: UnmanagedSearch<ResourceToken>;
    managed: readonly OwnResource[];
    connections: Connections;
    others: Set<string>;
    states: RefreshedResource[];
    rules: readonly Rule[] | undefined;
}

async function suspects(
    stack: Searched,
    kind: ResourceToken,
    { search, managed, connections, others, states, rules }: Looking,
): Promise<Reviewed[]> {
    const type = resources[kind] as unknown as AnyType;
    const api = type.connect(connections);
    const same = [kind, metadata[kind].alsoListedAs];
    const own = managed.filter(({ token }) => same.includes(token)).map(({ id }) => id);
    const known = new Set([...own, ...holders(managed)]);
    const callers: unknown[] = search.listsCaller ? [api?.clientId, api?.readerId] : [];
    const found: Reviewed[] = [];
    for await (const one of type.list(api)) {
        if (known.has(one.id) || one.madeBy !== undefined || callers.includes(one.name)) continue;
        if (one.unreadable !== undefined) {
            const about = { ...objectIn(stack, kind, one.id), name: one.name || one.id };
            found.push({ ...about, status: "unchecked", findings: [], reason: one.unreadable });
            continue;
        }
        const owner = ownerOf(one);
        const self = `${stack.project}/${stack.name}`;
        if (owner !== undefined && owner !== self) {
            others.add(owner);
            continue;
        }
        const ids = owner === self ? [leftBehind.id] : fitting(kind, search, one.outputs, managed);
        if (ids.length === 0) continue;
        found.push(asReviewed(stack, kind, one, rulesBy(ids, rules)));
        states.push(stateOf(stack, kind, one));
    }
    return found;
}

function fitting(
    kind: ResourceToken,
    { suspicions, sameName: isNamed }: UnmanagedSearch<ResourceToken>,
    found: Bag,
    managed: readonly OwnResource[],
): string[] {
    const { name } = found;
    const hasName =
        isNamed && name !== undefined && of(managed, kind).some(({ declared }) => declared["name"] === name);
    const own = suspicions.filter(({ because = kind, fits }) => fits(found, of(managed, because)));
    return [...own.map(({ id }) => id), ...(hasName ? [sameName.id] : [])];
}

/** OAuth clients that the program names as holders of a role, for example the caller. */
const holders = (managed: readonly OwnResource[]): string[] =>
    managed.flatMap(({ token, declared }) =>
        propertiesWith(resources[token].references, "subjects")
            .flatMap((property) => members(declared[property]))
            .flatMap((key) => (key.startsWith("oauthClient:") ? [key.slice("oauthClient:".length)] : [])),
    );

/** `<project>/<stack>` of the marker. */
function ownerOf({ outputs }: Found<Bag>): string | undefined {
    const marker = outputs["marker"];
    return typeof marker === "string" ? marker.split("/").slice(0, 2).join("/") : undefined;
}

function asReviewed(stack: Searched, kind: ResourceToken, { id, name }: Found<Bag>, rules: readonly Rule[]): Reviewed {
    const about = objectIn(stack, kind, id);
    return { ...about, name, status: "unmanaged", findings: rules.map((rule) => finding(about.urn, rule)) };
}

function stateOf(stack: Searched, kind: ResourceToken, { id, outputs }: Found<Bag>): RefreshedResource {
    const type = resources[kind] as unknown as AnyType;
    const { urn, provider } = objectIn(stack, kind, id);
    const found = encodeInputs(type, outputs, Object.keys(type.inputs.shape));
    const about = { urn, id, type: engineTypeOf(kind, false), ...(provider === undefined ? {} : { provider }) };
    return { ...about, declared: {}, found, gone: false, changed: [] };
}

function objectIn({ name, provider }: Searched, kind: ResourceToken, id: string) {
    const urn = [name, kind, id, provider].filter(Boolean).join(" ");
    return { urn, id, type: kind.replace(":", "."), ...(provider === undefined ? {} : { provider }) };
}
