import type { Connections } from "../../provider/core/connections";
import { licence } from "../emiteLicence";
import type { Found } from "../../provider/core/resourceType";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import type { AnyType } from "../../provider/runtime/read";
import { isRecord } from "../../provider/core/schema";
import { ApiError } from "../../provider/transport/errors";
import { finding, type RefreshedResource, type Reviewed } from "./findings";
import { rulesBy, type Rule } from "./rules";

type Bag = Record<string, unknown>;

/** The stack whose tenant is searched. */
interface Searched {
    name: string;
    project: string;
    /** Name of the provider; absent if the stack has only one provider. */
    provider?: string | undefined;
}

/** What a search for objects that nobody declared has found. */
export interface Unmanaged {
    objects: Reviewed[];
    /** Other stacks whose marker objects bear: these are taken for theirs. */
    others: string[];
}

/** The resources of a stack that are of this library. */
interface Managed {
    token: ResourceToken;
    id: string;
    declared: Bag;
}

/** When an object of a kind that nobody declared is a finding. */
interface Suspicion {
    rule: string;
    kind: ResourceToken;
    /** Of two kinds: the stack must manage one of these. @default `kind` */
    because?: ResourceToken;
    fits(found: Bag, managed: readonly Managed[]): boolean;
}

const of = (managed: readonly Managed[], kind: ResourceToken) => managed.filter(({ token }) => token === kind);
const keys = (value: unknown): string[] => (isRecord(value) ? Object.keys(value) : []);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const sameAs =
    (kind: ResourceToken, property: string) =>
    (found: Bag, managed: readonly Managed[]): boolean =>
        of(managed, kind).some(
            ({ declared }) => found[property] !== undefined && declared[property] === found[property],
        );

const suspicions: readonly Suspicion[] = [
    {
        rule: "unmanaged-client-of-role",
        kind: "genesys:OAuthClient",
        because: "genesys:Role",
        fits: (found, managed) => {
            const roles = of(managed, "genesys:Role").map(({ id }) => id);
            return list(found["roles"]).some((grant) => isRecord(grant) && roles.includes(String(grant["role"])));
        },
    },
    { rule: "unmanaged-same-name", kind: "genesys:OAuthClient", fits: sameAs("genesys:OAuthClient", "name") },
    {
        rule: "unmanaged-licence",
        kind: "genesys:Role",
        fits: (found, managed) =>
            list(found["permissions"]).includes(licence) &&
            of(managed, "genesys:Role").some(({ declared }) => keys(declared["permissions"]).includes(licence)),
    },
    { rule: "unmanaged-same-name", kind: "genesys:Role", fits: sameAs("genesys:Role", "name") },
    { rule: "unmanaged-same-address", kind: "genesys:ClientApp", fits: sameAs("genesys:ClientApp", "url") },
    { rule: "unmanaged-same-name", kind: "genesys:ClientApp", fits: sameAs("genesys:ClientApp", "name") },
    { rule: "unmanaged-same-name", kind: "genesys:Group", fits: sameAs("genesys:Group", "name") },
    { rule: "unmanaged-provider-client", kind: "eleveo:ProviderClient", fits: () => true },
    { rule: "unmanaged-identity-provider", kind: "eleveo:IdentityProvider", fits: () => true },
];

/** Kinds whose objects are looked through; an integration only tells by its marker what it is. */
const kinds = [
    ...new Set(suspicions.map(({ kind }) => kind)),
    "genesys:Integration",
] as const satisfies ResourceToken[];

/**
 * Objects of the kinds that a stack manages which nobody declared. What the products make themselves, what a stack's
 * program names as a holder of a role, and what bears another stack's marker is left out.
 */
export async function unmanagedObjects(
    stack: Searched,
    refreshed: readonly RefreshedResource[],
    connections: Connections,
    rules?: readonly Rule[],
): Promise<Unmanaged> {
    const managed = refreshed.flatMap(({ type, id, declared }): Managed[] => {
        const token = tokenOf(type);
        return token === undefined ? [] : [{ token, id, declared }];
    });
    const others = new Set<string>();
    const looked = kinds.filter((kind) => isLookedAt(kind, managed));
    const objects = await Promise.all(
        looked.map(async (kind): Promise<Reviewed[]> => {
            try {
                return await suspects(stack, kind, { managed, connections, others, rules });
            } catch (error) {
                const about = { ...objectIn(stack, kind, ""), name: "whether there are more than declared" };
                return [{ ...about, status: "unchecked", findings: [], reason: words(error) }];
            }
        }),
    );
    return { objects: objects.flat(), others: [...others].sort() };
}

const isLookedAt = (kind: ResourceToken, managed: readonly Managed[]): boolean =>
    of(managed, kind).length > 0 ||
    suspicions.some((one) => one.kind === kind && of(managed, one.because ?? kind).length > 0);

const words = (error: unknown): string =>
    error instanceof ApiError
        ? `${error.product} refused to list them (${[error.status, error.code].filter(Boolean).join(" ")}, ${error.call})`
        : (error as Error).message;

interface Looking {
    managed: readonly Managed[];
    connections: Connections;
    others: Set<string>;
    rules: readonly Rule[] | undefined;
}

async function suspects(
    stack: Searched,
    kind: ResourceToken,
    { managed, connections, others, rules }: Looking,
): Promise<Reviewed[]> {
    const type = resources[kind] as unknown as AnyType;
    const known = new Set([...of(managed, kind).map(({ id }) => id), ...holders(managed)]);
    // At Eleveo, the stack's own client is made by hand, and logs in by itself as a provider client does.
    const caller = kind === "eleveo:ProviderClient" ? connections.eleveoSettings().clientId : undefined;
    if (kind === "genesys:ClientApp") for (const { id } of of(managed, "genesys:Integration")) known.add(id);
    if (kind === "genesys:Integration") for (const { id } of of(managed, "genesys:ClientApp")) known.add(id);
    const found: Reviewed[] = [];
    for await (const one of type.list(type.connect(connections))) {
        if (known.has(one.id) || one.madeBy !== undefined || one.name === caller) continue;
        const owner = ownerOf(one);
        const own = `${stack.project}/${stack.name}`;
        if (owner !== undefined && owner !== own) {
            others.add(owner);
            continue;
        }
        const ids = owner === own ? ["unmanaged-left-behind"] : fitting(kind, one.outputs, managed);
        if (ids.length > 0) found.push(asReviewed(stack, kind, one, rulesBy(ids, rules)));
    }
    return found;
}

const fitting = (kind: ResourceToken, found: Bag, managed: readonly Managed[]): string[] =>
    suspicions.filter((one) => one.kind === kind && one.fits(found, managed)).map(({ rule }) => rule);

/** OAuth clients that the program names as holders of a role: the caller itself, for one. */
const holders = (managed: readonly Managed[]): string[] =>
    of(managed, "genesys:RoleAssignment").flatMap(({ declared }) =>
        keys(declared["subjects"]).flatMap((key) => (key.startsWith("oauthClient:") ? [key.slice(12)] : [])),
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

function objectIn({ name, provider }: Searched, kind: ResourceToken, id: string) {
    const urn = [name, kind, id, provider].filter(Boolean).join(" ");
    return { urn, id, type: kind.replace(":", "."), ...(provider === undefined ? {} : { provider }) };
}
