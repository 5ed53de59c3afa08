import { didYouMean, type Problem } from "../core/problem";
import { coded } from "../transport/message";
import type { GenesysApi } from "./api";
import type { Collections } from "./collections";

/** Every division of the organization, including those created later. */
export const allDivisions = "*";

export const divisionNeeded = coded("CC2033", 'must have at least one division, or "*" for all');

/** A problem for each division id that the organization does not have. */
export async function verifyDivisions(
    api: GenesysApi,
    ids: readonly string[],
    path: (id: string) => string,
): Promise<Problem[]> {
    const named = ids.filter((id) => id !== allDivisions);
    if (named.length === 0) return [];
    const divisions = await api.divisions();
    const known = new Set(divisions.map(({ id }) => id));
    return named
        .filter((id) => !known.has(id))
        .map((id) => ({ code: "CC2034", path: path(id), reason: noDivision(id, divisions) }));
}

function noDivision(given: string, divisions: readonly { id: string; name: string }[]): string {
    const sameName = divisions.find(({ name }) => name.toLowerCase() === given.toLowerCase());
    const hint = sameName
        ? `. It is the name of the division with the id "${sameName.id}". Use genesys.division("${sameName.name}")`
        : didYouMean(
              given,
              divisions.map(({ id }) => id),
          ) || `. The divisions are ${divisions.map(({ id, name }) => `${name} (${id})`).join(", ")}`;
    return `no division of this organization has the id "${given}"${hint}`;
}

/** A problem for each role id that the organization does not have. */
export function verifyRoles(api: GenesysApi, ids: readonly string[], path: (id: string) => string): Promise<Problem[]> {
    return verifyEach(api, ids, path, "roles");
}

/** A problem for each group id that the organization does not have. */
export function verifyGroups(
    api: GenesysApi,
    ids: readonly string[],
    path: (id: string) => string,
): Promise<Problem[]> {
    return verifyEach(api, ids, path, "groups");
}

const words: Readonly<Record<keyof Collections, string>> = {
    roles: "role",
    groups: "group",
    oauthClients: "OAuth client",
    integrations: "integration",
};

/** A problem for each id without an object. */
export async function verifyEach(
    api: GenesysApi,
    ids: readonly string[],
    path: (id: string) => string,
    kind: keyof Collections,
): Promise<Problem[]> {
    const problems = await Promise.all(
        ids.map(async (id): Promise<Problem[]> => {
            if (await api.exists(kind, id)) return [];
            return [
                { code: "CC2035", path: path(id), reason: `no ${words[kind]} of this organization has the id "${id}"` },
            ];
        }),
    );
    return problems.flat();
}
