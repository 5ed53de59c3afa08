import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { sharedPaths } from "../../../cli/fleet/deployments";
import { fleetCommand } from "../../../cli/fleet";
import { writeDeployments, writeManifests } from "../../../cli/fleet/run";
import { engineVersion } from "../../../engine/versions";
import { filesBelow } from "../../engine/secrets";

const projectFile = (backend: string) =>
    `name: platform\nruntime: nodejs\nstackConfigDir: tenants\nbackend:\n    url: ${backend}\n`;
const files = {
    "Pulumi.yaml": projectFile("s3://acme-states"),
    "fleet.yaml": "tenants: all\ncanaries: [acme]\n",
    "index.ts": "",
    "README.md": "",
    "src/emite.ts": "",
    "tenants/Pulumi.acme.yaml": "",
    "tenants/Pulumi.Globex.yaml": "",
    ".github/workflows/up.yml": "",
};

/** A real git repository of a platform. */
async function inRepository(test: (folder: string) => Promise<void>, remote?: string): Promise<void> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "fleet-")));
    const git = (...args: string[]) => promisify(execFile)("git", args, { cwd: folder });
    try {
        await git("init", "--quiet", "--initial-branch", "main");
        if (remote !== undefined) await git("remote", "add", "origin", remote);
        for (const [name, text] of Object.entries(files)) {
            await mkdir(join(folder, name, ".."), { recursive: true });
            await writeFile(join(folder, name), text);
        }
        await git("add", "--all");
        await test(folder);
    } finally {
        await rm(folder, { recursive: true });
    }
}

const defaults = { namespace: "contact-center", image: "pulumi", poll: "300", schedule: "0 5 * * *" };
const manifestsIn = (folder: string, more: object = {}) =>
    writeManifests({ ...defaults, out: join(folder, "k8s"), fleet: join(folder, "fleet.yaml"), ...more });
const refusal = (call: Promise<string>) =>
    call.then(
        () => "accepted",
        ({ message }: Error) => message,
    );
const namesIn = async (folder: string) => (await readdir(join(folder, "k8s", "tenants"))).sort();

describe("contact-center fleet manifests", () => {
    const remote = "https://deploy:token-canary@git.example/acme/platform.git";

    it("reads repository and branch from git, the backend from the project, and no token from the remote", () =>
        inRepository(async (folder) => {
            expect(await manifestsIn(folder)).to.match(/^5 files in .*k8s, 2 of them Stacks$/);
            const acme = await readFile(join(folder, "k8s", "tenants", "acme.yaml"), "utf8");
            expect(acme)
                .to.include("projectRepo: https://git.example/acme/platform.git\n")
                .and.include("branch: main\n")
                .and.include("backend: s3://acme-states\n");
            expect(await filesBelow(join(folder, "k8s"))).not.to.include("token-canary");
        }, remote));

    it("writes the same again, removes the manifests of deleted tenants, and keeps files of others", () =>
        inRepository(async (folder) => {
            await manifestsIn(folder);
            const first = await filesBelow(join(folder, "k8s"));
            await writeFile(join(folder, "k8s", "tenants", "by-hand.yaml"), "kind: Secret\n");
            expect(await manifestsIn(folder)).not.to.include("removed");
            await rm(join(folder, "k8s", "tenants", "by-hand.yaml"));
            expect(await filesBelow(join(folder, "k8s"))).to.equal(first);

            await writeFile(join(folder, "k8s", "tenants", "by-hand.yaml"), "kind: Secret\n");
            await rm(join(folder, "tenants", "Pulumi.Globex.yaml"));
            expect(await manifestsIn(folder)).to.match(/^tenants\/globex-[0-9a-f]{8}\.yaml removed\n/);
            expect(await namesIn(folder)).to.deep.equal(["acme.yaml", "by-hand.yaml"]);
        }, remote));

    it("overwrites no file that somebody else has written, and then writes nothing", () =>
        inRepository(async (folder) => {
            await mkdir(join(folder, "k8s"));
            for (const name of ["drift.yaml", "kustomization.yaml"])
                await writeFile(join(folder, "k8s", name), "kind: Other\n");
            expect(await refusal(manifestsIn(folder)))
                .to.match(/drift\.yaml was not written by this command/)
                .and.match(/kustomization\.yaml was not written by this command/);
            expect(await readdir(join(folder, "k8s"))).to.have.length(2);
        }, remote));

    it("pins the engine that this library is tested with, as pipelines do, unless an image is given", async () => {
        const command = fleetCommand().commands.find((one) => one.name() === "manifests");
        const image = String(command?.getOptionValue("image"));
        expect(image).to.equal(`pulumi/pulumi:${engineVersion}-nonroot`);
        expect(await readFile(join(__dirname, "../../../docs/fleet.md"), "utf8")).to.include(`\`${image}\``);
    });

    it("reports all mistakes together", () =>
        inRepository(async (folder) => {
            const wrong = { namespace: "Acme", gitSecret: "a b", identity: "x", poll: "1", schedule: "daily" };
            expect((await refusal(manifestsIn(folder, { ...wrong, organization: "acme" }))).split("\n")).to.deep.equal([
                "--organization is only for Pulumi Cloud, but project platform stores its states in s3://acme-states [CC7048]",
                "--repository is missing, and the git repository has no remote named origin [CC7049]",
                '--namespace: "Acme" is not a Kubernetes name. Use only lower-case letters, digits and - [CC7042]',
                '--git-secret: "a b" is not a Kubernetes name. Use only lower-case letters, digits and - [CC7042]',
                "--identity: not in the form <annotation>=<value> [CC7043]",
                '--poll: "1" is not a whole number of seconds, 60 or more [CC7044]',
                '--schedule: "daily" does not have the five fields of cron [CC7045]',
            ]);
            const local = await refusal(manifestsIn(folder, { repository: "/srv/git/platform.git" }));
            expect(local).to.equal("--repository: /srv/git/platform.git is not an https:// or ssh address [CC7050]");
        }));

    it("refuses states that another machine cannot reach, or whose organization is unknown", () =>
        inRepository(async (folder) => {
            await writeFile(join(folder, "Pulumi.yaml"), projectFile("file:///states"));
            expect(await refusal(manifestsIn(folder))).to.match(/file:\/\/\/states, which other machines cannot reach/);
            await writeFile(join(folder, "Pulumi.yaml"), projectFile("https://api.pulumi.com"));
            expect(await refusal(manifestsIn(folder))).to.match(/in Pulumi Cloud. Use --organization/);
            await manifestsIn(folder, { organization: "acme" });
            expect(await readFile(join(folder, "k8s", "tenants", "acme.yaml"), "utf8")).to.include(
                "stack: acme/acme\n",
            );
        }, remote));
});

describe("contact-center fleet deployments", () => {
    const script = async (folder: string, remote?: string) => {
        await writeFile(join(folder, "Pulumi.yaml"), projectFile("https://api.pulumi.com"));
        const out = join(folder, "deployments.sh");
        const options = { out, fleet: join(folder, "fleet.yaml"), organization: "acme" };
        await writeDeployments({ ...options, ...(remote === undefined ? {} : { repository: remote }) });
        expect((await stat(out)).mode & 0o111).to.equal(0o111);
        return readFile(out, "utf8");
    };

    it("on GitHub, runs a tenant for its own file and for files that all tenants share", () =>
        inRepository(async (folder) => {
            expect(await script(folder)).to.equal(`#!/bin/sh
# Written by contact-center fleet deployments.
set -e
${["Globex", "acme"]
    .map(
        (name) => `
pulumi deployment settings edit --stack acme/platform/${name} \\
    --github-repo acme/platform \\
    --branch main \\
    --preview-prs \\
    --push-to-deploy \\
    --path-filter tenants/Pulumi.${name}.yaml \\
    --path-filter Pulumi.yaml \\
    --path-filter index.ts \\
    --path-filter 'src/**'
`,
    )
    .join("")}`);
        }, "git@github.com:acme/platform.git"));

    it("elsewhere names only the git repository", () =>
        inRepository(async (folder) => {
            const text = await script(folder, "https://git.example/acme/platform.git");
            expect(text).to.include("--git-url https://git.example/acme/platform.git \\\n    --branch main\n");
            expect(text).not.to.match(/github|filter|push/);
        }));

    it("excludes the files of stacks wherever they are", () => {
        const all = ["a/tenants/Pulumi.x.yaml", "a/index.ts", "a/lib/x.ts", "b/y.ts", "Pulumi.z.yaml", "Pulumi.yaml"];
        expect(sharedPaths(all, ["a/tenants"])).to.deep.equal(["Pulumi.yaml", "a/index.ts", "a/lib/**", "b/**"]);
        expect(sharedPaths(all, [""])).to.deep.equal(["Pulumi.yaml", "a/**", "b/**"]);
    });
});
