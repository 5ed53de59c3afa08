import { coded } from "../transport/message";
import { type ConfigSource, misconfiguredValue } from "./configuration";

/** Operations on one resource that may have to wait. */
export type Operation = "create" | "read" | "update" | "delete";

/** Default timeouts in seconds of an operation with everything that it waits for. */
const usual: Readonly<Record<Operation, number>> = { create: 600, read: 300, update: 600, delete: 600 };

export const operations = Object.keys(usual) as readonly Operation[];

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** The key of the stack's configuration that limits an operation. */
export const timeoutKey = (operation: Operation): string => `contactcenter:${operation}Timeout`;

/** Timeout in seconds of an operation: `90s`, `10m`, `1h30m` in the configuration. */
export function timeoutOf(operation: Operation, source: ConfigSource): number {
    const key = timeoutKey(operation);
    const text = source.get(key)?.trim();
    if (!text) return usual[operation];
    const seconds = secondsOf(text);
    if (seconds !== undefined) return seconds;
    throw misconfiguredValue(undefined, `${key} ${durationRule(text)}`);
}

/** The message for an invalid duration. */
export const durationRule = (given: unknown): string =>
    coded("CC1127", `must be a number with a unit, "90s", "10m" or "1h30m"; it is ${JSON.stringify(given)}`);

/** Seconds of a duration in Pulumi's format, such as `90s` or `1h30m`; nothing if it is invalid. */
export function secondsOf(text: unknown): number | undefined {
    if (typeof text !== "string" || !/^(\d+(\.\d+)?[smh])+$/.test(text.trim())) return undefined;
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smh])/g)];
    const seconds = parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (unitSeconds[unit] ?? 0), 0);
    return seconds > 0 ? seconds : undefined;
}
