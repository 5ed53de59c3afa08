/**
 * What the help of a command says last, for `addHelpText("after", …)`.
 * @param examples - command lines, without the name of the program
 * @param exits - what each exit status means, if it is more than 0 for success and 2 for a failure
 */
export const helpEnd = (examples: readonly string[], exits: Readonly<Record<string, string>> = {}, note = ""): string =>
    [
        note,
        section(
            "Exit status:",
            Object.entries(exits).map(([status, meaning]) => `${status.padEnd(3)} ${meaning}`),
        ),
        section(
            examples.length === 1 ? "Example:" : "Examples:",
            examples.map((line) => `contact-center ${line}`),
        ),
    ]
        .filter((part) => part !== "")
        .map((part) => `\n${part}`)
        .join("\n");

/** Of commands whose report has several formats. */
export const formatNote = "A format without a file replaces the usual report.";

/** Exit statuses of commands that run the engine. */
export const interrupted = { "130, 143": "interrupted" };

const section = (heading: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : [heading, ...lines.map((line) => `  ${line}`)].join("\n");

/** For an option that may be repeated: a variadic one would take the command's argument as well. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
