/** The stable code of an error or a warning, `CC1042`. `docs/messages.md` explains each. */
export type MessageCode = `CC${number}`;

/** A message with its code: at its end, or at the end of its first line if a list follows. */
export const coded = (code: MessageCode, text: string): string =>
    text.replace(/:(?=\n)|$/, (end) => ` [${code}]${end}`);
