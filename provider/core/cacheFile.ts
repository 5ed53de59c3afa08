import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The folder on this machine for cache files of a kind. @param home - Pulumi's home folder. @default `PULUMI_HOME`,
 * then `~/.pulumi`
 */
export const cacheFolder = (kind: string, home = process.env["PULUMI_HOME"]): string =>
    join(home ?? join(homedir(), ".pulumi"), "contact-center", kind);

/** One cache file. @param parts - values that identify it worldwide */
export function cacheFile(kind: string, parts: readonly string[], home?: string): string {
    const name = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
    return join(cacheFolder(kind, home), `${name}.json`);
}
