import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startSimulator } from "../../simulator";

const root = join(__dirname, "../..");
let folder: string;

/** `contact-center` in its own folder. */
const run = (...args: string[]) => runWith({}, ...args);

function runWith(env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number; stdout: string; output: string }> {
    const child = spawn(process.execPath, ["--import", require.resolve("tsx"), join(root, "cli/main.ts"), ...args], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: "pipe",
    });
    child.stdin.end();
    const result = { code: 1, stdout: "", output: "" };
    child.stdout.on("data", (data: Buffer) => {
        result.stdout += data.toString();
        result.output += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => (result.output += data.toString()));
    return new Promise((resolve) => child.on("close", (code) => resolve({ ...result, code: code ?? 1 })));
}

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = (name: string) => readFileSync(join(folder, name), "utf8");

describe("contact-center, by its command line", () => {
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "command-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("webex convert writes the file and exits with 0; with errors it reports, writes nothing and exits with 1", async () => {
        write("export.csv", "UserName,FirstName,LastName,Email\nx,Anna,Smith,anna@old.com\n,Eve,<b>,=eve@other.org\n");
        const convert = [
            "webex",
            "convert",
            "export.csv",
            "--domain",
            "acme.com",
            "--from",
            "old.com",
            "-o",
            "import.csv",
        ];
        const [bad, part] = await Promise.all([
            run(...convert, "--report", "report"),
            run(...convert.slice(0, -1), "part.csv", "--partial"),
        ]);
        expect(bad.code).to.equal(1);
        expect(bad.output).to.include('row 3, email "=eve@other.org": has the domain other.org');
        expect(bad.stdout).to.equal("nothing was written: 1 error, 0 warnings\n");
        expect(existsSync(join(folder, "import.csv"))).to.equal(false);
        expect(read("report.csv")).to.include("error,3,email,'=eve@other.org");
        expect(read("report.html")).to.include("Import file for WebEx Connect").and.include("=eve@other.org");
        expect(part.stdout).to.equal("anna@acme.com  Anna Smith\npart.csv: 1 user, 1 error, 0 warnings\n");
        expect(part.output)
            .to.include("1 rows were left out")
            .and.include("cannot sign in")
            .and.include("never removes");
        expect(read("part.csv")).to.equal("firstName,lastName,email\nAnna,Smith,anna@acme.com\n");
    });

    it("imagicle preview, checklist and csv work from a file of rules", async () => {
        write("rules.json", JSON.stringify({ users: { extension: "esn", faxSend: true }, filter: "(email=a*)" }));
        const person = (id: string, extension: string) => ({
            kind: "user",
            id,
            email: `${id}@acme.example`,
            lastName: id,
            extension,
        });
        write(
            "webex.json",
            JSON.stringify({
                organizationName: "ACME",
                objects: [person("anna", "1"), person("ada", "1"), person("ben", "2")],
            }),
        );
        write("header.csv", "Last Name,domain,Their own,Interno\n");
        const [preview, checklist, csv, sync] = await Promise.all([
            run("imagicle", "preview", "webex.json", "--rules", "rules.json", "--html", "users.html"),
            run("imagicle", "checklist", "--rules", "rules.json"),
            run(
                "imagicle",
                "csv",
                "webex.json",
                "--rules",
                "rules.json",
                "--header",
                "header.csv",
                "--column",
                "Interno=extension",
                "-o",
                "users.csv",
            ),
            run("imagicle", "sync", "--url", "http://127.0.0.1:9", "--username", "admin"),
        ]);
        expect(preview.stdout).to.equal(
            [
                "anna@acme.example  anna  1  user",
                "ada@acme.example   ada   1  user",
                'ada@acme.example  extension "1": anna@acme.example has the same number',
                "2 users, 1 problem\n",
            ].join("\n"),
        );
        expect(preview.code).to.equal(1);
        expect(read("users.html"))
            .to.include("ada@acme.example")
            .and.match(/<\/html>\s*$/);
        expect(statSync(join(folder, "users.html")).mode & 0o777).to.equal(0o600);
        expect(checklist.stdout).to.include('"Fax: enable send": Only when adding, set this value: set true');
        for (const part of ["COMPLETE REQUEST", "Imagicle Cloud unreachable", "take 24 hours"])
            expect(checklist.stdout).to.include(part);
        expect(read("users.csv")).to.equal(
            "Last Name,domain,Their own,Interno\nanna,acme.example,,1\nada,acme.example,,1\n",
        );
        expect(csv.output).to.include('"Their own" stays empty');
        expect(sync.output).to.include("IMAGICLE_PASSWORD is not set");
    });

    it("imagicle preview lists 20 users and problems, or all of them; an output is never an input", async () => {
        write("rules.json", JSON.stringify({ users: { extension: "phoneNumber" } }));
        const objects = Array.from({ length: 25 }, (_, index) => ({
            kind: "user",
            id: `p${index}`,
            email: `user${index}@acme.example`,
            extension: "1",
        }));
        write("webex.json", JSON.stringify({ objects }));
        const preview = ["imagicle", "preview", "webex.json", "--rules", "rules.json"];
        const [some, all, json, same] = await Promise.all([
            run(...preview),
            run(...preview, "--all"),
            run(...preview, "--json"),
            run(...preview, "--html", "webex.json"),
        ]);
        expect(some.stdout.split("\n")).to.have.length(2 * 20 + 2 + 1 + 1);
        expect(some.stdout).to.include("… and 5 more users; --all lists them").and.include("… and 5 more problems");
        expect(all.stdout.split("\n")).to.have.length(2 * 25 + 1 + 1);
        const { users, problems, warnings } = JSON.parse(json.stdout) as Record<string, unknown[]>;
        expect([users?.length, problems?.length, warnings]).to.deep.equal([25, 25, []]);
        expect(same.code).to.equal(2);
        expect(same.output).to.include("webex.json is an input of this run");
        expect(JSON.parse(read("webex.json"))).to.deep.equal({ objects });
    });

    it("imagicle checklist needs neither a stack nor rules for all but the rules, unless they are asked for", async () => {
        const [list, named] = await Promise.all([
            run("imagicle", "checklist"),
            run("imagicle", "checklist", "--stack", "acme"),
        ]);
        expect(list.code).to.equal(0);
        const parts = ["Connectors by application", "Decisions", "Authorization", "Rules", "If the STATUS", "Remarks"];
        expect(list.stdout.split("\n").filter((line) => parts.some((part) => line.startsWith(part)))).to.have.length(6);
        for (const part of [
            "Digital Fax",
            "choose ESN",
            "must reach the avatar server",
            "several Webex organizations",
            "not listed: there are no rules, because no stack is selected. Use --rules <file>",
        ])
            expect(list.stdout).to.include(part);
        expect(named.code).to.equal(2);
        expect(named.output).to.include("--stack acme: there is no Pulumi.yaml in this folder");
    });

    it("a command that needs pulumi reports in one sentence that it is missing", async () => {
        write("Pulumi.yaml", "name: acme\nruntime: nodejs\n");
        const { code, output } = await runWith({ PATH: folder }, "imagicle", "preview", "webex.json");
        expect(code).to.equal(2);
        expect(output).to.match(
            /^no working pulumi is on PATH\. Install it \(.*\), then run the command again \[CC8005\]\n$/,
        );
    });

    it("adopt --generate writes a program for an organization that only the environment names", async () => {
        const sim = await startSimulator();
        try {
            const env = {
                GENESYSCLOUD_REGION: "eu-west-1",
                GENESYSCLOUD_GATEWAY: sim.url,
                GENESYSCLOUD_OAUTHCLIENT_ID: sim.credentials.clientId,
                GENESYSCLOUD_OAUTHCLIENT_SECRET: sim.credentials.clientSecret,
            };
            const { code, stdout } = await runWith(env, "adopt", "--generate", "program");
            expect(code, stdout).to.equal(0);
            expect(stdout).to.match(/^Wrote \d+ objects to program, with \d+ requests/);
            expect(read("program/index.ts")).to.include('from "pulumi-contact-center"');
        } finally {
            await sim.stop();
        }
    });

    it("a mistake is reported in one clear line with exit status 2", async () => {
        write("rules.json", JSON.stringify({ users: { extension: "x" }, filter: "(mail=a)" }));
        const [rules, none, file] = await Promise.all([
            run("imagicle", "checklist", "--rules", "rules.json"),
            run("imagicle", "preview", "webex.json"),
            run("webex", "status", "nowhere.csv"),
        ]);
        expect(rules.output)
            .to.include("rules.json: the rules are invalid [CC4019]:\n  users.extension: must be")
            .and.include('unknown field "mail"');
        expect(none.output).to.include("Use --rules <file>, or run the command in the folder of a project");
        expect(file.output).to.equal("nowhere.csv: there is no such file. Check the path. [CC1116]\n");
        for (const { code } of [rules, none, file]) expect(code).to.equal(2);
    });

    it("--help loads only the declarations of the commands", () => {
        const script = `process.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));
            require(${JSON.stringify(join(root, "cli/main.ts"))});`;
        const args = ["--import", require.resolve("tsx"), "--eval", script, "--", "--help"];
        const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
        expect(stdout).to.match(/^Usage: contact-center/);
        const loaded = stderr.trim().split("\n");
        expect(loaded).to.include(join(root, "cli/drift/index.ts")).and.have.length.below(54);
    });
});
