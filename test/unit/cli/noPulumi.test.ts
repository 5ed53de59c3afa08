import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { contactCenter } from "../../../tools/contactCenter";

const commands = [
    "adopt",
    "adopt --undo",
    "ci drift --folder out",
    "ci preview --base HEAD~1",
    "ci up",
    "drift",
    "drift --all",
    "drift --fleet fleet.yaml",
    "drift --stack acme",
    "drift decide 0123456789ab ignore",
    "drift prune",
    "fleet status",
    "handover",
    "imagicle preview webex.json",
    "preflight",
    "tenant add wayne --region eu --client-id x",
    "try",
];

describe("without pulumi on PATH", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "no-pulumi-"));
        const git = (...args: string[]) =>
            execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@acme.example", ...args], {
                cwd: folder,
            });
        mkdirSync(join(folder, "bin"));
        const found = execFileSync("/bin/sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
        symlinkSync(found, join(folder, "bin", "git"));
        writeFileSync(join(folder, "Pulumi.yaml"), "name: platform\nruntime: nodejs\n");
        writeFileSync(join(folder, "fleet.yaml"), "tenants: [{ stack: acme }, { stack: initech }]\n");
        writeFileSync(join(folder, "drift-review.yaml"), "decisions: []\n");
        git("init", "--quiet", "--initial-branch=main");
        for (const description of ["first", "second"]) {
            writeFileSync(join(folder, "index.ts"), description);
            git("add", "--all");
            git("commit", "--quiet", "--message", description);
        }
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const command of commands)
        it(`contact-center ${command} says once what to install`, async () => {
            const env = {
                PATH: join(folder, "bin"),
                GENESYSCLOUD_OAUTHCLIENT_SECRET: "x",
                PULUMI_CONFIG_PASSPHRASE: "x",
            };
            const { code, stdout, stderr } = await contactCenter(command.split(" "), folder, env);
            expect(code).to.equal(2);
            expect(stdout).to.equal("");
            expect(stderr).to.match(
                /^no working pulumi is on PATH\. Install it \(.*\), then run the command again \[CC8005\]\n$/,
            );
        });

    it("contact-center drift decide works as printed, with its options before or after its arguments", async () => {
        const finding = "f8bb302548ecec01";
        for (const args of [`--stack acme ${finding} revert`, `${finding} revert --stack acme`]) {
            const { code, output } = await contactCenter(["drift", "decide", ...args.split(" ")], folder, {});
            expect(code, output).to.equal(0);
            expect(output).to.include(`drift-review.yaml: revert ${finding} of the stack acme.`);
        }
    });
});
