import { GenesysApi } from "../../../provider/genesys/api";
import type { GenesysSettings } from "../../../provider/genesys/settings";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator";

/** A simulated organization and a connection to it. */
export interface Tenant {
    sim: Simulator;
    api: GenesysApi;
}

export function connectTo(sim: Simulator, settings: Partial<GenesysSettings> = {}, minute?: number): GenesysApi {
    const usual = {
        region: "eu-west-1",
        requestsPerMinute: 300,
        ...sim.credentials,
        apiBase: sim.url,
        loginBase: `${sim.url}/login`,
    };
    return new GenesysApi({ ...usual, ...settings }, minute);
}

/** How many times faster the clock of a tenant runs in tests of minutes, and how long a minute takes then. */
const speed = 120;
export const fastMinute = 60_000 / speed;
export const fastClock = (): number => performance.now() * speed;

/** A test with its own tenant, which is stopped when the test ends, however it ends. */
export function withGenesys(
    test: (tenant: Tenant) => Promise<void>,
    options: SimulatorOptions = {},
): () => Promise<void> {
    return async () => {
        const sim = await startSimulator({ membershipLag: 0, ...options });
        try {
            await test({ sim, api: connectTo(sim) });
        } finally {
            await sim.stop();
        }
    };
}
