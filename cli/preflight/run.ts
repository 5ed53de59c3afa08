import { type Need, needsOf } from "../../operations/preflight";
import { formatProvider } from "../drift/format";
import { requireStack, type Plan } from "../../engine/stack";
import { print, printData } from "../print";

interface Options {
    stack?: string;
    json?: boolean;
}

/** `contact-center preflight` */
export async function preflight({ stack: name, json }: Options): Promise<void> {
    const stack = await requireStack(name);
    const plan = await stack.preview();
    const needs = await needsOf(plan.steps, plan.providerOf);
    const lacking = needs.filter(({ held, now }) => now && held === false);
    const ready = plan.problems.length === 0 && lacking.length === 0;
    if (json) printData(JSON.stringify({ stack: stack.name, ready, problems: plan.problems, needs }));
    else print(report(stack.name, plan, needs).join("\n"));
    if (!ready) process.exitCode = 1;
}

function report(stack: string, { steps, problems }: Plan, needs: readonly Need[]): string[] {
    const lines = [`Preflight of stack ${stack}: ${steps.length} resources`, ""];
    for (const caller of new Set(needs.map(callerOf))) {
        const own = needs.filter((need) => callerOf(need) === caller);
        const width = Math.max(...own.map(({ permission }) => permission.length));
        lines.push(`${caller}: the calling client needs`);
        lines.push(
            ...own.map(
                ({ permission, now, held, for: changes }) =>
                    `  ${formatHeld(held)}  ${permission.padEnd(width)}  to ${changes.join(", ")}${now ? "" : " (later)"}`,
            ),
            "",
        );
    }
    if (problems.length > 0) lines.push("`pulumi up` would be refused:", ...problems);
    else lines.push("The preview found nothing wrong.");
    return lines;
}

const callerOf = ({ product, provider }: Need): string => product + formatProvider(provider);

/** Unknown: the product does not report it, or the provider's settings come from resources that do not exist yet. */
const formatHeld = (held: Need["held"]): string => (held === null ? "unknown" : held ? "held   " : "LACKING");
