import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "../engine";
import { goTool } from "../goTool";
import { startSharedKeycloaks } from "../keycloak";
import { packedLibrary, packLibrary, preparedProject, prepareProject } from "../package";
import type { Chosen, Need } from "./suites";

const say = (line: string): void => console.log(line);

/**
 * Gets what the suites need, once for all of them. A test file that runs alone, without the runner, gets it for itself.
 * `endChildren` stops the servers.
 *
 * @returns variables of the environment that name it to the tests
 */
export async function prepare(slow: readonly Chosen[]): Promise<NodeJS.ProcessEnv> {
    if (slow.length === 0) return {};
    const needs = new Set(slow.flatMap(({ suite }) => suite.needs ?? []));
    // A single file starts only the version that it needs.
    if (slow.length === 1 && slow[0]?.files.length === 1) needs.delete("keycloak");
    const folder = await mkdtemp(join(tmpdir(), "test-run-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const env: NodeJS.ProcessEnv = {};
    const tasks: Record<Need, () => Promise<unknown>> = {
        act: () => goTool("act"),
        actionlint: () => goTool("actionlint"),
        versitygw: () => goTool("versitygw"),
        engine: async () => {
            const { pulumi, source } = await findEngine(say);
            say(source);
            env["PULUMI_BIN"] = pulumi;
        },
        keycloak: async () => {
            Object.assign(env, await startSharedKeycloaks(say));
        },
        project: async () => {
            await prepareProject(folder);
            env[preparedProject] = folder;
        },
    };
    process.env[packedLibrary] = await packLibrary(join(folder, "package"));
    for (const need of needs) await tasks[need]();
    return { ...env, [packedLibrary]: process.env[packedLibrary] };
}
