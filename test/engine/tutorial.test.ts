import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { instructions } from "../../cli/simulate/run";
import { runCommand } from "../../engine/command";
import { runPulumi } from "../../engine/pulumi";
import { type Simulator, startSimulator } from "../../simulator";
import { contactCenter } from "../../tools/contactCenter";
import { findEngine } from "../../tools/engine";
import { shellCommands } from "../package/commands";
import { readDocument } from "../package/markdown";
import { attach, example } from "./fixture";

const file = join(__dirname, "../../docs/tutorial.md");
/** The simulator of the page; a test uses a free port. */
const address = "http://127.0.0.1:8080";

/** A reader's shell in the clone; every output has the address of the page. */
class Shell {
    constructor(
        private readonly sim: Simulator,
        private folder: string,
        private readonly env: NodeJS.ProcessEnv,
        private readonly pulumi: string,
    ) {}

    async run(block: string): Promise<string> {
        const text = block.replaceAll(address, this.sim.url);
        if (text.startsWith("node ")) return (await runCommand("sh", ["-c", text], { env: this.env })).output;
        let output = "";
        for (const words of shellCommands(text)) output += await this.#command(words.map(unquoted));
        return output.replaceAll(this.sim.url, address);
    }

    async #command([name = "", ...args]: string[]): Promise<string> {
        if (name === "cd") this.folder = join(this.folder, args[0] ?? "");
        if (name === "export") {
            const [key = "", value] = (args[0] ?? "").split("=");
            this.env[key] = value;
        }
        const options = { cwd: this.folder, env: this.env, pulumi: this.pulumi };
        if (name === "pulumi")
            return (await runPulumi(["--non-interactive", "--color=never", ...args], options)).output;
        if (name !== "contact-center") return "";
        if (args[0] === "simulate") return `${instructions(this.sim)}\n`;
        return (await contactCenter(args, this.folder, this.env)).output;
    }
}

const unquoted = (word: string): string => word.replace(/^(['"])(.*)\1$/, "$2");

/** What is the same in every run: operations run in parallel, and their times vary. */
const comparable = (output: string): string[] =>
    output
        .replace(/\(\d[\d.]*s\)/g, "(0s)")
        .replace(/^Duration: .*$/gm, "Duration: 0s")
        .replace(/\d{4}-\d\d-\d\d/g, "2026-01-01")
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>")
        .replace(/\[[0-9a-f]{16}\]/g, "[<fingerprint>]")
        .split("\n")
        .map((line) => line.trimEnd())
        // Whether the log has more lines depends on the timing.
        .filter((line) => line !== "" && !line.startsWith("note: the log "))
        .sort();

/** Stands for lines that the page does not show. */
const leftOut = "…";

function expectSame(output: string, shown: string): void {
    const [real, page] = [comparable(output), comparable(shown)];
    if (page.includes(leftOut)) expect(real, output).to.include.members(page.filter((line) => line !== leftOut));
    else expect(real).to.deep.equal(page);
}

describe("docs/tutorial.md", () => {
    it("shows commands with their real output; UPDATE_TUTORIAL=1 writes it", async () => {
        const [engine, { programs, provider }, sim] = await Promise.all([
            findEngine((line) => console.log(`    ${line}`)),
            attach(),
            startSimulator(),
        ]);
        const root = await realpath(await mkdtemp(join(tmpdir(), "tutorial-")));
        try {
            for (const name of ["clone", "states"]) await mkdir(join(root, name));
            programs.set(join(root, "platform"), example);
            const own = { PULUMI_HOME: join(root, "home"), PULUMI_BACKEND_URL: `file://${join(root, "states")}` };
            const env = { ...engine.env, ...programs.env, ...provider.env, ...own };
            const shell = new Shell(sim, join(root, "clone"), env, engine.pulumi);
            let page = await readFile(file, "utf8");
            const { blocks } = readDocument(page);
            for (const [index, { lang, value, position }] of blocks.entries()) {
                const next = blocks[index + 1];
                // Further commands need an organization.
                if (page.slice(0, position?.start.offset).includes("## Against a sandbox")) break;
                if (lang !== "sh") continue;
                const output = await shell.run(value);
                if (next === undefined || next.lang) continue;
                if (process.env["UPDATE_TUTORIAL"] && !next.value.split("\n").includes(leftOut))
                    page = page.replace(
                        `${value}\n\`\`\`\n\n\`\`\`\n${next.value && `${next.value}\n`}`,
                        () => `${value}\n\`\`\`\n\n\`\`\`\n${output.replace(/[ \t]+$/gm, "").trim()}\n`,
                    );
                else expectSame(output, next.value);
            }
            if (process.env["UPDATE_TUTORIAL"]) await writeFile(file, page);
        } finally {
            await sim.stop();
            await rm(root, { recursive: true, force: true });
        }
    });
});
