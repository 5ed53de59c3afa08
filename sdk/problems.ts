import type * as pulumi from "@pulumi/pulumi";
import { mistake } from "./mistake";

/** What the previews of this program's resources have found, in the order in which the program declares them. */
const found = new Map<number, string>();
let declared = 0;

/**
 * Collects what a preview finds wrong with a resource. The engine would end the program at the first resource whose
 * check fails; so in a preview the check hands its findings over, and the program fails with all of them when it ends.
 */
export function collectProblems(resource: string, findings: pulumi.Output<string | undefined>): void {
    if (declared === 0) process.on("beforeExit", report);
    const place = declared++;
    findings.apply((text) => {
        if (text !== undefined) found.set(place, `${resource}: ${text}`);
    });
}

function report(): void {
    const all = [...found].sort(([a], [b]) => a - b).map(([, text]) => text);
    found.clear();
    if (all.length === 0) return;
    const lines = all.length === 1 ? all : [`${all.length} resources cannot be set up as declared:`, ...all];
    throw mistake([...lines, "Nothing was changed."].join("\n"));
}
