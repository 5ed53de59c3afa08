import { isRecord } from "../../provider/core/json";
import { knownKeys, knownNumbers, knownValues, messageWords, openMaps, pathWords } from "./vocabulary";

type Kind = keyof typeof replacements;

/** The replacement for the n-th value of a kind, in the format of that kind. */
const replacements = {
    id: (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    date: (n: number) => new Date(Date.UTC(2000, 0, 1, 0, 0, n)).toISOString(),
    second: (n: number) => new Date(Date.UTC(2000, 0, 1, 0, 0, n)).toISOString().replace(".000", ""),
    email: (n: number) => `person${n}@example.invalid`,
    url: (n: number) => `https://host${n}.example.invalid/`,
    phone: (n: number) => `+1555${String(n).padStart(7, "0")}`,
    text: (n: number) => `text-${n}`,
    key: (n: number) => `key-${n}`,
    number: (n: number) => 9_000_000 + n,
} as const;

const forms: readonly (readonly [Kind, RegExp])[] = [
    ["id", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
    ["second", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
    ["date", /^\d{4}-\d\d-\d\dT\d\d:\d\d/],
    ["email", /^[^\s@]+@[^\s@]+$/],
    ["url", /^[a-z][\w+.-]*:\/\//i],
    ["phone", /^\+?[\d\s().-]{3,}$/],
];

const messageFields = /^(message|messageWithParams|error_description|errorMessage|description_of_error)$/;
/** Fields of a permission. Their values are kept if the catalog contains them. */
const permissionFields = /^(domain|entityName|entityType|action|actions|actionSet|scope|id|name|serviceName)$/;

/**
 * Replaces all values that a tenant has chosen. Equal values get equal replacements. Unknown values are treated as
 * chosen by the tenant.
 */
export class Anonymizer {
    readonly #seen = new Map<string, string | number>();
    readonly #counts = new Map<Kind, number>();

    /** @param catalogue - words of the vendor's own lists in this tenant, such as permissions and scopes */
    constructor(private readonly catalogue: ReadonlySet<string>) {}

    /** @param field - the name of the field that has the value */
    value(value: unknown, field = ""): unknown {
        if (Array.isArray(value)) return value.map((one) => this.value(one, field));
        if (isRecord(value)) return this.#object(value, field);
        if (typeof value === "string") return this.text(value, field);
        if (typeof value !== "number") return value;
        return knownNumbers.has(field) ? value : this.#replaced("number", `#${value}`);
    }

    text(text: string, field = ""): string {
        if (text === "" || knownValues.has(text) || text === "*") return text;
        if (permissionFields.test(field) && this.catalogue.has(text)) return text;
        if (/^(code|error)$/.test(field) && /^[a-z]+([._][a-z]+)*$/.test(text) && isOfWords(text)) return text;
        if (messageFields.test(field)) return message(text);
        if (text.startsWith("/")) return this.path(text);
        const kind = forms.find(([, form]) => form.test(text))?.[0] ?? "text";
        return String(this.#replaced(kind, text));
    }

    /** A path of an API with its query: parts that are not words of the API are replaced. */
    path(path: string): string {
        const [before = "", query] = path.split("?");
        const parts = before.split("/").map((part) => {
            const plain = decoded(part);
            return part === "" || pathWords.has(plain) ? part : encodeURIComponent(this.text(plain));
        });
        if (query === undefined) return parts.join("/");
        const asked = [...new URLSearchParams(query)].map(([key, value]) => {
            const shown = /^\d{1,4}$/.test(value) && /^(page|max|first)/.test(key) ? value : this.text(value, key);
            return `${this.#key(key, "")}=${encodeURIComponent(shown)}`;
        });
        return `${parts.join("/")}?${asked.join("&")}`;
    }

    #object(object: Record<string, unknown>, field: string): Record<string, unknown> {
        return Object.fromEntries(
            Object.entries(object).map(([key, value]) => [this.#key(key, field), this.value(value, key)]),
        );
    }

    /** Names of fields are the vendor's, except in objects whose keys the tenant chooses. */
    #key(key: string, parent: string): string {
        if (knownKeys.has(key)) return key;
        if (parent === "permissionMap" && this.catalogue.has(key)) return key;
        const isField = /^[a-z_][A-Za-z_]{1,40}$/i.test(key) && !openMaps.test(parent) && parent !== "permissionMap";
        return isField ? key : String(this.#replaced("key", key));
    }

    #replaced(kind: Kind, value: string): string | number {
        const known = this.#seen.get(value);
        if (known !== undefined) return known;
        const count = (this.#counts.get(kind) ?? 0) + 1;
        this.#counts.set(kind, count);
        const replacement = replacements[kind](count);
        this.#seen.set(value, replacement);
        return replacement;
    }
}

/** A vendor's error code consists of the words of its messages. */
const codeWords =
    /^(bad|not|found|missing|any|permissions|client|roles|general|conflict|invalid|value|date|too|many|requests|retry|after|clients|auth|grant|type|required|authentication|credentials|authorized|resource|unsupported|media|internal|server|error|illegal|query|request|timeout|max|ids|role|user|unknown|a|token|unauthorized)$/;
const isOfWords = (code: string): boolean => code.split(/[._]/).every((word) => codeWords.test(word));

/** Words of a message that every API uses; other words may be names. */
const message = (text: string): string =>
    text
        .split(/(\s+)/)
        .map((word) =>
            /^\s*$/.test(word) || messageWords.has(word.toLowerCase().replace(/[.,:;]+$/, "")) ? word : "…",
        )
        .join("")
        .replace(/…(\s+…)+/g, "…");

function decoded(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
