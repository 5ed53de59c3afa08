import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type S3, startS3 } from "../../tools/s3";
import { upKilledAt } from "./killed";
import { example } from "./fixture";
import { type ProcessFixture, namesIn, withProcesses, project, tenantConfig } from "./project";
import { expectNowhere, filesBelow } from "./secrets";

const up = ["up", "--yes", "--skip-preview", "--color=never"];
const firstClient = "POST /api/v2/oauth/clients";

const historyOf = async ({ stack }: ProcessFixture) =>
    JSON.parse((await stack.must(["stack", "history", "--json"])).stdout) as { kind: string; result: string }[];
const locksIn = async (folder: string): Promise<string[]> =>
    (await readdir(folder, { recursive: true })).filter((name) => /\.pulumi.locks.*\.json$/.test(name));

describe("states in an S3 bucket", () => {
    let folder: string;
    let s3: S3;
    before(async () => {
        await project();
        folder = await mkdtemp(join(tmpdir(), "s3-"));
        s3 = await startS3(folder);
    });
    after(async () => {
        await s3?.stop();
        await rm(folder, { recursive: true, force: true });
    });

    /** A stack in the bucket with all of eMite. */
    const inBucket = (test: (ground: ProcessFixture) => Promise<void>) =>
        withProcesses(
            { function: example, config: tenantConfig, env: { ...s3.env, PULUMI_BACKEND_URL: s3.backend } },
            async (ground) => {
                try {
                    await test(ground);
                } finally {
                    await ground.stack.run(["cancel", "--yes"]);
                    await ground.stack.run(["stack", "rm", "--yes", "--force"]);
                }
            },
        );

    it("after a killed engine the next `up` is refused; after `pulumi cancel` it finishes without duplicates; the history has every finished update, and no object has a secret in plain text", () =>
        inBucket(async (ground) => {
            const { sim, stack } = ground;
            await upKilledAt(firstClient, ground);
            expect(await locksIn(s3.folder)).to.have.length(1);
            const half = namesIn(sim);

            sim.clearRequests();
            const refused = await stack.run(up);
            expect(refused.code).not.to.equal(0);
            expect(refused.output).to.match(
                /the stack is currently locked by 1 lock\(s\)\. .*`pulumi cancel`[^]*s3:\/\/states\/\.pulumi\/locks\/organization\/test\/test\/[-0-9a-f]+\.json\?.*: created by .*@.* \(pid \d+\) at \d{4}-/,
            );
            expect(sim.writes()).to.deep.equal([]);
            expect(refused.output).not.to.include(s3.env["AWS_SECRET_ACCESS_KEY"]);

            await stack.must(["cancel", "--yes"]);
            expect(await locksIn(s3.folder)).to.deep.equal([]);
            const { output } = await stack.must(up);
            expect(output).to.include("was adopted");
            const names = namesIn(sim);
            expect(names).to.include.members(half);
            expect(new Set(names).size, "an object that is there twice").to.equal(names.length);
            expect(await stack.steps("refresh")).to.deep.equal([]);

            sim.clearRequests();
            expect((await stack.must(up)).output).to.include("25 unchanged");
            expect(sim.writes()).to.deep.equal([]);

            const history = await historyOf(ground);
            expect(history.map(({ kind, result }) => `${kind} ${result}`)).to.deep.equal(
                Array(2).fill("update succeeded"),
            );
            const state = join(".pulumi", "stacks", "test", "test.json");
            expect(await readdir(s3.folder, { recursive: true })).to.include.members([state, `${state}.bak`]);
            const secrets = [...sim.tenant.oauthClients.values()].map(({ secret }) => secret);
            expect(secrets.length).to.be.greaterThan(5);
            expectNowhere(secrets, { bucket: await filesBelow(s3.folder) });
        }));

    it("of two simultaneous `up`s on one stack, one is refused and the other is not disturbed", () =>
        inBucket(async ({ sim, stack }) => {
            // Paused halfway until the second one has ended.
            let second: ReturnType<typeof stack.run> | undefined;
            sim.intercept(async (call) => {
                if (call === firstClient) await (second ??= stack.run(up));
                return undefined;
            });
            const first = await stack.must(up);
            const refused = await second;
            expect(refused?.code, refused?.output).not.to.equal(0);
            expect(refused?.output).to.include("the stack is currently locked by 1 lock(s)");
            expect(first.output).not.to.include("lock");
            const names = namesIn(sim);
            expect(new Set(names).size).to.equal(names.length);
            expect(await stack.steps("refresh")).to.deep.equal([]);
        }));
});
