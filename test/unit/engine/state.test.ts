import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { exportedState, importResources } from "../../../engine/stack";

/** A `pulumi` that keeps the state of one stack in a file. */
const pulumi = '#!/bin/sh\nif [ "$2" = export ]; then cat state.json; else cat > state.json; fi\n';

describe("the state of a stack", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "state-"));
        writeFileSync(join(folder, "pulumi"), pulumi);
        chmodSync(join(folder, "pulumi"), 0o755);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is replaced only if no other run has changed it since it was read", async () => {
        const pulumiCommand = { command: join(folder, "pulumi") };
        const workspace = { workDir: folder, pulumiCommand } as unknown as LocalWorkspace;
        const save = (time: string) =>
            writeFileSync(join(folder, "state.json"), JSON.stringify({ deployment: { manifest: { time } } }));
        save("1");
        const state = await exportedState(workspace, "acme", "encrypted");
        save("2");
        const work = importResources(workspace, "acme", state, []);
        const refused = await work.then(
            () => "",
            ({ message }: Error) => message,
        );
        expect(refused).to.match(
            /^another run has changed the state of the stack acme .* Run the command again \[CC8012\]$/,
        );
        await importResources(workspace, "acme", await exportedState(workspace, "acme", "encrypted"), []);
        expect(readFileSync(join(folder, "state.json"), "utf8"))
            .to.include('"resources":[]')
            .and.include('"time":"2"');
    });
});
