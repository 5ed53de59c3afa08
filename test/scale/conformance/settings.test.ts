import { expect } from "chai";
import type { SimulatorOptions } from "../../../simulator";
import { checked, idsWith, withOrganization } from "../../conformance";

/** Organizations that behave differently, and what that refutes. */
const organizations: Readonly<Record<string, [SimulatorOptions, readonly string[]]>> = {
    "lists leave out what only a read shows": [{ leanLists: true }, ["G-6", "G-7", "G-8", "G-9"]],
    "deleted objects are shown as deleted": [{ showDeleted: true }, []],
    "stale versions are refused with 400": [{ versionConflictStatus: 400 }, []],
    "the audit log names clients": [{ auditClients: "named" }, []],
    "services are not answered at once": [{ notInRealtime: ["Groups"] }, ["G-29"]],
    "empty notes read back filled": [{ emptyNotes: "node_dynamodb_empty_string" }, ["G-72"]],
    "eMite is not there": [
        { missingPermissions: ["integration:emiteApps:view", "wfm:adhocForecast:view", "routing:queue:join"] },
        ["G-11", "G-12", "G-14"],
    ],
    "new objects are not readable for a fifth of a second": [{ readLag: 200 }, []],
    "lists lag for a fifth of a second": [{ listLag: 200 }, []],
    "deletions are lost": [{ lostDeletions: 3 }, []],
    "one minute has 300 requests": [{ requestsPerMinute: 300 }, []],
};

describe("conformance, on other organizations", () => {
    for (const [title, [options, refuted]] of Object.entries(organizations))
        it(`${title}: refutes ${refuted.join(", ") || "nothing"}, and leaves nothing behind`, () =>
            withOrganization(async (sim, target) => {
                const before = sim.dump();
                const report = await checked({ ...target, listLag: 20_000 });
                expect(idsWith(report, "refuted")).to.deep.equal([...refuted].sort());
                expect(report.outcomes.filter(({ result }) => result === "not checked")).to.deep.equal([]);
                expect(sim.requests.length).to.be.at.most(200);
                expect(sim.dump()).to.deep.equal(before);
            }, options));
});
