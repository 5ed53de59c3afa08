import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { printData } from "../print";
import { bashScript } from "./bash";
import { fishScript } from "./fish";
import { completionTree } from "./tree";
import { zshScript } from "./zsh";

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints the script of a shell for a program and all its commands. */
export const completion = (shell: keyof typeof scripts, program: CommandUnknownOpts): void =>
    printData(scripts[shell](program.name(), completionTree(program)));
