import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endChildren, endChildrenOnSignal } from "../children";
import { packLibrary } from "../package";
import { story } from "./story";
import { type Combination, combinations } from "./supported";
import { type Run, runsTable } from "./table";

/** `npm run versions [-- combination …]`: the eMite story on each combination of versions, and a table of what was run. */
async function main(): Promise<number> {
    endChildrenOnSignal();
    const wanted = process.argv.slice(2);
    const names = combinations.map(({ name }) => name);
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length > 0) throw new Error(`there is no ${unknown.join(", ")}; there are ${names.join(", ")}`);
    const folder = await mkdtemp(join(tmpdir(), "versions-"));
    try {
        const tarball = await packLibrary(join(folder, "package"));
        const runs: Run[] = [];
        for (const combination of combinations)
            if (wanted.length === 0 || wanted.includes(combination.name))
                runs.push(await run(combination, join(folder, combination.name), tarball));
        console.log(`\n${runsTable(runs)}`);
        return runs.every(({ problems }) => problems.length === 0) ? 0 : 1;
    } finally {
        await endChildren();
        await rm(folder, { recursive: true, force: true });
    }
}

async function run(combination: Combination, folder: string, tarball: string): Promise<Run> {
    const begin = Date.now();
    console.error(`${combination.name} …`);
    const problems = await story(combination.versions, folder, tarball).catch((error: Error) => [error.message]);
    const seconds = Math.round((Date.now() - begin) / 1_000);
    console.error(problems.length === 0 ? `  as promised, ${seconds} s` : `  FAILED, ${seconds} s`);
    for (const problem of problems) console.error(problem.replaceAll(/^/gm, "  "));
    return { combination, problems };
}

main().then(
    (code) => process.exit(code),
    (error: Error) => {
        console.error(error.message);
        process.exit(1);
    },
);
