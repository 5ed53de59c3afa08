import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "../..");
const run = promisify(execFile);

/** The words of each command in lines of a shell; comments and settings of the environment are left out. */
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

/** What is wrong with a command of ours, or with a script of npm; nothing with any other command. */
export async function problemOf(words: readonly string[]): Promise<string | undefined> {
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

/** Follows the words into the commands as far as they name one; every option must be in its help. */
async function problemOfOwn(args: readonly string[]): Promise<string | undefined> {
    const path: string[] = [];
    let help = await helpOf(path);
    for (const word of args) {
        if (word.startsWith("-")) break;
        const commands = commandsIn(help);
        if (commands.length > 0 && !commands.includes(word))
            return /^[<[…]/.test(word) ? undefined : `there is no command ${[...path, word].join(" ")}`;
        if (commands.length === 0) break;
        path.push(word);
        help = await helpOf(path);
    }
    const unknown = args
        .filter((word) => /^--?[a-z]/.test(word))
        .map((word) => word.replace(/=.*$/, ""))
        .filter((option) => !new RegExp(`(^|[\\s,])${option}([\\s,]|$)`, "m").test(help));
    return unknown.length === 0 ? undefined : `contact-center ${path.join(" ")} has no ${unknown.join(", ")}`;
}

const commandsIn = (help: string): string[] => {
    const [, list = ""] = help.split(/^Commands:\n/m);
    return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = ""]) => name);
};

const known = new Map<string, Promise<string>>();

function helpOf(path: readonly string[]): Promise<string> {
    const key = path.join(" ");
    const args = ["--import", require.resolve("tsx"), join(root, "cli/main.ts"), ...path, "--help"];
    const help = known.get(key) ?? run(process.execPath, args, { cwd: root }).then(({ stdout }) => stdout);
    known.set(key, help);
    return help;
}
