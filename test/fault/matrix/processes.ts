import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

interface Process {
    pid: number;
    parent: number;
    command: string;
}

async function processes(): Promise<Process[]> {
    const { stdout } = await promisify(execFile)("ps", ["-eo", "pid=,ppid=,args="], { maxBuffer: 1 << 24 });
    return stdout.split("\n").flatMap((line) => {
        const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command: command ?? "" }];
    });
}

/** All children and descendants of a process. */
export async function descendants(pid: number): Promise<Process[]> {
    const all = await processes();
    const found: Process[] = [];
    for (let parents = [pid]; parents.length > 0;) {
        const children = all.filter(({ parent }) => parents.includes(parent));
        found.push(...children);
        parents = children.map((child) => child.pid);
    }
    return found;
}

/** The processes in which the library's provider runs. */
export const isProvider = ({ command }: Process): boolean => /node.*(dynamic-provider|plugin\/main\.js)/.test(command);

export function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        return; // gone already
    }
}

export function lives(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/** Waits for the end of processes; those that take too long are reported and killed. */
export async function ended(pids: readonly number[], milliseconds: number): Promise<number[]> {
    const end = Date.now() + milliseconds;
    while (pids.some(lives) && Date.now() < end) await wait(20);
    const left = pids.filter(lives);
    for (const pid of left) kill(pid);
    return left;
}

/** Kills the engine, and waits for the end of its provider. */
export async function killEngine(pid: number): Promise<void> {
    const providers = (await descendants(pid)).filter(isProvider).map((one) => one.pid);
    kill(pid);
    const left = await ended(providers, 10_000);
    if (left.length > 0) throw new Error(`providers that outlive their engine: ${left.join(", ")}`);
}
