import type { Layer } from "./world";

/** What is done to a field of an answer, everywhere it occurs. */
export const modes = ["absent", "null", "empty", "wrong type", "unknown value", "extra field"] as const;
export type Mode = (typeof modes)[number];

/** A field of the answers to a call, `entities[].owners[].id`; of an extra field, the object that gets it. */
export interface Alteration {
    route: string;
    field: string;
    mode: Mode;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** Objects whose keys are no fields. */
const keyed = /(^|\.)(permissionMap|credentials|attributes|features)$/;
/** Texts of which the vendor's documents list the values. */
const listed =
    /(^|\.|\])(type|state|visibility|mediaType|authorizedGrantType|intendedState|code|operator|conjunction|displayType)$/;
/** Values that the vendor may return one day. */
const newValue = "unheard-of-";
const extraField = "addedByTheVendor";

/** The fields of an answer and of its parts, by their paths. */
export function fieldsOf(answer: unknown, path = "", found = new Map<string, unknown>()): Map<string, unknown> {
    if (Array.isArray(answer)) for (const item of answer) fieldsOf(item, `${path}[]`, found);
    if (!isObject(answer)) return found;
    if (!keyed.test(path)) found.set(`${path}{}`, answer);
    for (const [key, value] of Object.entries(answer)) {
        const own = keyed.test(path) ? `${path}.*` : path === "" ? key : `${path}.${key}`;
        if (!keyed.test(path) && (found.get(own) ?? undefined) === undefined) found.set(own, value);
        fieldsOf(value, own, found);
    }
    return found;
}

/** A schema has keys that are no fields either. */
const isField = (route: string, field: string) => !(route.endsWith("{configType}") && field.startsWith("properties."));

/** All possible changes of the fields in the answers to a call. */
export function alterationsOf(route: string, fields: ReadonlyMap<string, unknown>): Alteration[] {
    const own = [...fields].filter(([field]) => isField(route, field));
    return own.flatMap(([field, value]) =>
        modes.filter((mode) => fits(mode, field, value)).map((mode) => ({ route, field, mode })),
    );
}

function fits(mode: Mode, field: string, value: unknown): boolean {
    if (field.endsWith("{}")) return mode === "extra field";
    if (mode === "extra field" || (mode === "null" && value === null)) return false;
    if (mode === "unknown value") return typeof value === "string" && listed.test(field);
    // Values that an organization fills in and then omits are not sent back.
    if ((mode === "empty" || mode === "absent") && field.endsWith("clientCertificateAuthority")) return false;
    if (mode !== "empty") return true;
    return (
        value !== "" &&
        (typeof value === "string" || (typeof value === "object" && Object.keys(value ?? {}).length > 0))
    );
}

/** The layer that does it. */
export function layerOf({ route, field, mode }: Alteration, sentExtra: (call: string) => void): Layer {
    const path = field.replace(/\{\}$/, "");
    const replaced = new Map<string, unknown>();
    return {
        answered: (call, body) => {
            if (call !== route) return body;
            const copy: unknown = structuredClone(body);
            at(copy, path, "", (object, key) => {
                replaced.set(key, object[key]);
                change(object, key, mode);
            });
            return copy;
        },
        sent: (call, body) => {
            if (isObject(body) && extraField in body) sentExtra(call);
            return body === undefined
                ? undefined
                : (JSON.parse(JSON.stringify(body), function (key, value: unknown) {
                      if (key === extraField) return undefined;
                      const isAltered = isWrong(value) || (mode === "null" && value === null);
                      if (isAltered && replaced.has(key)) return replaced.get(key);
                      return typeof value === "string" ? value.replace(newValue, "") : value;
                  }) as unknown);
        },
    };
}

/** Visits every place of a path: the object, and its key. An empty path is the object itself. */
function at(
    value: unknown,
    wanted: string,
    path: string,
    visit: (object: Record<string, unknown>, key: string) => void,
): void {
    if (Array.isArray(value)) for (const item of value) at(item, wanted, `${path}[]`, visit);
    if (!isObject(value)) return;
    if (path === wanted) visit(value, "");
    for (const key of Object.keys(value)) {
        const own = keyed.test(path) ? `${path}.*` : path === "" ? key : `${path}.${key}`;
        const inner = value[key];
        if (own === wanted) visit(value, key);
        else if (wanted.startsWith(own)) at(inner, wanted, own, visit);
    }
}

function change(object: Record<string, unknown>, key: string, mode: Mode): void {
    const value = key === "" ? object : object[key];
    if (mode === "extra field") Object.assign(value as object, { [extraField]: "new" });
    if (mode === "extra field" || key === "") return;
    if (mode === "absent") delete object[key];
    else if (mode === "null") object[key] = null;
    else if (mode === "unknown value") object[key] = `${newValue}${String(value)}`;
    else if (mode === "empty") object[key] = typeof value === "string" ? "" : Array.isArray(value) ? [] : {};
    else object[key] = typeof value === "string" ? wrong.number : Array.isArray(value) ? { ...wrong } : wrong.text;
}

/** Values of a type that a field never has. */
const wrong = { number: 70_707, text: "a text in place of something else" };
const isWrong = (value: unknown): boolean =>
    value === wrong.number || value === wrong.text || JSON.stringify(value) === JSON.stringify(wrong);

export const isNewValue = (value: unknown): boolean => JSON.stringify(value ?? "").includes(newValue);
