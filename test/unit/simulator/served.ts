import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator";

export interface Answer {
    status: number;
    body: Body;
    headers: Headers;
}
type Body = Record<string, unknown> & {
    id?: string;
    code?: string;
    message?: string;
    secret?: string;
    total?: number;
    version?: number;
    entities?: Body[];
    results?: Body[];
    grants?: { subjectId: string; role: { id: string } }[];
};
export type Call = (method: string, path: string, body?: unknown, token?: string) => Promise<Answer>;

/** A test with its own simulator and calls by its pipeline client, or by another's token. */
export function withSimulator(test: (sim: Simulator, call: Call) => Promise<void>, options: SimulatorOptions = {}) {
    return async () => {
        const sim = await startSimulator(options);
        const token = sim.tokenFor();
        const call: Call = async (method, path, body, bearer = token) => {
            const response = await fetch(`${sim.url}/api/v2${path}`, {
                method,
                headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
                ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
            });
            const text = await response.text();
            return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
        };
        try {
            await test(sim, call);
        } finally {
            await sim.stop();
        }
    };
}

export const roleId = (sim: Simulator, name: string): string =>
    [...sim.tenant.roles.values()].find((role) => role.name === name)?.id ?? "";

export const group = { name: "G", type: "official", rulesVisible: true, visibility: "public" };

/** A client-credentials client that may do everything, with additional properties. */
export const client = (sim: Simulator, more: object = {}) => ({
    name: "C",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [{ roleId: roleId(sim, "admin"), divisionId: "*" }],
    ...more,
});
