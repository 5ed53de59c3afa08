import type { Connections } from "./connections";
import { type Change, type Connection, type ResourceType } from "./resourceType";
import { resources, tokenOf } from "./resources";
import { checkInputs } from "./runtime/check";

type Bag = Record<string, unknown>;
type AnyType = ResourceType<Connection | undefined, Bag, Bag>;

/** What a preview is about to do with one resource. */
export interface PlannedStep {
    /** `same`, `create`, `update`, `delete`, `replace`, `read` (a `get`) and the engine's other words. */
    op: string;
    /** The engine's type, `pulumi-nodejs:dynamic/genesys:Role`. */
    type: string;
    /** As the state holds them. */
    inputs: Record<string, unknown>;
}

/** One permission of the calling client. */
export interface Need {
    product: "Genesys Cloud" | "Eleveo User Management";
    /** `oauth:client:add` at Genesys, a role of `realm-management` in Keycloak. */
    permission: string;
    /** What needs it, over what is left of the life of the program's resources. */
    for: (Change | "read")[];
    /** Whether this very plan needs it. */
    now: boolean;
    held: boolean;
}

const life: readonly (Change | "read")[] = ["create", "read", "update", "delete"];
const products = { genesys: "Genesys Cloud", eleveo: "Eleveo User Management" } as const;

/** Every permission that a plan needs, and that its resources will need later, and whether the caller holds it. */
export async function needsOf(plan: readonly PlannedStep[], connections: Connections): Promise<Need[]> {
    const needs = new Map<string, Need>();
    const connected = new Map<string, Connection | undefined>();
    for (const { op, type: engineType, inputs } of plan) {
        const token = tokenOf(engineType);
        const product = products[token?.split(":")[0] as keyof typeof products];
        if (token === undefined || product === undefined) continue;
        const type = resources[token] as unknown as AnyType;
        const { known } = checkInputs(type, inputs);
        if (!connected.has(product)) connected.set(product, type.connect(connections));
        for (const change of ahead(op))
            for (const permission of type.needs?.(change, known) ?? []) {
                const key = `${product} ${permission}`;
                const need = needs.get(key) ?? { product, permission, for: [], now: false, held: true };
                if (!need.for.includes(change)) need.for.push(change);
                need.now ||= planned(op).includes(change);
                needs.set(key, need);
            }
    }
    const all = [...needs.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    for (const [product, api] of connected) {
        const own = all.filter((need) => need.product === product);
        for (const need of own) need.held = ((await api?.lacking([need.permission])) ?? []).length === 0;
    }
    return all;
}

const key = ({ product, permission }: Need) => `${product} ${permission}`;

/** What is ahead of a resource: what a `get` reads is never changed, and what goes is not made again. */
function ahead(op: string): readonly (Change | "read")[] {
    return op === "read" || op === "delete" ? [op] : life;
}

/** What the engine's word comes to; a refresh reads everything. */
function planned(op: string): readonly (Change | "read")[] {
    return op.includes("replace") ? ["create", "delete"] : life.filter((change) => op === change);
}
