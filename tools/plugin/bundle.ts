import { join } from "node:path";
import { build } from "esbuild";

/**
 * Writes the native plugin as one file, which starts faster than its many modules. Packages that npm installs stay
 * outside: most are loaded only when they are needed.
 */
export async function bundlePlugin(outfile: string): Promise<void> {
    await build({
        entryPoints: [join(__dirname, "..", "..", "plugin", "main.ts")],
        outfile,
        bundle: true,
        packages: "external",
        minifyWhitespace: true,
        platform: "node",
        format: "cjs",
        target: "node22",
        logLevel: "error",
    });
}
