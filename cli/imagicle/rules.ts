import { openStack } from "../../engine/stack";
import { compared, type Comparison, type Preview, previewOf } from "../../provider/imagicle/expected";
import type { WrittenRules } from "../../provider/imagicle/rules";
import { readRulesFile } from "../../provider/imagicle/rulesFile";
import { tokenOf } from "../../provider/resources";
import { readWebexData, type WebexData } from "../../provider/imagicle/webexData";
import { UserError } from "../../provider/transport/errors";

export interface RulesOptions {
    stack?: string;
    rules?: string;
}

/** Rules, and the users that they gave when they were last applied. */
export interface AppliedRules extends WrittenRules {
    /** Absent if unknown, because the rules come from a file. */
    snapshot?: string | undefined;
}

/** The rules from a file, or from the stack's only `imagicle.UserSync`. */
export async function rulesOf({ rules, stack }: RulesOptions): Promise<AppliedRules> {
    if (rules !== undefined) return readRulesFile(rules);
    const opened = await openStack(stack);
    if (opened === undefined)
        throw new UserError(
            "CC7062",
            "there are no rules, because no stack is selected. Use --rules <file>, or run the command in the folder of a project",
        );
    const found = (await opened.resources()).filter(({ type }) => tokenOf(type) === "imagicle:UserSync");
    const [one, another] = found;
    if (one === undefined)
        throw new UserError("CC7063", `the stack ${opened.name} has no imagicle.UserSync. Use --rules <file>`);
    if (another !== undefined)
        throw new UserError("CC7064", `the stack ${opened.name} has several imagicle.UserSync. Use --rules <file>`);
    const { users, virtualObjects, faxWorkspaces, filter, snapshot } = one.inputs as AppliedRules;
    return { users, virtualObjects, faxWorkspaces, filter, snapshot };
}

/** The result of applying the rules to a file with Webex data, and the changes since they were last applied. */
export async function previewFrom(
    file: string,
    options: RulesOptions,
): Promise<Preview & { data: WebexData; filter?: string | undefined; comparison?: Comparison | undefined }> {
    const { snapshot, ...written } = await rulesOf(options);
    const data = await readWebexData(file);
    const preview = previewOf(data, written);
    const comparison = snapshot === undefined ? undefined : compared(preview, data, snapshot);
    return { ...preview, data, filter: written.filter, comparison };
}
