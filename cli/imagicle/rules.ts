import { type OpenStack, openStack } from "../../engine/stack";
import { type Preview, previewOf } from "../../provider/imagicle/expected";
import type { WrittenRules } from "../../provider/imagicle/rules";
import { readRulesFile } from "../../provider/imagicle/rulesFile";
import { readWebexData, type WebexData } from "../../provider/imagicle/webexData";
import type { StackResource } from "../../engine/state";

export interface RulesOptions {
    stack?: string;
    rules?: string;
}

/** The stack's only `imagicle.UserSync`. */
export async function userSyncOf(stack: OpenStack): Promise<StackResource> {
    const found = (await stack.resources()).filter(({ type }) => type === "pulumi-nodejs:dynamic/imagicle:UserSync");
    const [one, another] = found;
    if (one === undefined) throw new Error(`the stack ${stack.name} has no imagicle.UserSync; give --rules <file>`);
    if (another !== undefined)
        throw new Error(`the stack ${stack.name} has several imagicle.UserSync; give --rules <file>`);
    return one;
}

/** The rules of a file, or of the stack's only `imagicle.UserSync`. */
export async function rulesOf({ rules, stack }: RulesOptions): Promise<WrittenRules> {
    if (rules !== undefined) return readRulesFile(rules);
    const opened = await openStack(stack);
    if (opened === undefined)
        throw new Error("no stack and no rules: give --rules <file>, or run the command in a project's folder");
    const { users, virtualObjects, faxWorkspaces, filter } = (await userSyncOf(opened)).inputs as WrittenRules;
    return { users, virtualObjects, faxWorkspaces, filter };
}

/** What the rules make of a file with Webex data. */
export async function previewFrom(file: string, options: RulesOptions): Promise<Preview & { data: WebexData }> {
    const written = await rulesOf(options);
    const data = await readWebexData(file);
    return { data, ...previewOf(data, written) };
}
