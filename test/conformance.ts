import { genesysChecks } from "../operations/conformance/genesys";
import { genesysTarget } from "../operations/conformance/genesys/target";
import { Budget, type ProbeOptions, type Target } from "../operations/conformance/probe";
import { type Report, requestLimit, runChecks } from "../operations/conformance/run";
import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator";
import { withHome } from "./home";

/** An organization without a quota in which a person has changed something, with its own list. */
export const withOrganization = (
    test: (sim: Simulator, target: Target) => Promise<void>,
    options: SimulatorOptions = {},
): Promise<void> =>
    withHome(async () => {
        const sim = await startSimulator({ requestsPerMinute: 0, ...options });
        try {
            const [person] = sim.tenant.users.keys();
            const role = { kind: "Role", id: sim.tenant.nextId(), name: "Made by hand" };
            sim.tenant.changes.push({ at: Date.now(), by: "", user: person ?? "", action: "Create", ...role });
            await test(sim, await targetOf(sim));
        } finally {
            await sim.stop();
        }
    });

export const targetOf = async ({ url, credentials }: Pick<Simulator, "url" | "credentials">): Promise<Target> => ({
    ...(await genesysTarget({
        ...credentials,
        region: "eu-west-1",
        apiBase: url,
        loginBase: `${url}/login`,
        gateway: true,
        requestsPerMinute: 100_000,
    })),
    listLag: 0,
});

interface Options {
    writes?: boolean;
    only?: readonly string[];
    budget?: Budget;
    record?: ProbeOptions["record"];
}

export function checked(target: Target, options: Options = {}): Promise<Report> {
    const { only, writes = true, budget = new Budget(requestLimit), record } = options;
    const checks = genesysChecks.filter(({ id }) => only === undefined || only.includes(id));
    return runChecks([{ target, checks }], { writes, budget, ...(record && { record }) });
}

/** Ids of the assumptions with a result. */
export const idsWith = ({ outcomes }: Report, result: string): string[] =>
    outcomes
        .filter((one) => one.result === result)
        .map(({ id }) => id)
        .sort();
