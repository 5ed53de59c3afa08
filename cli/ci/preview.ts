import { existsSync } from "node:fs";
import type { ReviewFile } from "../../operations/drift/decisions";
import { writeOutput } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";
import { openedWorkspace } from "../../engine/workspace";
import { credentialsFor } from "../credentials";
import { decisionsIn } from "../drift/reviewFile";
import { reviewStack } from "../drift/review";
import { counted } from "../drift/format";
import { interruptible, type Interruption } from "../../engine/cancel";
import { forTenants } from "../fleet/forTenants";
import { filesFor, goneTenants, isOwn, type PlacedTenant } from "./changed";
import { placedFleet } from "./fleet";
import { Repository } from "./git";
import { type GuardRails, guardRailLines, guardRailsOf } from "./guardRails";
import { operate } from "../../engine/operation";
import { type Pipeline, pipelineOf } from "./pipeline";
import { outcomeOf } from "./plan";
import { renderForkComment, renderPreviewComment } from "./previewComment";
import type { Previewed } from "./results";
import { previewLine } from "./format";
import { print } from "../print";
import { TenantProgress } from "../progress";

export interface PreviewOptions {
    base?: string;
    comment?: string;
}

/** `contact-center ci preview` */
export const preview = (options: PreviewOptions): Promise<void> =>
    interruptible((interruption) => previewChange(options, interruption));

async function previewChange({ base, comment }: PreviewOptions, interruption: Interruption): Promise<void> {
    const pipeline = pipelineOf(process.env);
    const fleet = await placedFleet();
    const repository = await Repository.at(process.cwd());
    const from = await mergeBase(repository, base, pipeline);
    const changed = await repository.changedSince(from);
    const tenants = fleet
        .map((tenant) => ({ tenant, files: filesFor(tenant, fleet, changed) }))
        .filter(({ files }) => files.length > 0);
    if (pipeline.fork) {
        const text = renderForkComment(tenants.map(({ tenant }) => tenant.stack));
        if (comment !== undefined) await writeOutput(comment, text, { personal: true });
        print(text);
        process.exitCode = 3;
        return;
    }
    const { rails, dispose } = await guardRailsOf(
        tenants.map(({ tenant }) => tenant.folder),
        { repository, base: from, changed },
    );
    const done = await previewAll(tenants, rails, interruption).finally(dispose);
    const gone = goneTenants(fleet, changed, existsSync);
    const guards = guardRailLines(rails);
    print([...guards, `${done.length} of ${counted(fleet.length, "tenant")} affected`].join("\n"));
    if (comment !== undefined)
        await writeOutput(comment, renderPreviewComment(done, { fleet: fleet.length, gone, guards }), {
            personal: true,
        });
    if (done.some(({ plan }) => plan.failed)) process.exitCode = 2;
}

async function previewAll(
    tenants: readonly { tenant: PlacedTenant; files: string[] }[],
    rails: readonly GuardRails[],
    interruption: Interruption,
): Promise<Previewed[]> {
    const decisions = await decisionsIn(undefined);
    const environmentOf = credentialsFor("read", process.env);
    for (const { tenant } of tenants) await openedWorkspace(tenant.folder);
    const progress = new TenantProgress(
        tenants.map(({ tenant }) => tenant.stack),
        interruption.signal,
    );
    const previewOne = async ({ tenant, files }: (typeof tenants)[number]): Promise<Previewed> => {
        const basePack = rails.find(({ folder }) => folder === tenant.folder)?.basePack;
        const env = environmentOf(tenant.stack);
        const found = await previewed(tenant, decisions, { policyPack: basePack, env });
        return { tenant, shared: !isOwn(tenant, files), ...found };
    };
    const found = forTenants(
        tenants.map((one) => ({ ...one, ...one.tenant })),
        environmentOf,
        async (one, index) => {
            const work = () => interruption.until(previewOne(one));
            const preview = await progress.run(index, work, ({ plan }) => plan.failed);
            if (preview.plan.failed) interruption.signal.throwIfAborted();
            print(previewLine(preview));
            return preview;
        },
    );
    return found.finally(() => progress.end());
}

async function mergeBase(repository: Repository, base: string | undefined, pipeline: Pipeline): Promise<string> {
    const revision = base ?? pipeline.base;
    if (revision === undefined)
        throw new UserError(
            "CC7004",
            "--base is missing. Name the target branch of the change, such as `--base origin/main`",
        );
    if (revision.startsWith("-"))
        throw new UserError("CC7005", `--base ${revision}: not a revision. Name a branch or a commit`);
    return repository.mergeBase(revision);
}

/** The drift comes first, because the plan also fixes it. */
async function previewed(
    { stack, folder }: PlacedTenant,
    decisions: ReviewFile,
    { policyPack, env }: { policyPack: string | undefined; env: NodeJS.ProcessEnv },
): Promise<Pick<Previewed, "plan" | "review">> {
    const workspace = await openedWorkspace(folder);
    const review = await reviewStack({ workspace, stack, env }, decisions);
    const plan =
        workspace instanceof Error
            ? { failed: true, changes: [], problems: [workspace.message], advice: [], warnings: [] }
            : outcomeOf(await operate("preview", { folder, stack, policyPack, env }));
    return { plan, review };
}
