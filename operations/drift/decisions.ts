import { z } from "zod";
import { didYouMean, pathText } from "../../provider/core/problem";
import { UserError } from "../../provider/transport/errors";
import { readYaml } from "../yaml";
import type { Decided, Finding, Reviewed, StaleDecision } from "./findings";
import { allRules } from "./rules";
import { severities } from "./severity";
import { shellWord } from "../commandLine";
import { coded } from "../../provider/transport/message";

const day = z.iso.date({ error: coded("CC6071", "must be a date, such as 2026-12-31") });
const reason = z.string().trim().min(1, coded("CC6072", "must not be empty"));
const stack = z.string().min(1);

const decision = z.discriminatedUnion(
    "decision",
    [
        z.strictObject({ stack, finding: z.string(), decision: z.literal("revert"), reason: reason.optional() }),
        z.strictObject({ stack, finding: z.string(), decision: z.literal("accept"), reason: reason.optional() }),
        z.strictObject({ stack, finding: z.string(), decision: z.literal("ignore"), until: day, reason }),
    ],
    {
        error: (issue) =>
            issue.code === "invalid_union" ? coded("CC6073", "must be revert, accept or ignore") : undefined,
    },
);

const reviewFile = z.strictObject({
    decisions: z.array(decision).default([]),
    unmanaged: z
        .strictObject({ allow: z.array(z.strictObject({ stack, id: z.string(), until: day, reason })).default([]) })
        .default({ allow: [] }),
    severities: z.record(z.string(), z.enum(severities)).default({}),
});

/** The decisions of reviewers, as the platform repository stores them. */
export type ReviewFile = z.output<typeof reviewFile>;

export const noDecisions: ReviewFile = { decisions: [], unmanaged: { allow: [] }, severities: {} };

/** Throws a {@link UserError} that lists all mistakes by their paths. */
export function parseReviewFile(text: string, name: string): ReviewFile {
    const { value, problems: broken } = readYaml(text);
    const parsed = reviewFile.safeParse(value ?? {});
    const wrong = parsed.error?.issues.map(({ path, message }) => `${pathText(path) || "the file"}: ${message}`) ?? [];
    const rules = allRules().map(({ id }) => id);
    const strange = Object.keys(parsed.data?.severities ?? {})
        .filter((id) => !rules.includes(id))
        .map((id) => coded("CC6074", `severities.${id}: unknown rule "${id}"${didYouMean(id, rules)}`));
    const problems = broken.length > 0 ? broken : [...wrong, ...strange];
    if (parsed.data === undefined || problems.length > 0)
        throw new UserError("CC6075", [`${name} cannot be used:`, ...problems].join("\n"));
    return parsed.data;
}

/**
 * The findings with their decisions, and the decisions that no longer apply. A decision is valid until the end of its
 * last day, UTC.
 * @param today - `2026-11-25`
 */
export function decide(
    stackName: string,
    reviewed: readonly Reviewed[],
    file: ReviewFile,
    today: string,
): { resources: Reviewed[]; stale: StaleDecision[] } {
    const decisions = file.decisions.filter((one) => one.stack === stackName);
    const allowed = file.unmanaged.allow.filter((one) => one.stack === stackName);
    const holds = (one: object) => !("until" in one) || String(one.until) >= today;
    const resources = reviewed.map((resource) => {
        const allow = allowed.find((one) => holds(one) && one.id === resource.id && resource.status === "unmanaged");
        const own = (one: Finding): Decided | undefined =>
            allow
                ? { decision: "allow", reason: allow.reason, until: allow.until }
                : decided(one, decisions.filter(holds));
        return { ...resource, findings: resource.findings.map((one) => withDecision(one, own(one))) };
    });
    const there = new Set(reviewed.flatMap(({ id, findings }) => [id, ...findings.map((one) => one.fingerprint)]));
    // An object that could not be read may still differ.
    const allRead = reviewed.every(({ status }) => status !== "unchecked");
    const entries = [
        ...decisions.map((one) => ({
            of: one.finding,
            words: one.decision,
            until: "until" in one ? one.until : undefined,
        })),
        ...allowed.map(({ id, until }) => ({ of: id, words: "allow", until })),
    ];
    const stale = entries.flatMap(({ of, words, until }): StaleDecision[] => {
        if (!there.has(of))
            return allRead
                ? [
                      {
                          kind: "superfluous",
                          of,
                          words: `${words}: this finding no longer exists. \`npx contact-center drift prune --stack ${shellWord(stackName)}\` removes the decision`,
                      },
                  ]
                : [];
        return until !== undefined && until < today
            ? [{ kind: "expired", of, words: `${words}: expired on ${until}. Make a new decision` }]
            : [];
    });
    return { resources, stale };
}

function decided({ fingerprint }: Finding, decisions: ReviewFile["decisions"]): Decided | undefined {
    const found = decisions.find((one) => one.finding === fingerprint);
    if (found === undefined) return undefined;
    const { stack: _stack, finding: _finding, ...rest } = found;
    return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as unknown as Decided;
}

const withDecision = (one: Finding, decision: Decided | undefined): Finding =>
    decision === undefined ? one : { ...one, decision };
