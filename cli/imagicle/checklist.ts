import { applications, authorization, decisions, remarks, statusErrors } from "../../provider/imagicle/procedure";
import { normalRules, ruleChecklist } from "../../provider/imagicle/rules";
import { type RulesOptions, rulesOf } from "./rules";
import { print } from "../print";

/** `contact-center imagicle checklist` */
export async function checklist(options: RulesOptions): Promise<void> {
    const rules = await rulesPart(options);
    const errors = statusErrors.map(({ issue, message }) => `${message}: ${issue}`);
    const parts = [
        part("Connectors by application", applications),
        part("Decisions", decisions),
        part("Authorization", authorization),
        typeof rules === "string" ? ["Rules", `  ${rules}`, ""] : part("Rules", rules),
        part("If the STATUS of a data source is red", errors),
        part("Remarks", remarks),
    ];
    print(parts.flat().join("\n"));
}

const part = (title: string, lines: readonly string[]) => [
    title,
    ...lines.map((line, index) => `  ${index + 1}. ${line}`),
    "",
];

/** Rules are only a part of the list, so they may be missing unless they were requested. */
async function rulesPart(options: RulesOptions): Promise<string[] | string> {
    try {
        const lines = ruleChecklist({}, normalRules(await rulesOf(options)));
        return lines.length > 0 ? lines : "none: the rules name no connector";
    } catch (error) {
        if (options.rules !== undefined || options.stack !== undefined) throw error;
        return `not listed: ${(error as Error).message}`;
    }
}
