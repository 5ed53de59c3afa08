import * as pulumi from "@pulumi/pulumi";
import { mistake } from "./mistake";

/** What the previews of this program's resources have found, each resource with all of its own. */
const found: string[] = [];
let reporting = false;

/**
 * Collects what a preview finds wrong with a resource. The engine would end the program at the first resource whose
 * check fails; so in a preview the check hands its findings over, and the program fails with all of them when it ends.
 */
export function collectProblems(findings: pulumi.Output<string | undefined>): void {
    if (!reporting) process.on("beforeExit", report);
    reporting = true;
    findings.apply((text) => {
        if (text !== undefined) found.push(text);
    });
}

function report(): void {
    const all = [...new Set(found.splice(0))];
    if (all.length === 0) return;
    const lines = all.length === 1 ? all : [`${all.length} resources cannot be set up as declared:`, ...all];
    throw mistake([...lines, "Nothing was changed."].join("\n"));
}
