import { authorization, remarks, statusErrors } from "../../provider/imagicle/procedure";
import { normalRules, ruleChecklist } from "../../provider/imagicle/rules";
import { type RulesOptions, rulesOf } from "./rules";
import { print } from "../print";

/** `contact-center imagicle checklist` */
export async function checklist(options: RulesOptions): Promise<void> {
    const rules = ruleChecklist({}, normalRules(await rulesOf(options)));
    const part = (title: string, lines: readonly string[]) => [
        title,
        ...lines.map((line, index) => `  ${index + 1}. ${line}`),
        "",
    ];
    const errors = statusErrors.map(({ issue, message }) => `${message}: ${issue}`);
    const parts = [
        part("Authorization", authorization),
        part("Rules", rules),
        part("If the STATUS of a data source is red", errors),
        part("Remarks", remarks),
    ];
    print(parts.flat().join("\n"));
}
