import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import type { Result } from "../../tools/engine/stack";
import { contactCenter, type ProcessFixture } from "./project";

type OnStack = Pick<ProcessFixture, "sim" | "stack" | "folder">;

/** A stack next to the original one, with its own tenant: the same objects and ids, other names in the markers. */
export interface Clone {
    /** Of the stack. */
    name: string;
    sim: Simulator;
}

/** Works with copies of a stack and its tenant, which need no engine; by name, the special settings of each tenant. */
export async function withClones<T>(
    ground: OnStack,
    options: Readonly<Record<string, SimulatorOptions>>,
    work: (clones: Clone[]) => Promise<T>,
): Promise<T> {
    const clones: Clone[] = [];
    try {
        for (const [name, special] of Object.entries(options))
            clones.push({ name, sim: await clone(ground, name, special) });
        return await work(clones);
    } finally {
        await Promise.all(clones.map(({ sim }) => sim.stop()));
    }
}

async function clone({ sim, stack, folder }: OnStack, name: string, options: SimulatorOptions): Promise<Simulator> {
    const copy = await startSimulator(options);
    const { nextId, ...objects } = sim.tenant;
    const marked = (text: string) => text.replaceAll(`test/${stack.name}/`, `test/${name}/`);
    Object.assign(copy.tenant, copied(objects, marked), { nextId });

    const adapted = (text: string) =>
        marked(text)
            .replaceAll(sim.url, copy.url)
            .replaceAll(`urn:pulumi:${stack.name}::`, `urn:pulumi:${name}::`)
            .replaceAll(`::test-${stack.name}"`, `::test-${name}"`);
    const stacks = join(stack.stateFolder, ".pulumi", "stacks", "test");
    for (const [where, file] of [
        [stacks, (one: string) => `${one}.json`],
        [folder, (one: string) => `Pulumi.${one}.yaml`],
    ] as const)
        await writeFile(join(where, file(name)), adapted(await readFile(join(where, file(stack.name)), "utf8")));
    return copy;
}

/** A value with other texts in it, at every depth. */
function copied(value: unknown, change: (text: string) => string): unknown {
    const inner = (one: unknown) => copied(one, change);
    if (typeof value === "string") return change(value);
    if (Array.isArray(value)) return value.map(inner);
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, inner(one)]));
    if (value instanceof Set) return new Set([...value].map(inner));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)]));
}

/** Uses up a minute's quota, as another program with the same client would. */
export async function exhaust({ url, tokenFor }: Simulator): Promise<void> {
    const headers = { authorization: `Bearer ${tokenFor()}` };
    for (let status = 0; status !== 429;)
        ({ status } = await fetch(`${url}/api/v2/authorization/divisions`, { headers }));
}

/** Writes a fleet file into the program's folder; its tenants are stacks of that program unless they name another. */
export async function writeFleet(
    { folder }: OnStack,
    tenants: readonly { stack: string; project?: string }[],
): Promise<void> {
    await writeFile(join(folder, "fleet.yaml"), JSON.stringify({ tenants }));
}

/** `contact-center drift` of the installed package, in the program's folder. */
export const drift = ({ stack, folder }: ProcessFixture, ...args: string[]): Promise<Result> =>
    stack.command(contactCenter(folder), ["drift", ...args]);
