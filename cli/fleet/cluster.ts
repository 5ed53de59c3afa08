import type { Source } from "./source";

/** What all manifests of a fleet share. */
export interface Cluster extends Source {
    namespace: string;
    /** With `pulumi`, Node, npm and git. */
    image: string;
    /** Names the Secret whose keys are environment variables: the backend's credentials, the passphrase. */
    secret?: string;
    /** Annotation of the service account by which its cloud knows it. */
    identity?: readonly [key: string, value: string];
    /** Names the Secret with `accessToken`, or with `sshPrivateKey` and `known_hosts`. */
    gitSecret?: string;
    /** Of Pulumi Cloud. */
    organization?: string;
    /** Seconds between two looks for new commits. */
    poll: number;
    /** When the fleet is reviewed, as cron writes it, UTC. */
    schedule: string;
    /** The fleet file, from the repository's root. */
    fleetFile: string;
}

/** Of the service account and all that is there once. */
export const sharedName = "contact-center";

export const isHttps = (repository: string): boolean => repository.startsWith("https://");

/** Azure gives its identity only to pods that ask for it. */
export const identityLabels = ({ identity }: Cluster): Record<string, string> | undefined =>
    identity?.[0].startsWith("azure.workload.identity/") ? { "azure.workload.identity/use": "true" } : undefined;
