import { z } from "zod";
import { readJsonFile } from "../core/files";
import { isRecord } from "../core/json";
import { didYouMean, kindName, pathText, shown } from "../core/problem";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { type Connector, connectors, fields } from "./fields";
import { parseFilter, printFilter } from "./filter";
import { rulesSchema, type WrittenRules } from "./rules";
import { withoutNulls } from "./webexData";

function filterProblem(text: string): string | undefined {
    try {
        parseFilter(text);
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

/** A filter, in its canonical form. */
export const filterSchema = z
    .string()
    .overwrite((text) => (filterProblem(text) === undefined ? printFilter(parseFilter(text)) : text))
    .refine((text) => filterProblem(text) === undefined, { error: (issue) => filterProblem(String(issue.input)) });

const rulesFile = z.strictObject({
    users: rulesSchema("users").optional(),
    virtualObjects: rulesSchema("virtualObjects").optional(),
    faxWorkspaces: rulesSchema("faxWorkspaces").optional(),
    filter: filterSchema.optional(),
    /** For editors. */
    $schema: z.string().optional(),
});

/** Rules outside a program, checked as strictly as in one. */
export async function readRulesFile(file: string): Promise<WrittenRules> {
    const written = withoutNulls(await readJsonFile(file));
    if (!isRecord(written))
        throw new UserError("CC4018", `${file}: the rules must be an object. docs/imagicle.md describes it`);
    const result = rulesFile.safeParse(written, { error: describeIssue });
    if (!result.success) {
        const lines = result.error.issues.map(({ path, message }) =>
            [pathText(path), message].filter(Boolean).join(": "),
        );
        throw new UserError("CC4019", `${file}: the rules are invalid:\n  ${lines.join("\n  ")}`);
    }
    const { $schema: _, ...rules } = result.data;
    return rules;
}

function describeIssue({ code, path = [], ...issue }: z.core.$ZodRawIssue): string | undefined {
    if (code === "invalid_type") {
        const [kind, value] = [kindName(String(issue["expected"])), shown(issue.input)];
        return coded("CC4020", `must be ${kind}; it is ${value}`);
    }
    if (code !== "unrecognized_keys") return undefined;
    const connector = path.length === 1 ? (String(path[0]) as Connector) : undefined;
    const legal = connector === undefined ? [...Object.keys(connectors), "filter"] : Object.keys(fields[connector]);
    return (issue["keys"] as string[]).map((key) => coded("CC4021", `has no "${key}"${hint(key, legal)}`)).join("; ");
}

const hint = (key: string, legal: readonly string[]): string =>
    legal.includes(key) ? ". Passwords and PINs belong in the stack's configuration" : didYouMean(key, legal);
