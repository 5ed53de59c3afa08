import { existsSync } from "node:fs";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { stringify } from "yaml";
import { UserError } from "../../provider/transport/errors";
import { type Project, stackFile } from "../fleet/project";
import type { Configuration } from "./configuration";

/** A copy of a project without its tenants. Changes in the copy do not affect the project. */
export async function copyProject(project: Project, to: string): Promise<Project> {
    const packages = join(project.folder, "node_modules");
    if (!existsSync(packages))
        throw new UserError("CC7111", "there is no node_modules in this folder. Run `npm install` first");
    const own = resolve(project.stackFolder) !== resolve(project.folder) && resolve(project.stackFolder);
    await cp(project.folder, to, {
        recursive: true,
        filter: (path) => !["node_modules", ".git"].includes(basename(path)) && resolve(path) !== own,
    });
    await symlink(packages, join(to, "node_modules"), "junction");
    return { ...project, folder: to, stackFolder: join(to, project.stackFolder.slice(project.folder.length)) };
}

export async function writeStack(project: Project, stack: string, config: Configuration): Promise<void> {
    await mkdir(project.stackFolder, { recursive: true });
    await writeFile(stackFile(project, stack), stringify({ config }));
}
