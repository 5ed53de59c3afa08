import { join } from "node:path";
import { build } from "esbuild";

/** Loaded only when they are needed, or shared with Pulumi's SDK. */
const external = [
    "@pulumi/pulumi",
    "@pulumi/pulumi/*",
    "@grpc/grpc-js",
    "purecloud-platform-client-v2",
    "pulumi-contact-center/package.json",
];

/** Writes the native plugin as one file, which starts faster than its many modules. */
export async function bundlePlugin(outfile: string): Promise<void> {
    await build({
        entryPoints: [join(__dirname, "..", "..", "plugin", "main.ts")],
        outfile,
        external,
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node22",
        logLevel: "error",
    });
}
