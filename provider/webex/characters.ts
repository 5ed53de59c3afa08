/**
 * Invisible characters: format and control characters, joiners, fillers. Line breaks within cells are not included,
 * because they are visible.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\u2800]/u;
/** Characters that names need in some scripts: joiners, and variants of a character. */
const inNames = /\p{Join_Control}|\p{Variation_Selector}/gu;
const ends = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]+|[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]+$/gu;
const ascii = /^[\x20-\x7e]*$/;

/** The text without spaces and invisible characters at both ends. */
export const trimmed = (text: string): string => (ascii.test(text) ? text.trim() : text.replace(ends, ""));

/** `U+200E`, the first invisible character of a text. */
export function invisibleIn(text: string, isName = false): string | undefined {
    if (ascii.test(text)) return undefined;
    const found = invisible.exec(isName ? text.replace(inNames, "") : text)?.[0];
    return found === undefined ? undefined : codePoint(found);
}

/** A text with its invisible characters as `U+200E`. */
export const visible = (text: string): string =>
    ascii.test(text) ? text : text.replace(new RegExp(invisible, "gu"), codePoint);

const codePoint = (character: string): string =>
    `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
