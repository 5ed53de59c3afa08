import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../userError";
import type { ConfigSource } from "../provider";

/** Roles by where they are defined. */
export interface ProfileRoles {
    /** Roles of the realm. */
    realm?: string[] | undefined;
    /** Roles of clients, by client id. */
    client?: Record<string, string[]> | undefined;
}

/**
 * What a client type means in Keycloak: what `contact-center eleveo capture` wrote of a client that somebody made in
 * User Management. `{clientId}`, where it is a whole value, stands for the id of the client that is made.
 */
export interface Profile {
    /** The type that it is of; another one is refused. */
    clientType?: string | undefined;
    /** Fields of Keycloak's ClientRepresentation, but none that is the client's own: no id, no name, no secret. */
    client: Record<string, unknown>;
    /** Mappers, by name; the whole list. Those that Keycloak adds to every service account need not be named. */
    protocolMappers?: Record<string, { protocol?: string; protocolMapper: string; config?: Record<string, string> }>;
    /** The client's service account; its roles are the whole list. */
    serviceAccount?: { attributes?: Record<string, string[]>; roles?: ProfileRoles };
    /** Roles that the client's tokens may hold, where it has no full scope; the whole list. */
    scope?: ProfileRoles | undefined;
}

/** The profile of a client type, from the folder that `eleveo:profiles` names; nothing if there is none. */
export function profileOf(clientType: string, { get }: ConfigSource): Profile | undefined {
    const folder = get("eleveo:profiles");
    if (folder === undefined) return undefined;
    const key = clientType
        .trim()
        .toLowerCase()
        .replace(/[^a-z]+/g, "-");
    const file = join(resolve(projectFolder(), folder), `${key}.json`);
    if (!existsSync(file)) return undefined;
    try {
        return JSON.parse(readFileSync(file, "utf8")) as Profile;
    } catch (error) {
        throw userError(`the profile "${file}" is not valid JSON: ${(error as Error).message}`);
    }
}

/** Where `Pulumi.yaml` lies; the program's own folder where the engine does not tell. */
function projectFolder(): string {
    const root = pulumi.getRootDirectory();
    return existsSync(root) ? root : process.cwd();
}
