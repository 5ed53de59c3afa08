import { killEngine } from "../fault/matrix/processes";
import type { ProcessFixture } from "./project";

/** An `up` whose engine is killed at the first call of a kind. The call is carried out; its answer is lost. */
export async function upKilledAt(first: string, { sim, stack }: ProcessFixture): Promise<void> {
    let pid = 0;
    let killed: Promise<void> | undefined;
    sim.intercept(async (call) => {
        if (call !== first || killed) return undefined;
        killed = killEngine(pid);
        await killed;
        return "reset-after";
    });
    await stack.run(["up", "--yes", "--skip-preview", "--color=never"], { onStart: (id) => (pid = id) });
    await killed;
    sim.intercept(undefined);
}
