import * as pulumi from "@pulumi/pulumi";
import { messageOf, unknown } from "./arguments";
import { nativeContext } from "./native";
import { firstResourceSent, isMocked, noteFailure, perProgram } from "./program";
import { type ConfigSource, providerConfig, stackConfig } from "./provider";
import { userError } from "./userError";

/** Options of a lookup. */
export interface LookupOptions {
    /** The provider whose tenant is searched. @default the configuration of the stack */
    provider?: pulumi.ProviderResource | undefined;
}

/** The connections of a program to one product: one for its stack's configuration, one for each explicit provider. */
export function connections<L extends object>(connect: (source: ConfigSource) => L) {
    const known = perProgram(() => new Map<pulumi.ProviderResource | undefined, Promise<L>>());
    const connectionTo = async (provider: pulumi.ProviderResource | undefined): Promise<L> => {
        await firstResourceSent();
        return connect(await configOf(provider));
    };
    return (provider?: pulumi.ProviderResource): Promise<L> => {
        const connected = known().get(provider) ?? connectionTo(provider);
        known().set(provider, connected);
        return connected;
    };
}

/** The configuration of an explicit provider, or of the stack. */
export const configOf = async (provider: pulumi.ProviderResource | undefined): Promise<ConfigSource> =>
    nativeContext()?.source ?? (provider === undefined ? stackConfig : providerConfig(provider));

/**
 * The answer of a lookup. In a unit test, the `call` of its mocks answers. Properties that it omits are filled in.
 *
 * @param token - names the lookup for mocks, e.g. `contactcenter:genesys:role`
 * @param sample - the answer in a unit test whose mocks give none
 */
export async function answer<T extends object>(
    token: string,
    inputs: Record<string, unknown> & LookupOptions,
    sample: T,
    ask: () => Promise<T>,
): Promise<T> {
    if (isMocked()) return mocked(token, inputs, sample);
    try {
        return await ask();
    } catch (error) {
        // A failed lookup is a mistake to fix, not a crash: only the message is shown, without a stack trace.
        throw userError(undefined, error instanceof Error ? error.message : String(error));
    }
}

/** A list is in the property `items` of a mock's answer, which must be an object. */
async function mocked<T extends object>(
    token: string,
    { provider, ...inputs }: Record<string, unknown> & LookupOptions,
    sample: T,
): Promise<T> {
    const options = provider === undefined ? {} : { provider };
    const given = ((await pulumi.runtime.invoke(token, inputs, options)) ?? {}) as { items?: unknown };
    if (Array.isArray(sample)) return (Array.isArray(given.items) ? given.items : sample) as T;
    const answered = Object.entries(given).filter(([, value]) => value !== undefined);
    return { ...sample, ...Object.fromEntries(answered) };
}

/**
 * A lookup that a component makes. If it fails, the value is unknown, and the preview continues to find further
 * problems.
 *
 * @param offline - the value in an offline preview. @default it is looked up anyway
 */
export function lookedUp<T>(
    { provider }: LookupOptions,
    look: () => Promise<T>,
    resource: pulumi.Resource,
    offline?: pulumi.Output<T>,
): pulumi.Output<T> {
    const asked = async (): Promise<pulumi.Output<T>> => {
        try {
            if (offline !== undefined && !isMocked() && (await isOffline(provider))) return offline;
            return pulumi.output(await look()) as pulumi.Output<T>;
        } catch (error) {
            noteFailure(messageOf(error), resource);
            return unknown;
        }
    };
    return pulumi.output(asked()) as pulumi.Output<T>;
}

/** Whether the preview must make no request. */
export const isOffline = async (provider: pulumi.ProviderResource | undefined): Promise<boolean> =>
    pulumi.runtime.isDryRun() && (await configOf(provider)).get("contactcenter:offlinePreview") === "true";
