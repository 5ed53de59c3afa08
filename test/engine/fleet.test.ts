import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { FailedReview, StackReview } from "../../operations/drift/findings";
import type { Simulator } from "../../simulator";
import * as contact from "../../sdk";
import { exhaust, withClones, writeFleet } from "./clones";
import { type Fixture, withStack } from "./fixture";

function program(): void {
    const { genesys } = contact;
    const role = new genesys.Role("role", { name: "Wallboard", permissions: ["routing:queue:view"] });
    new genesys.Group("group", { name: "Wallboards", visibility: "public" });
    const held = new genesys.RoleAssignment("held", {
        role: role.id,
        divisions: ["*"],
        subjects: [{ oauthClient: genesys.caller().then(({ id }) => id) }],
    });
    const roles = [{ role: role.id, divisions: ["*"] }];
    new genesys.OAuthClient("client", { name: "Wallboard", roles }, { dependsOn: [held] });
}

/** A tenant's clock, which is stopped until it is started. */
class StoppedClock {
    #stands = Date.now();
    #since: number | undefined;

    now = (): number => this.#stands + (this.#since === undefined ? 0 : performance.now() - this.#since);
    ahead = (seconds: number): void => void (this.#stands += seconds * 1_000);
    start = (): void => void (this.#since ??= performance.now());
}

/** The situation at a review's first request: the quota is used up, and free again in three seconds. */
async function useUp(sim: Simulator, clock: StoppedClock): Promise<void> {
    await exhaust(sim);
    clock.ahead(57);
    sim.clearRequests();
    sim.intercept(() => {
        clock.start();
        return undefined;
    });
}

const reviewsIn = async ({ folder }: Fixture, file: string) =>
    (JSON.parse(await readFile(join(folder, file), "utf8")) as { stacks: (StackReview | FailedReview)[] }).stacks;
const isReviewed = (one: StackReview | FailedReview | undefined): one is StackReview =>
    one !== undefined && !("error" in one);
const groupOf = ({ tenant }: Simulator) => [...tenant.groups.values()].find(({ name }) => name === "Wallboards");
const refused = (sim: Simulator) => sim.requests.filter(({ status }) => status === 429).length;

describe("contact-center drift --fleet", () => {
    it("reviews each tenant on its own: waits for a used-up quota, reports a failure only for its tenant, keeps a history of each", () =>
        withStack({ program }, async (fixture) => {
            await fixture.stack.must(["up", "--yes", "--skip-preview"]);
            const clock = new StoppedClock();
            await withClones(fixture, { busy: { clock: clock.now }, drifted: {} }, async ([busy, drifted]) => {
                if (busy === undefined || drifted === undefined) throw new Error("a clone is missing");
                const group = groupOf(drifted.sim);
                if (group !== undefined) group.visibility = "members";
                await useUp(busy.sim, clock);
                const stacks = ["test", "busy", "drifted"].map((stack) => ({ stack }));
                await writeFleet(fixture, [...stacks, { stack: "elsewhere", project: "nowhere" }]);
                const args = ["--fleet", "fleet.yaml", "--record", "history", "--json"];

                const first = await fixture.command("drift", ...args, "first.json");
                expect(first.code, first.output).to.equal(2);
                expect(first.stderr.split("\n").sort().join("\n")).to.match(
                    /^\nbusy: done in \d+\.\d s\nbusy: running\ndrifted: done .*\ndrifted: running\nelsewhere: failed .*\nelsewhere: running\ntest: done .*\ntest: running$/,
                );
                const lines = first.stdout.split("\n").filter((line) => !line.startsWith("genesys."));
                expect(lines.join("\n")).to.match(
                    /^Stack test\n4 resources: 4 in sync\nStack busy\n4 resources: 4 in sync\nStack drifted\n {4}accept by: new genesys\.Group\("group", .*: visibility: "members",\n4 resources: 3 in sync, 1 changed\nStack elsewhere\nfailed: .*nowhere.*\n4 stacks: 2 in sync, 1 failed; not decided: 1 low\n$/,
                );
                expect(first.stdout).to.match(/^genesys\.Group "Wallboards" +changed /m);
                expect(refused(busy.sim)).to.be.greaterThan(0);
                expect(refused(fixture.sim) + refused(drifted.sim)).to.equal(0);

                const second = await fixture.command("drift", ...args, "second.json");
                expect(second.code, second.output).to.equal(2);
                const [before, after] = [
                    await reviewsIn(fixture, "first.json"),
                    await reviewsIn(fixture, "second.json"),
                ];
                const [found, again] = [before[2], after[2]];
                if (!isReviewed(found) || !isReviewed(again)) throw new Error("drifted was not reviewed");
                const since = ({ resources }: StackReview) =>
                    resources.flatMap(({ findings }) => findings.map((one) => one.since));
                expect(since(found)).to.deep.equal([found.at]);
                expect(since(again)).to.deep.equal([found.at]);
                expect(again.at).not.to.equal(found.at);
                expect((await readdir(join(fixture.folder, "history"))).sort()).to.deep.equal(
                    ["busy", "drifted", "test"].map((name) => `${name}.jsonl`),
                );
                for (const { name } of [busy, drifted])
                    expect(await readFile(join(fixture.folder, "history", `${name}.jsonl`), "utf8")).to.match(
                        /^(\{.*\}\n){2}$/,
                    );
            });
        }));
});
