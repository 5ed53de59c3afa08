import { flushCompileCache, getCompileCacheDir } from "node:module";

const kept = new Set<string>();

/**
 * Lets the next provider start sooner: Node writes what it has compiled at its own end, and the engine kills a provider
 * before. Each operation may have loaded more.
 */
export function keepCompiled(operation: string): void {
    if (kept.has(operation) || getCompileCacheDir() === undefined) return;
    kept.add(operation);
    setImmediate(flushCompileCache);
}
