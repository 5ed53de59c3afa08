import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bashScript } from "../../cli/completion/bash";
import { fishScript } from "../../cli/completion/fish";
import { zshScript } from "../../cli/completion/zsh";
import { completionTree } from "../../cli/completion/tree";
import { contactCenterProgram } from "../../cli/program";

const tree = completionTree(contactCenterProgram("1.2.3"));
let folder = "";

/** What bash completes for each line, whose last word is being typed. */
function offered(...lines: string[]): string[][] {
    const calls = lines.map((line) => {
        // As readline splits it: the equals sign is a word.
        const words = line.replaceAll("=", " = ").split(/ +/);
        return `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _contact_center; printf '%s|' "\${COMPREPLY[@]}"; echo`;
    });
    writeFileSync(join(folder, "completion.bash"), [bashScript("contact-center", tree), ...calls].join("\n"));
    const args = ["--noprofile", "--norc", "-u", "completion.bash"];
    const { stdout, stderr } = spawnSync("bash", args, { cwd: folder, encoding: "utf8" });
    expect(stderr).to.equal("");
    const answers = stdout.split("\n").slice(0, -1);
    return answers.map((answer) => answer.split("|").filter((word) => word !== "" && !word.startsWith("completion.")));
}

describe("the completion of a shell", () => {
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "completion-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("completes every command and every option of the help in bash, where they are allowed", () => {
        const lines = tree.map(({ path }) => `contact-center ${path}`.trim());
        const commands = offered(...lines.map((line) => `${line} `));
        const options = offered(...lines.map((line) => `${line} -`));
        for (const [index, one] of tree.entries()) {
            expect(options[index], one.path).to.deep.equal(one.options.flatMap(({ flags }) => flags));
            const words = [...one.commands.map(({ name }) => name), ...(one.arguments[0]?.words ?? [])];
            expect(commands[index], one.path).to.deep.equal(words);
        }
    });

    it("completes in bash only words that begin with what is typed", () => {
        expect(offered("contact-center d", "contact-center drift --ma", "contact-center ci p")).to.deep.equal([
            ["drift"],
            ["--markdown"],
            ["preview"],
        ]);
    });

    it("completes in bash the choices of options and arguments, also after an equals sign and for further values", () => {
        expect(
            offered(
                "contact-center handover --format ",
                "contact-center handover --format=m",
                "contact-center handover --format=",
                "contact-center conformance --product genesys im",
                "contact-center drift decide --stack acme f8bb a",
                "contact-center completion ",
            ),
        ).to.deep.equal([
            ["html", "markdown", "json"],
            ["markdown"],
            ["html", "markdown", "json"],
            ["imagicle"],
            ["accept"],
            ["bash", "zsh", "fish"],
        ]);
    });

    it("completes in bash file names if the help says file or folder, and nothing for other values", () => {
        writeFileSync(join(folder, "fleet file.yaml"), "");
        mkdirSync(join(folder, "platform"));
        const all = ["fleet file.yaml", "platform"];
        const [fleet, begun, json, argument, name, value] = offered(
            "contact-center drift --fleet ",
            "contact-center drift --fleet fl",
            "contact-center drift --json ",
            "contact-center init ",
            "contact-center drift --stack ",
            "contact-center init --name ci ",
        );
        expect([fleet?.sort(), begun, json?.sort(), argument?.sort(), name, value?.sort()]).to.deep.equal([
            all,
            ["fleet file.yaml"],
            all,
            all,
            [],
            all,
        ]);
    });

    it("does not mistake the value of an option for a command", () => {
        const [after] = offered("contact-center tenant add --region add --c");
        expect(after).to.deep.equal(["--client-id", "--canary"]);
        expect(offered("contact-center fleet status --fleet manifests --n")).to.deep.equal([[]]);
    });

    it("has a rule in fish for every command and every option of the help", () => {
        const script = fishScript("contact-center", tree);
        for (const { path, commands, options } of tree) {
            const rules = script.split("\n").filter((line) => line.includes(`'__contact_center_at \\'${path}\\''`));
            for (const { name } of commands) expect(rules.some((rule) => rule.includes(` -a ${name} `))).to.equal(true);
            for (const { flags } of options) {
                const [short, long] = [
                    flags.find((flag) => /^-\w$/.test(flag)),
                    flags.find((flag) => /^--/.test(flag)),
                ];
                const words = [short && `-s ${short.slice(1)}`, long && `-l ${long.slice(2)}`]
                    .filter(Boolean)
                    .join(" ");
                expect(
                    rules.some((rule) => rule.includes(` ${words} `)),
                    `${path} ${words}`,
                ).to.equal(true);
            }
        }
    });

    const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };
    const isInstalled = (shell: string) => spawnSync(shell, ["--version"]).error === undefined;
    for (const [shell, script] of Object.entries(scripts).filter(([name]) => isInstalled(name)))
        it(`has valid ${shell} syntax`, () => {
            const input = script("contact-center", tree);
            const { status, stderr } = spawnSync(shell, ["-n"], { input, encoding: "utf8" });
            expect(stderr).to.equal("");
            expect(status).to.equal(0);
        });
});
