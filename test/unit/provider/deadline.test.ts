import { expect } from "chai";
import { Deadline, within } from "../../../provider/transport/deadline";
import { poll } from "../../../provider/transport/poll";
import { role } from "../../../provider/genesys/role";
import { timeoutOf } from "../../../provider/core/timeouts";
import { withGenesys } from "../genesys/tenant";

const config = (values: Record<string, string>) => ({ get: (key: string) => values[key] });

describe("an operation's deadline", () => {
    it("is set per operation, with units; any other text is refused with examples of the right form", () => {
        expect(timeoutOf("create", config({}))).to.equal(600);
        expect(timeoutOf("read", config({}))).to.equal(300);
        const legal = { "90s": 90, " 10m ": 600, "1h": 3_600, "1h30m": 5_400, "1.5h": 5_400, "1h30m15s": 5_415 };
        for (const [text, seconds] of Object.entries(legal))
            expect(timeoutOf("create", config({ "contactcenter:createTimeout": text })), text).to.equal(seconds);
        for (const wrong of ["10", "ten", "0s", "0h0m", "-5m", "1d", "1h 30m", "1h30", "1.h", "1,5h"])
            expect(() => timeoutOf("update", config({ "contactcenter:updateTimeout": wrong }))).to.throw(
                `contactcenter:updateTimeout must be a number with a unit, "90s", "10m" or "1h30m"; it is "${wrong}"`,
            );
    });

    it(
        "stops retrying a call that keeps failing",
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
            const error = await within(new Deadline(0.5), () => role.read(api, "some-id", {})).catch((e: Error) => e);
            expect(error).to.have.property("status", 429);
            expect(refusals).to.equal(1);
        }),
    );

    it("ends a wait that does not succeed", async () => {
        const deadline = new Deadline(0.05);
        const error = await within(deadline, () => poll("pigs fly", 60, async () => false)).catch((e: Error) => e);
        expect(String(error)).to.include("waiting until pigs fly");
        expect(deadline.passed).to.equal(true);
    });
});
