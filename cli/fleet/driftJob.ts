import { type Cluster, identityLabels, isHttps, sharedName } from "./cluster";

const work = "/work";
const gitFolder = "/git";

/** All values from outside are variables and never part of the script's text. */
const script = `git clone --quiet --depth 1 --branch "$BRANCH" -- "$REPOSITORY" ${work}/repository
cd "${work}/repository/$(dirname "$FLEET_FILE")"
npm ci --ignore-scripts --no-audit --no-fund
npx --no contact-center drift --fleet "$(basename "$FLEET_FILE")"
`;

/** A review of the whole fleet, which fixes nothing. Its Job fails if the review ends with a status other than 0. */
export function driftJob(cluster: Cluster, tenants: number): object {
    const { namespace, image, schedule } = cluster;
    const labels = identityLabels(cluster);
    return {
        apiVersion: "batch/v1",
        kind: "CronJob",
        metadata: { name: "drift", namespace },
        spec: {
            schedule,
            timeZone: "Etc/UTC",
            concurrencyPolicy: "Forbid",
            jobTemplate: {
                spec: {
                    backoffLimit: 0,
                    template: {
                        ...(labels === undefined ? {} : { metadata: { labels } }),
                        spec: podOf(cluster, image, tenants),
                    },
                },
            },
        },
    };
}

function podOf(cluster: Cluster, image: string, tenants: number): object {
    const git = gitAccess(cluster);
    return {
        serviceAccountName: sharedName,
        restartPolicy: "Never",
        securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            fsGroup: 1000,
            seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [
            {
                name: "drift",
                image,
                command: ["/bin/sh", "-euc", script],
                env: [
                    { name: "HOME", value: work },
                    { name: "REPOSITORY", value: literal(cluster.repository) },
                    { name: "BRANCH", value: literal(cluster.branch) },
                    { name: "FLEET_FILE", value: literal(cluster.fleetFile) },
                    ...git.env,
                ],
                ...(cluster.secret === undefined ? {} : { envFrom: [{ secretRef: { name: cluster.secret } }] }),
                resources: resourcesFor(tenants),
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                volumeMounts: [{ name: "work", mountPath: work }, ...git.mounts],
            },
        ],
        volumes: [{ name: "work", emptyDir: {} }, ...git.volumes],
    };
}

/** Kubernetes expands `$(NAME)`, but not `$$(NAME)`. */
const literal = (text: string): string => text.replaceAll("$(", () => "$$(");

interface GitAccess {
    env: object[];
    mounts: object[];
    volumes: object[];
}

function gitAccess({ repository, gitSecret }: Cluster): GitAccess {
    if (gitSecret === undefined) return { env: [], mounts: [], volumes: [] };
    if (!isHttps(repository)) {
        const command = `ssh -i ${gitFolder}/sshPrivateKey -o IdentitiesOnly=yes -o UserKnownHostsFile=${gitFolder}/known_hosts`;
        return {
            env: [{ name: "GIT_SSH_COMMAND", value: command }],
            mounts: [{ name: "git", mountPath: gitFolder, readOnly: true }],
            volumes: [{ name: "git", secret: { secretName: gitSecret, defaultMode: 0o440 } }],
        };
    }
    return {
        env: [
            { name: "GIT_TOKEN", valueFrom: { secretKeyRef: { name: gitSecret, key: "accessToken" } } },
            { name: "GIT_CONFIG_COUNT", value: "1" },
            { name: "GIT_CONFIG_KEY_0", value: `credential.${new URL(repository).origin}.helper` },
            { name: "GIT_CONFIG_VALUE_0", value: '!f() { echo username=git; echo "password=$GIT_TOKEN"; }; f' },
        ],
        mounts: [],
        volumes: [],
    };
}

/** Sized for half an hour or less, with one or two engines per core at a time: docs/fleet.md. */
function resourcesFor(tenants: number): object {
    const cores = Math.min(16, Math.ceil(tenants / 500));
    const limits = { cpu: String(cores), memory: `${Math.ceil(cores * 0.3) + 1}Gi` };
    return { requests: limits, limits };
}
