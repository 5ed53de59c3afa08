import { expect } from "chai";
import { parseReviewFile } from "../../../operations/drift/decisions";
import { type NewDecision, withDecision, withoutDecisions } from "../../../operations/drift/reviewFile";

const file = "drift-review.yaml";
const decide = (text: string, made: Partial<NewDecision>) =>
    withDecision(text, file, { stack: "acme", of: "1a2b3c4d5e6f7a8b", decision: "accept", ...made });

const there = `# What reviewers decided.
decisions:
    # Asked for by eMite, ticket 17.
    - { stack: acme, finding: 1a2b3c4d5e6f7a8b, decision: revert } # until the next release

    - stack: umbrella
      finding: 1a2b3c4d5e6f7a8b
      decision: ignore
      until: 2026-12-31 # the audit
      reason: the move to the new tenant
# Ours.
severities:
    member-added: medium
`;

describe("a decision that is written into the review file", () => {
    it("adds one line, and keeps everything else as it is", () => {
        const made = decide(there, { of: "0f1e2d3c4b5a6978", reason: "eMite asked for it: a role" });
        const line =
            '    - { stack: acme, finding: 0f1e2d3c4b5a6978, decision: accept, reason: "eMite asked for it: a role" }\n';
        expect(made).to.include(line);
        expect(made.replace(line, "")).to.equal(there);
        expect(parseReviewFile(made, file).decisions).to.have.length(3);
    });

    it("replaces the one of the same finding of the same stack, with its comments", () => {
        const made = decide(there, { decision: "ignore", until: "2027-01-31", reason: "later" });
        const [old = ""] = /^.*decision: revert.*$/m.exec(there) ?? [];
        const entry = "{ stack: acme, finding: 1a2b3c4d5e6f7a8b, decision: ignore, until: 2027-01-31, reason: later }";
        expect(made).to.equal(there.replace(old, `    - ${entry} # until the next release`));
    });

    it("starts a file, or a list that is empty", () => {
        const line = "decisions:\n    - { stack: acme, finding: 1a2b3c4d5e6f7a8b, decision: accept }\n";
        for (const text of ["", "decisions: []\n"]) expect(decide(text, {})).to.equal(line);
        expect(decide("# ours\n", {})).to.include("# ours\n").and.include(line);
    });

    it("of an unmanaged object is stored by its id, and can only ignore it", () => {
        const id = "9a0b7c1d-0000-4000-8000-0000000000aa";
        const made = decide("", { of: id, decision: "ignore", until: "2027-01-31", reason: "the BI team's" });
        expect(parseReviewFile(made, file).unmanaged.allow).to.deep.equal([
            { stack: "acme", id, until: "2027-01-31", reason: "the BI team's" },
        ]);
        expect(() => decide("", { of: id })).to.throw(
            /is not the fingerprint of a finding, .* the only decision is ignore/,
        );
    });

    it("with mistakes is refused, as is a file that has some", () => {
        expect(() => decide("", { decision: "ignore" })).to.throw(/--until 2026-12-31 --reason <text>/);
        expect(() => decide("", { until: "2026-12-31" })).to.throw(/--until is only for the decision ignore/);
        expect(() => decide("", { decision: "ignore", until: "soon", reason: "r" })).to.throw(/must be a date/);
        expect(() => decide("decisions: [{ stack: acme }]", {})).to.throw(/^drift-review\.yaml cannot be used/);
    });

    it("is removed without changing anything else", () => {
        const of = "0f1e2d3c4b5a6978";
        const [first, second] = [
            { stack: "acme", of },
            { stack: "acme", of: "x" },
        ];
        const made = decide(decide(there, { of }), { of: "x", decision: "ignore", until: "2027-01-31", reason: "r" });
        expect(withoutDecisions(made, file, [first]))
            .to.include("# Ours.")
            .and.not.include(of);
        const left = parseReviewFile(withoutDecisions(made, file, [first, second]), file);
        expect(left.decisions).to.deep.equal(parseReviewFile(there, file).decisions);
        expect(left.unmanaged.allow).to.deep.equal([]);
        expect(withoutDecisions(made, file, [{ stack: "other", of }])).to.equal(made);
    });
});
