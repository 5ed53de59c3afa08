import type { PlannedProvider } from "../engine/providers";
import type { PlannedStep } from "../engine/stack";
import type { Connection, Connections } from "../provider/core/connections";
import type { Problem } from "../provider/core/problem";
import type { Change, ResourceType } from "../provider/core/resourceType";
import { products } from "../provider/products";
import { resources, tokenOf } from "../provider/resources";
import { checkInputs } from "../provider/runtime/check";

type Bag = Record<string, unknown>;
type AnyType = ResourceType<Connection | undefined, Bag, Bag>;

/** One permission of the calling client. */
export interface Need {
    /** The product's name in messages. */
    product: string;
    /** Name of the provider whose client needs it; absent if the plan has only one provider. */
    provider?: string;
    /** `oauth:client:add` at Genesys, a role of `realm-management` in Keycloak. */
    permission: string;
    /** The operations that need it, over the remaining life of the program's resources. */
    for: (Change | "read")[];
    /** Whether this plan needs it. */
    now: boolean;
    /**
     * Whether the client has it; `null`: its product does not report it, or the provider's settings are not known yet.
     */
    held: boolean | null;
}

const life: readonly (Change | "read")[] = ["create", "read", "update", "delete"];

/**
 * Every permission that a plan needs now and that its resources need later, and whether the caller has it, for each
 * provider of the plan.
 */
export async function needsOf(
    plan: readonly PlannedStep[],
    providerOf: (reference: string | undefined) => PlannedProvider,
): Promise<Need[]> {
    const steps = plan.filter(({ type }) => productOf(type) !== undefined);
    const byProvider = new Map<PlannedProvider, PlannedStep[]>();
    for (const step of steps) {
        const provider = providerOf(step.provider);
        const own = byProvider.get(provider) ?? [];
        own.push(step);
        byProvider.set(provider, own);
    }
    const needs: Need[] = [];
    for (const [{ name, connections }, own] of byProvider)
        for (const need of await needsOfOne(own, connections))
            needs.push(byProvider.size > 1 ? { ...need, provider: name } : need);
    return needs.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function needsOfOne(plan: readonly PlannedStep[], connections: Connections | undefined): Promise<Need[]> {
    const needs = new Map<string, Need>();
    const connected = new Map<string, Connection | undefined>();
    for (const { op, type: engineType, inputs } of plan) {
        const [token, product] = [tokenOf(engineType), productOf(engineType)];
        if (token === undefined || product === undefined) continue;
        const type = resources[token] as unknown as AnyType;
        const { known } = checkInputs(type, inputs);
        if (connections !== undefined && !connected.has(product)) connected.set(product, type.connect(connections));
        for (const change of ahead(op))
            for (const permission of type.needs?.(change, known) ?? []) {
                const key = `${product} ${permission}`;
                const need = needs.get(key) ?? { product, permission, for: [], now: false, held: null };
                if (!need.for.includes(change)) need.for.push(change);
                need.now ||= planned(op).includes(change);
                needs.set(key, need);
            }
    }
    const all = [...needs.values()];
    for (const [product, api] of connected)
        for (const need of all.filter((one) => one.product === product))
            need.held = heldOf((await api?.lacking([need.permission])) ?? []);
    return all;
}

const heldOf = (lacking: readonly Problem[]): boolean | null => {
    if (lacking.length === 0) return true;
    return lacking.some(({ inferred }) => !inferred) ? false : null;
};

/** The title of the product that a type connects to. */
function productOf(engineType: string): string | undefined {
    const [product = ""] = tokenOf(engineType)?.split(":") ?? [];
    return Object.hasOwn(products, product) ? products[product as keyof typeof products].title : undefined;
}
const key = ({ product, provider = "", permission }: Need) => `${product} ${provider} ${permission}`;

/**
 * The future operations of a resource. A `get` never leads to a change, and a deleted resource is not created again.
 */
function ahead(op: string): readonly (Change | "read")[] {
    return op === "read" || op === "delete" ? [op] : life;
}

/** The operations behind the engine's step; a refresh reads everything. */
function planned(op: string): readonly (Change | "read")[] {
    return op.includes("replace") ? ["create", "delete"] : life.filter((change) => op === change);
}
