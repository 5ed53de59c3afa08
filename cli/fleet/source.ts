import { relative, sep } from "node:path";
import { shownAddress } from "../../provider/transport/address";
import { UserError } from "../../provider/transport/errors";
import { askGit } from "../git";
import type { Tenant } from "./fleetFile";
import { noProject, projectsOf, stackFile } from "./project";
import { coded } from "../../provider/transport/message";

/** The repository of the programs. */
export interface Source {
    repository: string;
    branch: string;
}

/** A tenant with what an engine elsewhere needs to know about it. */
export interface RemoteTenant extends Pick<Tenant, "stack" | "canary"> {
    project: string;
    /** The project's folder in the repository, with slashes; empty for its root. */
    folder: string;
    /** Address of the states, from the project. */
    backend?: string;
    /** The folder of the project's stack files and the tenant's own file, relative to the repository's root. */
    stackFolder: string;
    file: string;
}

/** The address of `origin` and the checked-out branch in a folder, unless given. Problems are added to the list. */
export async function sourceOf(given: Partial<Source>, folder: string, problems: string[]): Promise<Source> {
    const repository = given.repository ?? (await known(folder, "remote", "get-url", "origin")) ?? "";
    const branch = given.branch ?? (await known(folder, "symbolic-ref", "--short", "HEAD")) ?? "";
    if (repository === "")
        problems.push(coded("CC7049", "--repository is missing, and the git repository has no remote named origin"));
    else if (!/^(https:\/\/|ssh:\/\/|[^/:]+@[^/:]+:)./.test(repository))
        problems.push(coded("CC7050", `--repository: ${shownAddress(repository)} is not an https:// or ssh address`));
    if (branch === "") problems.push(coded("CC7051", "--branch is missing, and no branch is checked out"));
    return { repository: withoutCredentials(repository), branch };
}

/** A remote may contain a token, which must not be written to a file. */
function withoutCredentials(address: string): string {
    if (!/^https?:/.test(address) || !URL.canParse(address)) return address;
    const url = new URL(address);
    url.username = "";
    url.password = "";
    return url.href;
}

/** The root of the git repository that contains a folder. */
export async function rootOf(folder: string): Promise<string> {
    const root = await known(folder, "rev-parse", "--show-toplevel");
    if (root === undefined)
        throw new UserError("CC7052", `${folder} is not in a git repository. Run the command in a clone`);
    return root;
}

/** The tenants with their paths in the repository. */
export async function remoteTenants(tenants: readonly Tenant[], root: string): Promise<RemoteTenant[]> {
    const projects = await projectsOf(tenants);
    return tenants.map(({ stack, folder, canary }) => {
        const project = projects.get(folder);
        if (project === undefined) throw noProject(folder);
        if (pathIn(root, folder).startsWith(".."))
            throw new UserError(
                "CC7053",
                `${folder} is outside the git repository ${root}. All projects of a fleet must be in one repository`,
            );
        return {
            stack,
            canary,
            project: project.name,
            folder: pathIn(root, folder),
            ...(project.backend === undefined ? {} : { backend: project.backend }),
            stackFolder: pathIn(root, project.stackFolder),
            file: pathIn(root, stackFile(project, stack)),
        };
    });
}

/** A path relative to the repository's root, with slashes. */
export const pathIn = (root: string, path: string): string => relative(root, path).replaceAll(sep, "/");

/** Files of the repository, relative to its root. */
export async function trackedFiles(root: string): Promise<string[]> {
    return ((await known(root, "ls-files", "-z")) ?? "").split("\0").filter((file) => file !== "");
}

/** What git reports about a folder; nothing if it fails. */
const known = async (folder: string, ...args: string[]): Promise<string | undefined> =>
    (await askGit(folder, ...args)).output || undefined;
