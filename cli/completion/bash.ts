import type { Completed, Value } from "./tree";

/**
 * For bash from 3.2 on, and for zsh with bashcompinit. `<file>` among the values stands for names of files, and `...`
 * for more values of the same option.
 */
export const bashScript = (program: string, tree: readonly Completed[]): string => `# Completion of ${program}
_contact_center_values() {
    case "$1" in
${tree
    .flatMap(tableOf)
    .map(([key, values]) => `        "${key}") echo "${values}" ;;`)
    .join("\n")}
        *) return 1 ;;
    esac
}

${complete}
complete -o filenames -F _contact_center ${program}
`;

/** Finds the command of the line and the option whose value is being typed, and offers what the table has for them. */
const complete = `_contact_center() {
    local current="\${COMP_WORDS[COMP_CWORD]}" command="" option="" prefix="" place=0 index word values
    for ((index = 1; index < COMP_CWORD; index++)); do
        word="\${COMP_WORDS[index]}"
        # Bash splits --option=value at the equals sign.
        if [[ $word == "=" ]]; then
            continue
        elif [[ $word == -* ]]; then
            option=""
            if _contact_center_values "$command|$word" >/dev/null; then option="$word"; fi
        elif [[ -n $option ]]; then
            if [[ "$(_contact_center_values "$command|$option")" != *... ]]; then option=""; fi
        elif [[ " $(_contact_center_values "$command|commands") " == *" $word "* ]]; then
            command="\${command:+$command }$word"
        else
            place=$((place + 1))
        fi
    done
    if [[ $current == "=" ]]; then current=""; fi
    # zsh does not split it.
    if [[ $current == --*=* ]]; then
        option="\${current%%=*}"
        prefix="$option="
        current="\${current#*=}"
    fi
    if [[ $current == -* ]]; then
        values="$(_contact_center_values "$command|options")"
    elif [[ -n $option ]]; then
        values="$(_contact_center_values "$command|$option")"
    else
        values="$(_contact_center_values "$command|commands") $(_contact_center_values "$command|$place")"
    fi
    COMPREPLY=()
    while IFS= read -r word; do
        COMPREPLY+=("$prefix$word")
    done < <(
        if [[ $values == *"<file>"* ]]; then compgen -f -- "$current"; fi
        values="\${values//<file>/}"
        compgen -W "\${values%...}" -- "$current"
    )
}
`;

/** The values by command and option, by command and position, and the commands and options of each command. */
function tableOf({ path, commands, options, arguments: values }: Completed): (readonly [string, string])[] {
    const ofOptions = options.flatMap(({ flags, value }) =>
        value === undefined
            ? []
            : flags.map((flag) => [flag, textOf(value) + (value.isVariadic ? "..." : "")] as const),
    );
    return [
        ["commands", commands.map(({ name }) => name).join(" ")] as const,
        ["options", options.flatMap(({ flags }) => flags).join(" ")] as const,
        ...values.map((value, index) => [String(index), textOf(value)] as const),
        ...ofOptions,
    ].map(([key, text]) => [`${path}|${key}`, text]);
}

const textOf = ({ words, isFile }: Value): string => (isFile ? "<file>" : words.join(" "));
