import type { RemoteTenant, Source } from "./source";

/**
 * A script with `pulumi deployment settings edit` for each tenant. It changes only the settings that it names.
 * @param files - files of the repository, relative to its root
 */
export function deployments(
    tenants: readonly RemoteTenant[],
    { repository, branch, organization }: Source & { organization: string },
    files: readonly string[],
): string {
    const github = /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(
        repository,
    )?.[1];
    const shared = sharedPaths(files, [...new Set(tenants.map(({ stackFolder }) => stackFolder))]);
    const commands = tenants
        .map(({ project, stack, folder, file }) => [
            `pulumi deployment settings edit --stack ${quoted(`${organization}/${project}/${stack}`)}`,
            github === undefined ? `--git-url ${quoted(repository)}` : `--github-repo ${quoted(github)}`,
            `--branch ${quoted(branch)}`,
            ...(folder === "" ? [] : [`--folder ${quoted(folder)}`]),
            ...(github === undefined ? [] : ["--preview-prs", "--push-to-deploy"]),
            ...(github === undefined ? [] : [file, ...shared].map((path) => `--path-filter ${quoted(path)}`)),
        ])
        .map((parts) => `${parts.join(" \\\n    ")}\n`);
    return ["#!/bin/sh\n# Written by contact-center fleet deployments.\nset -e\n", ...commands.sort()].join("\n");
}

/** Quoted as one word of a shell command. */
const quoted = (text: string): string =>
    /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", () => String.raw`'\''`)}'`;

/**
 * Filters for files that do not belong to one tenant. To exclude files of stacks, they list everything else: a filter
 * with `!` would take precedence, also over the tenant's own file.
 */
export function sharedPaths(files: readonly string[], stackFolders: readonly string[], folder = ""): string[] {
    const within = files.filter((file) => file.startsWith(folder));
    const names = [...new Set(within.map((file) => file.slice(folder.length).replace(/\/.*/, "/")))].sort();
    return names.flatMap((name) => {
        const path = `${folder}${name}`;
        if (!name.endsWith("/")) return isRead(name) ? [path] : [];
        if (name.startsWith(".") || stackFolders.includes(path.slice(0, -1))) return [];
        const holdsStacks = stackFolders.some((one) => one.startsWith(path));
        return holdsStacks ? sharedPaths(within, stackFolders, path) : [`${path}**`];
    });
}

const isRead = (name: string): boolean => !/^\.|\.md$|^CODEOWNERS$|^fleet\.yaml$|^Pulumi\..+\.(ya?ml|json)$/.test(name);
