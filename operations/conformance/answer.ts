import { isRecord } from "../../provider/core/json";
import { NotChecked } from "./notChecked";

/** An answer as received, without any decoding. */
export interface RawAnswer {
    method: string;
    /** Without the base of the API. */
    path: string;
    status: number;
    headers: Readonly<Record<string, unknown>>;
    /** Parsed if it is JSON; `undefined` if it is empty. */
    body: unknown;
}

export const isGood = ({ status }: RawAnswer): boolean => status >= 200 && status <= 299;

type Item = Record<string, unknown>;
/** The own fields of an object; none for any other value. */
export const fieldsOf = (value: unknown): Item => (isRecord(value) ? value : {});
/** The items of a list that are objects. */
export const itemsOf = (value: unknown): Item[] => (Array.isArray(value) ? value.filter(isRecord) : []);
/** The objects of a page of a list. */
export const entitiesOf = ({ body }: RawAnswer): Item[] => itemsOf(fieldsOf(body)["entities"]);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The vendor's error code, if it looks like one. Nothing else of an error may be shown. */
export function codeOf({ body }: RawAnswer): string {
    const { code, error } = fieldsOf(body);
    const found = [code, error].find((one) => typeof one === "string" && /^[a-z][\w.]{0,60}$/i.test(one));
    return (found as string | undefined) ?? "no code";
}

/** `409 general.conflict` */
export const statusOf = (answer: RawAnswer): string =>
    isGood(answer) ? String(answer.status) : `${answer.status} ${codeOf(answer)}`;

/** An answer that a check requires. @param needs - permissions of the check, for a 403 that names none */
export function needed(answer: RawAnswer, needs: readonly string[]): RawAnswer {
    if (isGood(answer)) return answer;
    const call = `${answer.method} ${shownPath(answer.path)}`;
    if (answer.status === 403) throw new NotChecked(`the calling client lacks ${lacking(answer, needs)} (${call})`);
    throw new NotChecked(`${call} was answered ${statusOf(answer)}`);
}

/** The permissions that an error lists in brackets, if they look like permissions. */
function lacking({ body }: RawAnswer, needs: readonly string[]): string {
    const named = /\[([^\]]+)\]/.exec(textOf(fieldsOf(body)["message"]))?.[1]?.split(/,\s*/) ?? [];
    const permissions = named.filter((one) => /^[\w-]+(:[\w*-]+){1,2}$/.test(one));
    return (permissions.length > 0 ? permissions : needs).join(", ") || "a permission";
}

/** A path without ids: words that do not belong to the API become `{id}`. */
export const shownPath = (path: string): string =>
    path
        .replace(/\?.*$/, "")
        .replace(/(?<=\/)[^/]*(\d|%|\*|\.)[^/]*(?=\/|$)/g, (part) => (/^v\d$/.test(part) ? part : "{id}"));
