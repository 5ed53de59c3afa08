import { flushCompileCache, getCompileCacheDir } from "node:module";

const kept = new Set<string>();

/**
 * Makes the next provider start faster. Node writes its compile cache when it exits, but the engine kills a provider
 * before that. Each operation may have loaded more modules.
 */
export function keepCompiled(operation: string): void {
    if (kept.has(operation) || getCompileCacheDir() === undefined) return;
    kept.add(operation);
    setImmediate(flushCompileCache);
}
