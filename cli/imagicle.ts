import { readFile, writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { Connections } from "../provider/core/connections";
import { type Table, usersAsTable } from "../provider/imagicle/csv";
import { parseFilter } from "../provider/imagicle/filter";
import { type UserProblem, userProblems } from "../provider/imagicle/preview";
import { normalRules, ruleChecklist, type WrittenRules } from "../provider/imagicle/rules";
import { authorization, remarks, statusErrors } from "../provider/imagicle/procedure";
import { startSync } from "../provider/imagicle/sync";
import { checkRules } from "../provider/imagicle/userSync";
import { type ImagicleUser, usersOf } from "../provider/imagicle/users";
import { fetchWebexData } from "../provider/imagicle/webexApi";
import { readWebexData } from "../provider/imagicle/webexData";
import { stringify } from "csv-stringify/sync";
import { openStack } from "../engine/stack";

interface RulesOptions {
    stack?: string;
    rules?: string;
}

/** `contact-center imagicle …`: the user sync by hand, beside the resource. */
export function imagicleCommand(): Command {
    return new Command("imagicle")
        .description("users that Imagicle takes from Webex")
        .addCommand(
            withRules(new Command("preview"))
                .description("say which users the rules make of Webex data, and what is wrong with them")
                .argument("<data>", "file that fetch saved")
                .option("--json", "print one line of JSON, with every user")
                .action(preview),
        )
        .addCommand(
            withRules(new Command("checklist"))
                .description("list what a person does: the authorization, the rules by screen, what a red status means")
                .action(checklist),
        )
        .addCommand(
            withRules(new Command("csv"))
                .description("write users under the headings of a file that was exported from your own Imagicle")
                .argument("<data>", "file that fetch saved")
                .requiredOption("--header <file>", "the exported file: its column names are not public")
                .option(
                    "--column <heading=field...>",
                    "which field goes under which heading, beside those of equal name",
                    column,
                )
                .requiredOption("-o, --output <file>", "file to write")
                .action(csv),
        )
        .addCommand(
            new Command("sync")
                .description("start the synchronisation; the password is in the environment, IMAGICLE_PASSWORD")
                .requiredOption("--url <address>", "address of the UCX Suite")
                .requiredOption("--username <name>", "user of the web portal")
                .action(sync),
        )
        .addCommand(
            new Command("fetch")
                .description(
                    "save what the rules take from Webex; the token is webex:accessToken or WEBEX_ACCESS_TOKEN",
                )
                .option("--fax-workspace <name...>", "workspaces that are fax machines", [])
                .option("--url <address>", "base address of the interface; default: Webex' own")
                .option("--stack <name>", "stack with the token; default: the selected one, else the environment")
                .requiredOption("-o, --output <file>", "file to write; it holds personal data")
                .action(fetchData),
        );
}

const withRules = (command: Command) =>
    command
        .option("--rules <file>", "rules as JSON: users, virtualObjects, faxWorkspaces, filter; default: the stack's")
        .option("--stack <name>", "stack with an imagicle.UserSync; default: the selected one");

async function rulesOf({ rules, stack }: RulesOptions): Promise<WrittenRules> {
    if (rules !== undefined) return checkRules(JSON.parse(await readFile(rules, "utf8")) as object);
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

async function usersFrom(data: string, options: RulesOptions): Promise<ImagicleUser[]> {
    const written = await rulesOf(options);
    const filter = written.filter === undefined ? undefined : parseFilter(written.filter);
    return usersOf(await readWebexData(data), normalRules(written), filter);
}

async function preview(data: string, options: RulesOptions & { json?: boolean }): Promise<void> {
    const users = await usersFrom(data, options);
    const problems = userProblems(users);
    if (options.json) console.log(JSON.stringify({ users, problems }));
    else {
        for (const problem of problems) console.log(line(problem));
        console.log(`${users.length} users, ${problems.length} problems`);
    }
    if (problems.some(({ kind }) => kind !== "noLine")) process.exitCode = 1;
}

const line = ({ user, field, value, reason }: UserProblem) => `${user}  ${field} ${JSON.stringify(value)}: ${reason}`;

async function checklist(options: RulesOptions): Promise<void> {
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
    console.log(parts.flat().join("\n"));
}

async function csv(
    data: string,
    options: RulesOptions & { header: string; column?: Record<string, string>; output: string },
): Promise<void> {
    const table: Table = await usersAsTable(await usersFrom(data, options), options.header, options.column ?? {});
    await writeFile(options.output, stringify([table.headings, ...table.rows]), { mode: 0o600 });
    for (const heading of table.empty)
        console.error(`"${heading}" stays empty: no field has this name; give --column "${heading}=<field>"`);
    console.log(`${options.output}: ${table.rows.length} users`);
}

async function sync({ url, username }: { url: string; username: string }): Promise<void> {
    const password = process.env["IMAGICLE_PASSWORD"];
    if (!password) throw new Error("IMAGICLE_PASSWORD is not set; an argument would show the password to other users");
    await startSync({ url, username, password });
    console.log("Imagicle has started the synchronisation; how it ends is in its web portal");
}

async function fetchData(options: {
    faxWorkspace: string[];
    url?: string;
    stack?: string;
    output: string;
}): Promise<void> {
    const stack = await openStack(options.stack);
    const token = new Connections(stack?.config ?? { get: () => undefined }).webexToken();
    const { url, faxWorkspace, output } = options;
    const data = await fetchWebexData({ token, faxWorkspaces: faxWorkspace, ...(url ? { url } : {}) });
    await writeFile(output, JSON.stringify(data, undefined, 1), { mode: 0o600 });
    console.log(`${output}: ${data.objects.length} objects of ${data.organizationName}`);
}

function column(text: string, before: Record<string, string> = {}): Record<string, string> {
    const [, heading = "", field = ""] = /^(.+)=(\w+)$/.exec(text) ?? [];
    if (heading === "") throw new InvalidArgumentError("It must be <heading>=<field>.");
    return { ...before, [heading]: field };
}
