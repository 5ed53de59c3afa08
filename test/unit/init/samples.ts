import { type BackendKind, type Pipelines, type ProjectContext, testedVersions } from "../../../cli/init/context";

const backends: Readonly<Record<BackendKind, string>> = {
    s3: "s3://acme-state?region=eu-west-1",
    azblob: "azblob://state?storage_account=acme",
    gs: "gs://acme-state",
    cloud: "https://api.pulumi.com",
    file: "file:///var/lib/state",
};
const secretsProviders = ["default", "awskms://alias/pulumi?region=eu-west-1", "hashivault://pulumi"];

export const sample = (
    pipelines: Pipelines,
    kind: BackendKind = "s3",
    more: Partial<ProjectContext> = {},
): ProjectContext => ({
    name: "acme-platform",
    language: "typescript" as const,
    pipelines,
    backend: { url: backends[kind], kind },
    secretsProvider: "default",
    owner: "@acme/platform",
    versions: testedVersions(),
    ...more,
});

/** Every kind of repository that can be requested. */
export const everyKind: ProjectContext[] = (["github", "gitlab", "none"] as const).flatMap((pipelines) => [
    ...(Object.keys(backends) as BackendKind[]).flatMap((kind) =>
        secretsProviders.map((secretsProvider) => sample(pipelines, kind, { secretsProvider })),
    ),
    sample(pipelines, "s3", { language: "yaml" }),
]);
