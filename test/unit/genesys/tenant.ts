import { GenesysApi } from "../../../provider/genesys/api";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator";

/** A simulated organisation and a connection to it. */
export interface Tenant {
    sim: Simulator;
    api: GenesysApi;
}

export function connectTo(sim: Simulator, credentials = sim.credentials): GenesysApi {
    return new GenesysApi({
        region: "eu-west-1",
        clientLimit: 50,
        requestsPerMinute: 300,
        ...credentials,
        apiBase: sim.url,
        loginBase: `${sim.url}/login`,
    });
}

/** A test with a tenant of its own, stopped when the test ends, however it ends. */
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
