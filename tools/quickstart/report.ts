import { styleText } from "node:util";
import { resourceName, type Step } from "../engine/stack";

const begin = Date.now();
const checks: { what: string; good: boolean }[] = [];

/** A heading with the time since the start. */
export function heading(text: string): void {
    const seconds = ((Date.now() - begin) / 1_000).toFixed(0).padStart(4);
    console.log(`\n${styleText("dim", `${seconds} s`)}  ${styleText("bold", text)}`);
}

export const line = (text: string): void => console.log(`        ${text}`);

/** Records whether a promise was kept. */
export function check(what: string, good: boolean): void {
    checks.push({ what, good });
    line(`${mark(good)} ${what}`);
}

const mark = (good: boolean) => (good ? styleText("green", "ok") : styleText("red", "FAILED"));

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

/** The closing table; returns the number of promises that were not kept. */
export function summary(): number {
    const failed = checks.filter(({ good }) => !good).length;
    heading("Summary");
    for (const { what, good } of checks) line(`${mark(good)} ${what}`);
    const seconds = ((Date.now() - begin) / 1_000).toFixed(0);
    line(`${checks.length - failed} of ${checks.length} as promised, ${seconds} s`);
    return failed;
}
