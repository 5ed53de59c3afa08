import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startSimulator } from "../../simulator";
import { routes } from "../../simulator/routes";
import { missingForPython, runPython } from "../../tools/python";

/**
 * Calls that the test does not make with the SDK: they need a user, or read one object that another call has answered.
 */
const others = [
    "GET /api/v2/users/me",
    "GET /api/v2/authorization/divisions",
    "GET /api/v2/authorization/divisions/limit",
    "GET /api/v2/authorization/divisions/{divisionId}",
];

describe("the official Python SDK, untouched, pointed at the simulator", () => {
    before(function () {
        const missing = missingForPython();
        if (missing === undefined) return;
        console.log(`    Skipped without a Python: ${missing}`);
        this.skip();
    });

    it("succeeds in every call, as does the vendor's sample without the SDK", async () => {
        const sim = await startSimulator({ membershipLag: 0, requestsPerMinute: 0 });
        // The SDK reads a file of the user's home.
        const home = await mkdtemp(join(tmpdir(), "python-sdk-"));
        try {
            const { clientId, clientSecret } = sim.credentials;
            const env = { SIMULATOR_URL: sim.url, SIMULATOR_ID: clientId, SIMULATOR_SECRET: clientSecret };
            await runPython(join(__dirname, "pythonSdk.py"), { ...env, HOME: home, USERPROFILE: home });
            expect(sim.requests.filter(({ status }) => status >= 400).map(({ path }) => path)).to.deep.equal([
                "/api/v2/groups/none",
            ]);
            const called = new Set(sim.requests.map(({ route }) => route));
            const left = routes.map(({ method, path }) => `${method} ${path}`).filter((call) => !called.has(call));
            expect(left).to.have.members(others);
        } finally {
            await sim.stop();
            await rm(home, { recursive: true });
        }
    });
});
