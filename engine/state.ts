import { signatureKey } from "../provider/runtime/wire";

/** A resource as the engine's state has it. */
export interface StackResource {
    urn: string;
    type: string;
    id?: string;
    /** True for a resource of a provider, false for a component. */
    custom?: boolean;
    /** Whether it was replaced and the old object must still be deleted. */
    delete?: boolean;
    /** Whether the program only reads it, and no stack here manages it. */
    external?: boolean;
    parent?: string;
    /** Reference to its provider, `<urn>::<id>`. */
    provider?: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** Whether it is a provider, of any package. */
export const isProvider = ({ type }: { type: string }): boolean => type.startsWith("pulumi:providers:");

/**
 * Properties of an exported state, with secrets revealed. In the state, a secret is an object with its value as JSON
 * text.
 */
export const revealed = (properties: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, revealedValue(value)]));

function revealedValue(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(revealedValue);
    if (signatureKey in value && "plaintext" in value) return JSON.parse(String(value.plaintext)) as unknown;
    return revealed(value as Record<string, unknown>);
}
