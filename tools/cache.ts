import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import envPaths from "env-paths";

/** The folder for what is costly to get, per user, so that a second clone has it at once. */
export const cacheFolder: string =
    process.env["PULUMI_CONTACT_CENTER_CACHE"] ?? envPaths("pulumi-contact-center", { suffix: "" }).cache;

/** A folder in the cache for one version of one thing. */
export const cached = (...parts: string[]): string => join(cacheFolder, ...parts);

/**
 * Fills a folder of the cache, completely or not at all. Two processes may do it at once: each works in its own folder,
 * and one of them wins.
 * @param proof - a file in it, which exists if another process was faster
 * @param fill - returns the folder that goes into the cache, if it is a subfolder of its own
 */
export async function fillCache(
    folder: string,
    proof: string,
    fill: (work: string) => Promise<string | void>,
): Promise<void> {
    await mkdir(dirname(folder), { recursive: true });
    const work = await mkdtemp(`${folder}.`);
    try {
        const filled = (await fill(work)) ?? work;
        await rename(filled, folder).catch((error: unknown) => {
            if (!existsSync(proof)) throw error;
        });
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}
