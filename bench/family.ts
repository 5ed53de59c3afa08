import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What a process of a Pulumi run does. */
export const parts = ["engine", "program", "provider", "command", "other"] as const;
export type Part = (typeof parts)[number];

/** What the processes of one run took. */
export interface Usage {
    /** User and system time of all of them. */
    cpuSeconds: number;
    /** The most that one process of each kind held at once. */
    peakMegabytes: Record<Part, number>;
}

interface Member {
    part: Part;
    cpuTicks: number;
    peakKilobytes: number;
}

/** Short: what a process does between the last sample and its end is missed. */
const milliseconds = 25;
const canMeasure = existsSync("/proc/self/stat");

/**
 * Samples a process and its children while they run. Afterwards it is too late, because the engine kills its plugins
 * and does not wait for them. Needs /proc.
 */
export class Family {
    readonly #members = new Map<number, Member>();
    readonly #strangers = new Set<number>();
    readonly #timer: NodeJS.Timeout | undefined;

    /** @param counted - whether the process itself counts, or only what it starts from now on */
    constructor(
        private readonly pid: number,
        private readonly counted = true,
    ) {
        if (!canMeasure) return;
        for (const other of pids()) if (other !== pid) this.#strangers.add(other);
        this.#members.set(pid, { part: "engine", cpuTicks: 0, peakKilobytes: 0 });
        this.#timer = setInterval(() => this.#look(), milliseconds);
    }

    /** What was used; `undefined` if it cannot be known. */
    end(): Usage | undefined {
        clearInterval(this.#timer);
        if (!canMeasure) return undefined;
        if (!this.counted) this.#members.delete(this.pid);
        const members = [...this.#members.values()];
        const peak = (part: Part) =>
            Math.max(0, ...members.filter((one) => one.part === part).map(({ peakKilobytes }) => peakKilobytes)) /
            1_000;
        return {
            cpuSeconds: members.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0) / ticksPerSecond(),
            peakMegabytes: Object.fromEntries(parts.map((part) => [part, peak(part)])) as Record<Part, number>,
        };
    }

    #look(): void {
        // Parents come before their children: process ids grow.
        for (const pid of pids()) {
            if (this.#strangers.has(pid)) continue;
            const stat = read(pid, "stat");
            if (stat === undefined) continue;
            const { parent, cpuTicks } = parse(stat);
            if (!this.#members.has(pid) && !this.#members.has(parent)) {
                this.#strangers.add(pid);
                continue;
            }
            const before = this.#members.get(pid);
            // Of a process that has ended and is still listed, command and memory are empty.
            const peak = Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, "status") ?? "")?.[1] ?? 0);
            const command = before?.part === "engine" ? "" : (read(pid, "cmdline") ?? "");
            this.#members.set(pid, {
                part: command === "" ? (before?.part ?? "other") : partOf(command),
                cpuTicks,
                peakKilobytes: Math.max(peak, before?.peakKilobytes ?? 0),
            });
        }
    }
}

function partOf(command: string): Part {
    if (/node.*cmd\/dynamic-provider/.test(command)) return "provider";
    if (/node.*cmd\/run/.test(command)) return "program";
    // Arguments end with a null character.
    if (/contact-center\0/.test(command)) return "command";
    if (/^[^\0]*\bpulumi\0/.test(command)) return "engine";
    return "other";
}

const pids = (): number[] =>
    readdirSync("/proc")
        .map(Number)
        .filter((pid) => pid > 0)
        .sort((a, b) => a - b);

function read(pid: number, file: string): string | undefined {
    try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
        return undefined; // It has ended meanwhile.
    }
}

/** A line of /proc/<pid>/stat without the name, which may contain anything. */
function parse(stat: string): { parent: number; cpuTicks: number } {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), cpuTicks: Number(fields[11]) + Number(fields[12]) };
}

let ticks: number | undefined;
const ticksPerSecond = (): number => (ticks ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" })));
