import { didYouMean, quotedList } from "../core/problem";
import { connectionProblem } from "../core/describe";
import { ApiError, unlessUntold, UserError } from "../transport/errors";
import { required } from "./answers/needed";
import type { GenesysApi } from "./api";
import { directoryUser } from "./users";
import type { Caller, DirectoryUser, Division, Named, OrganizationInfo } from "../../sdk/genesys/types";

/** The lookups of an organization, each answered with one object or a clear error. */
export interface GenesysLookups {
    organization(): Promise<OrganizationInfo>;
    caller(): Promise<Caller>;
    divisions(): Promise<Division[]>;
    division(name: string): Promise<Division>;
    homeDivision(): Promise<Division>;
    user(email: string): Promise<DirectoryUser>;
    role(name: string): Promise<Named>;
    group(name: string): Promise<Named>;
    permissions(): Promise<string[]>;
    /** The same; nothing if the organization does not list them. */
    toldPermissions(): Promise<string[] | undefined>;
}

/** Each answer is requested once, because programs call lookups as if they cost nothing. */
export function genesysLookups(connect: () => GenesysApi): GenesysLookups {
    const asked = new Map<string, Promise<unknown>>();
    const once = <T>(what: string, load: (api: GenesysApi) => Promise<T>): Promise<T> => {
        const answer = (asked.get(what) as Promise<T> | undefined) ?? explained(what, async () => load(connect()));
        asked.set(what, answer);
        return answer;
    };
    return {
        organization: () => once("the organization", (api) => api.organization()),
        caller: () => once("the calling client", (api) => Promise.resolve(api.caller)),
        divisions: () => once("the divisions", divisionsOf),
        division: (name) => once(`division "${name}"`, (api) => division(api, name)),
        homeDivision: () => once("the home division", homeDivision),
        user: (email) => once(`user "${email}"`, (api) => user(api, email)),
        role: (name) => once(`role "${name}"`, (api) => named(api, "roles", name)),
        group: (name) => once(`group "${name}"`, (api) => named(api, "groups", name)),
        permissions: () => once("the permissions", permissionsOf),
        toldPermissions: () =>
            once("the permissions, if they are listed", (api) => permissionsOf(api).catch(unlessUntold(undefined))),
    };
}

const permissionsOf = async (api: GenesysApi): Promise<string[]> => [...(await api.permissions()).values()];

/** One of them is the home division, or the answer does not say which. */
async function divisionsOf(api: GenesysApi): Promise<Division[]> {
    const divisions = await api.divisions();
    required(
        divisions.find(({ home }) => home),
        "homeDivision of the divisions of the organization",
    );
    return divisions;
}

async function division(api: GenesysApi, name: string): Promise<Division> {
    const divisions = await divisionsOf(api);
    const matches = divisions.filter((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    if (matches.length === 1) return matches[0] as Division;
    const names = divisions.map((one) => one.name);
    const there = didYouMean(name, names) || `. The divisions are ${quotedList(names)}`;
    throw new UserError("CC2019", `this organization has no division "${name}"${there}`);
}

async function homeDivision(api: GenesysApi): Promise<Division> {
    const { id, name } = await api.vendor.authorization.getAuthorizationDivisionsHome();
    return { id, name: required(name, `name of the division "${id}"`), home: true };
}

async function user(api: GenesysApi, email: string): Promise<DirectoryUser> {
    const address = email.trim().toLowerCase();
    const matches = await api.users.byEmail.load(address);
    return directoryUser(only(matches, "user", email));
}

async function named(api: GenesysApi, kind: "roles" | "groups", name: string): Promise<Named> {
    const found = await api.objects[kind].named(name.trim());
    const there = found.filter(({ state }) => state !== "deleted").map(({ id, name: own = "" }) => ({ id, name: own }));
    return only(there, words[kind], name);
}

const words = { roles: "role", groups: "group" } as const;

function only<T extends { id: string; name: string }>(matches: readonly T[], kind: string, wanted: string): T {
    const [first] = matches;
    if (first !== undefined && matches.length === 1) return first;
    if (first === undefined) throw new UserError("CC2020", `this organization has no ${kind} "${wanted}"`);
    throw new UserError(
        "CC2021",
        `${matches.length} ${kind}s of this organization have the name "${wanted}": ${matches.map(({ id }) => id).join(", ")}. Use the id of one of them instead of the lookup`,
    );
}

async function explained<T>(what: string, look: () => Promise<T>): Promise<T> {
    try {
        return await look();
    } catch (error) {
        const unreachable = connectionProblem(error);
        if (unreachable !== undefined) throw new UserError(undefined, unreachable);
        const message = error instanceof Error ? error.message : String(error);
        const id = error instanceof ApiError && error.correlationId ? ` (correlation id ${error.correlationId})` : "";
        throw new UserError(undefined, `could not look up ${what}: ${message}${id}`);
    }
}
