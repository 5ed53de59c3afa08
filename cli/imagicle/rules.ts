import { readJsonFile } from "../../provider/core/files";
import { parseFilter } from "../../provider/imagicle/filter";
import { normalRules, type WrittenRules } from "../../provider/imagicle/rules";
import { type ImagicleUser, usersOf } from "../../provider/imagicle/users";
import { checkRules } from "../../provider/imagicle/userSync";
import { readWebexData } from "../../provider/imagicle/webexData";
import { openStack } from "../../engine/stack";

export interface RulesOptions {
    stack?: string;
    rules?: string;
}

/** The rules of a file, or of the stack's only `imagicle.UserSync`. */
export async function rulesOf({ rules, stack }: RulesOptions): Promise<WrittenRules> {
    if (rules !== undefined) return checkRules((await readJsonFile(rules)) as object);
    const opened = await openStack(stack);
    if (opened === undefined)
        throw new Error("no stack and no rules: give --rules <file>, or run the command in a project's folder");
    const found = (await opened.resources()).filter(({ type }) => type === "pulumi-nodejs:dynamic/imagicle:UserSync");
    const [one, another] = found;
    if (one === undefined) throw new Error(`the stack ${opened.name} has no imagicle.UserSync`);
    if (another !== undefined)
        throw new Error(`the stack ${opened.name} has several imagicle.UserSync; give --rules <file>`);
    const { users, virtualObjects, faxWorkspaces, filter } = one.inputs as WrittenRules;
    return { users, virtualObjects, faxWorkspaces, filter };
}

/** The users that the rules make of a file with Webex data. */
export async function usersFrom(data: string, options: RulesOptions): Promise<ImagicleUser[]> {
    const written = await rulesOf(options);
    const filter = written.filter === undefined ? undefined : parseFilter(written.filter);
    return usersOf(await readWebexData(data), normalRules(written), filter);
}
