import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../engine/command";
import { endChildren, endChildrenOnSignal, remember } from "../children";
import { type KeycloakVersion, versionsBetween, versionVariable } from "../keycloak/distribution";
import { packLibrary } from "../package";
import { story } from "./story";
import { type Combination, combinations, keycloakTests } from "./supported";
import { type KeycloakRun, keycloaksTable, type Run, runsTable } from "./table";

/**
 * `npm run versions [-- name …]`: the eMite story on each combination of versions, the tests of Eleveo on each Keycloak
 * that `npm test` omits, and a table of the results.
 */
async function main(): Promise<number> {
    endChildrenOnSignal();
    const wanted = process.argv.slice(2);
    const names = [...combinations.map(({ name }) => name), ...versionsBetween.map(keycloakName)];
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length > 0) throw new Error(`there is no ${unknown.join(", ")}; there are ${names.join(", ")}`);
    const folder = await mkdtemp(join(tmpdir(), "versions-"));
    try {
        const chosen = combinations.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
        const tarball = chosen.length === 0 ? "" : await packLibrary(join(folder, "package"));
        const runs: Run[] = [];
        for (const combination of chosen) runs.push(await run(combination, join(folder, combination.name), tarball));
        const keycloaks = versionsBetween.filter(
            (version) => wanted.length === 0 || wanted.includes(keycloakName(version)),
        );
        const proven: KeycloakRun[] = [];
        for (const version of keycloaks) proven.push({ version, passed: await testsPass(version) });
        if (runs.length > 0) console.log(`\n${runsTable(runs)}`);
        if (proven.length > 0) console.log(`\n${keycloaksTable(proven)}`);
        return runs.every(({ problems }) => problems.length === 0) && proven.every(({ passed }) => passed) ? 0 : 1;
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

const keycloakName = (version: string): string => `keycloak-${version}`;

async function testsPass(version: KeycloakVersion): Promise<boolean> {
    console.error(`${keycloakName(version)} …`);
    const env = { ...process.env, [versionVariable]: version };
    const { code, output } = await runCommand("npm", ["test", "--", ...keycloakTests], { env, onStart: remember });
    // Without a JDK, the tests are skipped.
    const passed = code === 0 && !/[1-9]\d* skipped/.test(output);
    console.error(passed ? "  as promised" : output);
    return passed;
}

main().then(
    (code) => process.exit(code),
    (error: Error) => {
        console.error(error.message);
        process.exit(1);
    },
);
