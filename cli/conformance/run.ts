import { stdin } from "node:process";
import { confirm } from "@inquirer/prompts";
import { Recording } from "../../operations/conformance/recording";
import { clean, requestLimit, runChecks, type Part } from "../../operations/conformance/run";
import { chosenParts, configured, type ProductName } from "../../operations/conformance/targets";
import { Budget } from "../../operations/conformance/probe";
import { connectionsOf, openStack, type OpenStack } from "../../engine/stack";
import type { ConfigSource } from "../../provider/core/configuration";
import { readJsonFile } from "../../provider/core/files";
import { withOutputs } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";
import { counted } from "../drift/format";
import { writeFiles } from "../files";
import { print, printData, printError, printWarning } from "../print";
import { Progress } from "../progress";
import { renderJson, renderMarkdown, renderTable } from "./format";

interface Options {
    stack?: string;
    product?: ProductName[];
    only?: string[];
    write?: true;
    clean?: true;
    yes?: true;
    record?: string;
    json?: string | true;
    markdown?: string | true;
}

/** Of this library. */
async function ownVersion(): Promise<string> {
    const { version } = (await readJsonFile(require.resolve("pulumi-contact-center/package.json"))) as {
        version: string;
    };
    return version;
}

/** `contact-center conformance` */
export async function conformance(options: Options): Promise<void> {
    const stack = await openStack(options.stack);
    const connections = connectionsOf(stack);
    const products = configured(sourceOf(stack), process.env, options.product);
    if (options.clean) return cleaned(await chosenParts(connections, products, undefined, true), options.yes);
    const parts = await chosenParts(connections, products, options.only, options.write === true);
    for (const line of preflight(parts, options.write === true)) printError(line);
    if (options.write) await agreed("Create and remove these objects?", options.yes);
    const budget = stoppable(new Budget(requestLimit));
    const recording = options.record === undefined ? undefined : new Recording();
    const progress = new Progress();
    const report = await runChecks(parts, {
        budget,
        writes: options.write === true,
        ...(recording && { record: recording.add }),
        onCheck: ({ id }) => progress.report(() => `checking ${id}`),
    }).finally(() => progress.end());
    if (recording !== undefined && options.record !== undefined) {
        await writeFiles(options.record, recording.files(), { personal: true });
        printError(`${options.record}: ${counted(recording.size, "answer")}; review the file before you send it`);
    }
    const version = await ownVersion();
    const table = () => print(renderTable(report).join("\n"));
    await show(options, table, {
        json: () => renderJson(stack?.name, version, report),
        markdown: () => renderMarkdown(version, report),
    });
    if (report.outcomes.some(({ result }) => result === "refuted")) process.exitCode = 1;
    if (report.interrupted) process.exitCode = 130;
    tellLeft(report.left);
}

const sourceOf = (stack: OpenStack | undefined): ConfigSource => stack?.config ?? { get: () => undefined };

/** The permissions that the checks need, and the objects that they create. */
function preflight(parts: readonly Part[], writes: boolean): string[] {
    const lines: string[] = [];
    for (const { target, checks } of parts) {
        const run = checks.filter(({ creates }) => writes || creates === undefined);
        const needs = [...new Set(run.flatMap((one) => one.needs))].sort();
        lines.push(`${target.title}: ${counted(run.length, "check")} at ${new URL(target.base).host}`);
        if (needs.length > 0) lines.push("  the calling client needs", ...needs.map((need) => `    ${need}`));
        const kinds = [...new Set(run.flatMap(({ creates = [] }) => creates))];
        if (kinds.length > 0)
            lines.push(
                `  creates and removes objects named conformance-…: ${kinds.join(", ")}`,
                `  list of what is left: ${target.created.file}`,
            );
        if (target.created.entries.length > 0)
            lines.push(
                `  an earlier run has left ${counted(target.created.entries.length, "object")}: run with --clean`,
            );
    }
    return [...lines, `at most ${requestLimit} requests`];
}

async function cleaned(parts: readonly Part[], yes: boolean | undefined): Promise<void> {
    const targets = parts.map(({ target }) => target);
    const entries = targets.flatMap(({ created }) => created.entries);
    if (entries.length === 0) return print("No objects of earlier runs are left.");
    for (const { kind, name } of entries) printError(`${kind} ${name}`);
    await agreed(`Remove ${counted(entries.length, "object")}?`, yes);
    const left = await clean(targets, new Budget(requestLimit));
    print(`Removed ${entries.length - left.length} of ${counted(entries.length, "object")}.`);
    tellLeft(left);
}

function tellLeft(left: readonly string[]): void {
    if (left.length === 0) return;
    process.exitCode = 2;
    printWarning(
        "CC6059",
        `${counted(left.length, "object")} could not be removed: ${left.join(", ")}. Run the command again with --clean.`,
    );
}

/** Throws unless the user agrees. */
async function agreed(message: string, yes: boolean | undefined): Promise<void> {
    if (yes) return;
    if (!stdin.isTTY || !process.stderr.isTTY)
        throw new UserError(
            "CC6051",
            "there is no terminal to ask for confirmation. Check the list above, then run the command with --yes",
        );
    if (!(await confirm({ message, default: false }, { output: process.stderr })))
        throw new UserError("CC6052", "nothing was done, because you did not confirm");
}

/** Ctrl-C ends the checks and deletes their objects. A second one keeps the list for --clean. */
function stoppable(budget: Budget): Budget {
    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const)
        process.on(signal, () => {
            if (budget.stopped) process.exit(code);
            budget.stopped = true;
            printError("interrupted: removing what was created");
        });
    return budget;
}

/** A format without a file is printed instead of the table. */
async function show(
    options: Options,
    table: () => void,
    formats: Record<"json" | "markdown", () => string>,
): Promise<void> {
    const asked = (["json", "markdown"] as const).filter((format) => options[format] !== undefined);
    if (asked.every((format) => options[format] !== true)) table();
    await withOutputs([], async (outputs) => {
        for (const format of asked) {
            const file = options[format];
            if (typeof file === "string") await (await outputs.open(file)).write(`${formats[format]()}\n`);
            else printData(formats[format]());
        }
    });
}
