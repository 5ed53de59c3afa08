import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { invalidYaml, readYaml } from "../../operations/yaml";
import { UserError } from "../../provider/transport/errors";

/** What the fleet's commands need from a `Pulumi.yaml`. */
export interface Project {
    name: string;
    folder: string;
    /** Whether its program uses the native plugin, and not the classes of this library. */
    native: boolean;
    /** Extension of the project's file and of its stacks' files. */
    extension: string;
    /** The folder of its stacks' files. */
    stackFolder: string;
    /** Address of the states, if the project declares it. */
    backend?: string;
}

interface ProjectFile {
    name?: string;
    runtime?: string | { name?: string };
    stackConfigDir?: string | null;
    /** The former name of `stackConfigDir` in older projects. */
    config?: unknown;
    backend?: { url?: string } | null;
}

/** The project in a folder; nothing if there is none. */
export async function readProject(folder: string): Promise<Project | undefined> {
    for (const file of ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]) {
        const text = await readFile(join(folder, file), "utf8").catch((error: NodeJS.ErrnoException) => {
            if (error.code === "ENOENT") return undefined;
            throw error;
        });
        if (text === undefined) continue;
        const { name = "", runtime, stackConfigDir, config, backend } = parsed(text, join(folder, file));
        return {
            name,
            folder,
            native: (typeof runtime === "object" ? runtime.name : runtime) !== "nodejs",
            extension: extname(file),
            stackFolder: join(folder, stackConfigDir ?? (typeof config === "string" ? config : ".")),
            ...(backend?.url === undefined ? {} : { backend: backend.url }),
        };
    }
    return undefined;
}

/** The project of the platform repository in this folder. */
export async function requireProject(): Promise<Project> {
    const project = await readProject(process.cwd());
    if (project !== undefined) return project;
    throw new UserError("CC7040", "there is no Pulumi.yaml in this folder. Run the command in the platform repository");
}

/** A folder of a fleet file that has no project. */
export const noProject = (folder: string): UserError =>
    new UserError("CC7041", `there is no Pulumi.yaml in ${folder}. Check the fleet file`);

/** The projects of some stacks, by folder, each read once. */
export async function projectsOf(
    stacks: readonly { folder: string }[],
): Promise<ReadonlyMap<string, Project | undefined>> {
    const folders = [...new Set(stacks.map(({ folder }) => folder))];
    return new Map(await Promise.all(folders.map(async (folder) => [folder, await readProject(folder)] as const)));
}

function parsed(text: string, file: string): ProjectFile {
    const { value, problems } = readYaml(text);
    if (problems.length > 0) throw invalidYaml(file, problems);
    return (value ?? {}) as ProjectFile;
}

/** What Pulumi accepts as the name of a project or a stack. */
export const isPulumiName = (name: string): boolean => /^[A-Za-z0-9_.-]{1,100}$/.test(name);

/** The file of a stack. For a stack with its organization, such as `acme/prod`, only the last part counts. */
export const stackFile = (
    { stackFolder, extension }: Pick<Project, "stackFolder" | "extension">,
    stack: string,
): string => join(stackFolder, `Pulumi.${basename(stack)}${extension}`);

/** Matches the files of stacks and captures their names. `Pulumi.<stack>.deploy.yaml` does not match. */
export const stackFileName = ({ extension }: Project): RegExp =>
    new RegExp(`^Pulumi\\.([A-Za-z0-9_.-]{1,100}?)(?<!\\.deploy)\\${extension}$`);
