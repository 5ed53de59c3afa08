import { input, select } from "@inquirer/prompts";
import { shellWord } from "../../operations/commandLine";
import { isFingerprint, type NewDecision, withDecision } from "../../operations/drift/reviewFile";
import { writeOutput } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";
import { requireStack } from "../../engine/stack";
import { print } from "../print";
import { reviewFileText, usualReviewFile } from "./reviewFile";

interface Options {
    stack?: string;
    until?: string;
    reason?: string;
    review?: string;
}

type Decision = NewDecision["decision"];

/** `contact-center drift decide`: writes a decision into the review file. Does not read the tenant or the stack. */
export async function decide(of: string, decision: Decision | undefined, options: Options): Promise<void> {
    const { review: file = usualReviewFile } = options;
    const stack = options.stack ?? (await requireStack(undefined)).name;
    const made = await asked(of, decision, options);
    const before = (await reviewFileText(file, false)) ?? "";
    await writeOutput(file, withDecision(before, file, { stack, of, ...made }));
    print(`${file}: ${made.decision} ${of} of the stack ${stack}. ${next(stack)[made.decision]}`);
}

function next(stack: string): Record<Decision, string> {
    const up = `\`pulumi up --stack ${shellWord(stack)} --refresh\``;
    return {
        accept: `Change the program as the review shows, then run ${up}.`,
        revert: `Run ${up}, which restores what is declared.`,
        ignore: "The review reports it again after that day.",
    };
}

type Made = Omit<NewDecision, "stack" | "of">;

/** At a terminal, asks for what the options do not say. */
async function asked(of: string, given: Decision | undefined, { until, reason }: Options): Promise<Made> {
    const interactive = process.stdin.isTTY && process.stderr.isTTY;
    const output = { output: process.stderr };
    if (given === undefined && !interactive)
        throw new UserError("CC6031", "the decision is missing. Add accept, revert or ignore");
    const choices = isFingerprint(of) ? (["accept", "revert", "ignore"] as const) : (["ignore"] as const);
    const decision = given ?? (await select<Decision>({ message: `What to do about ${of}?`, choices }, output));
    if (decision !== "ignore" || !interactive) return made(decision, until, reason);
    return made(
        decision,
        until ?? (await input({ message: "Until which day? (2026-12-31)", required: true }, output)),
        reason ?? (await input({ message: "Why?", required: true }, output)),
    );
}

const made = (decision: Decision, until: string | undefined, reason: string | undefined): Made => ({
    decision,
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
});
