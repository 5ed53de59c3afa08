import { differences } from "../../provider/core/differences";
import type { Names } from "../../provider/core/names";
import { deleteConsequences, updateConsequences } from "../../operations/consequences";
import { tokenOf } from "../../provider/resources";
import { objectOf } from "../../operations/drift/findings";
import { unknownValue } from "../../provider/runtime/wire";
import { printable } from "../../provider/transport/foreignText";
import { counted, formatDifference, formatObject } from "../drift/format";
import type { StepMetadata } from "../../engine/eventServer";
import { withoutColors } from "../../engine/messages";
import { isMandatory, type OperationResult, type Violation } from "../../engine/operation";

/** The result of a `pulumi preview` or `pulumi up`, as a reader needs it. */
export interface Outcome {
    failed: boolean;
    /** Planned or completed changes. */
    changes: Change[];
    /** Errors of the engine, and violations of mandatory policies. */
    problems: string[];
    /** Violations of advisory policies. */
    advice: string[];
    /** Warnings of the provider. */
    warnings: string[];
}

/** The change of one resource. */
export interface Change {
    op: "create" | "update" | "replace" | "delete" | "import";
    /** `genesys.Role "eMite"` */
    object: string;
    /** `permissions: + routing:queue:view`; empty for a new or deleted resource. */
    differences: string[];
    /** What people and systems lose through the change. */
    consequences: string[];
}

export function outcomeOf({ failed, steps, errors, warnings, violations }: OperationResult): Outcome {
    const refusals = violations.filter(isMandatory);
    const advice = violations.filter((one) => !isMandatory(one));
    const changes = changesOf(steps, namesIn(steps, warnings)).map((one) => ({
        ...one,
        consequences: one.consequences.map((words) => namedIn(warnings, words)),
    }));
    const told = changes.flatMap(({ consequences }) => consequences);
    return {
        failed,
        changes,
        problems: unique([...errors, ...refusals.map(formatViolation)]),
        advice: unique(advice.map(formatViolation)),
        warnings: unique(warnings).filter((one) => !told.some((consequence) => one.includes(consequence))),
    };
}

/** The consequence as the provider reported it: with names before the ids. */
function namedIn(warnings: readonly string[], consequence: string): string {
    const [start = ""] = consequence.split('"');
    const tails = warnings.flatMap((one) => (one.includes(start) ? [one.slice(one.indexOf(start))] : []));
    return tails.find((tail) => withoutNames(tail) === consequence) ?? consequence;
}

const withoutNames = (text: string): string => text.replace(/"((?:\w+:)?)[^"]* \(([\w-]+)\)"/g, '"$1$2"');

/** Names of the objects in the stack, and those in the provider's warnings. */
function namesIn(steps: readonly StepMetadata[], warnings: readonly string[]): Names {
    const own = steps.flatMap(({ old, new: next }) => {
        const [id, name] = [old?.id ?? next?.id ?? "", (next ?? old)?.inputs["name"]];
        return typeof name === "string" && isUuid(id) ? [[id, name] as const] : [];
    });
    const told = warnings.flatMap((one) =>
        [...one.matchAll(/"(?:\w+:)?([^"]+) \(([\w-]+)\)"/g)].flatMap(([, name = "", id = ""]) =>
            isUuid(id) ? [[id, name] as const] : [],
        ),
    );
    return Object.fromEntries([...told, ...own]);
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

const formatViolation = ({ policyName, message, resourceUrn }: Violation): string =>
    `policy ${policyName}: ${resourceUrn === undefined ? "" : `${resourceUrn.split("::").at(-1)}: `}${withoutColors(message).trim()}`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const shownOps: readonly string[] = ["create", "update", "replace", "delete", "import"];

/** The engine's steps for a reader: sorted, a replacement only once, without components and providers. */
export function changesOf(steps: readonly StepMetadata[], names: Names = {}): Change[] {
    const changes = steps.flatMap((step): Change[] => {
        const { op, urn, type, old, new: next, diffs } = step;
        if (!shownOps.includes(op) || type.startsWith("pulumi:") || !(next ?? old)?.custom) return [];
        const kept = op === "update" || op === "replace";
        return [
            {
                op: op as Change["op"],
                object: formatObject(objectOf({ urn, type, declared: (next ?? old)?.inputs ?? {} })),
                differences: kept
                    ? differences(old?.inputs ?? {}, inWords(next?.inputs ?? {}), diffs ?? []).map((one) =>
                          formatDifference(one, names),
                      )
                    : [],
                consequences: consequencesOf(step),
            },
        ];
    });
    // The engine's order depends on dependencies and on chance. The same plan must give the same comment.
    return changes.sort((one, two) => (one.object < two.object ? -1 : 1));
}

/** Inputs with words in place of the values that a preview does not know yet. */
const inWords = (inputs: Record<string, unknown>): Record<string, unknown> =>
    JSON.parse(JSON.stringify(inputs).replaceAll(unknownValue, "(known after `up`)")) as Record<string, unknown>;

function consequencesOf({ op, type, old, new: next }: StepMetadata): string[] {
    if (op === "update") return updateConsequences(tokenOf(type), old?.inputs ?? {}, next?.inputs ?? {});
    return op === "delete" || op === "replace" ? deleteConsequences(tokenOf(type)) : [];
}

const verbs = { create: "create", update: "change", replace: "replace", delete: "delete", import: "import" } as const;
const done = { create: "created", update: "changed", replace: "replaced", delete: "deleted", import: "imported" };
const signs = { create: "+", update: "~", replace: "±", delete: "-", import: "=" } as const;

const counts = (changes: readonly Change[], words: Record<Change["op"], string>, to: string): string =>
    (Object.keys(words) as Change["op"][])
        .map((op) => [words[op], changes.filter((change) => change.op === op).length] as const)
        .filter(([, count]) => count > 0)
        .map(([word, count]) => `${count} ${to}${word}`)
        .join(", ");

/** `2 to create, 1 to change`, or `no change`. */
export const formatPlanned = (changes: readonly Change[]): string => counts(changes, verbs, "to ") || "no change";

/** `2 created, 1 changed`, or `nothing to do`. */
export const formatDone = (changes: readonly Change[]): string => counts(changes, done, "") || "nothing to do";

/** What people and systems lose, after the name of the object: `genesys.Group "eMite": 1 member is removed…`. */
export const consequenceLines = (changes: readonly Change[]): string[] =>
    changes.flatMap(({ object, consequences }) => consequences.map((one) => `${object}: ${printable(one)}`));

/** A line for each resource, then one for each property that differs. */
export function changeLines(changes: readonly Change[], most: number): string[] {
    const lines = changes.flatMap(({ op, object, differences: some }) => [
        `${signs[op]} ${object}`,
        ...some.map((difference) => `    ${difference}`),
    ]);
    const left = lines.length - most;
    return left > 0 ? [...lines.slice(0, most), `… ${counted(left, "more line")}`] : lines;
}
