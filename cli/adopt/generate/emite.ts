import type { Survey, Surveyed } from "../../../operations/adopt/survey";
import { source } from "../../../operations/source";
import type { Names } from "../../../provider/core/names";
import type { ResourceToken } from "../../../provider/resources";
import { sameJson, sortedSet } from "../../../provider/core/json";
import { type JsonValue } from "../../../provider/core/schema";
import { procedureNames, sandbox } from "../../../sdk/emite/procedure";
import { procedurePermissions } from "../../../sdk/emite/permissions";
import { emiteRegion, redirectUrl } from "../../../sdk/emite/regions";
import {
    argumentsOf,
    type Common,
    dataClients,
    groups,
    list,
    type Part,
    type Parts,
    wfmClients,
    type Whole,
} from "./emiteArguments";
import type { Names as ResourceNames } from "./names";
import { type Declared, literal, type Property, type Value } from "./program";
import { isPart } from "./resources";

/** The objects that one component of the program covers. */
export interface Recognised {
    declared: Declared;
    /** Its resources, by the names that it gives them. */
    ids: { type: ResourceToken; name: string; id: string }[];
    covered: ReadonlySet<Surveyed>;
    /** The remaining parts of objects that it covers only in part. */
    rest: Surveyed[];
    outputs: string[];
}

/** eMite's integration, or how it differs from what `emite.Integration` can express; neither if there is none. */
export type Recognition = Recognised | { deviations: string[] } | undefined;

/** Names, regardless of how they are spelled: `Emite Access` equals `emite_Access`. */
const loose = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * At most this many properties without an argument become transforms of `emite.Integration`. A setup that differs in
 * more is clearer as single resources.
 */
const mostTransformed = 5;

export function recognizeEmite(survey: Survey, objects: readonly Surveyed[], names: ResourceNames): Recognition {
    const address = addressOf(survey);
    const parts = partsOf(objects, address);
    if (Object.keys(parts).length < 4) return undefined;
    const caller = objects.find(
        ({ type, id, outputs }) =>
            type === "genesys:RoleAssignment" && id === `${parts.role?.id}/*` && holds(outputs, survey.caller),
    );
    const obstacles = obstaclesOf(parts, caller, address);
    if (obstacles.length > 0) return { deviations: obstacles };
    const own = parts as Whole;
    const common = commonOf(own);
    const deviations = deviationsOf(own, address, common);
    if (deviations.length > mostTransformed || deviations.some(({ property }) => decisive.includes(property)))
        return { deviations: deviations.map(formatDeviation) };
    const name = names.unique("emite");
    const transforms = transformsOf(name, deviations, namesIn(survey));
    const members = groups.map((key) => [key, membersOf(objects, own[key])] as const);
    const covered = [...Object.values(own), ...members.map(([, list]) => list), caller].filter(
        (one) => one !== undefined,
    );
    return {
        declared: {
            key: name,
            class: "emite.Integration",
            name,
            args: { kind: "object", properties: argumentsOf(own, members, common) },
            ...(transforms.length === 0 ? {} : { transforms }),
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

/** A word that an object's name shares with the procedure's name, if users chose another name. */
const hints: Partial<Record<Part, string>> = {
    accessGroup: "access",
    viewerGroup: "viewer",
    creatorGroup: "creator",
    dataClient: "api",
    realtimeClient: "realtime",
    wfmLookbackClient: "lookback",
    wfmActivityClient: "activity",
};

function partsOf(objects: readonly Surveyed[], address: string | undefined): Parts {
    const parts: Parts = {};
    const taken = () => Object.values(parts);
    const of = (type: ResourceToken, fits: (one: Surveyed) => boolean) => {
        const found = objects.filter((one) => one.type === type && !taken().includes(one) && fits(one));
        // Several: it is unknown which one is meant.
        return found.length === 1 ? found[0] : undefined;
    };
    const named = (key: Part) => (one: Surveyed) => loose(one.name) === loose(procedureNames[key]);
    const like = (key: Part) => (one: Surveyed) =>
        hints[key] !== undefined && ["emite", hints[key]].every((word) => loose(one.name).includes(word));
    const note = (key: Part, type: ResourceToken, ...ways: ((one: Surveyed) => boolean)[]) => {
        const found = ways.map((fits) => (parts[key] === undefined ? of(type, fits) : undefined));
        const first = found.find((one) => one !== undefined);
        if (first !== undefined) parts[key] = first;
    };
    const clients = [...dataClients, ...wfmClients];
    for (const key of groups) note(key, "genesys:Group", named(key));
    for (const key of ["ssoClient", ...clients] as const) note(key, "genesys:OAuthClient", named(key));
    note("app", "genesys:ClientApp", ({ outputs }) => outputs["url"] === address, named("app"));
    note("role", "genesys:Role", named("role"), hasProcedurePermissions);
    // Then by the purpose of objects, and by names that are close to the procedure's.
    const opened = list(parts.app?.outputs["groups"]);
    note("accessGroup", "genesys:Group", ({ id }) => opened.length === 1 && opened.includes(id));
    for (const key of groups) note(key, "genesys:Group", like(key));
    note("ssoClient", "genesys:OAuthClient", ({ outputs }) => list(outputs["redirectUris"]).includes(address ?? ""));
    for (const key of clients) note(key, "genesys:OAuthClient", like(key));
    return parts;
}

/** More than half of the procedure's permissions. */
function hasProcedurePermissions({ outputs }: Surveyed): boolean {
    const own = new Set(list(outputs["permissions"]));
    return (
        procedurePermissions.filter(({ permission }) => own.has(permission)).length * 2 > procedurePermissions.length
    );
}

/** Why `emite.Integration` cannot represent the existing objects at all. */
function obstaclesOf(parts: Parts, caller: Surveyed | undefined, address: string | undefined): string[] {
    const needed: Part[] = [...groups, "app", "ssoClient", "role", ...dataClients];
    const wfm = wfmClients.filter((key) => parts[key] !== undefined).length;
    return [
        ...(address === undefined ? ["eMite has no code for the region"] : []),
        ...needed
            .filter((key) => parts[key] === undefined)
            .map((key) => `none or several objects match "${procedureNames[key]}"`),
        ...(wfm === 1 ? ["only one of the two clients for workforce management exists"] : []),
        ...(caller === undefined ? ["the calling client does not have the role in all divisions"] : []),
    ];
}

/** A property that differs, for which `emite.Integration` has no argument. */
interface Deviation {
    part: Part;
    property: string;
    /** What the component declares. */
    expected: unknown;
    found: unknown;
}

/** Properties that decide what an object is. With another value, it is not the procedure's object. */
const decisive: readonly string[] = ["grantType", "integrationType"];

function deviationsOf(parts: Whole, address: string | undefined, common: Common): Deviation[] {
    const is = (part: Part, expected: Record<string, unknown>): Deviation[] => {
        const outputs = parts[part]?.outputs;
        return Object.entries(expected).flatMap(([property, value]) =>
            outputs === undefined || sameJson(sorted(outputs[property]), sorted(value))
                ? []
                : [{ part, property, expected: value, found: outputs[property] }],
        );
    };
    const client = { state: "active", tokenLifetimeSeconds: common.life, dateToDelete: undefined };
    const roles = [{ role: parts.role.id, divisions: ["*"] }];
    return [
        ...groups.flatMap((key) => is(key, { type: "official", visibility: "public" })),
        ...is("app", {
            integrationType: "embedded-client-app",
            url: address,
            displayType: "standalone",
            category: "",
            sandbox,
            groups: [parts.accessGroup.id],
            enabled: true,
        }),
        ...is("ssoClient", { grantType: "code", redirectUris: [address], allowedIpAddresses: [], ...client }),
        ...is("role", { policies: [] }),
        ...[...dataClients, ...wfmClients].flatMap((key) =>
            is(key, { grantType: "client-credentials", roles, allowedIpAddresses: common.addresses, ...client }),
        ),
    ];
}

const formatDeviation = ({ part, property }: Deviation): string => `${procedureNames[part]}: ${property}`;

function commonOf(parts: Parts): Common {
    const most = (keys: readonly Part[], property: string): unknown => {
        const values = keys.flatMap((key) => (parts[key] === undefined ? [] : [sorted(parts[key].outputs[property])]));
        const count = (value: unknown) => values.filter((other) => sameJson(other, value)).length;
        return values.toSorted((one, two) => count(two) - count(one))[0];
    };
    const clients = [...dataClients, ...wfmClients];
    return {
        life: most(["ssoClient", ...clients], "tokenLifetimeSeconds"),
        addresses: most(clients, "allowedIpAddresses"),
    };
}

/** The properties without an argument, by their resource. */
function transformsOf(name: string, deviations: readonly Deviation[], known: Names): Declared["transforms"] & object {
    const parts = [...new Set(deviations.map(({ part }) => part))];
    return parts.map((part) => ({
        resource: `${name}-${part}`,
        properties: deviations
            .filter((one) => one.part === part)
            .map(({ property, expected, found }): Property => {
                const value: Value =
                    found === undefined ? { kind: "code", text: "undefined" } : literal(found as JsonValue);
                const ids = Object.keys(known).filter((id) =>
                    JSON.stringify(found ?? null).includes(JSON.stringify(id)),
                );
                const named = ids.map((id) => `"${id}" is ${source(known[id])}.`);
                const usual = expected === undefined ? "not set" : source(expected, known);
                return [property, value, [`The procedure: ${usual}.`, ...named].join(" ")];
            }),
    }));
}

const sorted = (value: unknown): unknown =>
    Array.isArray(value) && value.every((one) => typeof one === "string") ? sortedSet(value) : value;

const membersOf = (objects: readonly Surveyed[], group: Surveyed): Surveyed | undefined =>
    objects.find(
        ({ type, id, outputs }) =>
            type === "genesys:GroupMembership" && id === group.id && list(outputs["members"]).length > 0,
    );

/** Names for the ids in properties. */
const namesIn = ({ objects, divisions, ownRoles }: Survey): Names => ({
    ...Object.fromEntries(objects.filter(({ type }) => !isPart(type)).map(({ id, name }) => [id, name])),
    ...Object.fromEntries(divisions.map(({ id, name }) => [id, name])),
    ...Object.fromEntries(ownRoles),
});

const holds = ({ subjects }: Surveyed["outputs"], client: string): boolean =>
    (subjects as Record<string, unknown>[]).some((one) => one["oauthClient"] === client);

/** Users and clients with the role, except the client that reads. */
function withoutCaller(assignment: Surveyed, caller: string): Surveyed[] {
    const subjects = (assignment.outputs["subjects"] as Record<string, unknown>[]).filter(
        (one) => one["oauthClient"] !== caller,
    );
    return subjects.length === 0 ? [] : [{ ...assignment, outputs: { ...assignment.outputs, subjects } }];
}
