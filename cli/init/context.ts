import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "../../engine/versions";

// By its own name, because the path differs between the sources and the package.
export const packageFolder = dirname(require.resolve("pulumi-contact-center/package.json"));

/** The CI servers that run the pipelines. */
export const pipelines = ["github", "gitlab", "none"] as const;
export type Pipelines = (typeof pipelines)[number];

/** The languages of the program. */
export const languages = ["typescript", "yaml"] as const;
export type Language = (typeof languages)[number];

/** Where the state is stored, by its address's protocol. */
export type BackendKind = "s3" | "azblob" | "gs" | "cloud" | "file";

/** The values that the templates of a platform repository get, as `it`. */
export interface ProjectContext {
    /** Of the Pulumi project. */
    name: string;
    language: Language;
    pipelines: Pipelines;
    backend: { url: string; kind: BackendKind };
    /**
     * How secrets are encrypted: a key's address, `awskms://…`, or `default` for a passphrase or Pulumi Cloud's own
     * key.
     */
    secretsProvider: string;
    /** The approvers of changes, such as `@acme/platform`; absent if there are none. */
    owner?: string;
    versions: Versions;
}

export interface Versions {
    /** This library: a range of versions, or the path of a tarball in the repository, `file:vendor/…`. */
    own: string;
    /** Ranges of versions. */
    pulumi: string;
    policy: string;
    /** Major version of Node, `24`. */
    node: string;
    typescript: string;
    /** Of the engine, `3.276.0`. */
    engine: string;
}

/** The kind of a backend's address; absent if Pulumi does not know it. */
export function backendKind(url: string): BackendKind | undefined {
    const protocol = /^([a-z][a-z0-9]*):\/\/./.exec(url)?.[1];
    if (protocol === "https" || protocol === "http") return "cloud";
    return (["s3", "azblob", "gs", "file"] as const).find((kind) => kind === protocol);
}

/** The versions that this library was built and tested with. A private package is not on npm yet. */
export function testedVersions(): Versions {
    const {
        version,
        private: unpublished = false,
        devDependencies: tested = {},
    } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
        version: string;
        private?: boolean;
        devDependencies?: Record<string, string>;
    };
    const range = (name: string) => tested[name] ?? "*";
    return {
        own: unpublished ? `file:vendor/pulumi-contact-center-${version}.tgz` : `^${version}`,
        pulumi: range("@pulumi/pulumi"),
        policy: range("@pulumi/policy"),
        node: /\d+/.exec(range("node"))?.[0] ?? "24",
        typescript: range("typescript"),
        engine: engineVersion,
    };
}
