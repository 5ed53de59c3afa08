import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Simulator, startSimulator } from "../../simulator";

const root = join(__dirname, "../..");

interface Command {
    process: ChildProcess;
    /** What it printed, and its status or the signal that ended it. */
    ended: Promise<{ code: number | NodeJS.Signals; stdout: string; output: string }>;
}

/** `contact-center conformance`, configured by the environment, in its own folder. */
function start({ url, credentials }: Simulator, folder: string, ...args: string[]): Command {
    const command = ["--import", require.resolve("tsx"), join(root, "cli/main.ts"), "conformance", ...args];
    const child = spawn(process.execPath, command, {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
            ...process.env,
            PULUMI_HOME: folder,
            GENESYSCLOUD_REGION: "eu-west-1",
            GENESYSCLOUD_GATEWAY: url,
            GENESYSCLOUD_OAUTHCLIENT_ID: credentials.clientId,
            GENESYSCLOUD_OAUTHCLIENT_SECRET: credentials.clientSecret,
        },
    });
    let [stdout, output] = ["", ""];
    child.stdout.on("data", (data: Buffer) => {
        stdout += data.toString();
        output += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => (output += data.toString()));
    const ended = new Promise<Awaited<Command["ended"]>>((resolve) =>
        child.on("close", (code, signal) => resolve({ code: code ?? signal ?? 1, stdout, output })),
    );
    return { process: child, ended };
}

async function withFolder(test: (sim: Simulator, folder: string) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "conformance-"));
    const sim = await startSimulator();
    try {
        await test(sim, folder);
    } finally {
        await sim.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}

const lists = (folder: string) => {
    const where = join(folder, "contact-center/conformance");
    return existsSync(where) ? readdirSync(where) : [];
};
const writing = ["--only", "G-44", "--only", "G-54", "--only", "G-72", "--write"];

describe("contact-center conformance", () => {
    it("killed with -9 halfway, --clean asks and then removes the rest", () =>
        withFolder(async (sim, folder) => {
            const before = sim.dump();
            const command = start(sim, folder, ...writing, "--yes");
            sim.answerOnce("POST /api/v2/oauth/clients", {
                silence: true,
                meanwhile: () => void command.process.kill("SIGKILL"),
            });
            expect((await command.ended).code).to.equal("SIGKILL");
            expect(sim.dump()).not.to.deep.equal(before);
            expect(lists(folder).length).to.equal(1);
            const asking = await start(sim, folder, "--clean").ended;
            expect(asking.code).to.equal(2);
            expect(asking.output)
                .to.match(/group conformance-.*-group-1/)
                .and.include("run the command with --yes");
            const cleaned = await start(sim, folder, "--clean", "--yes").ended;
            expect(cleaned.stdout).to.equal("Removed 2 of 2 objects.\n");
            expect(cleaned.code).to.equal(0);
            expect(sim.dump()).to.deep.equal(before);
            expect(lists(folder)).to.deep.equal([]);
        }));

    it("interrupted by Ctrl-C, it removes what it has created, and exits with 130", () =>
        withFolder(async (sim, folder) => {
            const before = sim.dump();
            const command = start(sim, folder, ...writing, "--yes");
            sim.intercept((call) => {
                if (call === "POST /api/v2/oauth/clients") command.process.kill("SIGINT");
                return undefined;
            });
            const { code, output } = await command.ended;
            expect(code).to.equal(130);
            expect(output).to.include("interrupted: removing what was created");
            expect(sim.dump()).to.deep.equal(before);
            expect(lists(folder)).to.deep.equal([]);
        }));

    it("only reads without --write; says what it needs; prints only JSON", () =>
        withFolder(async (sim, folder) => {
            const { stdout, output } = await start(sim, folder, "--json").ended;
            expect(output)
                .to.include("Genesys Cloud: ")
                .and.include("    audits:audit:view")
                .and.include("at most 200 requests");
            const report = JSON.parse(stdout) as { outcomes: { result: string; seen: string }[]; requests: number };
            expect(report.requests).to.equal(sim.requests.length);
            expect(report.outcomes.filter(({ seen }) => seen === "needs --write").length).to.be.greaterThan(30);
            expect(report.outcomes.filter(({ result }) => result === "refuted")).to.deep.equal([]);
            expect(sim.writes()).to.deep.equal([]);
        }));

    it("creates nothing if it cannot ask anybody; names an unknown assumption, and why one has no check", () =>
        withFolder(async (sim, folder) => {
            const refusals: [string, ...string[]][] = [
                ["run the command with --yes", "--write"],
                ["--only G-999: unknown assumption", "--only", "G-999"],
                ["--only G-1: this assumption cannot be checked: It would use up the quota", "--only", "G-1"],
                ["Imagicle has no API", "--product", "imagicle"],
                ["the product is not configured", "--only", "W-1"],
            ];
            const ran = refusals.map(([, ...args]) => start(sim, folder, ...args).ended);
            for (const [index, { code, output }] of (await Promise.all(ran)).entries()) {
                expect(output).to.include(refusals[index]?.[0]);
                expect(code, output).to.equal(2);
            }
            expect(sim.requests).to.deep.equal([]);
        }));
});
