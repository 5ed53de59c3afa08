import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** What may be typed after a command. */
export interface Completed {
    /** The words after the name of the program, such as `drift decide`; empty for the program itself. */
    path: string;
    commands: readonly { name: string; summary: string }[];
    options: readonly CompletedOption[];
    /** The arguments, by position. */
    arguments: readonly Value[];
}

/** Certain words, the name of a file or folder, or any text. */
export interface Value {
    words: readonly string[];
    isFile: boolean;
}

export interface CompletedOption {
    /** As typed: `-o`, `--output`. */
    flags: readonly string[];
    description: string;
    /** Absent for a switch. */
    value?: Value & { isRequired: boolean; isVariadic: boolean };
}

/** A program and all commands below it, as their help lists them. */
export function completionTree(command: CommandUnknownOpts, path: readonly string[] = []): Completed[] {
    const help = command.createHelp();
    const commands = help
        .visibleCommands(command)
        .map((one) => ({ name: one.name(), summary: help.subcommandDescription(one) }));
    const own: Completed = {
        path: path.join(" "),
        commands,
        options: help.visibleOptions(command).map(completedOption),
        arguments: command.registeredArguments.map((one) => valueOf(one.name(), one.argChoices)),
    };
    const names = command.commands.map((one) => one.name());
    const helpArgument = { words: names, isFile: false };
    const helpCommand = { path: [...path, "help"].join(" "), commands: [], options: [], arguments: [helpArgument] };
    return [
        own,
        ...(commands.length > names.length ? [helpCommand] : []),
        ...command.commands.flatMap((one) => completionTree(one, [...path, one.name()])),
    ];
}

type HelpOption = CommandUnknownOpts["options"][number];

function completedOption(option: HelpOption): CompletedOption {
    const { short, long, description, argChoices, required: isRequired, optional, variadic: isVariadic } = option;
    const flags = [short, long].filter((flag) => flag !== undefined);
    if (!isRequired && !optional) return { flags, description };
    const placeholder = /[<[](.+?)(\.\.\.)?[>\]]$/.exec(option.flags)?.[1] ?? "";
    return { flags, description, value: { ...valueOf(placeholder, argChoices), isRequired, isVariadic } };
}

/** The placeholder in the help names files: `<file>`, `<data-file>`, `<folder>`. */
const valueOf = (placeholder: string, words: readonly string[] = []): Value => ({
    words,
    isFile: /(^|-)(file|folder)$/.test(placeholder),
});
