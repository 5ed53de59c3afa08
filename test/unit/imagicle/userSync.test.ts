import { expect } from "chai";
import type { Connections } from "../../../provider/core/connections";
import { userSync, type UserSyncInputs } from "../../../provider/imagicle/userSync";
import { type Answers, withWebex } from "./webexServer";

const declared: Partial<UserSyncInputs> = { name: "acme", users: { extension: "esn" }, virtualObjects: {} };
const connections = {
    settings: () => ({ token: "t" }),
    addressProblem: () => undefined,
} as unknown as Connections;

/** What a check derives from Webex itself. */
const derive = (answers: Answers, more: Partial<UserSyncInputs> = {}, olds: Partial<UserSyncInputs> = {}) =>
    withWebex(answers, async (url) => userSync.derive?.(connections, { ...declared, live: { url }, ...more }, olds));
const person = (id: string) => ({ id, emails: [`${id}@acme.example`], extension: "1", locationId: "l1" });
const people = { "/people": { items: [person("p1"), { id: "b1", type: "bot" }] } };
const queue = { "/telephony/config/queues": { queues: [{ id: "q1", name: "Support", extension: "9" }] } };

describe("imagicle.UserSync with Webex itself", () => {
    it("warns of what it omitted, and of rules that create no users", async () => {
        const { inputs, warnings } = (await derive(people)) ?? expect.fail();
        expect(inputs.expected).to.deep.include({ users: 1, added: 1 });
        expect(warnings).to.have.length(2);
        expect(warnings[0]).to.equal("1 of 2 people left out: they are bots [CC4034]");
        expect(warnings[1]).to.match(/^the rules of "Cisco Webex Virtual Objects" create no users/);
    });

    it("treats users of a kind that Webex refuses as unchanged, not as removed", async () => {
        const first = (await derive({ ...people, ...queue })) ?? expect.fail();
        const refused = { ...people, "/telephony/config/queues": 403 };
        const { inputs, warnings } = (await derive(refused, {}, first.inputs)) ?? expect.fail();
        expect(inputs).to.deep.equal(first.inputs);
        expect(warnings.join("\n")).to.include("the data has no call queues, because they could not be read");
        const gone = (await derive(people, {}, first.inputs)) ?? expect.fail();
        expect(gone.inputs.expected).to.deep.include({ users: 1, removed: 1 });
    });

    it("says at preview if its page cannot be written", async () => {
        const { problems } = (await derive(people, { html: "/nowhere/users.html" })) ?? expect.fail();
        expect(problems.map(({ path }) => path)).to.deep.equal(["html"]);
        expect(problems[0]?.reason).to.include("its folder does not exist");
    });
});
