import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runCommand } from "../../engine/command";
import { UserError } from "../../provider/transport/errors";
import { packageFolder } from "./context";

/**
 * Packs this library into the repository if its package.json depends on a tarball, and the tarball does not exist yet.
 * @param dependency - version range or `file:` path of the library in package.json
 * @returns the path of the new tarball in the repository
 */
export async function vendorLibrary(folder: string, dependency: string): Promise<string | undefined> {
    const path = /^file:(.+)$/.exec(dependency)?.[1];
    if (path === undefined || existsSync(join(folder, path))) return undefined;
    const target = join(folder, dirname(path));
    await mkdir(target, { recursive: true });
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const args = ["pack", packageFolder, "--ignore-scripts", "--silent", "--pack-destination", target];
    const { code, output } = await runCommand(npm, args, { cwd: folder });
    if (code !== 0)
        throw new UserError("CC7079", `${path} could not be created, because npm pack failed: ${output.trim()}`);
    return path;
}
