import { expect } from "chai";
import { decide, noDecisions, parseReviewFile } from "../../../operations/drift/decisions";
import type { Reviewed } from "../../../operations/drift/findings";
import { allRules, ruleFor } from "../../../operations/drift/rules";

const found = (fingerprint: string, more: Partial<Reviewed> = {}): Reviewed => ({
    urn: `urn:${fingerprint}`,
    type: "genesys.Role",
    id: `id-${fingerprint}`,
    name: "N",
    status: "changed",
    findings: [{ fingerprint, severity: "high", rule: "other", why: "w" }],
    ...more,
});
const parse = (text: string) => parseReviewFile(text, "drift-review.yaml");
const today = "2026-11-25";

describe("a review file", () => {
    it("decides findings by stack and fingerprint", () => {
        const file = parse(`
decisions:
    - { stack: acme, finding: a, decision: revert }
    - { stack: acme, finding: b, decision: accept, reason: eMite asked for it }
    - { stack: acme, finding: c, decision: ignore, until: 2026-11-25, reason: maintenance }
    - { stack: other, finding: d, decision: revert }
`);
        const { resources, stale } = decide(
            "acme",
            ["a", "b", "c", "d"].map((one) => found(one)),
            file,
            today,
        );
        expect(resources.map(({ findings }) => findings[0]?.decision)).to.deep.equal([
            { decision: "revert" },
            { decision: "accept", reason: "eMite asked for it" },
            { decision: "ignore", until: "2026-11-25", reason: "maintenance" },
            undefined,
        ]);
        expect(stale).to.deep.equal([]);
    });

    it("lets a finding return on the day after the last one, and says so", () => {
        const file = parse(`decisions: [{ stack: acme, finding: a, decision: ignore, until: 2026-11-24, reason: r }]`);
        const { resources, stale } = decide("acme", [found("a")], file, today);
        expect(resources[0]?.findings[0]).not.to.have.property("decision");
        expect(stale).to.deep.equal([
            { kind: "expired", of: "a", words: "ignore: expired on 2026-11-24. Make a new decision" },
        ]);
    });

    it("calls a decision superfluous only if everything was read", () => {
        const file = parse(`
decisions: [{ stack: acme, finding: gone, decision: revert }]
unmanaged: { allow: [{ stack: acme, id: x, until: 2027-01-01, reason: r }] }
`);
        expect(decide("acme", [], file, today).stale.map(({ kind, of }) => `${kind} ${of}`)).to.deep.equal([
            "superfluous gone",
            "superfluous x",
        ]);
        expect(decide("acme", [found("b", { status: "unchecked", findings: [] })], file, today).stale).to.deep.equal(
            [],
        );
        expect(decide("umbrella", [], file, today).stale).to.deep.equal([]);
    });

    it("allows unmanaged objects by id until a date, and nothing else", () => {
        const file = parse(
            `unmanaged: { allow: [{ stack: acme, id: id-a, until: 2026-12-31, reason: the BI team's }, { stack: acme, id: id-b, until: 2026-12-31, reason: r }] }`,
        );
        const all = [found("a", { status: "unmanaged" }), found("b")];
        const { resources } = decide("acme", all, file, today);
        expect(resources[0]?.findings[0]?.decision).to.deep.equal({
            decision: "allow",
            reason: "the BI team's",
            until: "2026-12-31",
        });
        expect(resources[1]?.findings[0]).not.to.have.property("decision");
    });

    it("overrides our severities by rule", () => {
        const { severities } = parse("severities: { role-permission-added: low }");
        const added = { path: "permissions", kind: "added", found: "p" } as const;
        expect(ruleFor("genesys:Role", added).severity).to.equal("high");
        expect(ruleFor("genesys:Role", added, allRules(severities)).severity).to.equal("low");
    });

    it("with mistakes is refused, and all of them are reported together by their paths", () => {
        const wrong = `
decisions:
    - { stack: acme, finding: a, decision: forget }
    - { stack: acme, finding: a, decision: ignore, until: soon, reason: "" }
severities: { missing: fatal }
unknown: 1
`;
        expect(() => parse(wrong))
            .to.throw()
            .with.property("message")
            .that.matches(/^drift-review\.yaml cannot be used \[CC6075\]:\n/)
            .and.matches(/^decisions\[0\]\.decision: must be revert, accept or ignore \[CC6073\]$/m)
            .and.matches(/^decisions\[1\]\.until: must be a date, such as 2026-12-31 \[CC6071\]$/m)
            .and.matches(/^decisions\[1\]\.reason: must not be empty \[CC6072\]$/m)
            .and.matches(/^severities\.missing: /m)
            .and.matches(/unknown/);
        expect(() => parse("severities: { role-permision-added: low }")).to.throw(
            /did you mean "role-permission-added"/,
        );
        expect(() => parse("decisions: [")).to.throw(/cannot be used/);
        expect(parse("")).to.deep.equal(noDecisions);
    });
});
