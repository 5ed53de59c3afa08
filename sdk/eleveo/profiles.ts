import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../userError";
import type { ConfigSource } from "../provider";

/** Roles, grouped by where they are defined. */
export interface ProfileRoles {
    /** Roles of the realm. */
    realm?: string[] | undefined;
    /** Roles of clients, by client id. */
    client?: Record<string, string[]> | undefined;
}

/**
 * What a client type means in Keycloak. `contact-center eleveo capture` writes it from a client that was created in
 * User Management. `{clientId}` as a whole value stands for the id of the new client.
 */
export interface Profile {
    /** The client type of the profile. A resource of another type is rejected. */
    clientType?: string | undefined;
    /**
     * Fields of Keycloak's ClientRepresentation, except those of one client, such as its id and its secret. Keycloak
     * stores attributes as text. An empty text means that the attribute is not set.
     */
    client: { attributes?: Record<string, string> | undefined } & Record<string, unknown>;
    /**
     * Mappers by name; the complete list. You can omit those that Keycloak adds to every service account. An empty text
     * in `config` means that the key is not set.
     */
    protocolMappers?: Record<string, { protocol?: string; protocolMapper: string; config?: Record<string, string> }>;
    /** The client's service account; its roles are the complete list. Needs `serviceAccountsEnabled: true`. */
    serviceAccount?: { attributes?: Record<string, string[]>; roles?: ProfileRoles };
    /** Roles that the client's tokens may contain if the client does not have full scope; the complete list. */
    scope?: ProfileRoles | undefined;
}

type ProfileFiles = typeof import("../../provider/eleveo/profileFiles");

/** The profile of a client type; nothing for an unknown one, which the provider reports. */
export function profileOf(clientType: string, source: ConfigSource): Profile | undefined {
    const { readProfile } = require("../../provider/eleveo/profileFiles") as ProfileFiles;
    try {
        return readProfile(clientType, source, projectFolder()) as Profile | undefined;
    } catch (error) {
        throw userError(undefined, (error as Error).message);
    }
}

/** The folder of `Pulumi.yaml`, or the program's own folder if the engine does not report it. */
function projectFolder(): string {
    const root = pulumi.getRootDirectory();
    return existsSync(root) ? root : process.cwd();
}
