import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";

/** A network that refuses does so at once or hangs; a working one has started long before. */
const patience = 20_000;

/**
 * The official release, by Pulumi's own installer (`PulumiCommand.install`).
 * @returns the folder with the binary and its language host; nothing if the network refuses
 */
export async function downloadEngine(
    version: string,
    folder: string,
    report: (line: string) => void,
): Promise<string | undefined> {
    report(`Downloading Pulumi ${version} with Pulumi's own installer.`);
    const [automation, semver] = [require.resolve("@pulumi/pulumi/automation"), require.resolve("semver")];
    // In its own process, which can be stopped with everything that the installer starts.
    const program = `
        const { PulumiCommand } = require(${JSON.stringify(automation)});
        const version = require(${JSON.stringify(semver)}).parse(${JSON.stringify(version)});
        PulumiCommand.install({ root: ${JSON.stringify(folder)}, version }).then(
            () => process.exit(0),
            () => process.exit(1),
        );`;
    const child = spawn(process.execPath, ["-e", program], { stdio: "ignore", detached: true });
    const done = await Promise.race([
        ended(child),
        new Promise<number>((resolve) => setTimeout(resolve, patience, -1)),
    ]);
    const bin = join(folder, "bin");
    if (done === 0 && existsSync(join(bin, "pulumi-language-nodejs"))) return bin;
    if (done === -1 && (await begun(folder, child))) return bin;
    endGroup(child);
    await rm(folder, { recursive: true, force: true });
    report("It cannot be downloaded here.");
    return undefined;
}

/** A download that has started is waited for. */
async function begun(folder: string, child: ChildProcess): Promise<boolean> {
    if (!existsSync(folder)) return false;
    return (await ended(child)) === 0 && existsSync(join(folder, "bin", "pulumi-language-nodejs"));
}

function ended(child: ChildProcess): Promise<number> {
    if (child.exitCode !== null) return Promise.resolve(child.exitCode);
    return new Promise((resolve) => {
        child.on("exit", (code) => resolve(code ?? 1));
        child.on("error", () => resolve(1));
    });
}

function endGroup(child: ChildProcess): void {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
        process.kill(-child.pid, "SIGKILL");
    } catch {
        // It has ended meanwhile.
    }
}
