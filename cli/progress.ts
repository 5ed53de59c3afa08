import { counted, shortened } from "./drift/format";
import { printBlock, printError, printProgress } from "./print";

/** Milliseconds before a command shows progress, and between lines if there is no terminal. */
const first = 2_000;
const between = 10_000;
/** Milliseconds between changes of a terminal's last line. */
const refresh = 200;

interface Where {
    terminal: boolean;
    now(): number;
    /** Replaces the last line of a terminal. */
    replace(text: string): void;
    line(text: string): void;
}

const standardError = (): Where => ({
    terminal: process.stderr.isTTY,
    now: () => performance.now(),
    replace: printProgress,
    line: printError,
});

/**
 * Shows the progress of a command that takes longer than two seconds: on standard error, rarely, and never in the
 * result.
 */
export class Progress {
    readonly #where: Where;
    #next: number;
    #shown = false;

    constructor(where: Where = standardError()) {
        this.#where = where;
        this.#next = where.now() + first;
    }

    /** Called whenever there is progress. */
    report(text: () => string): void {
        const { terminal, now, replace, line } = this.#where;
        if (now() < this.#next) return;
        this.#next = now() + (terminal ? refresh : between);
        this.#shown = true;
        if (terminal) replace(text());
        else line(text());
    }

    /** Prints at once a message that needs its own line. */
    note(text: string): void {
        this.end();
        this.#where.line(text);
    }

    /** Clears a terminal's line. */
    end(): void {
        if (this.#shown && this.#where.terminal) this.#where.replace("");
        this.#shown = false;
    }
}

/** The progress of a tenant. */
export interface TenantState {
    name: string;
    state: "waiting" | "running" | "done" | "failed";
    /** When it began and ended, in milliseconds. */
    from?: number;
    to?: number;
}

/** Where the progress of tenants is shown. */
export interface Board {
    /** Rows of a terminal; absent elsewhere. */
    rows(): number | undefined;
    now(): number;
    /** Replaces the lines below everything else. */
    block(lines: readonly string[]): void;
    line(text: string): void;
}

const standardBoard = (): Board => ({
    rows: () => (process.stderr.isTTY && process.env["TERM"] !== "dumb" ? process.stderr.rows : undefined),
    now: () => performance.now(),
    block: printBlock,
    line: printError,
});

/** Maximum number of lines of a block. More would leave no space for the printed output. */
const mostLines = 20;
const second = 1_000;

/**
 * Shows the progress of tenants on standard error. At a terminal it is a block of lines that is removed at the end.
 * Elsewhere it is a line when a tenant begins and one when it ends.
 */
export class TenantProgress {
    readonly #tenants: TenantState[];
    readonly #begin: number;
    readonly #timer: NodeJS.Timeout | undefined;

    /** @param signal - aborts when the user interrupts */
    constructor(
        names: readonly string[],
        private readonly signal: AbortSignal,
        private readonly board: Board = standardBoard(),
    ) {
        this.#tenants = names.map((name) => ({ name, state: "waiting" }));
        this.#begin = board.now();
        signal.addEventListener("abort", this.#interrupted);
        if (board.rows() === undefined) return;
        this.#timer = setInterval(this.#show, second).unref();
        process.stderr.on("resize", this.#show);
        this.#show();
    }

    /** Runs the task of one tenant. After an interruption, throws its reason instead of starting the task. */
    async run<T>(index: number, work: () => Promise<T>, isFailed: (result: T) => boolean): Promise<T> {
        this.signal.throwIfAborted();
        const tenant = this.#tenants[index] as TenantState;
        this.#change(tenant, "running");
        let failed = true;
        try {
            const result = await work();
            failed = isFailed(result);
            return result;
        } finally {
            // A task that an interruption has cut off is not finished.
            if (!failed || !this.signal.aborted) this.#change(tenant, failed ? "failed" : "done");
        }
    }

    /** Removes the block. After an interruption, lists what was not done. */
    end(): void {
        clearInterval(this.#timer);
        process.stderr.off("resize", this.#show);
        this.signal.removeEventListener("abort", this.#interrupted);
        if (this.board.rows() !== undefined) this.board.block([]);
        if (this.signal.aborted) for (const line of interruptedLines(this.#tenants)) this.board.line(line);
    }

    readonly #interrupted = (): void => {
        const running = this.#tenants.filter(({ state }) => state === "running").length;
        if (running > 0)
            this.board.line(
                `interrupted: waiting for ${counted(running, "tenant")} to end; a second Ctrl-C ends at once`,
            );
    };

    #change(tenant: TenantState, state: TenantState["state"]): void {
        const now = this.board.now();
        tenant.state = state;
        if (state === "running") tenant.from = now;
        else tenant.to = now;
        if (this.board.rows() === undefined) this.board.line(`${tenant.name}: ${stateText(tenant, now)}`);
        else this.#show();
    }

    readonly #show = (): void => {
        const rows = this.board.rows();
        if (rows === undefined) return;
        const { now } = this.board;
        this.board.block(
            boardLines(this.#tenants, { now: now(), begin: this.#begin, most: Math.min(rows - 1, mostLines) }),
        );
    };
}

/** `done in 4.2 s`, `running` */
function stateText({ state, from, to }: TenantState, now: number): string {
    if (from === undefined) return state;
    if (to === undefined) return now - from < second ? state : `${state} for ${Math.floor((now - from) / second)} s`;
    return `${state} in ${((to - from) / second).toFixed(1)} s`;
}

/**
 * A line for each tenant, and one for all. If there is not enough space, running, failed and recently finished tenants
 * come first.
 */
export function boardLines(
    tenants: readonly TenantState[],
    { now, begin, most }: { now: number; begin: number; most: number },
): string[] {
    const rank = ({ state }: TenantState) => ["running", "failed", "done", "waiting"].indexOf(state);
    const chosen = [...tenants]
        .sort((one, two) => rank(one) - rank(two) || (two.to ?? 0) - (one.to ?? 0))
        .slice(0, Math.max(0, most - 1));
    const names = new Map(chosen.map((one) => [one, shortened(one.name, 40)]));
    const width = Math.max(0, ...[...names.values()].map(({ length }) => length));
    const counts = (["done", "failed", "running", "waiting"] as const)
        .map((state) => [state, tenants.filter((one) => one.state === state).length] as const)
        .filter(([, count]) => count > 0);
    return [
        ...tenants
            .filter((one) => names.has(one))
            .map((one) => `${(names.get(one) ?? "").padEnd(width)}  ${stateText(one, now)}`),
        `${counted(tenants.length, "tenant")}: ${counts.map(([state, count]) => `${count} ${state}`).join(", ")}; ${Math.floor((now - begin) / second)} s`,
    ];
}

/** Maximum number of tenant names that are listed. */
const mostNames = 20;

/** The tenants that an interruption has left undone. */
function interruptedLines(tenants: readonly TenantState[]): string[] {
    const names = (state: TenantState["state"]) => {
        const all = tenants.filter((one) => one.state === state).map(({ name }) => shortened(name, 40));
        const more = all.length - mostNames;
        return [...all.slice(0, mostNames), ...(more > 0 ? [`${more} more`] : [])].join(", ");
    };
    const lines = [
        ["not finished", names("running")],
        ["not started", names("waiting")],
    ] as const;
    return lines.filter(([, some]) => some !== "").map(([words, some]) => `${words}: ${some}`);
}
