import type { Completed, CompletedOption, Value } from "./tree";

/** For fish from 3.0 on, with the descriptions of the help. */
export const fishScript = (program: string, tree: readonly Completed[]): string => `# Completion of ${program}
function __contact_center_at --description "Whether the words so far lead to this command"
    set -l command ""
    for word in (commandline -opc)[2..-1]
        set -l next (string trim -- "$command $word")
        if contains -- $next ${tree.flatMap(({ path }) => (path === "" ? [] : [quoted(path)])).join(" ")}
            set command $next
        end
    end
    test "$command" = "$argv[1]"
end

complete -c ${program} -f
${tree.flatMap((one) => rulesOf(one).map((rule) => `complete -c ${program} -n ${quoted(`__contact_center_at ${quoted(one.path)}`)} ${rule}`)).join("\n")}
`;

const rulesOf = ({ commands, options, arguments: values }: Completed): string[] => [
    ...commands.map(({ name, summary }) => `-a ${name} -d ${quoted(summary)}`),
    ...values.flatMap(valueRule),
    ...options.map(optionRule),
];

function optionRule({ flags, description, value }: CompletedOption): string {
    const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
    const values =
        value === undefined ? [] : [value.isRequired ? (value.isFile ? "-r" : "-x") : "", ...valueRule(value)];
    return [...names, ...values, `-d ${quoted(description)}`].filter((part) => part !== "").join(" ");
}

const valueRule = ({ words, isFile }: Value): string[] =>
    isFile ? ["-F"] : words.length === 0 ? [] : [`-a ${quoted(words.join(" "))}`];

/** A word of fish, in which nothing is replaced. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
