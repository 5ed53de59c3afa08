import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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
    /**
     * Fields of Keycloak's ClientRepresentation, but none that is the client's own: no id, no secret. Of attributes,
     * which Keycloak stores as texts, an empty one says that the attribute is not set.
     */
    client: { attributes?: Record<string, string> | undefined } & Record<string, unknown>;
    /**
     * Mappers, by name; the whole list. Those that Keycloak adds to every service account need not be named. An empty
     * text in `config` says that the key is not set.
     */
    protocolMappers?: Record<string, { protocol?: string; protocolMapper: string; config?: Record<string, string> }>;
    /** The client's service account; its roles are the whole list. Needs `serviceAccountsEnabled: true`. */
    serviceAccount?: { attributes?: Record<string, string[]>; roles?: ProfileRoles };
    /** Roles that the client's tokens may hold, where it has no full scope; the whole list. */
    scope?: ProfileRoles | undefined;
}

/**
 * The profile of a client type, from the folder that `eleveo:profiles` names. Throws what is missing and what to do;
 * nothing for what is no client type, which the provider reports.
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
    /** What `eleveo:profiles` says. */
    given: string | undefined;
    file: string;
}

function missing({ clientType, key, given, file }: Missing): string {
    const folder = dirname(file);
    const remedy =
        `Create one client of this type in User Management, then run \`contact-center eleveo capture --client <its name> ` +
        `--type ${key}\`. Or give the profile inline.`;
    if (given === undefined)
        return (
            `profile: there is no profile for the client type "${clientType}", and what a type means in Keycloak is not ` +
            `public. ${remedy} Then run \`pulumi config set eleveo:profiles profiles\`.`
        );
    if (!existsSync(folder))
        return `profile: eleveo:profiles is "${given}", but the folder "${folder}" does not exist. Correct it with \`pulumi config set eleveo:profiles <folder>\`, relative to Pulumi.yaml.`;
    const others = readdirSync(folder).filter((name) => name.endsWith(".json"));
    const there = others.length === 0 ? "the folder has no profile" : `the folder has ${others.sort().join(", ")}`;
    return `profile: the client type "${clientType}" needs the file "${file}", which does not exist; ${there}. ${remedy}`;
}

/** Where `Pulumi.yaml` lies; the program's own folder where the engine does not tell. */
function projectFolder(): string {
    const root = pulumi.getRootDirectory();
    return existsSync(root) ? root : process.cwd();
}
