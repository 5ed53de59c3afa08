import { readFileSync } from "node:fs";
import { join } from "node:path";
import { releaseNotes } from "./notes";

const root = join(__dirname, "../..");
const text = (name: string) => readFileSync(join(root, name), "utf8");

/** `npm run release:notes -- v1.2.3`: checks that everything names this version, and prints the notes. */
try {
    const { version } = JSON.parse(text("package.json")) as { version: string };
    process.stdout.write(releaseNotes(process.argv[2] ?? "", version, text("CHANGELOG.md")));
} catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
}
