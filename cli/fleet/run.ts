import { counted } from "../drift/format";
import { chmod, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { writeOutput } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";
import { backendKind } from "../init/context";
import type { Cluster } from "./cluster";
import { deployments } from "./deployments";
import { readFleet } from "./fleetFile";
import { toYaml, writeGenerated } from "./generated";
import { manifests } from "./manifests";
import { pathIn, type RemoteTenant, remoteTenants, rootOf, type Source, sourceOf, trackedFiles } from "./source";
import { coded } from "../../provider/transport/message";

interface Options extends Partial<Source> {
    out: string;
    fleet: string;
}

interface ManifestOptions extends Options {
    namespace: string;
    image: string;
    secret?: string;
    identity?: string;
    gitSecret?: string;
    organization?: string;
    poll: string;
    schedule: string;
}

/** `contact-center fleet manifests`; returns what was done, in words. */
export async function writeManifests(options: ManifestOptions): Promise<string> {
    const { root, file, tenants, source, problems } = await opened(options);
    const cluster = clusterOf(options, source, pathIn(root, file), problems);
    refuse(problems);
    const files = Object.entries(manifests(tenants, cluster)).map(
        ([path, objects]) => [path, toYaml(objects)] as const,
    );
    const { written, removed } = await writeGenerated(options.out, Object.fromEntries(files));
    const gone = removed.map((path) => `${path} removed`);
    return [...gone, `${counted(written.length, "file")} in ${options.out}, ${tenants.length} of them Stacks`].join(
        "\n",
    );
}

/** `contact-center fleet deployments`; returns what was done, in words. */
export async function writeDeployments(options: Options & { organization: string }): Promise<string> {
    const { root, tenants, source, problems } = await opened(options);
    refuse(problems);
    const script = deployments(tenants, { ...source, organization: options.organization }, await trackedFiles(root));
    await writeOutput(options.out, script, { inputs: [options.fleet] });
    await chmod(options.out, 0o755);
    return `${options.out}: settings of ${counted(tenants.length, "stack")}`;
}

/** The input that both need, and its problems. */
async function opened(options: Options & { organization?: string }) {
    // The path as git reports its root. A missing folder is reported when it is read.
    const file = await realpath(options.fleet).catch(() => options.fleet);
    const fleet = await readFleet(file);
    const folder = dirname(file);
    const root = await rootOf(folder);
    const tenants = await remoteTenants(fleet, root);
    const problems = backendProblems(tenants, options.organization);
    return { root, file, tenants, problems, source: await sourceOf(options, folder, problems) };
}

function refuse(problems: readonly string[]): void {
    if (problems.length > 0) throw new UserError(undefined, problems.join("\n"));
}

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The options and the values derived from them. Problems are added to the list. */
function clusterOf(options: ManifestOptions, source: Source, fleetFile: string, problems: string[]): Cluster {
    const { namespace, image, gitSecret, organization, schedule } = options;
    const [key, value] = options.identity?.split(/=(.*)/s) ?? [];
    const secret = options.secret ?? (options.identity === undefined ? "contact-center" : undefined);
    const poll = /^\d+$/.test(options.poll) ? Number(options.poll) : 0;
    for (const [option, name] of Object.entries({ namespace, secret, "git-secret": gitSecret }))
        if (name !== undefined && !label.test(name))
            problems.push(
                coded(
                    "CC7042",
                    `--${option}: "${name}" is not a Kubernetes name. Use only lower-case letters, digits and -`,
                ),
            );
    if (options.identity !== undefined && !value)
        problems.push(coded("CC7043", "--identity: not in the form <annotation>=<value>"));
    if (poll < 60)
        problems.push(coded("CC7044", `--poll: "${options.poll}" is not a whole number of seconds, 60 or more`));
    if (!/^(\S+ ){4}\S+$/.test(schedule))
        problems.push(coded("CC7045", `--schedule: "${schedule}" does not have the five fields of cron`));
    return {
        ...source,
        namespace,
        image,
        poll,
        schedule,
        fleetFile,
        ...(secret === undefined ? {} : { secret }),
        ...(key && value ? { identity: [key, value] as const } : {}),
        ...(gitSecret === undefined ? {} : { gitSecret }),
        ...(organization === undefined ? {} : { organization }),
    };
}

/** An engine elsewhere cannot reach a folder of this machine, and Pulumi Cloud finds a stack by its organization. */
function backendProblems(tenants: readonly RemoteTenant[], organization: string | undefined): string[] {
    const backends = new Map(tenants.map(({ project, backend }) => [project, backend]));
    return [...backends].flatMap(([project, backend]) => {
        const kind = backend === undefined ? "cloud" : backendKind(backend);
        if (kind === "cloud" && organization === undefined)
            return [
                coded(
                    "CC7046",
                    `project ${project} stores its states in Pulumi Cloud. Use --organization, or set backend.url`,
                ),
            ];
        if (kind === "file")
            return [
                coded(
                    "CC7047",
                    `project ${project} stores its states in ${backend}, which other machines cannot reach. See docs/backends.md`,
                ),
            ];
        if (kind !== "cloud" && organization !== undefined)
            return [
                coded(
                    "CC7048",
                    `--organization is only for Pulumi Cloud, but project ${project} stores its states in ${backend}`,
                ),
            ];
        return [];
    });
}
