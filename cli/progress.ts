import { printError, printProgress } from "./print";

/** Milliseconds until a command says how far it is, and between lines if there is no terminal. */
const first = 2_000;
const between = 10_000;
/** Between changes of a terminal's last line. */
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

/** Says how far a command is, if it takes longer than two seconds: on standard error, seldom, and never as the result. */
export class Progress {
    readonly #where: Where;
    #next: number;
    #shown = false;

    constructor(where: Where = standardError()) {
        this.#where = where;
        this.#next = where.now() + first;
    }

    /** Called as often as there is something to say. */
    report(text: () => string): void {
        const { terminal, now, replace, line } = this.#where;
        if (now() < this.#next) return;
        this.#next = now() + (terminal ? refresh : between);
        this.#shown = true;
        if (terminal) replace(text());
        else line(text());
    }

    /** Says at once what is worth a line of its own. */
    note(text: string): void {
        this.end();
        this.#where.line(text);
    }

    /** Leaves a terminal's line empty. */
    end(): void {
        if (this.#shown && this.#where.terminal) this.#where.replace("");
        this.#shown = false;
    }
}
