import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const folder = dirname(require.resolve("purecloud-platform-client-v2/package.json"));

interface Field {
    type: string;
    required: boolean;
}

/** The content of the official SDK's declarations: the vendor generates them from its API description. */
export interface VendorModels {
    /** By name: the fields with their types. */
    models: ReadonlyMap<string, ReadonlyMap<string, Field>>;
    /** By the name of an operation, `postGroups`: the type of its answer, or `void`. */
    answers: ReadonlyMap<string, string>;
}

let read: VendorModels | undefined;

export function vendorModels(): VendorModels {
    if (read) return read;
    const text = readFileSync(join(folder, "index.d.ts"), "utf8");
    const models = new Map<string, Map<string, Field>>();
    for (const [, name = "", body = ""] of text.matchAll(/\texport interface (\w+) \{([^]*?)\n\t\}/g)) {
        const fields = [...body.matchAll(/^\t\t"(.+?)"(\??): (.+);$/gm)];
        models.set(
            name,
            new Map(fields.map(([, key = "", optional, type = ""]) => [key, { type, required: optional === "" }])),
        );
    }
    const answers = new Map<string, string>();
    for (const [, name = "", type = ""] of text.matchAll(/^\s+(\w+)\(.*\): Promise<(.+)>;$/gm)) answers.set(name, type);
    read = { models, answers };
    return read;
}

/** How an answer differs from the vendor's type: `Group.owners.*.version is lacking`. */
export function differencesFrom(type: string, value: unknown, at = type.replace(/^Models\./, "")): string[] {
    if (type === "void") return value === undefined || isEmpty(value) ? [] : [`${at} has a value`];
    const list = /^Array<(.+)>$/.exec(type)?.[1];
    if (list !== undefined)
        return Array.isArray(value)
            ? value.flatMap((one) => differencesFrom(list, one, `${at}.*`))
            : [`${at} is no list`];
    const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
    if (map !== undefined)
        return isObject(value)
            ? Object.values(value).flatMap((one) => differencesFrom(map, one, `${at}.*`))
            : [`${at} is no object`];
    if (type.startsWith("Models.")) return fieldDifferences(type.slice("Models.".length), value, at);
    if (type === "any" || (type === "object" && isObject(value)) || typeof value === type) return [];
    return [`${at} is no ${type}: ${JSON.stringify(value)}`];
}

function fieldDifferences(name: string, value: unknown, at: string): string[] {
    const fields = vendorModels().models.get(name);
    if (!fields) return [`${at}: there is no model ${name}`];
    if (!isObject(value)) return [`${at} is no object`];
    const lacking = [...fields].filter(([key, { required }]) => required && value[key] === undefined);
    return [
        ...lacking.map(([key]) => `${at}.${key} is lacking`),
        ...Object.entries(value).flatMap(([key, one]) => {
            const field = fields.get(key);
            return field ? differencesFrom(field.type, one, `${at}.${key}`) : [`${at}.${key} is added`];
        }),
    ];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean => value === "" || (isObject(value) && Object.keys(value).length === 0);
