/** The stable code of an error or a warning, `CC1042`. `docs/messages.md` explains each. */
export type MessageCode = `CC${number}`;

/** A message with its code: at its end, or at the end of its first line if a list follows. */
export const coded = (code: MessageCode, text: string): string =>
    text.replace(/:(?=\n)|$/, (end) => ` [${code}]${end}`);

/** A message and the code at its end. */
export function uncoded(text: string): { code: MessageCode | undefined; text: string } {
    const [, rest = text, code] = /^(.*) \[(CC\d+)\]$/s.exec(text) ?? [];
    return { code: code as MessageCode | undefined, text: rest };
}
