import { ApiError } from "../../provider/transport/errors";
import { Deadline, within } from "../../provider/transport/deadline";
import { type Assumption, productOf } from "./assumption";
import { assumptions } from "./assumptions";
import { type Check, type Verdict } from "./check";
import { NotChecked } from "./notChecked";
import { type Budget, Probe, type ProbeOptions, type Target } from "./probe";

/** Number of requests that a run may send, including those for tokens and removals. */
export const requestLimit = 200;
/** Seconds that one check may take. */
const patience = 150;

/** The result for one assumption. */
export interface Outcome extends Verdict {
    id: string;
    product: string;
    sentence: string;
}

export interface Report {
    outcomes: Outcome[];
    requests: number;
    /** Names of objects that could not be removed. */
    left: string[];
    interrupted: boolean;
}

/** A product of the stack, and its checks. */
export interface Part {
    target: Target;
    checks: readonly Check[];
}

interface RunOptions extends Omit<ProbeOptions, "budget"> {
    budget: Budget;
    /** Called before each check. */
    onCheck?: (check: Check) => void;
}

/** Runs the checks of each product in order, and removes the objects that they created. */
export async function runChecks(parts: readonly Part[], { onCheck, ...options }: RunOptions): Promise<Report> {
    const outcomes: Outcome[] = [];
    const left: string[] = [];
    for (const { target, checks } of parts) {
        const probe = new Probe(target, options);
        try {
            for (const one of checks) {
                if (options.budget.stopped) break;
                onCheck?.(one);
                outcomes.push({ ...assumed(one.id), ...(await resultOf(one, probe, options.writes)) });
                await probe.removeUnshared();
            }
        } finally {
            await probe.removeOwn();
            left.push(...probe.left.map(({ name }) => name));
        }
    }
    return { outcomes, requests: options.budget.used, left, interrupted: options.budget.stopped };
}

/** Removes the objects of earlier runs; returns the names of those that remain. */
export async function clean(targets: readonly Target[], budget: Budget): Promise<string[]> {
    const left: string[] = [];
    for (const target of targets) {
        await new Probe(target, { writes: false, budget }).removeAll();
        left.push(...target.created.entries.map(({ name }) => name));
    }
    return left;
}

async function resultOf(check: Check, probe: Probe, writes: boolean): Promise<Verdict> {
    if (check.creates !== undefined && !writes) return { result: "not checked", seen: "needs --write" };
    try {
        return await within(new Deadline(patience), () => check.run(probe));
    } catch (error) {
        // Without a login, or without any answer, no check can run.
        if (error instanceof ApiError && (error.login || (error.status === undefined && !probe.answered))) throw error;
        return { result: "not checked", seen: reasonOf(error) };
    }
}

/** Without the tenant's words, because they may name people and objects. */
function reasonOf(error: unknown): string {
    if (error instanceof NotChecked) return error.message;
    if (!(error instanceof ApiError)) throw error;
    const { status, code } = error;
    return status === undefined ? `no answer (${code ?? "unknown"})` : `answered ${status}`;
}

/** The assumptions by their ids. */
export const byId: ReadonlyMap<string, Assumption> = new Map(assumptions.map((one) => [one.id, one]));

function assumed(id: Check["id"]): Pick<Outcome, "id" | "product" | "sentence"> {
    return { id, product: productOf(id), sentence: byId.get(id)?.sentence ?? "" };
}
