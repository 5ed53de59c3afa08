import type { Source } from "./source";

/** Settings that all manifests of a fleet share. */
export interface Cluster extends Source {
    namespace: string;
    /** An image with `pulumi`, Node, npm and git. */
    image: string;
    /** Name of the Secret whose keys are environment variables: the backend's credentials, the passphrase. */
    secret?: string;
    /** Annotation of the service account that identifies it to its cloud. */
    identity?: readonly [key: string, value: string];
    /** Name of the Secret with `accessToken`, or with `sshPrivateKey` and `known_hosts`. */
    gitSecret?: string;
    /** The organization in Pulumi Cloud. */
    organization?: string;
    /** Seconds between two checks for new commits. */
    poll: number;
    /** Schedule of the reviews in cron syntax, UTC. */
    schedule: string;
    /** The fleet file, relative to the repository's root. */
    fleetFile: string;
}

/** Name of the service account and of all objects that exist once. */
export const sharedName = "contact-center";

export const isHttps = (repository: string): boolean => repository.startsWith("https://");

/** Azure gives its identity only to pods that request it. */
export const identityLabels = ({ identity }: Cluster): Record<string, string> | undefined =>
    identity?.[0].startsWith("azure.workload.identity/") ? { "azure.workload.identity/use": "true" } : undefined;
