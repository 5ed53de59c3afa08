import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { readYaml } from "../../operations/yaml";
import { UserError } from "../../provider/transport/errors";

/** What the fleet's commands need of a `Pulumi.yaml`. */
export interface Project {
    name: string;
    folder: string;
    /** Of the project's file; those of its stacks end likewise. */
    extension: string;
    /** Where the files of its stacks are. */
    stackFolder: string;
    /** Where the states are, where the project says so. */
    backend?: string;
}

interface ProjectFile {
    name?: string;
    stackConfigDir?: string | null;
    /** In older projects what `stackConfigDir` is now. */
    config?: unknown;
    backend?: { url?: string } | null;
}

/** The project of a folder; nothing where there is none. */
export async function readProject(folder: string): Promise<Project | undefined> {
    for (const file of ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]) {
        const text = await readFile(join(folder, file), "utf8").catch((error: NodeJS.ErrnoException) => {
            if (error.code === "ENOENT") return undefined;
            throw error;
        });
        if (text === undefined) continue;
        const { name = "", stackConfigDir, config, backend } = parsed(text, join(folder, file));
        return {
            name,
            folder,
            extension: extname(file),
            stackFolder: join(folder, stackConfigDir ?? (typeof config === "string" ? config : ".")),
            ...(backend?.url === undefined ? {} : { backend: backend.url }),
        };
    }
    return undefined;
}

/** The projects of some stacks by their folders, each read once. */
export async function projectsOf(
    stacks: readonly { folder: string }[],
): Promise<ReadonlyMap<string, Project | undefined>> {
    const folders = [...new Set(stacks.map(({ folder }) => folder))];
    return new Map(await Promise.all(folders.map(async (folder) => [folder, await readProject(folder)] as const)));
}

function parsed(text: string, file: string): ProjectFile {
    const { value, problems } = readYaml(text);
    if (problems.length > 0) throw new UserError(`${file} is not a project: ${problems[0]}`);
    return (value ?? {}) as ProjectFile;
}

/** What Pulumi takes for the name of a project or a stack. */
export const isPulumiName = (name: string): boolean => /^[A-Za-z0-9_.-]{1,100}$/.test(name);

/** The file of a stack; of one with its organisation, `acme/prod`, it has the last part. */
export const stackFile = (
    { stackFolder, extension }: Pick<Project, "stackFolder" | "extension">,
    stack: string,
): string => join(stackFolder, `Pulumi.${basename(stack)}${extension}`);

/** Matches the files of stacks, whose names it captures; `Pulumi.<stack>.deploy.yaml` is not one of them. */
export const stackFileName = ({ extension }: Project): RegExp =>
    new RegExp(`^Pulumi\\.([A-Za-z0-9_.-]{1,100}?)(?<!\\.deploy)\\${extension}$`);
