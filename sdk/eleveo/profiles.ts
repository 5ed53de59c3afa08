import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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

/**
 * The profile of a client type, from the folder that `eleveo:profiles` names. Throws an error that says what is missing
 * and what to do. Returns nothing for an unknown client type, which the provider reports.
 */
export function profileOf(clientType: string, { get }: ConfigSource): Profile | undefined {
    const { clientTypeKey } = require("../../provider/eleveo/clientTypes") as ClientTypes;
    const key = clientTypeKey(clientType);
    if (key === undefined) return undefined;
    const given = get("eleveo:profiles");
    const file = join(resolve(projectFolder(), given ?? ""), `${key}.json`);
    if (given === undefined || !existsSync(file)) throw userError(missing({ clientType, key, given, file }));
    try {
        return JSON.parse(readFileSync(file, "utf8")) as Profile;
    } catch (error) {
        throw userError(`profile: "${file}" is not valid JSON: ${(error as Error).message}`);
    }
}

type ClientTypes = typeof import("../../provider/eleveo/clientTypes");

interface Missing {
    clientType: string;
    key: string;
    /** The value of `eleveo:profiles`. */
    given: string | undefined;
    file: string;
}

function missing({ clientType, key, given, file }: Missing): string {
    const folder = dirname(file);
    const remedy =
        `Create one client of this type in User Management, then run \`contact-center eleveo capture --client <its name> ` +
        `--type ${key}\`. Or declare the profile inline.`;
    if (given === undefined)
        return (
            `profile: there is no profile for the client type "${clientType}". The Keycloak settings of a type are not ` +
            `public. ${remedy} Then run \`pulumi config set eleveo:profiles profiles\`.`
        );
    if (!existsSync(folder))
        return `profile: eleveo:profiles is "${given}", but the folder "${folder}" does not exist. Correct it with \`pulumi config set eleveo:profiles <folder>\`, relative to Pulumi.yaml.`;
    const others = readdirSync(folder).filter((name) => name.endsWith(".json"));
    const there = others.length === 0 ? "The folder has no profile" : `The folder has ${others.sort().join(", ")}`;
    return `profile: the client type "${clientType}" needs the file "${file}", which does not exist. ${there}. ${remedy}`;
}

/** The folder of `Pulumi.yaml`, or the program's own folder if the engine does not report it. */
function projectFolder(): string {
    const root = pulumi.getRootDirectory();
    return existsSync(root) ? root : process.cwd();
}
