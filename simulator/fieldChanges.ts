/** What becomes of a field: `extra field` adds another one next to it. */
export const alterations = ["absent", "null", "empty", "wrong type", "unknown value", "extra field"] as const;
export type Alteration = (typeof alterations)[number];

/** Kinds of object in answers, each with the calls that answer one, a list of them, or what a search finds. */
const calls = {
    group: /\/groups(\/\{groupId\}|\/search)?$/,
    user: /\/users(\/\{userId\}|\/search)?$|\/groups\/\{groupId\}\/(members|individuals)$/,
    role: /\/authorization\/roles(\/\{roleId\})?$/,
    subject: /\/authorization\/subjects\/[^/]+$/,
    subjectGrants: /\/subjectgrants$/,
    userRoles: /\/users\/\{subjectId\}\/roles$/,
    voicemailPolicy: /\/voicemail\/groups\/\{groupId\}\/policy$/,
    division: /\/authorization\/divisions(\/home|\/\{divisionId\})?$/,
    permissions: /\/authorization\/permissions$/,
    oauthClient: /\/oauth\/clients(\/\{clientId\}(\/secret)?)?$/,
    scope: /\/oauth\/scopes(\/\{scopeId\})?$/,
    integration: /\/integrations(\/\{integrationId\})?$/,
    integrationConfig: /\/config\/current$/,
    integrationType: /\/integrations\/types(\/\{typeId\})?$/,
    configSchema: /\/configschemas\/\{configType\}$/,
    credential: /\/integrations\/credentials(\/\{credentialId\}|\/listing)?$/,
    credentialType: /\/credentials\/types$/,
    auditEvent: /\/audits\/query\/(realtime|\{transactionId\}\/results)$/,
    auditQuery: /\/audits\/query(\/\{transactionId\})?$/,
    auditServices: /\/servicemapping$/,
    organization: /\/organizations\/me$/,
    token: /\/tokens\/me$/,
} as const;

/** A kind of object, or `page`: the frame around a list. */
export type ObjectKind = keyof typeof calls | "page";
export const objectKinds = [...(Object.keys(calls) as (keyof typeof calls)[]), "page"] as const;

/** A field that answers return differently from this organization's default. */
export interface FieldChange {
    of: ObjectKind;
    /** Path from the object, with `*` for each element: `grants.*.role.policies`. */
    field: string;
    to: Alteration;
    /** Only in answers to this call, `POST /api/v2/groups`. @default every call that answers such an object */
    call?: string;
}

/** Ending of the fields that `extra field` adds. */
const extra = "AddedLater";

/** A successful answer with the changes that apply to it. */
export function changeFields(answer: unknown, call: string, changes: readonly FieldChange[]): unknown {
    const wanted = changes.filter((change) => change.call === undefined || change.call === call);
    if (wanted.length === 0 || answer === undefined) return answer;
    const copy: unknown = structuredClone(answer);
    for (const { of, field, to } of wanted)
        for (const object of of === "page" ? [copy] : calls[of].test(call) ? objectsIn(copy) : [])
            change(object, field.split("."), to);
    return copy;
}

/** A body without the fields that were added to answers: clients that send back what they read may send them. */
export function withoutExtraFields(body: unknown, changes: readonly FieldChange[]): unknown {
    return changes.some(({ to }) => to === "extra field") ? stripped(body) : body;
}

function stripped(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(stripped);
    if (!isObject(value)) return value;
    const kept = Object.entries(value).filter(([key]) => !key.endsWith(extra));
    return Object.fromEntries(kept.map(([key, one]) => [key, stripped(one)]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

function objectsIn(answer: unknown): unknown[] {
    if (!isObject(answer)) return Array.isArray(answer) ? answer : [answer];
    const list = answer["entities"] ?? answer["results"];
    return Array.isArray(list) ? list : [answer];
}

function change(object: unknown, [key = "", ...rest]: readonly string[], to: Alteration): void {
    if (typeof object !== "object" || object === null) return;
    const own = object as Record<string, unknown>;
    for (const name of key === "*" ? Object.keys(own) : [key])
        if (rest.length > 0) change(own[name], rest, to);
        else if (Object.hasOwn(own, name)) alter(own, name, to);
}

function alter(own: Record<string, unknown>, name: string, to: Alteration): void {
    if (to === "extra field" && Array.isArray(own)) own.push({ [`item${extra}`]: "a later version's" });
    else if (to === "extra field") own[`${name}${extra}`] = "a later version's";
    else if (to === "absent" && Array.isArray(own)) own.splice(Number(name), 1);
    else if (to === "absent") delete own[name];
    else own[name] = altered(own[name], to);
}

function altered(value: unknown, to: "null" | "empty" | "wrong type" | "unknown value"): unknown {
    if (to === "null") return null;
    if (to === "empty") return Array.isArray(value) ? [] : isObject(value) ? {} : "";
    if (to === "wrong type") return typeof value === "string" ? 4_711 : "text in place of another type";
    if (typeof value === "string") return "SOMETHING_NEW";
    return Array.isArray(value) ? ["SOMETHING_NEW"] : value;
}
