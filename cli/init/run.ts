import { counted } from "../drift/format";
import { existsSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { confirm } from "@inquirer/prompts";
import { UserError } from "../../provider/transport/errors";
import { type Answers, answersIn, contextOf, usualAnswers } from "./answers";
import { writeFiles } from "../files";
import { type Changes, changesIn, colored } from "./changes";
import type { ProjectContext } from "./context";
import { ask } from "./questions";
import { renderProject } from "./render";
import { print, printStyled } from "../print";
import { vendorLibrary } from "./vendor";

export interface InitOptions extends Partial<Answers> {
    yes?: boolean;
}

const atTerminal = () => process.stdin.isTTY === true && process.stdout.isTTY === true;

export async function init(given: string, { yes, ...options }: InitOptions): Promise<void> {
    const folder = resolve(given);
    if (existsSync(folder) && !statSync(folder).isDirectory())
        throw new UserError("CC7078", `${given} is a file. Name a folder`);
    const known = { ...answersIn(folder), ...options };
    const usual = usualAnswers(folder);
    const context = contextOf(atTerminal() ? await ask(known, usual) : { ...usual, ...known });
    const files = renderProject(context);
    const changes = changesIn(folder, files);
    const overwritten = yes ? [...changes.differing.keys()] : await chosen(changes);
    if (overwritten === undefined) {
        print("Nothing was written, because files differ. Run the command again with --yes to overwrite them.");
        process.exitCode = 1;
        return;
    }
    const wanted = [...changes.created, ...overwritten];
    await writeFiles(folder, Object.fromEntries(wanted.map((path) => [path, files[path] ?? ""])));
    const vendored = wanted.includes("package.json") && (await vendorLibrary(folder, context.versions.own));
    if (vendored) changes.created.push(vendored);
    print(report(relative(process.cwd(), folder) || ".", changes, overwritten, context));
}

/** Shows each file that differs and asks. If it cannot ask, it changes nothing. */
async function chosen({ differing }: Changes): Promise<string[] | undefined> {
    const paths: string[] = [];
    for (const [path, diff] of differing) {
        printStyled(colored(diff));
        if (atTerminal() && (await confirm({ message: `Overwrite ${path}?`, default: false }))) paths.push(path);
    }
    return atTerminal() || differing.size === 0 ? paths : undefined;
}

function report(
    folder: string,
    { created, differing }: Changes,
    overwritten: readonly string[],
    { backend, pipelines }: ProjectContext,
): string {
    const kept = differing.size - overwritten.length;
    const lines = [
        [
            `${folder}: ${counted(created.length, "file")} written`,
            ...(overwritten.length > 0 ? [`${overwritten.length} overwritten`] : []),
            ...(kept > 0 ? [`${kept} kept because they differ`] : []),
        ].join(", "),
    ];
    if (!created.includes("package.json")) return lines.join("\n");
    if (backend.kind === "file" && pipelines !== "none")
        lines.push(
            `The state is stored in ${backend.url}. Pipelines need a machine that keeps this folder between runs.`,
        );
    return [
        ...lines,
        "Next:",
        `  cd ${folder} && npm install`,
        "  npm run try                                        # the whole program on a simulated organization",
        "  npx contact-center tenant add <tenant> --region <region> --client-id <client id>",
        "README.md describes the next steps.",
    ].join("\n");
}
