import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where this library keeps notes of a kind on this machine. @param home - Pulumi's; as it is set, else `~/.pulumi` */
export const cacheFolder = (kind: string, home = process.env["PULUMI_HOME"]): string =>
    join(home ?? join(homedir(), ".pulumi"), "contact-center", kind);

/** The file of one note, by what makes it one of a kind in the world. */
export function cacheFile(kind: string, parts: readonly string[], home?: string): string {
    const name = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
    return join(cacheFolder(kind, home), `${name}.json`);
}
