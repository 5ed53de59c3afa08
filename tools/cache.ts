import { join } from "node:path";
import envPaths from "env-paths";

/** The folder for what is costly to get: per user, so that a second clone has it at once. */
export const cacheFolder: string =
    process.env["PULUMI_CONTACT_CENTER_CACHE"] ?? envPaths("pulumi-contact-center", { suffix: "" }).cache;

/** A folder in the cache for one version of one thing. */
export const cached = (...parts: string[]): string => join(cacheFolder, ...parts);
