import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import semver from "semver";
import { engineVersion } from "../../tools/engine/versions";
import { versionsBetween } from "../../tools/keycloak/distribution";
import { installed, packLibrary } from "../../tools/package";
import { story } from "../../tools/versions/story";
import { combinations, supported } from "../../tools/versions/supported";
import { keycloaksTable, runsTable, supportTable } from "../../tools/versions/table";

const root = join(__dirname, "../..");
const text = (file: string) => readFileSync(join(root, file), "utf8");
const manifest = JSON.parse(text("package.json")) as {
    engines: { node: string };
    peerDependencies: Record<string, string>;
};
const page = text("docs/versions.md");
const short = (version: string) => `${semver.major(version)}.${semver.minor(version)}`;

describe("the supported versions", () => {
    it("are in docs/versions.md, with a successful run of each combination", () => {
        expect(page).to.include(supportTable());
        expect(page).to.include(runsTable(combinations.map((combination) => ({ combination, problems: [] }))));
        expect(page).to.include(keycloaksTable(versionsBetween.map((version) => ({ version, passed: true }))));
        expect(page).to.include(`on Pulumi ${engineVersion},`);
    });

    it("are each in at least one combination, the oldest and the newest, and all the oldest in one", () => {
        for (const part of ["engine", "sdk", "node", "typescript"] as const)
            for (const which of ["oldest", "newest"] as const)
                expect(combinations.map(({ versions }) => versions[part])).to.include(supported[part][which]);
        expect(combinations[0]?.versions).to.deep.equal({
            engine: supported.engine.oldest,
            sdk: supported.sdk.oldest,
            node: supported.node.oldest,
            typescript: supported.typescript.oldest,
        });
    });

    it("match package.json and README.md", () => {
        const { engine, sdk, policy, node, typescript } = supported;
        expect(manifest.engines.node).to.equal(`>=${short(node.oldest)}`);
        expect(manifest.peerDependencies).to.deep.equal({
            "@pulumi/policy": `^${policy.oldest}`,
            "@pulumi/pulumi": `^${sdk.oldest}`,
        });
        expect(text("README.md")).to.include(
            `Node ${short(node.oldest)} or later, Pulumi ${short(engine.oldest)} or later, ` +
                `TypeScript ${short(typescript.oldest)} or ${short(typescript.newest)}`,
        );
    });

    it("end with the versions that are installed here, and with no older Node", async () => {
        expect(await installed("@pulumi/pulumi")).to.equal(supported.sdk.newest);
        expect((await installed("@pulumi/policy")).replace("v", "")).to.equal(supported.policy.newest);
        expect(await installed("typescript")).to.equal(supported.typescript.newest);
        expect(semver.lte(await installed("node"), supported.node.newest)).to.equal(true);
    });

    it("the oldest of everything creates, keeps, reviews and removes eMite's integration", async function () {
        // The first run on a machine may have to build that engine.
        this.timeout(900_000);
        const folder = await mkdtemp(join(tmpdir(), "oldest-"));
        try {
            const tarball = await packLibrary(join(folder, "package"));
            const oldest = combinations.find(({ name }) => name === "oldest");
            expect(oldest && (await story(oldest.versions, join(folder, "project"), tarball))).to.deep.equal([]);
        } finally {
            await rm(folder, { recursive: true, force: true });
        }
    });
});
