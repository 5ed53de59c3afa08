import { ConfigurationError } from "./errors";

/** Limit of an answer in megabytes, uncompressed. The longest list page that was seen has less than one. */
const usual = 32;
const variable = "CONTACTCENTER_ANSWER_LIMIT";

/** Limit of an answer in bytes. Throws a {@link ConfigurationError} if the variable is invalid. */
export function answerLimit(env: NodeJS.ProcessEnv = process.env): number {
    const text = env[variable]?.trim() || String(usual);
    const megabytes = Number(text);
    if (Number.isInteger(megabytes) && megabytes >= 1 && megabytes <= 512) return megabytes * 2 ** 20;
    throw new ConfigurationError(
        "CC1011",
        `${variable} must be a whole number of megabytes from 1 to 512; it is "${text}"`,
    );
}

export const tooLong = "ERR_ANSWER_TOO_LONG";

/** The remedy for an answer that is too long. */
export const tooLongRemedy = (): string =>
    `Answers are limited to ${answerLimit() / 2 ** 20} MB. If this answer is correct, set ${variable} to more megabytes.`;
