import { styleText } from "node:util";
import { resourceName, type Step } from "../engine/stack";

/** A line of the output. */
export interface Line {
    style: "heading" | "passed" | "failed" | "text";
    text: string;
    /** Since the start. */
    seconds: number;
}

const begin = Date.now();
/** Everything so far. */
export const printed: Line[] = [];
const checks = (style: Line["style"]) => printed.filter((one) => one.style === style).length;

function print(style: Line["style"], text: string): void {
    const seconds = Math.round((Date.now() - begin) / 1_000);
    printed.push({ style, text, seconds });
    if (style === "heading") {
        const time = styleText("dim", `${String(seconds).padStart(4)} s`);
        console.log(`\n${time}  ${styleText("bold", text)}`);
    } else {
        const mark = { text: "", passed: `${styleText("green", "ok")} `, failed: `${styleText("red", "FAILED")} ` };
        console.log(`        ${mark[style]}${text}`);
    }
}

/** A heading with the time since the start. */
export const heading = (text: string): void => print("heading", text);

export const line = (text: string): void => print("text", text);

/** Prints whether a check passed. */
export const check = (what: string, good: boolean): void => print(good ? "passed" : "failed", what);

/** A change in a line: `genesys:OAuthClient emite-ssoClient  update  + scopes["analytics:readonly"]`. */
export function changeLines(steps: readonly Step[]): string[] {
    return steps
        .map(({ op, urn, detailedDiff }) => {
            const type = urn.split("::")[2]?.split("/").at(-1) ?? "";
            const signs: Record<string, string> = { add: "+", delete: "-", update: "~" };
            const paths = Object.entries(detailedDiff ?? {})
                .filter(([path]) => !path.startsWith("__"))
                .map(([path, { kind }]) => `${signs[kind.replace("-replace", "")] ?? "~"} ${path}`);
            return `${type.padEnd(24)} ${resourceName(urn).padEnd(30)} ${op.padEnd(8)} ${paths.join(", ")}`.trimEnd();
        })
        .sort();
}

/** Prints the result. Returns the number of checks that failed. */
export function summary(): number {
    const failed = checks("failed");
    heading("Result");
    line(`${checks("passed")} of ${checks("passed") + failed} checks passed`);
    return failed;
}
