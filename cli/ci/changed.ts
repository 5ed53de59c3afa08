import { dirname, relative, sep } from "node:path";
import type { Tenant } from "../fleet/fleetFile";

/** A tenant with the file that belongs only to it. */
export interface PlacedTenant extends Tenant {
    /** `tenants/Pulumi.acme.yaml`, as an absolute path. */
    stackFile: string;
}

/** Files that programs do not read, by their paths within the repository or the project. */
const unread = [
    /\.md$/,
    /(^|\/)\.(github|gitlab|vscode|idea)\//,
    /(^|\/)(\.gitlab-ci\.yml|\.gitignore|\.gitattributes|\.editorconfig|CODEOWNERS|fleet\.yaml|drift-review\.yaml)$/,
    /(^|\/)templates\/contact-center\.yml$/,
];

/** Files of stacks, including stacks that are not tenants. */
const stackFile = /[/\\]Pulumi\.([^/\\]+)\.(?:yaml|yml|json)$/;

/**
 * The changed files that a tenant's resources may depend on. These are its own file, and files that programs read and
 * that do not belong only to another tenant or project.
 * @param changed - absolute paths
 */
export function filesFor(tenant: PlacedTenant, fleet: readonly PlacedTenant[], changed: readonly string[]): string[] {
    const projects = [...new Set(fleet.map(({ folder }) => folder))];
    return changed.filter((file) => {
        if (file === tenant.stackFile) return true;
        const path = file.split(sep).join("/");
        const another = dirname(tenant.stackFile) === dirname(file) && stackFile.test(path);
        if (another || fleet.some((other) => other.stackFile === file) || unread.some((one) => one.test(path)))
            return false;
        const owner = innermost(projects, file);
        return owner === undefined || owner === tenant.folder || isWithin(owner, tenant.folder);
    });
}

/** Whether only the tenant's own file changed. */
export const isOwn = (tenant: PlacedTenant, files: readonly string[]): boolean =>
    files.every((file) => file === tenant.stackFile);

const isWithin = (folder: string, path: string): boolean => {
    const way = relative(folder, path);
    return way !== "" && !way.startsWith("..");
};

/** The project that a file belongs to: the innermost one that contains it. */
const innermost = (projects: readonly string[], file: string): string | undefined =>
    projects.filter((folder) => isWithin(folder, file)).sort((one, two) => two.length - one.length)[0];

/** Tenants whose files were deleted by the change. Their stacks are not changed. */
export function goneTenants(
    fleet: readonly PlacedTenant[],
    changed: readonly string[],
    exists: (file: string) => boolean,
): string[] {
    const folders = new Set(fleet.map((tenant) => dirname(tenant.stackFile)));
    return changed
        .filter((file) => folders.has(dirname(file)) && !exists(file))
        .map((file) => stackFile.exec(file)?.[1])
        .filter((name) => name !== undefined)
        .sort();
}
