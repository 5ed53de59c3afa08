import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import prettier from "prettier";
import { parseAllDocuments } from "yaml";
import { backendKind, testedVersions } from "../../cli/init/context";
import { renderProject } from "../../cli/init/render";
import { engineVersion } from "../../tools/engine/versions";
import { goTool } from "../../tools/goTool";
import { usedActions } from "./github";

const run = promisify(execFile);

/** Every kind of backend, with every kind of key. */
const places = [
    ["s3://state", "default"],
    ["s3://state", "awskms://alias/platform"],
    ["azblob://state", "azurekeyvault://vault.vault.azure.net/keys/key"],
    ["gs://state", "gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k"],
    ["https://api.pulumi.com", "default"],
    ["https://api.pulumi.com", "awskms://alias/platform"],
    ["file:///state", "default"],
    ["s3://state", "hashivault://key"],
] as const;

function rendered(
    pipelines: "github" | "gitlab",
    [url, secretsProvider]: readonly [string, string],
    language: "typescript" | "yaml" = "typescript",
) {
    const kind = backendKind(url);
    if (kind === undefined) throw new Error(url);
    const backend = { url, kind };
    const settings = { name: "platform", language, pipelines, backend, secretsProvider } as const;
    const files = renderProject({ ...settings, versions: testedVersions() });
    const own = /^(\.github\/(workflows|actions)|\.gitlab-ci\.yml|templates\/)/;
    return Object.entries(files).filter(([path]) => own.test(path));
}

async function inFolder<T>(
    files: readonly (readonly [string, string])[],
    work: (folder: string) => Promise<T>,
): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "rendered-"));
    try {
        for (const [path, text] of files) {
            await mkdir(dirname(join(folder, path)), { recursive: true });
            await writeFile(join(folder, path), text);
        }
        return await work(folder);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

describe("The pipelines of a platform repository", () => {
    for (const place of places) {
        it(`are formatted as a person would format them, and actionlint finds nothing: ${place.join(", ")}`, async () => {
            for (const pipelines of ["github", "gitlab"] as const)
                for (const [path, text] of rendered(pipelines, place))
                    expect(
                        await prettier.format(text, { filepath: path, tabWidth: 4, printWidth: 120 }),
                        path,
                    ).to.equal(text);
            const files = rendered("github", place);
            expect(files).to.have.length(4);
            await inFolder(files, async (folder) => {
                await run("git", ["init", "--quiet"], { cwd: folder });
                const { stdout } = await run(await goTool("actionlint"), ["-no-color"], { cwd: folder });
                expect(stdout).to.equal("");
            });
        });
    }

    it("name each action by its full commit, and the tested engine", async () => {
        for (const place of places)
            await inFolder(rendered("github", place), async (folder) => {
                for (const used of await usedActions(join(folder, ".github"))) expect(used).to.match(/@[0-9a-f]{40}$/);
                const action = await readFile(join(folder, ".github/actions/contact-center/action.yml"), "utf8");
                expect(action).to.match(new RegExp(`pulumi-version: ${engineVersion}\n`));
            });
        for (const [language, image] of [
            ["typescript", "pulumi/pulumi-nodejs-\\d+"],
            // The image for Node has no other language of Pulumi.
            ["yaml", "pulumi/pulumi"],
        ] as const) {
            const files = rendered("gitlab", places[0], language);
            const [, component] = files.find(([path]) => path.startsWith("templates/")) ?? [];
            expect(component).to.match(new RegExp(`default: ${image}:${engineVersion}\n`));
        }
    });

    it("request only permissions that they use: none by default, and an identity only if there is something to log in to", () => {
        for (const place of places)
            for (const [path, text] of rendered("github", place)) {
                if (!path.includes("workflows")) continue;
                const { permissions, jobs } = parseAllDocuments(text)[0]!.toJS() as {
                    permissions: object;
                    jobs: Record<string, { permissions: Record<string, string> }>;
                };
                expect(permissions).to.deep.equal({});
                const identity = !/^(file|s3:.*hashivault)/.test(place.join()) ? { "id-token": "write" } : {};
                const s3 = place[0].startsWith("s3:") ? { "id-token": "write" } : {};
                const more = path.endsWith("preview.yml")
                    ? { "pull-requests": "write" }
                    : path.endsWith("drift.yml")
                      ? { issues: "write" }
                      : {};
                expect(Object.values(jobs)[0]?.permissions).to.deep.equal({
                    contents: "read",
                    ...more,
                    ...identity,
                    ...s3,
                });
            }
    });

    it("put no expression into a shell command", () => {
        for (const place of places)
            for (const [path, text] of rendered("github", place)) {
                const steps = parseAllDocuments(text).flatMap((one) => commandsIn(one.toJS()));
                if (path.endsWith("action.yml")) expect(steps).to.not.be.empty;
                for (const command of steps) expect(command, path).to.not.include("${{");
            }
    });
});

/** The `run` of every step, however deep. */
function commandsIn(value: unknown): string[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
        key === "run" && typeof inner === "string" ? [inner] : commandsIn(inner),
    );
}
