import { type Cluster, identityLabels, isHttps, sharedName } from "./cluster";
import { driftJob } from "./driftJob";
import { objectName } from "./names";
import type { RemoteTenant } from "./source";

/** The objects of a fleet, by file: one file per tenant, and those for shared objects. */
export function manifests(tenants: readonly RemoteTenant[], cluster: Cluster): Record<string, object[]> {
    const named = tenants
        .map((tenant) => ({ ...tenant, name: objectName(tenant.stack, tenant.folder) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    const canaries = named.filter(({ canary }) => canary).map(({ name }) => name);
    const files: Record<string, object[]> = {
        "service-account.yaml": serviceAccount(cluster),
        "drift.yaml": [driftJob(cluster, tenants.length)],
        ...Object.fromEntries(
            named.map((tenant) => [`tenants/${tenant.name}.yaml`, [stackOf(tenant, canaries, cluster)]]),
        ),
    };
    const kustomization = {
        apiVersion: "kustomize.config.k8s.io/v1beta1",
        kind: "Kustomization",
        resources: Object.keys(files),
    };
    return { "kustomization.yaml": [kustomization], ...files };
}

/** The operator asks the API server who may use a workspace, on behalf of the workspace's account. */
function serviceAccount({ namespace, identity }: Cluster): object[] {
    const annotations = identity && { annotations: { [identity[0]]: identity[1] } };
    return [
        { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: sharedName, namespace, ...annotations } },
        {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRoleBinding",
            metadata: { name: `${namespace}:${sharedName}:system:auth-delegator` },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:auth-delegator" },
            subjects: [{ kind: "ServiceAccount", name: sharedName, namespace }],
        },
    ];
}

function stackOf(tenant: RemoteTenant & { name: string }, canaries: readonly string[], cluster: Cluster): object {
    const { name, stack, folder, backend, canary } = tenant;
    const { namespace, repository, branch, organization } = cluster;
    const prerequisites = canary ? [] : canaries.map((one) => ({ name: one }));
    return {
        apiVersion: "pulumi.com/v1",
        kind: "Stack",
        metadata: { name, namespace, ...(canary ? { labels: { "contact-center/canary": "true" } } : {}) },
        spec: {
            stack: organization === undefined ? stack : `${organization}/${stack}`,
            projectRepo: repository,
            branch,
            shallow: true,
            ...(folder === "" ? {} : { repoDir: folder }),
            ...gitAuth(cluster),
            ...(backend === undefined ? {} : { backend }),
            // `contact-center tenant add` creates stacks with the project's secrets provider.
            useLocalStackOnly: true,
            resyncFrequencySeconds: cluster.poll,
            ...(prerequisites.length > 0 ? { prerequisites } : {}),
            serviceAccountName: sharedName,
            // A workspace is a pod. Tenants without changes need none.
            workspaceReclaimPolicy: "Delete",
            workspaceTemplate: { spec: workspaceOf(cluster) },
        },
    };
}

function gitAuth({ repository, gitSecret }: Cluster): object {
    if (gitSecret === undefined) return {};
    const from = (key: string) => ({ type: "Secret", secret: { name: gitSecret, key } });
    return {
        gitAuth: isHttps(repository)
            ? { accessToken: from("accessToken") }
            : { sshAuth: { sshPrivateKey: from("sshPrivateKey") } },
    };
}

/** Measured: docs/fleet.md. */
const resources = { requests: { cpu: "500m", memory: "512Mi" }, limits: { memory: "1Gi" } };

function workspaceOf(cluster: Cluster): object {
    const labels = identityLabels(cluster);
    return {
        image: cluster.image,
        resources,
        // An install script of a package could use everything that the workspace may use.
        env: [{ name: "NPM_CONFIG_IGNORE_SCRIPTS", value: "true" }],
        ...(cluster.secret === undefined ? {} : { envFrom: [{ secretRef: { name: cluster.secret } }] }),
        ...(labels === undefined ? {} : { podTemplate: { metadata: { labels } } }),
    };
}
