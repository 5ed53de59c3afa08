import { AsyncLocalStorage } from "node:async_hooks";

/** What a component knows if the native plugin constructs it, instead of a program in TypeScript. */
export interface NativeContext {
    /** The settings of the plugin's provider, by the keys of a stack's configuration. */
    readonly source: { get(key: string): string | undefined };
    /** Version of the plugin, which the component's resources need too. */
    readonly version: string;
    /** Errors of the component, which the plugin reports at its end. */
    readonly errors: string[];
}

const contexts = new AsyncLocalStorage<NativeContext>();

/** The context of the running construction; nothing in a program. */
export const nativeContext = (): NativeContext | undefined => contexts.getStore();

/** Runs the construction of a component by the native plugin. */
export const inPlugin = <T>(context: NativeContext, construct: () => T): T => contexts.run(context, construct);
