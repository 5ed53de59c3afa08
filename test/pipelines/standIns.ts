import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** npm with the cache and the network settings of the person who runs the tests. */
export function npmEnvironment(): NodeJS.ProcessEnv {
    const network = /^(npm_config_.*|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i;
    return {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => network.test(name))),
        npm_config_cache: process.env["npm_config_cache"] ?? join(homedir(), ".npm"),
        npm_config_prefer_offline: "true",
        npm_config_audit: "false",
        npm_config_fund: "false",
        npm_config_update_notifier: "false",
    };
}

/**
 * Runs before npm: `npm ci` checks a lock file that it sees first, without installing; node_modules is a link to the
 * team's clone. Node's compile cache identifies modules by their path.
 */
const npmStandIn = (real: string) => `#!/bin/sh
[ "$1" = ci ] || exec "${real}" "$@"
checked="$LOCKS/$(sha256sum package-lock.json | cut -c1-16)"
[ -f "$checked" ] || { "${real}" "$@" --dry-run && touch "$checked"; } || exit $?
ln -s "$INSTALLED" node_modules
`;

/** Reports which process a job's step has become, for a test that cancels it. */
const nodeStandIn = (real: string) => `#!/bin/sh
case "$*" in *"contact-center ci "*) [ -z "$STEP_PROCESS" ] || echo $$ > "$STEP_PROCESS" ;; esac
exec "${real}" "$@"
`;

/**
 * gitlab-ci-local copies artifacts with rsync, which not every machine has; its other copies are only for containers.
 */
const rsyncStandIn = `#!/bin/bash
for last; do :; done
for arg; do
    case "$arg" in --files-from=*) exec tar -c -T "\${arg#*=}" | tar -x -C "$last" ;; esac
done
`;

/** A folder of commands that goes before PATH. */
export async function writeStandIns(folder: string): Promise<string> {
    await mkdir(folder, { recursive: true });
    const texts = { npm: npmStandIn(commandOnPath("npm")), node: nodeStandIn(process.execPath), rsync: rsyncStandIn };
    for (const [name, text] of Object.entries(texts)) {
        await writeFile(join(folder, name), text);
        await chmod(join(folder, name), 0o755);
    }
    return folder;
}

function commandOnPath(name: string): string {
    const folders = [dirname(process.execPath), ...(process.env["PATH"] ?? "").split(delimiter)];
    const folder = folders.find((one) => one !== "" && existsSync(join(one, name)));
    if (folder === undefined) throw new Error(`${name} is not on PATH`);
    return join(folder, name);
}

/** Actions that need GitHub's own servers, by their repositories, and what replaces them here. */
export const stubbedActions: Readonly<Record<string, (stubs: { bin: string; engine: readonly string[] }) => string>> = {
    "actions/checkout": () =>
        action(
            ["ref", "fetch-depth", "persist-credentials"],
            'git clone --quiet "$ORIGIN" . && git fetch --quiet origin "${{ inputs.ref || github.ref }}" && git checkout --quiet --detach FETCH_HEAD',
        ),
    "actions/setup-node": ({ bin }) => action(["node-version", "cache"], `echo "${bin}" >> "$GITHUB_PATH"`),
    "pulumi/actions": ({ engine }) =>
        action(["pulumi-version"], engine.map((folder) => `echo "${folder}" >> "$GITHUB_PATH"`).join("; ")),
    "actions/upload-artifact": () =>
        action(["name", "path"], 'mkdir -p "$ARTIFACTS" && cp -r "${{ inputs.path }}" "$ARTIFACTS/${{ inputs.name }}"'),
    "aws-actions/configure-aws-credentials": () =>
        action(["role-to-assume", "aws-region"], 'echo "logged in as ${{ inputs.role-to-assume }}" && exit 7'),
};

const action = (inputs: readonly string[], run: string): string =>
    JSON.stringify({
        name: "stub",
        description: "Stands for an action that needs a server",
        inputs: Object.fromEntries(inputs.map((name) => [name, { description: name }])),
        runs: { using: "composite", steps: [{ shell: "bash", run }] },
    });
