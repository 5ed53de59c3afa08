import { isRecord } from "../core/json";

/**
 * The properties of `whole` that `like` has, at every depth. Keycloak does not store empty texts of attributes and
 * settings, nor empty lists of a user's attribute. Their absence agrees with a program that declares them empty.
 */
export function pick<T extends Record<string, unknown>>(whole: T, like: Record<string, unknown>): T {
    const shown = Object.entries(like).filter(([key, inner]) => Object.hasOwn(whole, key) || isAbsence(inner));
    return Object.fromEntries(
        shown.map(([key, inner]) => {
            const value = Object.hasOwn(whole, key) ? whole[key] : inner;
            return [key, isRecord(value) && isRecord(inner) ? pick(value, inner) : value];
        }),
    ) as T;
}

/** Newer servers also omit flags that are off. */
const isAbsence = (value: unknown): boolean => value === false || isEmpty(value);
const isEmpty = (value: unknown): boolean => value === "" || (Array.isArray(value) && value.length === 0);

/** The texts or lists to send. An empty one for a key that does not exist would change nothing. */
export const withoutEmpty = <T>(values: Record<string, T>, there: Record<string, unknown> = {}): Record<string, T> =>
    Object.fromEntries(Object.entries(values).filter(([key, value]) => !isEmpty(value) || Object.hasOwn(there, key)));
