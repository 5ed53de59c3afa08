import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs something that keeps a create log with its own Pulumi home. */
export async function withHome<T>(work: () => Promise<T>): Promise<T> {
    const before = process.env["PULUMI_HOME"];
    const home = await mkdtemp(join(tmpdir(), "home-"));
    process.env["PULUMI_HOME"] = home;
    try {
        return await work();
    } finally {
        if (before === undefined) delete process.env["PULUMI_HOME"];
        else process.env["PULUMI_HOME"] = before;
        await rm(home, { recursive: true, force: true });
    }
}
