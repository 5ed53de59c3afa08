import type { IncomingMessage, RequestListener } from "node:http";
import { expect } from "chai";
import { busyText, startSync } from "../../../provider/imagicle/sync";
import { withHttpServer } from "../../httpServer";

/** A UCX Suite that returns these answers, one after the other, and records its requests. */
async function withImagicle(answers: number[], test: (url: string, asked: IncomingMessage[]) => Promise<void>) {
    const asked: IncomingMessage[] = [];
    const listener: RequestListener = (request, response) => {
        asked.push(request);
        response.writeHead(answers[Math.min(asked.length, answers.length) - 1] ?? 500).end();
    };
    await withHttpServer(listener, (url) => test(`${url}/`, asked));
}
const credentials = { username: "admin", password: "canary" };
const refusal = (answer: number) => {
    let message = "";
    return withImagicle([answer], async (url) => {
        message = await startSync({ url, ...credentials }).then(
            () => expect.fail("it must be refused"),
            (error: Error) => error.message,
        );
    }).then(() => message);
};

describe("starting Imagicle's synchronization", () => {
    it("202: it has started, by one request with the credentials", () =>
        withImagicle([202], async (url, asked) => {
            await startSync({ url, ...credentials });
            expect(asked.map(({ method, url: path }) => `${method} ${path}`)).to.deep.equal([
                "POST /fw/Apps/ApplicationSuite/WebAPI/UsersManagement/Sync/Start",
            ]);
            expect(asked[0]?.headers.authorization).to.equal(`Basic ${Buffer.from("admin:canary").toString("base64")}`);
        }));

    it("503: one that is running is waited out", () =>
        withImagicle([503, 503, 202], async (url, asked) => {
            await startSync({ url, ...credentials });
            expect(asked).to.have.length(3);
        }));

    it("503 for too long is an error; each wait is logged before, with the remaining time", () =>
        withImagicle([503], async (url) => {
            const waits: [number, number][] = [];
            const busy = (pause: number, left: number) => void waits.push([pause, left]);
            const failure = await startSync({ url, ...credentials }, { seconds: 0.3, busy }).catch(
                (error: Error) => error.message,
            );
            expect(failure).to.include("503, another synchronization was still running after 0.3 s");
            expect(waits.map(([pause]) => pause)).to.include.members([50]);
            for (const [, left] of waits) expect(left).to.be.within(0, 250);
        }));

    it("a wait of two seconds or more is one readable line", () => {
        expect(busyText(30_000, 245_000)).to.equal("Imagicle is busy, next attempt in 30 s (4 min left)");
        expect(busyText(3_200, 59_000)).to.equal("Imagicle is busy, next attempt in 3 s (59 s left)");
        expect(busyText(1_600, 59_000)).to.equal(undefined);
    });

    for (const [status, says] of [
        [401, "401, the user name or the password is wrong"],
        [403, "403, the user may not start a synchronization"],
        [409, "409, the synchronization is disabled. Enable it in the web portal"],
        [504, "504, the service is down"],
        [500, "500"],
    ] as const)
        it(`${status} is explained, without the credentials`, async () => {
            const message = await refusal(status);
            expect(message).to.include(says).and.not.include("canary");
        });

    it("a server that cannot be reached is reported as such", async () => {
        const failure = await startSync({ url: "http://127.0.0.1:9", ...credentials }).catch(
            (error: Error) => error.message,
        );
        expect(failure).to.include("it could not be reached (ECONNREFUSED)");
    });
});
