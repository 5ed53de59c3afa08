import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { contactCenterProgram } from "../../cli/program";

const root = join(__dirname, "../..");

/** The words of each command in lines of a shell, without comments and settings of the environment. */
export function shellCommands(text: string): string[][] {
    return text
        .replace(/\\\n/g, " ")
        .split("\n")
        .flatMap((line) => line.replace(/(^|\s)#.*$/, "").split(/&&|\|\||[|;]/))
        .map((command) => command.match(/"[^"]*"|'[^']*'|\S+/g) ?? [])
        .map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word) && word !== "$")))
        .map((words) => (words[0] === "npx" ? words.slice(1) : words))
        .filter((words) => words.length > 0);
}

/** What is wrong with a command of ours, or with a script of npm; nothing for other commands. */
export function problemOf(words: readonly string[]): string | undefined {
    const [program, ...args] = words;
    if (program === "contact-center") return problemOfOwn(args);
    if (program !== "npm") return undefined;
    const script = args[0] === "test" ? "test" : args[0] === "run" ? args[1] : undefined;
    if (script === undefined || scripts.has(script)) return undefined;
    return `there is no script ${script}`;
}

/** Of this repository, and of a platform repository as `contact-center init` writes it. */
const scripts = new Set(
    ["package.json", "templates/project/package.json"].flatMap((file) => {
        const [, block = ""] = /"scripts": \{([^}]*)\}/.exec(readFileSync(join(root, file), "utf8")) ?? [];
        return [...block.matchAll(/"([^"]+)":/g)].map(([, name = ""]) => name);
    }),
);

/** Follows the words into the commands as far as they name one; every option must belong to the last. */
function problemOfOwn(args: readonly string[]): string | undefined {
    const path: string[] = [];
    let command: CommandUnknownOpts = contactCenterProgram("");
    for (const word of args) {
        if (word.startsWith("-") || command.commands.length === 0) break;
        const next = command.commands.find((one) => one.name() === word);
        if (next === undefined)
            return /^[<[…]/.test(word) ? undefined : `there is no command ${[...path, word].join(" ")}`;
        path.push(word);
        command = next;
    }
    const options = command.createHelp().visibleOptions(command);
    const known = new Set(options.flatMap(({ short, long }) => [short, long]));
    const unknown = args
        .filter((word) => /^--?[a-z]/.test(word))
        .map((word) => word.replace(/=.*$/, ""))
        .filter((option) => !known.has(option));
    return unknown.length === 0 ? undefined : `contact-center ${path.join(" ")} has no ${unknown.join(", ")}`;
}
