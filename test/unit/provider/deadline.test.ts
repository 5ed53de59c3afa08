import { expect } from "chai";
import { Deadline, within } from "../../../provider/transport/deadline";
import { poll } from "../../../provider/transport/poll";
import { role } from "../../../provider/genesys/role";
import { timeoutOf } from "../../../provider/timeouts";
import { withGenesys } from "../genesys/tenant";

const config = (values: Record<string, string>) => ({ get: (key: string) => values[key] });

describe("an operation's deadline", () => {
    it("is configured by operation, with a unit; anything else is refused with what would be right", () => {
        expect(timeoutOf("create", config({}))).to.equal(600);
        expect(timeoutOf("read", config({}))).to.equal(300);
        expect(timeoutOf("create", config({ "contactcenter:createTimeout": "90s" }))).to.equal(90);
        expect(timeoutOf("delete", config({ "contactcenter:deleteTimeout": "1h" }))).to.equal(3_600);
        for (const wrong of ["10", "ten", "0s", "-5m", "1d"])
            expect(() => timeoutOf("update", config({ "contactcenter:updateTimeout": wrong }))).to.throw(
                `contactcenter:updateTimeout must be a number with a unit, "90s", "10m" or "1h"; it is "${wrong}"`,
            );
    });

    it(
        "ends the repetition of a call that keeps failing",
        withGenesys(async ({ sim, api }) => {
            sim.intercept((call) => (call.startsWith("GET /api/v2/authorization/roles") ? { status: 503 } : undefined));
            const deadline = new Deadline(0.3);
            const error = await within(deadline, () => role.read(api, "some-id", {})).catch(
                (failure: Error) => failure,
            );
            expect(error).to.be.instanceOf(Error);
            expect(deadline.passed).to.equal(true);
        }),
    );

    it(
        "a quota is waited for as long as the operation may take",
        withGenesys(async ({ sim, api }) => {
            let refusals = 0;
            sim.intercept((call) =>
                call.startsWith("GET /api/v2/authorization/roles") && refusals++ < 7 ? { status: 429 } : undefined,
            );
            const error = await within(new Deadline(0.001), () => role.read(api, "some-id", {})).catch((e: Error) => e);
            expect(error).to.have.property("status", 429);
            expect(refusals).to.equal(1);
        }),
    );

    it("ends a wait for something that does not come", async () => {
        const deadline = new Deadline(0.05);
        const error = await within(deadline, () => poll("pigs fly", 60, async () => false)).catch((e: Error) => e);
        expect(String(error)).to.include("in vain until pigs fly");
        expect(deadline.passed).to.equal(true);
    });
});
