import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { UserError } from "../../provider/transport/errors";
import { filesIn, writeFiles } from "../files";
import { coded } from "../../provider/transport/message";

const header = "# Written by contact-center fleet manifests, which overwrites it.\n";

/** Objects as YAML that YAML 1.1 readers parse the same way: for them, `no` and `012` are not texts. */
export const toYaml = (objects: readonly object[]): string =>
    header + objects.map((one) => stringify(one, { schema: "yaml-1.1", lineWidth: 0 })).join("---\n");

/** What was done, by path. */
export interface Written {
    written: string[];
    removed: string[];
}

/** Writes files and removes files of an earlier run that are no longer generated. Does not change files of others. */
export async function writeGenerated(folder: string, files: Readonly<Record<string, string>>): Promise<Written> {
    const present = existsSync(folder) ? filesIn(folder).filter((path) => path.endsWith(".yaml")) : [];
    const ours = new Map(
        await Promise.all(
            present.map(
                async (path) => [path, (await readFile(join(folder, path), "utf8")).startsWith(header)] as const,
            ),
        ),
    );
    const foreign = Object.keys(files).filter((path) => ours.get(path) === false);
    if (foreign.length > 0)
        throw new UserError(
            undefined,
            foreign
                .map((path) =>
                    coded("CC7039", `${join(folder, path)} was not written by this command. Move it to another folder`),
                )
                .join("\n"),
        );
    const removed = present.filter((path) => ours.get(path) && !Object.hasOwn(files, path));
    for (const path of removed) await rm(join(folder, path));
    await writeFiles(folder, files);
    return { written: Object.keys(files), removed };
}
