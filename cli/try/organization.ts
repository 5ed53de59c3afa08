import { type Simulator, startSimulator } from "../../simulator";
import { type Configuration, divisionsIn, peopleIn } from "./configuration";

const divisions = ["Home", "Sales", "Support", "Berlin"];

/** A simulated organization with the people and divisions that a configuration names. */
export async function simulateFor(configuration: Configuration): Promise<Simulator> {
    const simulator = await startSimulator({ divisions: [...new Set([...divisions, ...divisionsIn(configuration)])] });
    const { tenant } = simulator;
    const known = new Set([...tenant.users.values()].map(({ email }) => email));
    const home = [...tenant.divisions.values()].find((division) => division.home)?.id ?? "";
    for (const email of peopleIn(configuration).filter((one) => !known.has(one))) {
        const id = tenant.nextId();
        tenant.users.set(id, { id, name: email, email, state: "active", divisionId: home });
    }
    return simulator;
}
