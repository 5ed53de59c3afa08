import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ReviewFile } from "../../operations/drift/decisions";
import { type Output, type Outputs, withOutputs } from "../../provider/core/outputs";
import { isProject, openedWorkspace, openWorkspace, plainly, projectFolder } from "../../engine/workspace";
import { credentialsFor } from "../credentials";
import { readFleet, type Tenant } from "../fleet/fleetFile";
import { noProject } from "../fleet/project";
import { forTenants } from "../fleet/forTenants";
import { record } from "./history";
import { renderHtml } from "./html";
import { renderJunit } from "./junit";
import { renderMarkdown } from "./markdown";
import { reviewStack } from "./review";
import { decisionsIn } from "./reviewFile";
import { renderSarif } from "./sarif";
import { renderTerminal } from "./terminal";
import { type AnyReview, isFailed } from "./format";
import { printData, printStyled } from "../print";
import { TenantProgress } from "../progress";
import { interruptible } from "../../engine/cancel";
import { UserError } from "../../provider/transport/errors";

/** The file for a format, or true to print it. */
type Wanted = string | true;

/** The selection of stacks to review. */
export interface Selection {
    stack?: string[];
    all?: boolean;
    fleet?: string;
}

export interface Options extends Selection, Partial<Record<Format, Wanted>> {
    review?: string;
    record?: string;
    strict?: boolean;
}

type Reviewed = Pick<Tenant, "stack" | "folder">;

export async function drift(options: Options): Promise<void> {
    const print = printed(options);
    const inputs = [options.review, options.fleet].filter((file) => file !== undefined);
    await withOutputs(inputs, async (outputs) => reviewInto(await filesOf(outputs, options), options, print));
}

async function reviewInto(files: Files, options: Options, print: Format | undefined): Promise<void> {
    const file = await decisionsIn(options.review);
    const tenants = await tenantsOf(options);
    if (options.record !== undefined && isTwice(tenants.map(({ stack }) => stack)))
        throw new UserError(
            "CC6032",
            "--record writes a file per stack name, and two of these stacks have the same name. Review their projects separately",
        );
    const reviews = await reviewTenants(tenants, file, options.record);
    await write(reviews, files, print);
    const found = reviews.map((one) => exitStatus(one, options.strict ?? false));
    // Failed comes before drift, and drift before unknown.
    process.exitCode = [2, 1, 3].find((status) => found.includes(status)) ?? 0;
}

const isTwice = (names: readonly string[]): boolean => new Set(names).size < names.length;

export async function tenantsOf({ stack, all, fleet }: Selection): Promise<Reviewed[]> {
    if (fleet !== undefined) return readFleet(fleet);
    const folder = projectFolder();
    if (folder === undefined)
        throw new UserError(
            "CC6033",
            "there is no Pulumi.yaml in this folder or a parent folder. Run the command in the folder of the project",
        );
    if (stack !== undefined) return stack.map((name) => ({ stack: name, folder }));
    const workspace = await openWorkspace(folder);
    if (!all) {
        const selected = (await plainly(workspace.stack()))?.name;
        if (selected === undefined)
            throw new UserError("CC6034", "no stack is selected. Use --stack, --all or --fleet");
        return [{ stack: selected, folder }];
    }
    const names = (await plainly(workspace.listStacks())).map(({ name }) => name).sort();
    if (names.length === 0)
        throw new UserError("CC6035", "this project has no stacks. Create one with `pulumi stack init`");
    return names.map((name) => ({ stack: name, folder }));
}

/** Throws `Interrupted` if a signal ends it. */
export const reviewTenants = (
    tenants: readonly Reviewed[],
    file: ReviewFile,
    history: string | undefined,
): Promise<AnyReview[]> =>
    interruptible(async (interruption) => {
        const folders = [...new Set(tenants.map(({ folder }) => folder))];
        const workspaces = new Map(
            await Promise.all(folders.map(async (folder) => [folder, await opened(folder)] as const)),
        );
        const environmentOf = credentialsFor("read", process.env);
        const names = tenants.map(({ stack }) => stack);
        const progress = names.length > 1 ? new TenantProgress(names, interruption.signal) : undefined;
        const reviews = forTenants(tenants, environmentOf, async ({ stack, folder }, index) => {
            const place = { workspace: workspaces.get(folder), stack, env: environmentOf(stack) };
            const reviewed = () => interruption.until(reviewStack(place, file));
            const review = await (progress?.run(index, reviewed, isFailed) ?? reviewed());
            if (isFailed(review)) interruption.signal.throwIfAborted();
            return history === undefined || isFailed(review) ? review : record(history, review);
        });
        return reviews.finally(() => progress?.end());
    });

/** A project, or the reason why it cannot be opened. */
async function opened(folder: string): Promise<LocalWorkspace | Error> {
    if (!isProject(folder)) return noProject(folder);
    return openedWorkspace(folder);
}

const formats = {
    json: (reviews: readonly AnyReview[]) => `${JSON.stringify({ version: 1, stacks: reviews })}\n`,
    markdown: renderMarkdown,
    html: renderHtml,
    sarif: renderSarif,
    junit: renderJunit,
};
type Format = keyof typeof formats;

/** Formats that are printed. Only one is allowed, because outputs would mix. */
function printed(options: Options): Format | undefined {
    const [first, ...more] = (Object.keys(formats) as Format[]).filter((format) => options[format] === true);
    if (more.length > 0)
        throw new UserError("CC6037", `only one format can be printed. Name a file for --${more.join(" and --")}`);
    return first;
}

type Files = ReadonlyMap<Format, Output>;

/** Opened before the review, which takes long. */
async function filesOf(outputs: Outputs, options: Options): Promise<Files> {
    const files = new Map<Format, Output>();
    for (const format of Object.keys(formats) as Format[]) {
        const file = options[format];
        if (typeof file === "string") files.set(format, await outputs.open(file, { personal: true }));
    }
    return files;
}

async function write(reviews: readonly AnyReview[], files: Files, print: Format | undefined): Promise<void> {
    for (const [format, file] of files) await file.write(formats[format](reviews));
    const colour = process.stdout.isTTY && process.stdout.hasColors();
    if (print === undefined) printStyled(renderTerminal(reviews, { colour }));
    else printData(formats[print](reviews));
}

function exitStatus(one: AnyReview, strict: boolean): number {
    if (isFailed(one)) return 2;
    const undecided = one.resources.some(({ findings }) => findings.some(({ decision }) => decision === undefined));
    if (undecided || (strict && one.stale.length > 0)) return 1;
    return one.summary.unchecked > 0 ? 3 : 0;
}
