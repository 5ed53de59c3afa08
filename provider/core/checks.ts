import { type ConfigSource, misconfiguredValue, providerName } from "./configuration";
import { didYouMean, quotedList } from "./problem";

/** How to handle a problem that a live check finds, that is, one that depends on an answer of the tenant. */
const levels = ["error", "warn", "off"] as const;
export type Checks = (typeof levels)[number];

export const checksKey = "contactcenter:checks";

/** `error` rejects, `warn` reports, `off` makes no live check. Throws a {@link UserError} for any other value. */
export function checksOf(source: ConfigSource): Checks {
    const text = source.get(checksKey)?.trim() || "error";
    const level = levels.find((one) => one === text);
    if (level !== undefined) return level;
    throw misconfiguredValue(
        "CC1101",
        `${checksKey} must be ${quotedList(levels, "or")}; it is "${text}"${didYouMean(text, levels)}`,
    );
}

/** The last line of an error from a live check: what to do if the check is wrong. */
export function loweredBy(source: ConfigSource): string {
    const provider = source.get(providerName);
    const setting =
        provider === undefined
            ? `run \`pulumi config set ${checksKey} warn\``
            : `pass checks: "warn" (${checksKey}) to the provider "${provider}"`;
    return `If this check of the tenant is wrong, ${setting}.`;
}
