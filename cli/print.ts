import { randomUUID } from "node:crypto";
import { messageText, printable, printableText } from "../provider/transport/foreignText";
import { coded, type MessageCode } from "../provider/transport/message";

// Everything that a command prints goes through this file. Names and messages from outside are printed as text and
// never act as commands to a terminal or a CI system.

type Stream = "stdout" | "stderr";

/** Prints lines for people. */
export const print = (text: string): void => printLines("stdout", messageText(text));

/** Prints lines that are not the result: errors, notes. */
export const printError = (text: string): void => printLines("stderr", messageText(text));

/** Prints a warning. */
export const printWarning = (code: MessageCode, text: string): void => printError(`warning: ${coded(code, text)}`);

/** Prints a result that programs read, such as JSON, without adding anything. */
export const printData = (text: string): void => void process.stdout.write(withLineEnd(printableText(text)));

/** A style of `styleText`, as standard output of a terminal gets it. */
// oxlint-disable-next-line no-control-regex -- the style itself
const style = new RegExp("(\\u001b\\[[0-9]+m)");

/** Prints lines with the styles of `styleText`. The caller must make names in them {@link printable}. */
export const printStyled = (text: string): void =>
    printLines(
        "stdout",
        text
            .split(style)
            .map((part, index) => (index % 2 === 0 ? printableText(part) : part))
            .join(""),
    );

/** Replaces the last line of a terminal. Prints nothing elsewhere. */
export function printProgress(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r${printable(text)}\u001b[K`);
}

/** What is shown below everything else, each line cut at the terminal's edge. */
let block: readonly string[] = [];

/**
 * Replaces the lines that a terminal shows below everything else. Prints nothing elsewhere. Lines are cut at its edge.
 */
export function printBlock(lines: readonly string[]): void {
    const { isTTY, columns } = process.stderr;
    if (!isTTY) return;
    const before = withoutBlock();
    block = lines.map((line) => shortLine(printable(line), columns - 1));
    process.stderr.write(before + blockText());
}

const shortLine = (line: string, most: number): string => Array.from(line).slice(0, most).join("");

/** Removes the block. The cursor returns to where it began. */
function withoutBlock(): string {
    // A terminal that has become narrower has wrapped lines.
    const rows = block.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / process.stderr.columns)), 0);
    if (rows === 0) return "";
    return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ""}\u001b[J`;
}

/** Lines are not wrapped, because the width of some characters is unknown. */
const blockText = (): string => (block.length === 0 ? "" : `\u001b[?7l${block.join("\n")}\u001b[?7h`);

/** Prints what another command prints, a line at a time. */
export class LinePrinter {
    readonly #rest: Record<Stream, string> = { stdout: "", stderr: "" };

    readonly add = (text: string, stream: Stream): void => {
        const lines = `${this.#rest[stream]}${text}`.split("\n");
        this.#rest[stream] = lines.pop() ?? "";
        if (lines.length > 0) printLines(stream, messageText(lines.join("\n")));
    };

    end(): void {
        for (const stream of ["stdout", "stderr"] as const) if (this.#rest[stream] !== "") this.add("\n", stream);
    }
}

/** The marker that made GitHub stop processing commands, and that ends it. */
let stopped: { stream: Stream; token: string } | undefined;

function printLines(stream: Stream, text: string): void {
    // Output that bypasses this file, for example of a library, is not a command either.
    if (process.env["GITHUB_ACTIONS"] === "true" && stopped === undefined) {
        stopped = { stream, token: randomUUID() };
        process[stream].write(`::stop-commands::${stopped.token}\n`);
    }
    const isShown = block.length > 0;
    if (isShown) process.stderr.write(withoutBlock());
    process[stream].write(withLineEnd(text));
    if (isShown) process.stderr.write(blockText());
}

/** Lets GitHub process commands again, at the end of a command. */
export function endOutput(): void {
    if (stopped !== undefined) process[stopped.stream].write(`::${stopped.token}::\n`);
    stopped = undefined;
}

const withLineEnd = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
