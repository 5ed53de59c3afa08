import { createHash } from "node:crypto";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import { memberOf } from "../../provider/core/consequences";
import { type Difference, differences, propertyOf } from "../../provider/core/differences";
import type { Names } from "../../provider/core/names";
import { updateConsequences } from "../consequences";
import { missing, type Rule, ruleFor, rulesBy } from "./rules";
import type { Severity } from "./severity";

/** One resource as the engine's refresh shows it. */
export interface RefreshedResource {
    urn: string;
    /** The engine's type, `pulumi-nodejs:dynamic/genesys:Role` or `contactcenter:genesys:Role`. */
    type: string;
    id: string;
    /** Name of its provider; absent if the stack has only one provider. */
    provider?: string;
    /** In the form of the dynamic provider. */
    declared: Record<string, unknown>;
    /** The current values; absent if the object is gone or was not read. */
    found?: Record<string, unknown>;
    gone: boolean;
    /** Properties that have changed according to the engine. */
    changed: readonly string[];
    /** Why it could not be read. */
    unchecked?: string;
}

export const statuses = ["in sync", "changed", "missing", "unchecked", "unmanaged"] as const;
export type Status = (typeof statuses)[number];

/** The result of a review for one object. */
export interface Reviewed {
    /** For an unmanaged object, `<stack> <type> <id>`, and its provider if the stack has several. */
    urn: string;
    /** The class of the SDK, `genesys.Role`; for other resources, the engine's type. */
    type: string;
    /** The product's own id. */
    id: string;
    /** The object's name in the product's own pages, otherwise the resource's name. */
    name: string;
    /** Name of its provider; absent if the stack has only one provider. */
    provider?: string;
    status: Status;
    findings: Finding[];
    /** Why it could not be read. */
    reason?: string;
}

/** One difference. */
export interface Finding {
    /** The same in every run in which the same difference occurs. */
    fingerprint: string;
    severity: Severity;
    /** Id of the rule. */
    rule: string;
    why: string;
    /** Absent if the whole object is missing or unmanaged. */
    difference?: Difference;
    /** Names for the ids in the finding; `null`: the product reports that the object is deleted. */
    names?: Names;
    /** Who made the change, the latest first, if the product reports it. */
    changes?: RecordedChange[];
    /** A reviewer's decision; absent if there is none. */
    decision?: Decided;
    /** When a recorded review first reported it, ISO 8601. */
    since?: string;
    /** The program change after which it is no longer drift. */
    accept?: string;
    /** What users and systems lose if it is reverted. */
    revert?: string;
}

/** One change in a product's own log. */
export interface RecordedChange {
    /** ISO 8601. */
    at: string;
    /** Name of a user or a client, otherwise its id. */
    by: string;
    /** The product's own term, such as `Update`. */
    action: string;
    /** The previous value, if the log has it for this property. */
    from?: string;
}

export interface Decided {
    decision: "revert" | "accept" | "ignore" | "allow";
    reason?: string;
    /** The last day on which the decision is valid, `2026-12-31`. */
    until?: string;
}

/** A decision in the review file that no longer applies. */
export interface StaleDecision {
    kind: "expired" | "superfluous";
    /** Fingerprint of a finding, or id of an object. */
    of: string;
    words: string;
}

/** The result of a review for one stack. */
export interface StackReview {
    stack: string;
    /** ISO 8601. */
    at: string;
    /** Objects that are not in sync. */
    resources: Reviewed[];
    summary: Record<Status, number>;
    stale: StaleDecision[];
    /** Notes about the whole review, for example that the log of changes cannot be read. */
    notes: string[];
    picture: Picture;
    requests: number;
    /** Earlier reviews, the oldest first. */
    history: PastReview[];
}

/** A stack that could not be reviewed at all. */
export interface FailedReview {
    stack: string;
    at: string;
    error: string;
}

/** The stored summary of a recorded review. */
export interface PastReview {
    at: string;
    summary: Record<Status, number>;
    findings: { fingerprint: string; severity: Severity; decided: boolean }[];
}

/** An integration as boxes and arrows. */
export interface Picture {
    boxes: Box[];
    /** References to boxes by their ids. */
    arrows: { from: string; to: string }[];
}

export interface Box {
    /** `n0`, `n1`, … */
    id: string;
    /** `genesys.Role`, or `division`, `permissions`. */
    type: string;
    name: string;
    status: Status;
    /** The highest severity of its differences. */
    severity?: Severity;
    /** Names for the ids in its name. */
    names?: Names;
}

/** The differences of one resource, and their meaning. */
export function review(resource: RefreshedResource, rules?: readonly Rule[]): Reviewed {
    const { urn, type, id, provider, declared, found, gone, changed, unchecked } = resource;
    const token = tokenOf(type);
    const about = { urn, id, ...objectOf(resource), ...(provider === undefined ? {} : { provider }) };
    if (unchecked !== undefined) return { ...about, status: "unchecked", findings: [], reason: unchecked };
    if (gone)
        return { ...about, status: "missing", findings: [finding(urn, rulesBy([missing.id], rules)[0] ?? missing)] };
    if (found === undefined)
        return { ...about, status: "unchecked", findings: [], reason: "the engine did not get to it" };
    const some = differences(declared, found, changed);
    const findings = some.map((difference) => {
        const lost = token === undefined ? [] : revertConsequences(token, difference);
        return {
            ...finding(urn, ruleFor(token ?? type, difference, rules), difference),
            ...(lost.length === 0 ? {} : { revert: lost.join("; ") }),
        };
    });
    return { ...about, status: findings.length > 0 ? "changed" : "in sync", findings };
}

/** For a member that was added, or a key of a record: what removing it means. */
function revertConsequences(token: ResourceToken, { path, kind, found }: Difference): string[] {
    const property = propertyOf(path);
    if (kind !== "added") return [];
    return updateConsequences(token, { [property]: { [memberOf(path, property, found)]: true } }, { [property]: {} });
}

type Declared = Pick<RefreshedResource, "urn" | "type" | "declared">;

/** A resource's type and name as users know them. */
export function objectOf(resource: Declared): Pick<Reviewed, "type" | "name"> {
    const token = tokenOf(resource.type);
    return { type: token?.replace(":", ".") ?? resource.type, name: nameOf(token, resource) };
}

function nameOf(token: ResourceToken | undefined, { urn, declared }: Declared): string {
    const type = token && (resources[token] as { label(inputs: object): string });
    const label =
        typeof declared["name"] === "string" || typeof declared["alias"] === "string" ? type?.label(declared) : "";
    return label || (urn.split("::").at(-1) ?? urn);
}

export function finding(urn: string, { id, severity, why }: Rule, difference?: Difference): Finding {
    const text = JSON.stringify([urn, id, difference?.path, difference?.kind, difference?.found]);
    const fingerprint = createHash("sha256").update(text).digest("hex").slice(0, 16);
    return { fingerprint, severity, rule: id, why, ...(difference === undefined ? {} : { difference }) };
}
