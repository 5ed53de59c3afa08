import { bashScript } from "./bash";
import type { Completed } from "./tree";

/** zsh runs the script of bash by a function that is part of zsh. */
export const zshScript = (program: string, tree: readonly Completed[]): string =>
    `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
autoload -Uz bashcompinit && bashcompinit
${bashScript(program, tree)}`;
