import { printable } from "../provider/transport/foreignText";

/** A word of a command line, as a shell reads it. */
export const shellWord = (text: string): string =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", "'\\''")}'`;
