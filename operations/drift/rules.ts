import { disabled, type DriftRule, ownerGone, type Rule as Meaning } from "../../provider/core/metadata";
import { metadata, tokens } from "../../provider/metadata";
import type { ResourceToken } from "../../provider/resources";
import { type Difference, propertyOf } from "../../provider/core/differences";
import type { Severity } from "./severity";

/** The meaning of a finding. A rule without properties is about a whole object. The first matching rule applies. */
export type Rule = Meaning &
    Partial<DriftRule> & {
        /** @default every type of object */
        kind?: ResourceToken;
    };

/** Descriptions that guard rails read. A description within a property has a rule of its type. */
const descriptions = tokens.flatMap((token) => {
    const { description } = metadata[token].guardRails;
    return description.length === 1 ? description : [];
});

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Rules for every type, after the type's own rules. */
const shared: readonly Rule[] = [
    { id: "marker", severity: "low", why: "the ownership marker is gone", properties: ["marker"] },
    { ...ownerGone, properties: [...new Set(descriptions)] },
    { ...disabled, properties: ["enabled"], below: /^$/, found: false },
    { id: "inactive", severity: "medium", why: "it is switched off", properties: ["state"], found: "inactive" },
    {
        id: "secret",
        severity: "medium",
        why: "clients with the declared secret can no longer log in",
        properties: ["secret", "clientSecret", "credentials"],
    },
    {
        id: "less-access",
        severity: "medium",
        why: "the integration may lack the removed access",
        properties: [...new Set(tokens.flatMap((token) => metadata[token].access))],
    },
];

/** The rule for properties without a rule. */
export const missing: Rule = { id: "missing", severity: "medium", why: "the integration lacks it" };
const other: Rule = {
    id: "other",
    severity: "low",
    why: "no rule says that this widens access or breaks the integration",
};

/** For unmanaged objects of every type, after the type's own rules for suspicious objects. */
export const sameName: Rule = {
    id: "unmanaged-same-name",
    severity: "low",
    why: "it is unmanaged and has the name of a declared object",
};
export const leftBehind: Rule = {
    id: "unmanaged-left-behind",
    severity: "medium",
    why: "it has the marker of this stack, but is not in the stack",
};

const ofTypes: readonly Rule[] = tokens.flatMap((kind) => metadata[kind].drift.map((rule) => ({ ...rule, kind })));
const suspicions: readonly Rule[] = tokens.flatMap((kind) => {
    const { unmanaged } = metadata[kind];
    return unmanaged === "never" ? [] : unmanaged.suspicions.map(({ id, severity, why }) => ({ id, severity, why }));
});

/** Every rule, with the severities that a review file sets instead of ours. */
export const allRules = (others: Readonly<Record<string, Severity>> = {}): readonly Rule[] =>
    [...ofTypes, ...shared, missing, other, ...suspicions, sameName, leftBehind].map((rule) => ({
        ...rule,
        severity: others[rule.id] ?? rule.severity,
    }));

/** The rules with the given ids. */
export const rulesBy = (ids: readonly string[], among = allRules()): Rule[] =>
    among.filter(({ id }) => ids.includes(id));

/** The rule that applies to a difference. */
export function ruleFor(token: string, difference: Difference, among = allRules()): Rule {
    const { path, kind, declared, found, emptied, filled } = difference;
    const property = propertyOf(path);
    const rest = path.slice(property.length);
    const fits = (rule: Rule): boolean =>
        rule.properties?.includes(property) === true &&
        (rule.below === undefined || rule.below.test(rest)) &&
        (rule.kind === undefined || rule.kind === token) &&
        (rule.change === undefined || rule.change === kind) &&
        (rule.found === undefined || rule.found === found) &&
        (rule.emptied === undefined || rule.emptied === emptied) &&
        (rule.filled === undefined || rule.filled === filled) &&
        (rule.higher === undefined || Number(found) > Number(declared)) &&
        (rule.lost === undefined || (rule.lost.test(textOf(declared)) && !rule.lost.test(textOf(found))));
    return among.find(fits) ?? rulesBy([other.id], among)[0] ?? other;
}
