import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { endChildrenOnSignal } from "../children";

const root = join(__dirname, "../..");
/** Slower suites, in order; each drives something real. */
const suites = {
    contract: "the stock plugin of @pulumi/pulumi",
    fault: "faults and deaths, without the engine",
    engine: "the real Pulumi engine",
    keycloak: "a real Keycloak, two versions, also through the real Pulumi engine",
    package: "the packed library in projects of their own",
} as const;

const totals = { passed: 0, failed: 0, skipped: 0 };
const begin = Date.now();
const seconds = () => `${Math.round((Date.now() - begin) / 1_000)} s`;

/** `npm test [-- suite …]`: `npm run check`, then the slower suites; the last line counts all tests. */
async function main(): Promise<void> {
    endChildrenOnSignal();
    const wanted = process.argv.slice(2);
    const unknown = wanted.find((name) => name !== "unit" && !(name in suites));
    if (unknown) throw new Error(`there is no suite "${unknown}"; there are unit, ${Object.keys(suites).join(", ")}`);
    if (wanted.length === 0) for (const script of ["format:check", "lint", "types"]) await npmRun(script);
    if (wanted.length === 0 || wanted.includes("unit")) await suite("unit", "no engine", 10_000);
    if (wanted.length === 0 || wanted.some((name) => name in suites)) await npmRun("build");
    for (const [name, what] of Object.entries(suites))
        if (wanted.length === 0 || wanted.includes(name)) await suite(name, what, 300_000);
    console.log(`Took ${seconds()}.`);
    console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
    process.exit(totals.failed === 0 ? 0 : 1);
}

async function npmRun(script: string): Promise<void> {
    console.log(`\n[${seconds()}] npm run ${script}`);
    const child = spawn("npm", ["run", "--silent", script], { cwd: root, stdio: "inherit" });
    const code = await new Promise((resolve) => child.on("exit", resolve));
    if (code === 0) return;
    console.error(`npm run ${script} failed.`);
    process.exit(1);
}

async function suite(name: string, what: string, timeout: number): Promise<void> {
    console.log(`\n[${seconds()}] Suite ${name}: ${what}`);
    const mocha = new Mocha({ timeout, forbidOnly: true, reporter: "spec", slow: timeout });
    for (const file of testFiles(join(root, "test", name))) mocha.addFile(file);
    const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
        const runner = mocha.run(() => resolve(runner.stats));
    });
    if (stats === undefined || stats.tests === 0) throw new Error(`the suite ${name} ran no test`);
    totals.passed += stats.passes;
    totals.failed += stats.failures;
    totals.skipped += stats.pending;
}

function testFiles(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => join(folder, file))
        .sort();
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
});
