import { printable } from "../provider/transport/foreignText";

/** Quotes a word of a command line for a shell. */
export const shellWord = (text: string): string =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", "'\\''")}'`;
