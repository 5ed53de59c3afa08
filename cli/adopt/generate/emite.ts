import type { Survey, Surveyed } from "../../../operations/adopt/survey";
import type { ResourceToken } from "../../../provider/resources";
import { sameJson, sortedSet } from "../../../provider/core/json";
import { type JsonValue } from "../../../provider/core/schema";
import { day, procedureNames, sandbox, ssoScopes } from "../../../sdk/emite/procedure";
import { procedurePermissions } from "../../../sdk/emite/permissions";
import { emiteRegion, redirectUrl } from "../../../sdk/emite/regions";
import type { Names } from "./names";
import { type Declared, literal, type Value } from "./program";

/** What one component of the program stands for. */
export interface Recognised {
    declared: Declared;
    /** Its resources, by the names that it gives them. */
    ids: { type: ResourceToken; name: string; id: string }[];
    covered: ReadonlySet<Surveyed>;
    /** What is left of objects that it covers in part. */
    rest: Surveyed[];
    outputs: string[];
}

/** eMite's integration, or how it differs from what `emite.Integration` can say; neither where there is none. */
export type Recognition = Recognised | { deviations: string[] } | undefined;

type Part = keyof typeof procedureNames;
const groups = ["accessGroup", "viewerGroup", "creatorGroup"] as const;
const dataClients = ["dataClient", "realtimeClient"] as const;
const wfmClients = ["wfmLookbackClient", "wfmActivityClient"] as const;
const memberLists = {
    accessGroup: "access",
    viewerGroup: "dashboardViewers",
    creatorGroup: "dashboardCreators",
} as const;

/** Names as people vary them: `Emite Access` is `emite_Access`. */
const loose = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

type Parts = Partial<Record<Part, Surveyed>>;

export function recognizeEmite(survey: Survey, objects: readonly Surveyed[], names: Names): Recognition {
    const address = addressOf(survey);
    const parts = partsOf(objects, address);
    if (Object.keys(parts).length < 4) return undefined;
    const caller = objects.find(
        ({ type, id, outputs }) =>
            type === "genesys:RoleAssignment" && id === `${parts.role?.id}/*` && holds(outputs, survey.caller),
    );
    const deviations = deviationsOf(parts, caller, address);
    if (deviations.length > 0) return { deviations };
    const own = parts as Required<Pick<Parts, Exclude<Part, (typeof wfmClients)[number]>>> & Parts;
    const name = names.unique("emite");
    const members = groups.map((key) => [key, membersOf(objects, own[key])] as const);
    const covered = [...Object.values(own), ...members.map(([, list]) => list), caller].filter(
        (one) => one !== undefined,
    );
    return {
        declared: {
            key: name,
            class: "emite.Integration",
            name,
            args: { kind: "object", properties: argumentsOf(own, members) },
        },
        ids: (Object.entries(own) as [Part, Surveyed][]).map(([key, { type, id }]) => ({
            type,
            name: `${name}-${key}`,
            id,
        })),
        covered: new Set(covered),
        rest: caller === undefined ? [] : withoutCaller(caller, survey.caller),
        outputs: ["organization", "region", "regionCode", "redirectUrl", "clientIds", "clientSecrets"],
    };
}

function addressOf({ region, organization }: Survey): string | undefined {
    try {
        return redirectUrl(emiteRegion(region).region, organization);
    } catch {
        return undefined; // eMite has no code for the region
    }
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function partsOf(objects: readonly Surveyed[], address: string | undefined): Parts {
    const of = (type: ResourceToken, fits: (one: Surveyed) => boolean) => {
        const found = objects.filter((one) => one.type === type && fits(one));
        // Several: nobody knows which is meant.
        return found.length === 1 ? found[0] : undefined;
    };
    const named = (key: Part) => (one: Surveyed) => loose(one.name) === loose(procedureNames[key]);
    const parts: Parts = {};
    const note = (key: Part, found: Surveyed | undefined) => {
        if (found !== undefined) parts[key] = found;
    };
    for (const key of groups) note(key, of("genesys:Group", named(key)));
    note(
        "app",
        of("genesys:ClientApp", ({ outputs }) => outputs["url"] === address) ?? of("genesys:ClientApp", named("app")),
    );
    note("ssoClient", of("genesys:OAuthClient", named("ssoClient")));
    note("role", of("genesys:Role", named("role")) ?? of("genesys:Role", hasProcedurePermissions));
    for (const key of [...dataClients, ...wfmClients]) note(key, of("genesys:OAuthClient", named(key)));
    return parts;
}

/** More than half of the procedure's permissions. */
function hasProcedurePermissions({ outputs }: Surveyed): boolean {
    const own = new Set(list(outputs["permissions"]));
    return (
        procedurePermissions.filter(({ permission }) => own.has(permission)).length * 2 > procedurePermissions.length
    );
}

/** What `emite.Integration` would change, because its arguments cannot say it. */
function deviationsOf(parts: Parts, caller: Surveyed | undefined, address: string | undefined): string[] {
    const deviations: string[] = [];
    const want = (holds: boolean, words: string) => {
        if (!holds) deviations.push(words);
    };
    const needed: Part[] = [...groups, "app", "ssoClient", "role", ...dataClients];
    const absent = needed.filter((key) => parts[key] === undefined);
    for (const key of absent) deviations.push(`there is no one ${procedureNames[key]}`);
    const wfm = wfmClients.filter((key) => parts[key] !== undefined).length;
    want(wfm !== 1, "only one of the two clients for workforce management is there");
    const is = (key: Part, expected: Record<string, unknown>) => {
        const outputs = parts[key]?.outputs;
        for (const [property, value] of Object.entries(expected))
            want(
                outputs === undefined || sameJson(sorted(outputs[property]), sorted(value)),
                `${procedureNames[key]}: ${property}`,
            );
    };
    for (const key of groups) is(key, { type: "official", visibility: "public" });
    is("app", {
        integrationType: "embedded-client-app",
        url: address,
        displayType: "standalone",
        category: "",
        sandbox,
        groups: [parts.accessGroup?.id],
        enabled: true,
    });
    const life = parts.ssoClient?.outputs["tokenLifetimeSeconds"];
    const noDate = { dateToDelete: undefined };
    is("ssoClient", { grantType: "code", redirectUris: [address], allowedIpAddresses: [], state: "active", ...noDate });
    is("role", { policies: [] });
    const roles = [{ role: parts.role?.id, divisions: ["*"] }];
    const allowedIpAddresses = parts.dataClient?.outputs["allowedIpAddresses"];
    const same = { roles, allowedIpAddresses, state: "active", tokenLifetimeSeconds: life, ...noDate };
    for (const key of [...dataClients, ...wfmClients]) is(key, { grantType: "client-credentials", ...same });
    want(caller !== undefined, "the calling client does not hold the role everywhere");
    return deviations;
}

const sorted = (value: unknown): unknown =>
    Array.isArray(value) && value.every((one) => typeof one === "string") ? sortedSet(value) : value;

const membersOf = (objects: readonly Surveyed[], group: Surveyed): Surveyed | undefined =>
    objects.find(
        ({ type, id, outputs }) =>
            type === "genesys:GroupMembership" && id === group.id && list(outputs["members"]).length > 0,
    );

function argumentsOf(
    parts: Parts,
    members: readonly (readonly [(typeof groups)[number], Surveyed | undefined])[],
): [string, Value][] {
    const lists = members.flatMap(([key, found]) =>
        found === undefined ? [] : [[memberLists[key], literal(list(found.outputs["members"]))] as [string, Value]],
    );
    const scopes = list(parts.ssoClient?.outputs["scopes"]);
    const permissions = list(parts.role?.outputs["permissions"]);
    const procedure = procedurePermissions.map(({ permission }) => permission);
    const life = Number(parts.ssoClient?.outputs["tokenLifetimeSeconds"]);
    const addresses = list(parts.dataClient?.outputs["allowedIpAddresses"]);
    const differing = (pick: (one: Surveyed, key: Part) => JsonValue | undefined) =>
        (Object.entries(parts) as [Part, Surveyed][]).flatMap(([key, one]): [string, Value][] => {
            const value = pick(one, key);
            return value === undefined ? [] : [[key, literal(value)]];
        });
    const names = differing(({ name }, key) => (name === procedureNames[key] ? undefined : name));
    const descriptions = differing(
        ({ outputs }) => String(outputs["description"] ?? outputs["notes"] ?? "") || undefined,
    );
    const some = (key: string, properties: [string, Value][]): [string, Value][] =>
        properties.length === 0 ? [] : [[key, { kind: "object", properties }]];
    return [
        ...some("members", lists),
        ...(parts.wfmLookbackClient === undefined ? [] : [["wfm", literal(true)] as [string, Value]]),
        ...(life === day ? [] : [["tokenLifetimeSeconds", literal(life)] as [string, Value]]),
        ...(addresses.length === 0 ? [] : [["allowedIpAddresses", literal(addresses)] as [string, Value]]),
        ...(sameJson(sortedSet(scopes), sortedSet(ssoScopes)) ? [] : [["scopes", literal(scopes)] as [string, Value]]),
        ...(sameJson(sortedSet(permissions), sortedSet(procedure))
            ? []
            : [["permissions", literal(permissions)] as [string, Value]]),
        ...some("names", names),
        ...some("descriptions", descriptions),
    ];
}

const holds = ({ subjects }: Surveyed["outputs"], client: string): boolean =>
    (subjects as Record<string, unknown>[]).some((one) => one["oauthClient"] === client);

/** Whoever holds the role beside the client that looks. */
function withoutCaller(assignment: Surveyed, caller: string): Surveyed[] {
    const subjects = (assignment.outputs["subjects"] as Record<string, unknown>[]).filter(
        (one) => one["oauthClient"] !== caller,
    );
    return subjects.length === 0 ? [] : [{ ...assignment, outputs: { ...assignment.outputs, subjects } }];
}
