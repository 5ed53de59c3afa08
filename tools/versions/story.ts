import { delimiter, join } from "node:path";
import { type Simulator, startSimulator } from "../../simulator";
import { emiteTenant } from "../emiteTenant";
import { engineOfVersion } from "../engine";
import { Stack } from "../engine/stack";
import { makeProject, npm } from "../package";
import { supported, type Versions } from "./supported";

/**
 * The eMite integration from the packed library, on one combination of versions: compiled, created, unchanged,
 * reviewed, removed.
 * @param folder - for the project; it does not exist yet
 * @returns the promises that were not kept
 */
export async function story(versions: Versions, folder: string, tarball: string): Promise<string[]> {
    const engine = await engineOfVersion(versions.engine, (line) => console.error(line));
    await makeProject(folder, "tenant", tarball, {
        "@pulumi/pulumi": versions.sdk,
        "@pulumi/policy": supported.policy.newest,
        node: versions.node,
        typescript: versions.typescript,
    });
    // This package's script downloads Node itself.
    await npm(["rebuild", "node"], folder);
    const sim = await startSimulator();
    try {
        // The project's own Node precedes the one of this repository.
        const PATH = [join(folder, "node_modules", ".bin"), engine.env["PATH"]].join(delimiter);
        const stack = await Stack.create({ engine, program: folder, env: { PATH }, ...emiteTenant(sim) });
        try {
            return [...(await wrongVersions(stack, versions)), ...(await wrongSteps(stack, sim))];
        } finally {
            await stack.dispose();
        }
    } finally {
        await sim.stop();
    }
}

/** A combination that runs on other versions proves nothing. */
async function wrongVersions(stack: Stack, versions: Versions): Promise<string[]> {
    const sdk = `require("@pulumi/pulumi/package.json").version`;
    const answers = {
        engine: (await stack.must(["version"])).stdout,
        sdk: (await stack.command("node", ["--print", sdk])).stdout,
        node: (await stack.command("node", ["--version"])).stdout,
        typescript: (await stack.command("tsc", ["--version"])).stdout,
    };
    return Object.entries(answers)
        .map(([part, answer]) => ({ part, version: /\d+\.\d+\.\d+/.exec(answer)?.[0] }))
        .filter(({ part, version }) => version !== versions[part as keyof Versions])
        .map(({ part, version }) => `${part} is ${version}, not ${versions[part as keyof Versions]}`);
}

async function wrongSteps(stack: Stack, sim: Simulator): Promise<string[]> {
    const before = JSON.stringify(sim.dump());
    const wrong: string[] = [];
    const promise = (what: string, kept: boolean, output = "") => {
        if (!kept) wrong.push(output === "" ? what : `${what}:\n${output}`);
    };
    const types = await stack.command("tsc", ["-p", "."]);
    promise("the program compiles", types.code === 0, types.output);
    const rules = await stack.command("node", ["--eval", `require("pulumi-contact-center/policy")`]);
    promise("the guard rails are loaded", rules.code === 0, rules.output);
    const up = await stack.up();
    promise("`up` makes the integration", up.code === 0 && /\d\d created/.test(up.output), up.output);
    sim.clearRequests();
    const again = await stack.up();
    promise("a second `up` changes nothing", again.code === 0 && sim.writes().length === 0, again.output);
    promise("`refresh` finds nothing", (await stack.steps("refresh")).length === 0);
    const review = await stack.command("contact-center", ["drift"]);
    promise("`contact-center drift` finds nothing", review.code === 0, review.output);
    const gone = await stack.destroy();
    const untouched = JSON.stringify(sim.dump()) === before;
    promise("`destroy` leaves the organisation as it was", gone.code === 0 && untouched, gone.output);
    return wrong;
}
