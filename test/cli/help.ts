import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** What `--help` prints for a command on a terminal of 80 columns. */
export function printedHelp(command: CommandUnknownOpts): string {
    let text = "";
    const output = { writeOut: (part: string) => void (text += part), getOutHelpWidth: () => 80 };
    const before = command.configureOutput();
    command.configureOutput({ ...before, ...output }).outputHelp();
    command.configureOutput(before);
    return text.trimEnd();
}

/** The words of a command: `contact-center drift decide`. */
export const pathOf = (command: CommandUnknownOpts): string =>
    command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
