import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isInline, isMocked } from "./program";
import { coded } from "./userError";

const library = "pulumi-contact-center";

/** The command that adds a package to a program, chosen by the package manager's lock file. */
const commands: Readonly<Record<string, string>> = {
    "pnpm-lock.yaml": "pnpm add",
    "yarn.lock": "yarn add",
    "bun.lock": "bun add",
    "package-lock.json": "npm install",
};

let checked: { problem: string | undefined } | undefined;

/**
 * Why the engine cannot run the provider of the program, with the command that fixes it; nothing if it can. The check
 * runs once per process, and only in programs that the command line starts. In unit tests no engine runs. For an inline
 * program, the engine starts the provider in the folder that the project settings name.
 */
export function checkLayout(): string | undefined {
    if (isMocked() || isInline()) return undefined;
    checked ??= { problem: layoutProblem(process.cwd(), process.versions) };
    return checked.problem;
}

/**
 * The same for a program in `folder`, where the engine starts the provider.
 * @param versions - versions of the runtime, as in `process.versions`
 */
export function layoutProblem(
    folder: string,
    versions: Readonly<Record<string, string | undefined>>,
): string | undefined {
    if (versions["bun"] !== undefined)
        return coded(
            "CC1308",
            `${library} does not support Bun. Run the program with Node.js: set \`runtime: nodejs\` in Pulumi.yaml`,
        );
    if (versions["pnp"] !== undefined)
        return coded(
            "CC1309",
            `${library} does not support Yarn Plug'n'Play. Its provider needs a folder node_modules. ` +
                "Run `yarn config set nodeLinker node-modules` and then `yarn install`",
        );
    if (isFound(folder)) return undefined;
    return coded(
        "CC1310",
        `Pulumi cannot find the package ${library} from the program's folder ${folder}. The package must be a ` +
            `dependency of the program itself. Run \`${addCommand(folder)} ${ownPackage()}\` in this folder`,
    );
}

/** Whether the code in the state finds the provider if it runs in the folder. */
function isFound(folder: string): boolean {
    // A file in node_modules: Node searches the same folders for it as for the code in the state, which has no file.
    // From a file next to package.json, Node would also find a package with the same name in that folder.
    try {
        createRequire(join(folder, "node_modules", "state.js")).resolve(`${library}/provider`);
        return true;
    } catch {
        return false;
    }
}

/** Lock files are in the folder of the program, or in a parent folder if the program belongs to a workspace. */
function addCommand(folder: string): string {
    const found = Object.keys(commands).find((lockFile) => existsSync(join(folder, lockFile)));
    if (found !== undefined) return commands[found] as string;
    const above = dirname(folder);
    return above === folder ? "npm install" : addCommand(above);
}

/**
 * As part of a command: the version on npm, or a tarball while package.json is private, because the package is not on
 * npm then. A library that is bundled into the program has no package.json, and so no version.
 */
function ownPackage(): string {
    try {
        const manifest = createRequire(__filename)(`${library}/package.json`) as { version: string; private?: boolean };
        const { version, private: isUnpublished = false } = manifest;
        return isUnpublished ? `<folder of the tarball>/${library}-${version}.tgz` : `${library}@${version}`;
    } catch {
        return library;
    }
}
