import { expect } from "chai";
import { checklistOf } from "../../../provider/webex/procedure";
import { userImport } from "../../../provider/webex/userImport";

const file = { output: "import.csv", users: 3 };
const missing = (inputs: object) =>
    userImport.rules?.(inputs, () => false).map(({ path, reason }) => `${path} ${reason}`);

describe("The checklists of the tightly coupled integration", () => {
    it("scenarios 1 and 3 have the provisioning team's steps and the check, and nothing of scenario 2", () => {
        for (const scenario of [1, 3] as const) {
            const text = checklistOf(scenario, undefined, undefined).join("\n");
            expect(text).to.include("creates a new WebEx Meetings site").and.include("Verify the integration");
            expect(text).not.to.match(
                /[Ii]mport|sign in to WebEx Meetings with|no longer work|undefined|enable the Tight/,
            );
        }
        expect(checklistOf(1, undefined, undefined)[1]).to.include("creates a new WebEx Connect organization");
        expect(checklistOf(3, undefined, undefined)[1]).to.include("existing WebEx Connect organization");
    });

    it("scenario 2 says what an import does to accounts, and what a left-out row means, before the activation", () => {
        const list = checklistOf(2, "acme.com", file);
        expect(list).to.have.length(7);
        expect(list[0]).to.include("to the domain acme.com");
        expect(list[1]).to.include("Import import.csv (3 users)").and.include("never removes an account");
        expect(list[3]).to.include("cannot sign in to the Meetings site");
        expect(list[5]).to.include("enable the Tightly Coupled Integration");
    });

    it("a file given in scenario 1 or 3 is imported", () => {
        expect(checklistOf(3, "acme.com", file).join("\n")).to.include("Import import.csv (3 users)");
    });

    it("source, output and domain are required in scenario 2, and together in the others", () => {
        expect(missing({ scenario: 1 })).to.deep.equal([]);
        expect(missing({ scenario: 3 })).to.deep.equal([]);
        expect(missing({ scenario: 1, source: "a.csv", domain: "acme.com" })).to.deep.equal([
            "output is required, because source is given",
        ]);
        expect(missing({})?.map((one) => one.split(" ")[0])).to.deep.equal(["source", "output", "domain"]);
    });
});
