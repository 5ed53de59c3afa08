import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { remember } from "../children";
import { endOfOutput, type Result, type Task } from "./task";

/** The result of a test file. */
export interface Outcome {
    /** Absent if the process ended before its tests did. */
    result: Result | undefined;
    /** Exit status of a process that ended. */
    code: number | null;
    output: string;
}

/**
 * Processes that run test files, one after another; `endChildren` ends them. A process takes two seconds of processor
 * time to load the modules that most files share.
 */
export class Workers {
    #idle: ChildProcess[] = [];

    /** @param live - whether tests print for themselves */
    constructor(private readonly live: boolean) {}

    /** Runs a file in an idle process, or in a new one. */
    async run(task: Omit<Task, "marksOutput">): Promise<Outcome> {
        const worker = this.#idle.pop() ?? this.#start();
        const printed = this.live ? Promise.resolve("") : outputOf(worker);
        const ended = once(worker, "close").then(([code]) => code as number | null);
        const answer = once(worker, "message").then(([result]) => result as Result);
        // `ended` reports that it has exited meanwhile.
        worker.send({ ...task, marksOutput: !this.live } satisfies Task, () => undefined);
        const first = await Promise.race([answer, ended]);
        const output = await printed;
        if (first === null || typeof first === "number") return { result: undefined, code: first, output };
        this.#idle.push(worker);
        return { result: first, code: null, output };
    }

    #start(): ChildProcess {
        // The engine and other Go programs exit before garbage collection pays off.
        const env = { GOGC: "400", ...process.env };
        const worker = remember(fork(join(__dirname, "worker.ts"), { silent: !this.live, env }));
        for (const stream of [worker.stdout, worker.stderr]) stream?.setEncoding("utf8");
        worker.setMaxListeners(0);
        // An error of a file that comes after its tests ends an idle process.
        worker.on("exit", () => (this.#idle = this.#idle.filter((one) => one !== worker)));
        return worker;
    }
}

/** What a worker prints, to both streams in order, until both mark the end of the file or the process exits. */
function outputOf(worker: ChildProcess): Promise<string> {
    let text = "";
    return new Promise((resolve) => {
        const finish = () => {
            // Unread output would keep the process from closing.
            for (const stream of [worker.stdout, worker.stderr]) stream?.off("data", add).resume();
            worker.off("close", finish);
            resolve(text.replaceAll(endOfOutput, ""));
        };
        const add = (data: string) => {
            text += data;
            if (text.split(endOfOutput).length > 2) finish();
        };
        for (const stream of [worker.stdout, worker.stderr]) stream?.on("data", add);
        worker.on("close", finish);
    });
}
