import { didYouMean } from "../core/problem";
import { matchesWildcard } from "../core/wildcard";
import { UserError } from "../transport/errors";
import type { MessageCode } from "../transport/message";

/** Fields for filters, in the words of Imagicle's page "Users provisioning against Cisco Webex Control Hub". */
export const filterFields = ["email", "department", "Location", "phoneNumber", "UserType"] as const;
export type FilterField = (typeof filterFields)[number];
export const userTypes = [
    "user",
    "auto-attendant",
    "call-queue",
    "hunt-group",
    "virtual-line",
    "workspace",
    "fax-workspace",
] as const;

/** A data source filter of Imagicle's UCX Platform. */
export type Filter =
    | { and: Filter[] }
    | { or: Filter[] }
    | { not: Filter }
    /** `*` in the value stands for any text. */
    | { field: FilterField; is: string };

/** Maximum nesting of filters. Imagicle documents no limit, and nobody writes that many manually. */
const deepest = 100;

/** Parses a filter such as `(&(department=Sales)(!(Location=Rome*)))`. An error names the position, counted from 1. */
export function parseFilter(text: string): Filter {
    const reader = new Reader(text);
    const filter = reader.filter();
    reader.end();
    return filter;
}

/** Writes a filter in the canonical form, which {@link parseFilter} parses to the same filter. */
export function printFilter(filter: Filter): string {
    if ("and" in filter) return `(&${filter.and.map(printFilter).join("")})`;
    if ("or" in filter) return `(|${filter.or.map(printFilter).join("")})`;
    if ("not" in filter) return `(!${printFilter(filter.not)})`;
    return `(${filter.field}=${filter.is})`;
}

const quoted = (text: string) => `"${text.length > 100 ? `${text.slice(0, 100)}…` : text}"`;

class Reader {
    #at = 0;
    #depth = 0;

    constructor(private readonly text: string) {}

    filter(): Filter {
        this.#space();
        this.#expect("(");
        if (++this.#depth > deepest) this.#fail("CC4005", `filters are nested more than ${deepest} levels deep`);
        this.#space();
        const operator = this.text[this.#at];
        const filter =
            operator === "&" || operator === "|" || operator === "!" ? this.#combined(operator) : this.#one();
        this.#expect(")");
        this.#depth--;
        return filter;
    }

    end(): void {
        this.#space();
        if (this.#at < this.text.length)
            this.#fail("CC4006", `unexpected text ${quoted(this.text.slice(this.#at))} after the filter`);
    }

    #combined(operator: "&" | "|" | "!"): Filter {
        this.#at++;
        const parts: Filter[] = [];
        for (this.#space(); this.text[this.#at] === "("; this.#space()) parts.push(this.filter());
        const [first] = parts;
        if (first === undefined) this.#fail("CC4007", `"${operator}" needs a filter in parentheses after it`);
        if (operator === "!") {
            if (parts.length > 1) this.#fail("CC4008", `"!" needs exactly one filter; there are ${parts.length}`);
            return { not: first };
        }
        return operator === "&" ? { and: parts } : { or: parts };
    }

    #one(): Filter {
        const name = this.#until(/[=()]/g);
        const written = name.trim();
        const field = filterFields.find((one) => one.toLowerCase() === written.toLowerCase());
        if (field === undefined)
            this.#fail(
                "CC4009",
                `unknown field ${quoted(written)}${didYouMean(written, filterFields) || `. The fields are ${filterFields.join(", ")}`}`,
            );
        this.#at += name.length;
        this.#expect("=");
        const value = this.#until(/[()]/g);
        const is = value.trim();
        if (is === "") this.#fail("CC4010", `"${field}=" needs a value`);
        if (field === "UserType" && !is.includes("*") && !(userTypes as readonly string[]).includes(is))
            this.#fail(
                "CC4011",
                `unknown UserType ${quoted(is)}${didYouMean(is, userTypes) || `. The types are ${userTypes.join(", ")}`}`,
            );
        this.#at += value.length;
        return { field, is };
    }

    #expect(character: string): void {
        this.#space();
        if (this.text[this.#at] !== character) {
            const found = this.#at < this.text.length ? `"${this.text[this.#at]}"` : "the end";
            this.#fail("CC4012", `expected "${character}", found ${found}`);
        }
        this.#at++;
    }

    /** The text up to one of some characters. The position does not change. */
    #until(end: RegExp): string {
        end.lastIndex = this.#at;
        return this.text.slice(this.#at, end.exec(this.text)?.index);
    }

    #space(): void {
        while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
    }

    #fail(code: MessageCode, reason: string): never {
        throw new UserError(code, `the filter is invalid at position ${this.#at + 1}: ${reason}`);
    }
}

/** Whether an object passes a filter. Not confirmed (I-1): that case does not matter. */
export function passes(filter: Filter, object: Partial<Record<FilterField, string>>): boolean {
    if ("and" in filter) return filter.and.every((one) => passes(one, object));
    if ("or" in filter) return filter.or.some((one) => passes(one, object));
    if ("not" in filter) return !passes(filter.not, object);
    return matchesWildcard(filter.is, object[filter.field] ?? "");
}
