import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { serve } from "@hono/node-server";
import { expect } from "chai";
import { Hono } from "hono";
import { startChild } from "../../tools/children";
import { contactCenter, project } from "./project";

type Settings = { [key: string]: unknown };

/** The part of Pulumi Cloud's API that settings need: `POST` merges, as the engine's client says. */
async function fakeCloud() {
    const settings = new Map<string, Settings>();
    const unknown: string[] = [];
    const app = new Hono();
    app.get("/api/user", (context) => context.json({ githubLogin: "team", organizations: [{ githubLogin: "acme" }] }));
    app.get("/api/user/organizations/default", (context) => context.json({ GitHubLogin: "acme" }));
    app.get("/api/capabilities", (context) => context.json({ capabilities: [] }));
    app.get("/api/cli/version", (context) => context.json({}));
    app.get("/api/stacks/:owner/:project/:stack", ({ req, json }) => {
        const { owner, project: name, stack } = req.param();
        return json({ orgName: owner, projectName: name, stackName: stack, tags: {}, version: 1 });
    });
    app.post("/api/stacks/:owner/:project/:stack/deployments/settings", async ({ req, json }) => {
        const { owner, project: name, stack } = req.param();
        const key = `${owner}/${name}/${stack}`;
        settings.set(key, merged(settings.get(key) ?? {}, (await req.json()) as Settings));
        return json(settings.get(key) ?? {});
    });
    app.get("/api/stacks/:owner/:project/:stack/deployments/settings", ({ req, json }) => {
        const { owner, project: name, stack } = req.param();
        return json(settings.get(`${owner}/${name}/${stack}`) ?? {});
    });
    app.notFound((context) => {
        unknown.push(`${context.req.method} ${context.req.path}`);
        return context.json({ code: 404, message: "Not Found" }, 404);
    });
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const stop = () => new Promise((resolve) => server.close(resolve));
    return { url: `http://127.0.0.1:${port}`, settings, unknown, stop };
}

const isObject = (value: unknown): value is Settings =>
    typeof value === "object" && value !== null && !Array.isArray(value);

function merged(old: Settings, more: Settings): Settings {
    const all = { ...old };
    for (const [key, value] of Object.entries(more)) {
        const before = all[key];
        if (value === null) delete all[key];
        else all[key] = isObject(value) ? merged(isObject(before) ? before : {}, value) : value;
    }
    return all;
}

/** The newest engine names the source control host; older ones have a field for GitHub. */
const withHost = ({ gitHub, vcs = { provider: "github", ...(gitHub as Settings) }, ...others }: Settings) => ({
    vcs,
    ...others,
});

describe("contact-center fleet deployments on the real engine", () => {
    it("gives each stack its settings, and keeps those that a person has set", async () => {
        const { engine, folder: home } = await project();
        const cloud = await fakeCloud();
        const folder = await mkdtemp(join(tmpdir(), "deployments-"));
        const env = {
            ...engine.env,
            PULUMI_HOME: join(folder, "home"),
            PULUMI_BACKEND_URL: cloud.url,
            PULUMI_ACCESS_TOKEN: "only-for-this-server",
            PULUMI_SKIP_UPDATE_CHECK: "true",
        };
        const run = async (command: string, ...args: string[]): Promise<string> => {
            const child = startChild(command, args, { cwd: folder, env });
            let output = "";
            for (const stream of [child.stdout, child.stderr])
                stream.on("data", (data: Buffer) => (output += data.toString()));
            const code = await new Promise((resolve) => child.on("close", resolve));
            expect(code, output).to.equal(0);
            return output;
        };
        try {
            await mkdir(join(folder, "tenants"));
            for (const name of ["acme", "globex"]) await writeFile(join(folder, "tenants", `Pulumi.${name}.yaml`), "");
            await writeFile(join(folder, "Pulumi.yaml"), "name: platform\nruntime: nodejs\nstackConfigDir: tenants\n");
            await writeFile(join(folder, "fleet.yaml"), "tenants: all\n");
            const git = (...args: string[]) => promisify(execFile)("git", args, { cwd: folder });
            await git("init", "--quiet", "--initial-branch", "main");
            await git("add", "Pulumi.yaml", "fleet.yaml", "tenants");

            const oidc = { aws: { roleArn: "arn:aws:iam::1:role/x", sessionName: "x" } };
            cloud.settings.set("acme/platform/acme", { operationContext: { oidc } });
            const args = ["--out", "deployments.sh", "--organization", "acme"];
            const github = ["--repository", "https://github.com/acme/platform"];
            // The package's own command, found from the project's folder.
            await run(contactCenter(join(home, "programs", "any")), "fleet", "deployments", ...args, ...github);
            await run("sh", "deployments.sh");

            const own = (name: string) => ({
                vcs: {
                    provider: "github",
                    repository: "acme/platform",
                    deployCommits: true,
                    previewPullRequests: true,
                    paths: [`tenants/Pulumi.${name}.yaml`, "Pulumi.yaml"],
                },
                sourceContext: { git: { branch: "main" } },
            });
            const settings = [...cloud.settings].map(([stack, one]) => [stack, withHost(one)]);
            expect(Object.fromEntries(settings)).to.deep.equal({
                "acme/platform/acme": { ...own("acme"), operationContext: { oidc } },
                "acme/platform/globex": own("globex"),
            });
            const shown = await run(engine.pulumi, "deployment", "settings", "get", "--stack", "acme/platform/globex");
            expect(shown).to.include("acme/platform").and.include("tenants/Pulumi.globex.yaml");
            expect(cloud.unknown).to.deep.equal([]);
        } finally {
            await cloud.stop();
            await rm(folder, { recursive: true });
        }
    });
});
