import { confirm } from "@inquirer/prompts";
import type { Deployment } from "@pulumi/pulumi/automation";
import { requireStack } from "../../engine/stack";
import { isProvider, type StackResource } from "../../engine/state";
import { openWorkspace, plainly } from "../../engine/workspace";
import { type AdoptionRecord, idlessKey, readRecord, removeRecord } from "./record";
import { print } from "../print";

/** `contact-center adopt --undo`: the stack forgets what the last adoption took into it; the tenant keeps it. */
export async function undo(options: { stack?: string; yes?: boolean }): Promise<void> {
    const { name: stack } = await requireStack(options.stack);
    const workspace = await openWorkspace();
    const record = await readRecord(workspace.workDir, stack);
    if (record === undefined) throw new Error(`no adoption of the stack ${stack} is noted on this machine`);
    const state = await plainly(workspace.exportStack(stack));
    const resources = ((state.deployment as { resources?: StackResource[] }).resources ?? []) as Kept[];
    const forgotten = forgettable(resources, record);
    const ids = forgotten.filter(({ id }) => id !== undefined).length;
    if (!options.yes && !(await agreed(ids, stack))) {
        print("Nothing was forgotten; --yes forgets without asking.");
        process.exitCode = 1;
        return;
    }
    const left = resources.filter((one) => !forgotten.includes(one));
    const deployment = { ...(state.deployment as object), resources: left };
    await plainly(workspace.importStack(stack, { ...state, deployment } as Deployment));
    await removeRecord(workspace.workDir, stack);
    print(`Forgot ${ids}; the tenant keeps them as they are.`);
}

/** A resource of the state, with what it needs. */
interface Kept extends StackResource {
    dependencies?: string[];
}

/** What was adopted and is still the same object, and components and providers that would be left without any. */
function forgettable(resources: readonly Kept[], { resources: adopted }: AdoptionRecord): Kept[] {
    const own = resources.filter(({ urn, id }) => id !== undefined && adopted[urn] === id);
    const isAround = (one: Kept) => (!one.custom || isProvider(one)) && adopted[idlessKey(one.urn)] === null;
    const isWithin =
        ({ urn }: Kept) =>
        (one: Kept) =>
            !forgotten.has(one) && (one.parent === urn || one.provider?.startsWith(`${urn}::`));
    const forgotten = new Set(own);
    for (let before = -1; before !== forgotten.size;) {
        before = forgotten.size;
        for (const one of resources.filter(isAround)) if (!resources.some(isWithin(one))) forgotten.add(one);
    }
    const urns = new Set([...forgotten].map(({ urn }) => urn));
    const holders = resources.filter((one) => !forgotten.has(one) && one.dependencies?.some((urn) => urns.has(urn)));
    if (holders.length > 0)
        throw new Error(
            `these resources of the stack need what would be forgotten: ${holders.map(({ urn }) => urn).join(", ")}`,
        );
    return [...forgotten];
}

async function agreed(count: number, stack: string): Promise<boolean> {
    if (!process.stdin.isTTY) return false;
    return confirm({ message: `Forget ${count} resources of the stack ${stack}?`, default: false });
}
