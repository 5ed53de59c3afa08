// Starts a script of this project: installs what is missing, then continues under the project's own Node.
// Plain JavaScript, because it starts under any Node.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".installed-from");
const lock = join(root, "package-lock.json");
// npm writes it at the end of an installation.
const installed = join(root, "node_modules", ".package-lock.json");

function lockHash() {
    return createHash("sha256").update(readFileSync(lock)).digest("hex");
}

function run(command, args, env = process.env, stdout = "inherit") {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd: process.cwd(), env, stdio: ["inherit", stdout, "inherit"] });
        // The child cleans up and decides when to exit. A terminal sends it the signal too, a pipeline does not.
        const passOn = (signal) => child.kill(signal);
        const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
        for (const signal of signals) process.on(signal, passOn);
        child.on("error", reject);
        child.on("exit", (code, signal) => {
            for (const one of signals) process.off(one, passOn);
            resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1));
        });
    });
}

async function install() {
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) return;
    // The user has already run `npm ci`.
    const current = existsSync(installed) && statSync(installed).mtimeMs > statSync(lock).mtimeMs;
    if (existsSync(stamp) || !current) {
        console.error("Installing the project's dependencies (npm ci). This takes about a minute.");
        const npm = process.platform === "win32" ? "npm.cmd" : "npm";
        const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", root];
        // What a script prints may be read by another program.
        const code = await run(npm, args, process.env, process.stderr);
        if (code !== 0) process.exit(code);
    }
    writeFileSync(stamp, lockHash());
}

const [script, ...args] = process.argv.slice(2);
await install();
const node = join(bin, process.platform === "win32" ? "node.cmd" : "node");
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
process.exit(await run(node, ["--import", "tsx", join(root, script), ...args], env));
