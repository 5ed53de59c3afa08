import { request } from "node:http";
import { expect } from "chai";
import { startSimulator } from "../../../simulator";

/** `fetch` sets the header Host itself. */
const answered = (url: string, host: string, path = "/"): Promise<{ status: number | undefined; text: string }> =>
    new Promise((resolve, reject) => {
        request(`${url}${path}`, { headers: { host } }, (response) => {
            let text = "";
            response.on("data", (chunk: Buffer) => (text += chunk.toString()));
            response.on("end", () => resolve({ status: response.statusCode, text }));
        })
            .on("error", reject)
            .end();
    });

describe("the simulator", () => {
    it("answers only at loopback names with its port", async () => {
        const sim = await startSimulator();
        try {
            const { port, host } = new URL(sim.url);
            for (const own of [
                host,
                `localhost:${port}`,
                `LOCALHOST:${port}`,
                `[::1]:${port}`,
                `api.localhost:${port}`,
            ])
                expect((await answered(sim.url, own)).status, own).to.equal(200);
            for (const foreign of [
                "evil.example",
                `evil.example:${port}`,
                "localhost",
                `other.localhost:${port}`,
                `127.0.0.1.evil.example:${port}`,
            ])
                for (const path of ["/", "/api/v2/organizations/me", "/oauth/token"]) {
                    const { status, text } = await answered(sim.url, foreign, path);
                    expect(status, foreign).to.equal(421);
                    expect(text).to.include("only answers at 127.0.0.1");
                }
            expect(sim.requests).to.deep.equal([]);
        } finally {
            await sim.stop();
        }
    });
});
