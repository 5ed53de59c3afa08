import { expect } from "chai";
import { userProblems } from "../../../provider/imagicle/preview";
import { normalRules, type WrittenRules } from "../../../provider/imagicle/rules";
import { usersOf } from "../../../provider/imagicle/users";
import type { WebexObject } from "../../../provider/imagicle/webexData";

/** The problems of one person, by kind and reason. */
function problems(written: WrittenRules, more: Partial<WebexObject>): string[] {
    const rules = normalRules(written);
    const person: WebexObject = { kind: "user", id: "p1", email: "ada@acme.example", ...more };
    const users = usersOf({ organizationName: "ACME", objects: [person] }, rules);
    return userProblems(users, rules).map(({ kind, reason }) => `${kind}: ${reason}`);
}
const rule = (extension: unknown) => ({ users: { extension } });

describe("A blank extension", () => {
    it("is not a problem if no rule uses the extension, or a rule sets it", () => {
        for (const written of [{ users: {} }, rule({ value: "303" })])
            for (const line of [{}, { extension: "6623" }, { phoneNumber: "+44" }])
                expect(problems(written, line)).to.deep.equal([]);
    });

    it("reports a missing line only for users without one", () => {
        for (const source of ["esn", "phoneNumber", { from: "esn" }])
            expect(problems(rule(source), {})).to.deep.equal(["noLine: has no line, so its extension stays blank"]);
    });

    it("names the existing line if the rule uses another one", () => {
        expect(problems(rule("phoneNumber"), { extension: "6623" })).to.deep.equal([
            "otherLine: has the extension 6623 but no phone number, which the rule uses, so its extension stays blank",
        ]);
        expect(problems(rule("esn"), { phoneNumber: "+44" })).to.deep.equal([
            "otherLine: has the number +44 but no extension, which the rule uses, so its extension stays blank",
        ]);
    });

    it("is not reported for users whose line could not be read", () => {
        expect(problems(rule("esn"), { unread: ["extension", "phoneNumber"] })).to.deep.equal([
            "notRead: Webex did not report the source of First extension number. Fetch the data again",
        ]);
        expect(problems(rule("esn"), { extension: "1", unread: ["routingPrefix"] })[0]).to.match(/^notRead/);
        expect(problems(rule("phoneNumber"), { phoneNumber: "+44", unread: ["extension"] })).to.deep.equal([]);
    });

    it("nor is a missing key for users whose e-mail address could not be read", () => {
        expect(problems({ users: {} }, { email: undefined })).to.deep.equal([
            "noKey: has neither an e-mail address nor a user name",
        ]);
        expect(problems({ users: {} }, { email: undefined, unread: ["email"] })).to.have.length(1);
        expect(problems({ users: {} }, { email: undefined, unread: ["email"] })[0]).to.match(/^notRead/);
    });
});
