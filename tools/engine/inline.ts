import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigMap, LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { quietEnvironment } from "../../engine/pulumi";
import type { AttachedProvider } from "./attached";
import type { Engine } from "./index";

export interface InlineOptions {
    engine: Engine;
    program: PulumiFn;
    config?: ConfigMap;
    /** In this process. */
    provider: AttachedProvider;
    /** @default "test" */
    name?: string;
}

/**
 * A stack whose program is a function of this process, with its own file backend; all of it is removed when `test`
 * ends.
 */
export async function withInlineStack<T>(options: InlineOptions, test: (stack: Stack) => Promise<T>): Promise<T> {
    const { engine, program, config = {}, provider, name = "test" } = options;
    const folder = await mkdtemp(join(tmpdir(), "inline-stack-"));
    // Where the Automation API looks for the engine.
    process.env["PATH"] = engine.env["PATH"];
    try {
        const stack = await LocalWorkspace.createOrSelectStack(
            { stackName: name, projectName: "inline", program },
            {
                workDir: folder,
                pulumiHome: join(folder, "home"),
                envVars: {
                    PATH: engine.env["PATH"] ?? "",
                    PULUMI_CONFIG_PASSPHRASE: "only for this temporary stack",
                    ...quietEnvironment,
                    PULUMI_BACKEND_URL: `file://${folder}`,
                    ...provider.env,
                },
            },
        );
        await stack.setAllConfig(config);
        return await test(stack);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

/** Settings and secrets, in the form of the Automation API. */
export const configMap = ({
    config,
    secrets,
}: {
    config: Record<string, string>;
    secrets: Record<string, string>;
}): ConfigMap => ({
    ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])),
    ...Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, { value, secret: true }])),
});
