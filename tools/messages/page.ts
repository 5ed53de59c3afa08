import { type Entry, ranges } from "./entries";
import type { Message } from "./source";

const head = `# Messages

Every error and warning has a code, which is printed at its end. \`<…>\` stands for a value, and \`(one | other)\` for one of two texts.

This page is written by \`npm run messages\` from the source and from \`tools/messages/entries/\`.
`;

/** `docs/messages.md`, as Prettier would write it. */
export const messagesPage = (messages: readonly Message[]): string =>
    [
        head,
        ...Object.entries(ranges).flatMap(([digit, { title, entries }]) => {
            const own = messages
                .filter(({ code }) => code?.[2] === digit)
                .sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1));
            const sections = own.map((one) => section(one, entries[codeOf(one)]));
            return sections.length === 0 ? [] : [`## ${title}`, "", ...sections];
        }),
    ].join("\n");

const codeOf = ({ code = "CC0000" }: Message) => code as `CC${number}`;

function section(message: Message, entry: Entry | undefined): string {
    const code = codeOf(message);
    const { when = "", fix, text = message.text } = entry ?? {};
    return [
        `<a id="${code.toLowerCase()}"></a>**${code}**`,
        "",
        "```text",
        text,
        "```",
        "",
        `- When: ${when}`,
        ...(fix === undefined ? [] : [`- What to do: ${fix}`]),
        "",
    ].join("\n");
}
