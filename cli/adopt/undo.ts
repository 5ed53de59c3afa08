import { confirm } from "@inquirer/prompts";
import { urnIn } from "../../engine/providers";
import { exportedState, importResources, requireStack } from "../../engine/stack";
import { isProvider, type StackResource } from "../../engine/state";
import { openWorkspace } from "../../engine/workspace";
import { type AdoptionRecord, idlessKey, readRecord, removeRecord } from "./record";
import { print } from "../print";
import { UserError } from "../../provider/transport/errors";

/** `contact-center adopt --undo`: removes from the stack what the last adoption added. The tenant does not change. */
export async function undo(options: { stack?: string; yes?: boolean }): Promise<void> {
    const { name: stack } = await requireStack(options.stack);
    const workspace = await openWorkspace();
    const record = await readRecord(workspace.workDir, stack);
    if (record === undefined)
        throw new UserError(
            "CC6020",
            `this machine has no record of an adoption into the stack ${stack}. Remove single resources from the stack with \`pulumi state delete <urn>\``,
        );
    const state = await exportedState<Kept>(workspace, stack, "encrypted");
    const { resources = [] } = state.deployment;
    const { forgotten, needed } = forgettable(resources, record);
    const ids = forgotten.filter(({ id }) => id !== undefined).length;
    if (needed.length > 0) print([...needed.map(formatNeeded), howToFree].join("\n"));
    if (ids === 0 && needed.length > 0)
        throw new UserError(
            "CC6021",
            "no resource was removed from the stack, because other resources depend on all of them",
        );
    if (!options.yes && !(await agreed(ids, stack))) {
        print("Nothing was removed from the stack. Run the command again with --yes to remove without confirmation.");
        process.exitCode = 1;
        return;
    }
    const left = resources.filter((one) => !forgotten.includes(one));
    await importResources(workspace, stack, state, left);
    if (needed.length === 0) await removeRecord(workspace.workDir, stack);
    print(`Removed ${ids} from the stack. The objects in the tenant are unchanged.`);
    if (needed.length > 0) process.exitCode = 1;
}

/** A resource of the state, with the resources that it needs. */
interface Kept extends StackResource {
    dependencies?: string[];
    propertyDependencies?: Record<string, string[] | null>;
    deletedWith?: string;
}

/** URNs of the resources that a resource needs in the state. */
const needsOf = ({ dependencies = [], propertyDependencies = {}, deletedWith, parent, provider }: Kept): string[] =>
    [
        ...dependencies,
        ...Object.values(propertyDependencies).flatMap((urns) => urns ?? []),
        deletedWith,
        parent,
        provider && urnIn(provider),
    ].filter((urn) => urn !== undefined);

/**
 * Adopted resources that are still the same objects, with their components and providers. Resources that others in the
 * stack still need are excluded.
 */
function forgettable(resources: readonly Kept[], { resources: adopted }: AdoptionRecord) {
    const isAdopted = ({ urn, id, custom, type }: Kept) =>
        (id !== undefined && adopted[urn] === id) ||
        ((!custom || isProvider({ type })) && adopted[idlessKey(urn)] === null);
    const forgotten = new Map(resources.filter(isAdopted).map((one) => [one.urn, one]));
    const staying = () => resources.filter(({ urn }) => !forgotten.has(urn));
    for (let before = -1; before !== forgotten.size;) {
        before = forgotten.size;
        for (const urn of staying().flatMap(needsOf)) forgotten.delete(urn);
    }
    const needed = staying()
        .filter(({ urn, id }) => id !== undefined && adopted[urn] === id)
        .map((one) => ({ one, by: staying().filter((other) => needsOf(other).includes(one.urn)) }));
    return { forgotten: [...forgotten.values()], needed };
}

const formatNeeded = ({ one, by }: { one: Kept; by: Kept[] }): string =>
    [`kept ${one.urn}`, ...by.map(({ urn }) => `  ${urn} depends on it`)].join("\n");

const howToFree =
    "These stay in the stack, because other resources depend on them. Remove the others first with `pulumi state delete <urn>`, or destroy them with `pulumi destroy --target <urn>`. Then run `npx contact-center adopt --undo` again.";

async function agreed(count: number, stack: string): Promise<boolean> {
    if (!process.stdin.isTTY) return false;
    return confirm({ message: `Remove ${count} resources from the stack ${stack}?`, default: false });
}
