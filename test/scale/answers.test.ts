import { expect } from "chai";
import fc from "fast-check";
import { Deadline, within } from "../../provider/transport/deadline";
import { type Answer, answering, calls } from "../scale/provider/answering";

/** `ANSWERS=2000` runs that many. */
const numRuns = Number(process.env["ANSWERS"] ?? 300);

describe("whatever a server answers", () => {
    const body = fc.oneof(
        fc.constantFrom("", "null", "[]", "{}", '{"id":', "<html>", '"text"', "7", "\u0000"),
        fc.json(),
        fc.string(),
    );
    const anything = fc.record({
        status: fc.oneof(
            fc.constantFrom(200, 201, 204, 301, 302, 304, 400, 401, 403, 404, 409),
            fc.integer({ min: 200, max: 599 }),
        ),
        location: fc.option(fc.constantFrom("", "https://sso.example/", "::", "/clients/new")),
        body,
        call: fc.constantFrom(...Object.keys(calls)),
        cut: fc.boolean(),
    });

    it("a call ends within its deadline, and succeeds only with a status that is a success", async () => {
        let next: Answer = () => undefined;
        await answering(
            (request, response) => next(request, response),
            (url) =>
                fc.assert(
                    fc.asyncProperty(anything, async ({ status, location, body: text, call, cut }) => {
                        next = (_, response) => {
                            response.writeHead(status, location === null ? {} : { location });
                            if (cut) response.destroy();
                            else response.end([204, 304].includes(status) ? "" : text);
                        };
                        const begin = performance.now();
                        const ended = await within(new Deadline(0.02), () =>
                            (calls[call] as (url: string) => Promise<unknown>)(url).then(
                                () => true,
                                (error: unknown) => error,
                            ),
                        );
                        expect(performance.now() - begin).to.be.below(3_000);
                        if (ended === true) expect(status).to.be.within(200, 299);
                        else expect(ended).to.be.instanceOf(Error).and.not.instanceOf(TypeError);
                    }),
                    { numRuns },
                ),
        );
    });
});
