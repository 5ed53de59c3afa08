import fc from "fast-check";

/** Any character of Unicode, surrogates apart: as `unit: "binary"`, which takes most of a second to get ready. */
export const anyCharacter = fc
    .nat(0x10_ffff - 0x800)
    .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800));
