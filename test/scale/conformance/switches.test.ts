import { existsSync } from "node:fs";
import { expect } from "chai";
import { genesysChecks } from "../../../operations/conformance/genesys";
import { type Switch, switches } from "../../../simulator/switches";
import { checked, idsWith, withOrganization } from "../../conformance";

/** What each switch of the simulator turns around. */
const refutedBy: Record<Switch, readonly string[]> = {
    emptyPolicies: ["G-22"],
    namedConditions: ["G-40"],
    displayOnly: ["G-48"],
    untypedSubjects: ["G-24"],
    oldStylePermissions: ["G-23"],
    keepWildcards: ["G-37"],
    requireAllowedIps: ["G-62"],
    // Both are visible only to people who log in, or on clients older than 30 days.
    enforceScopes: [],
    delayedRemoval: [],
    leanCreates: ["G-43", "G-81"],
    reorderedProperties: ["G-85"],
    filledProperties: ["G-77"],
    checkGroups: ["G-75"],
    lenient: ["G-19", "G-21", "G-49", "G-57", "G-58", "G-76"],
    anonymousAudits: ["G-30"],
};

describe("conformance, on the simulator", () => {
    it("every assumption is confirmed, and nothing is left behind", () =>
        withOrganization(async (sim, target) => {
            const before = sim.dump();
            const report = await checked(target);
            expect(idsWith(report, "refuted")).to.deep.equal([]);
            expect(idsWith(report, "not checked")).to.deep.equal([]);
            expect(report.outcomes.length).to.equal(genesysChecks.length);
            expect(report.requests).to.equal(sim.requests.length).and.to.be.at.most(200);
            expect(report.left).to.deep.equal([]);
            expect(sim.dump()).to.deep.equal(before);
            expect(existsSync(target.created.file)).to.equal(false);
        }));

    for (const name of Object.keys(switches) as Switch[])
        it(`${name} refutes exactly what it turns around, and leaves nothing behind`, () =>
            withOrganization(
                async (sim, target) => {
                    const before = sim.dump();
                    const report = await checked(target);
                    expect(idsWith(report, "refuted")).to.deep.equal(refutedBy[name]);
                    expect(idsWith(report, "not checked")).to.deep.equal([]);
                    expect(report.requests).to.be.at.most(200);
                    expect(sim.dump()).to.deep.equal(before);
                },
                { [name]: true },
            ));
});
