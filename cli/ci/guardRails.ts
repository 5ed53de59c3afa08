import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { hasPolicyPack, policyFolder } from "../../engine/workspace";
import type { Repository } from "./git";

/** The effect of a change on the guard rails of a project. */
export interface GuardRails {
    folder: string;
    change: "none" | "kept" | "added" | "changed" | "deleted";
    /** The policy pack from the base branch, if the change edits or deletes it. */
    basePack?: string;
}

/**
 * The guard rails of some projects, compared with those of the base branch. A change to the guard rails could allow
 * what they rejected. Therefore the previous ones are written to a separate folder and applied too.
 * @param changed - absolute paths of the files that differ from the base
 */
export async function guardRailsOf(
    folders: readonly string[],
    { repository, base, changed }: { repository: Repository; base: string; changed: readonly string[] },
): Promise<{ rails: GuardRails[]; dispose(): Promise<void> }> {
    const copy = await mkdtemp(join(tmpdir(), "contact-center-base-"));
    const dispose = () => rm(copy, { recursive: true, force: true });
    try {
        const rails: GuardRails[] = [];
        let copied = false;
        for (const folder of new Set(folders)) {
            const pack = join(folder, policyFolder);
            const there = hasPolicyPack(folder);
            if (!changed.some((file) => file === pack || file.startsWith(pack + sep))) {
                rails.push({ folder, change: there ? "kept" : "none" });
                continue;
            }
            if (!copied) await repository.copy(base, copy);
            copied = true;
            const before = join(copy, relative(repository.root, folder));
            if (!hasPolicyPack(before)) {
                rails.push({ folder, change: there ? "added" : "none" });
                continue;
            }
            await linkPackages(repository.root, pack, copy);
            rails.push({ folder, change: there ? "changed" : "deleted", basePack: join(before, policyFolder) });
        }
        return { rails, dispose };
    } catch (error) {
        await dispose();
        throw error;
    }
}

/** Lets a copy of a repository find the packages that are installed for one of its folders. */
async function linkPackages(root: string, from: string, copy: string): Promise<void> {
    for (let folder = from; ; folder = dirname(folder)) {
        const packages = join(folder, "node_modules");
        const isInside = folder === root || folder.startsWith(root + sep);
        const link = join(copy, isInside ? relative(root, folder) : "", "node_modules");
        if (existsSync(packages) && !existsSync(link)) {
            await mkdir(dirname(link), { recursive: true });
            await symlink(packages, link, "junction");
        }
        if (dirname(folder) === folder) return;
    }
}

const words: Readonly<Record<GuardRails["change"], string | undefined>> = {
    none: "none",
    kept: undefined,
    added: "added by this change",
    changed: "changed by this change. Those of the base branch were applied too",
    deleted: "deleted by this change. Those of the base branch were applied",
};

/** A line for each project whose guard rails changed. It names the project only if there are several. */
export function guardRailLines(rails: readonly GuardRails[], root = process.cwd()): string[] {
    return rails.flatMap(({ folder, change }) => {
        const what = words[change];
        const where = rails.length > 1 ? ` of ${relative(root, folder) || "."}` : "";
        return what === undefined ? [] : [`guard rails${where}: ${what}`];
    });
}
