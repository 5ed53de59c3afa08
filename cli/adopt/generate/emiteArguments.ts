import type { Surveyed } from "../../../operations/adopt/survey";
import { procedure, procedureSource } from "../../../operations/emiteProgram";
import { source } from "../../../operations/source";
import type { JsonValue } from "../../../provider/core/schema";
import { day, procedureNames, ssoScopes } from "../../../sdk/emite/procedure";
import { literal, type Property, type Value } from "./program";

export type Part = keyof typeof procedureNames;
export const groups = ["accessGroup", "viewerGroup", "creatorGroup"] as const;
export const dataClients = ["dataClient", "realtimeClient"] as const;
export const wfmClients = ["wfmLookbackClient", "wfmActivityClient"] as const;
const memberLists = {
    accessGroup: "access",
    viewerGroup: "dashboardViewers",
    creatorGroup: "dashboardCreators",
} as const;

/** The objects of the procedure that exist. */
export type Parts = Partial<Record<Part, Surveyed>>;
export type Whole = Required<Pick<Parts, Exclude<Part, (typeof wfmClients)[number]>>> & Parts;

/** The value of one argument for several clients: the one that most of them have. */
export interface Common {
    life: unknown;
    addresses: unknown;
}

export const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The arguments of `emite.Integration`, with a comment for each difference from the procedure. */
export function argumentsOf(
    parts: Whole,
    members: readonly (readonly [(typeof groups)[number], Surveyed | undefined])[],
    { life, addresses }: Common,
): Property[] {
    const lists = members.flatMap(([key, found]): Property[] =>
        found === undefined ? [] : [[memberLists[key], literal(list(found.outputs["members"]))]],
    );
    const differing = (pick: (one: Surveyed, key: Part) => JsonValue | undefined) =>
        (Object.entries(parts) as [Part, Surveyed][]).flatMap(([key, one]): Property[] => {
            const value = pick(one, key);
            return value === undefined ? [] : [[key, literal(value)]];
        });
    const names = differing(({ name }, key) => (name === procedureNames[key] ? undefined : name));
    const descriptions = differing(
        ({ outputs }) => String(outputs["description"] ?? outputs["notes"] ?? "") || undefined,
    );
    const some = (key: string, properties: Property[], comment = ""): Property[] =>
        properties.length === 0 ? [] : [[key, { kind: "object", properties }, comment]];
    const usualNames = names.map(([key]) => source(procedureNames[key as Part]));
    return [
        ...some("members", lists),
        ...(parts.wfmLookbackClient === undefined ? [] : [["wfm", literal(true)] as Property]),
        ...(life === day || typeof life !== "number"
            ? []
            : [["tokenLifetimeSeconds", literal(life), `The procedure: ${day}.`] as Property]),
        ...(list(addresses).length === 0
            ? []
            : [["allowedIpAddresses", literal(list(addresses)), "The procedure: any address."] as Property]),
        ...scopesOf(list(parts.ssoClient.outputs["scopes"])),
        ...permissionsOf(list(parts.role.outputs["permissions"])),
        ...some("names", names, `The procedure: ${usualNames.join(", ")}.`),
        ...some("descriptions", descriptions, "The procedure: blank."),
    ];
}

/** The entries that were added to, and removed from, the usual ones. */
function changeOf(found: readonly string[], usual: readonly string[]) {
    const added = found.filter((one) => !usual.includes(one));
    const removed = usual.filter((one) => !found.includes(one));
    const told = (words: string, some: readonly string[]) =>
        some.length === 0 ? [] : [`${words} than the procedure: ${some.map((one) => source(one)).join(", ")}.`];
    return { added, removed, comment: [...told("More", added), ...told("Less", removed)].join(" ") };
}

function scopesOf(scopes: readonly string[]): Property[] {
    const { added, removed, comment } = changeOf(scopes, ssoScopes);
    return added.length + removed.length === 0 ? [] : [["scopes", literal([...scopes]), comment]];
}

/** As short as a person would write them: the procedure's list, plus the added and minus the removed entries. */
function permissionsOf(permissions: readonly string[]): Property[] {
    const { added, removed, comment } = changeOf(permissions, procedure);
    if (added.length + removed.length === 0) return [];
    if (added.length + removed.length > mostChanged) return [["permissions", literal([...permissions]), comment]];
    const usual = procedureSource(removed);
    const items: Value[] = [{ kind: "code", text: `...${usual}` }, ...added.map(literal)];
    return [["permissions", added.length === 0 ? { kind: "code", text: usual } : { kind: "list", items }, comment]];
}

/** A list with more differences from the procedure's is written in full. */
const mostChanged = 6;
