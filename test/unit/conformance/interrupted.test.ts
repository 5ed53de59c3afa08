import { readFileSync, statSync } from "node:fs";
import { expect } from "chai";
import { Budget } from "../../../operations/conformance/probe";
import { clean, requestLimit } from "../../../operations/conformance/run";
import { checked, idsWith, targetOf, withOrganization } from "../../conformance";

describe("an interrupted run with --write", () => {
    it("records an object, readable only by its owner, before the create is sent", () =>
        withOrganization(async (sim, target) => {
            const seen: string[] = [];
            sim.intercept((call) => {
                if (call !== "POST /api/v2/groups") return undefined;
                expect(statSync(target.created.file).mode & 0o777).to.equal(0o600);
                seen.push(readFileSync(target.created.file, "utf8"));
                return undefined;
            });
            await checked(target, { only: ["G-44"] });
            expect(seen.length).to.equal(1);
            expect(seen[0]).to.match(/"kind": "group",\s+"name": "conformance-[0-9a-f]{8}-group-1"/);
        }));

    it("that is stopped runs no more checks, and removes what it has created", () =>
        withOrganization(async (sim, target) => {
            const before = sim.dump();
            const budget = new Budget(requestLimit);
            sim.intercept((call) => {
                if (call === "POST /api/v2/oauth/clients") budget.stopped = true;
                return undefined;
            });
            const report = await checked(target, { budget, only: ["G-38", "G-44", "G-54", "G-55", "G-72"] });
            expect(report.interrupted).to.equal(true);
            expect(sim.calls("POST /api/v2/oauth/clients").length).to.equal(1);
            expect(sim.calls("POST /api/v2/integrations").length).to.equal(0);
            expect(report.left).to.deep.equal([]);
            expect(sim.dump()).to.deep.equal(before);
        }));

    it("names what could not be removed, and --clean removes it later", () =>
        withOrganization(async (sim, target) => {
            const before = sim.dump();
            sim.intercept((call) =>
                call.startsWith("DELETE /api/v2/authorization/roles")
                    ? { status: 403, body: { code: "missing.permissions" } }
                    : undefined,
            );
            const report = await checked({ ...target, patience: 0 }, { only: ["G-38"] });
            expect(report.left.length).to.equal(1);
            expect(report.left[0]).to.match(/^conformance-.*-role-1$/);
            sim.intercept(undefined);
            expect(await clean([await targetOf(sim)], new Budget(requestLimit))).to.deep.equal([]);
            expect(sim.dump()).to.deep.equal(before);
        }));

    it("reserves requests for removals when the limit is reached", () =>
        withOrganization(async (sim, target) => {
            const before = sim.dump();
            const only = ["G-38", "G-39", "G-44", "G-47", "G-51", "G-54", "G-55", "G-63", "G-72", "G-42"];
            const report = await checked(target, { budget: new Budget(30), only });
            expect(sim.requests.length).to.be.at.most(30);
            expect(idsWith(report, "not checked").length).to.be.greaterThan(2);
            expect(report.outcomes.map(({ seen }) => seen)).to.include("the limit of 30 requests was reached");
            expect(sim.dump()).to.deep.equal(before);
        }));
});
