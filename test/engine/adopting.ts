import { expect } from "chai";
import type { Adoption } from "../../operations/adopt/adoption";
import type { Held } from "../../operations/adopt/held";
import { propertyOf } from "../../provider/core/differences";
import { resourceName, type Result, type Stack } from "../../tools/engine/stack";
import { contactCenter } from "./project";

interface Ground {
    stack: Stack;
    folder: string;
    /** Replaces the installed command. */
    command?(...args: string[]): Promise<Result>;
}

export const adopt = ({ stack, folder, command }: Ground, ...args: string[]) =>
    command?.("adopt", ...args) ?? stack.command(contactCenter(folder), ["adopt", ...args]);

/** The result of `--json`, and the whole output. */
export async function plan(ground: Ground, ...args: string[]) {
    const { stdout, stderr, output } = await adopt(ground, "--json", ...args);
    expect(stderr).to.equal("");
    return {
        ...(JSON.parse(stdout) as { adopted: number; completed: number; resources: Adoption[]; held: Held[] }),
        output,
    };
}

/** Properties that a table or a preview says will change, by the resource's name. */
const changes = (of: readonly (readonly [name: string, paths: readonly string[]])[]) =>
    Object.fromEntries(of.map(([name, paths]) => [name, [...new Set(paths.map(propertyOf))].sort()]));

export const ofTable = (resources: readonly Adoption[]) =>
    changes(
        resources
            .filter(({ differences }) => differences.length > 0)
            .map(({ name, differences }) => [name, differences.map(({ path }) => path)]),
    );

export async function ofPreview({ stack }: Ground) {
    const steps = await stack.steps("preview");
    expect(steps.filter(({ op }) => op !== "update")).to.deep.equal([]);
    return changes(steps.map(({ urn, detailedDiff }) => [resourceName(urn), Object.keys(detailedDiff ?? {})]));
}
