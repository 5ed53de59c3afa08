import { counted } from "../drift/format";
import { byDesign, nameOf, type UserProblem } from "../../provider/imagicle/preview";
import { withOutputs } from "../../provider/core/outputs";
import type { UserChanges } from "../../provider/core/snapshot";
import { UserPage } from "../../provider/imagicle/page";
import type { ImagicleUser } from "../../provider/imagicle/users";
import { printable } from "../../provider/transport/foreignText";
import { print, printData, printError } from "../print";
import { previewFrom, type RulesOptions } from "./rules";

/** How many users and problems the terminal shows without `--all`. */
const shown = 20;

interface Options extends RulesOptions {
    json?: boolean;
    all?: boolean;
    html?: string;
}

/** `contact-center imagicle preview` */
export async function preview(file: string, options: Options): Promise<void> {
    const inputs = [file, ...(options.rules === undefined ? [] : [options.rules])];
    const { users, problems, warnings, comparison } = await withOutputs(inputs, async (outputs) => {
        const page = options.html === undefined ? undefined : await UserPage.open(outputs, options.html);
        const { data, ...result } = await previewFrom(file, options);
        await page?.write({ ...result, preview: result, organizationName: data.organizationName });
        return result;
    });
    const changes = comparison?.changes;
    if (options.json) printData(JSON.stringify({ users: users.map(userJson), problems, warnings, changes }));
    else {
        const limit = options.all ? Number.POSITIVE_INFINITY : shown;
        for (const warning of warnings) printError(`warning: ${warning}`);
        for (const line of [...userLines(users, limit), ...limited(problems.map(problemLine), limit, "problems")])
            print(line);
        if (changes) print(changesLine(changes));
        const warned = warnings.length > 0 ? `, ${warnings.length} warnings` : "";
        print(`${counted(users.length, "user")}, ${counted(problems.length, "problem")}${warned}`);
    }
    if (problems.some((problem) => !byDesign(problem))) process.exitCode = 1;
}

const changesLine = ({ added, changed, removed, recreated }: UserChanges) =>
    `since the last pulumi up: ${added} added, ${changed} changed, ${removed} removed, ${recreated} removed and created again`;

const userJson = ({ object, ...user }: ImagicleUser) => ({ ...user, kind: object.kind });

/** One line for each user: Imagicle's key for it, its names, its extension and its UserType. */
function userLines(users: readonly ImagicleUser[], limit: number): string[] {
    const cells = users.slice(0, limit).map((user) => {
        const { firstName = "", lastName = "", extension = "" } = user.values;
        return [nameOf(user), `${firstName} ${lastName}`.trim(), extension, user.object.kind].map(printable);
    });
    const widths = [0, 1, 2].map((column) => cells.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
    const lines = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
    return [...lines, ...more(users.length, limit, "users")];
}

const limited = (lines: readonly string[], limit: number, what: string): string[] => [
    ...lines.slice(0, limit),
    ...more(lines.length, limit, what),
];

const more = (count: number, limit: number, what: string): string[] =>
    count > limit ? [`… and ${count - limit} more ${what}; --all lists them`] : [];

const problemLine = ({ user, field, value, reason }: UserProblem) => {
    const what = [field, value === "" ? "" : JSON.stringify(value)].filter(Boolean).join(" ");
    return `${printable(user)}  ${what}${what && ": "}${printable(reason)}`;
};
