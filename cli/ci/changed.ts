import { dirname, relative, sep } from "node:path";
import type { Tenant } from "../fleet/fleetFile";

/** A tenant with the file that is its alone. */
export interface PlacedTenant extends Tenant {
    /** `tenants/Pulumi.acme.yaml`, as a whole path. */
    stackFile: string;
}

/** Files that no program reads, by their paths within the repository or the project. */
const unread = [
    /\.md$/,
    /(^|\/)\.(github|gitlab|vscode|idea)\//,
    /(^|\/)(\.gitlab-ci\.yml|\.gitignore|\.gitattributes|\.editorconfig|CODEOWNERS|fleet\.yaml|drift-review\.yaml)$/,
    /(^|\/)templates\/contact-center\.yml$/,
];

/** Files of stacks, also of those that are no tenants. */
const stackFile = /[/\\]Pulumi\.([^/\\]+)\.(?:yaml|yml|json)$/;

/**
 * Those of the changed files that a tenant's resources may depend on: its own file, and what is no other tenant's alone,
 * no other project's, and is read by programs.
 * @param changed - whole paths
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

/** Whether nothing but the tenant's own file is among them. */
export const isOwn = (tenant: PlacedTenant, files: readonly string[]): boolean =>
    files.every((file) => file === tenant.stackFile);

const isWithin = (folder: string, path: string): boolean => {
    const way = relative(folder, path);
    return way !== "" && !way.startsWith("..");
};

/** The project that a file belongs to: of those around it, the innermost. */
const innermost = (projects: readonly string[], file: string): string | undefined =>
    projects.filter((folder) => isWithin(folder, file)).sort((one, two) => two.length - one.length)[0];

/** Tenants whose files are among the changed, and no longer there: their stacks stay as they are. */
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
