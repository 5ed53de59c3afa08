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
    /** The engine's type, `pulumi-nodejs:dynamic/genesys:Role`. */
    type: string;
    id: string;
    /** Name of its provider; absent if the stack has only one provider. */
    provider?: string;
    /** As the state has them. */
    declared: Record<string, unknown>;
    /** As they are now; nothing where the object is gone, or was not looked at. */
    found?: Record<string, unknown>;
    gone: boolean;
    /** Properties that the engine says have changed. */
    changed: readonly string[];
    /** Why it could not be read. */
    unchecked?: string;
}

export const statuses = ["in sync", "changed", "missing", "unchecked", "unmanaged"] as const;
export type Status = (typeof statuses)[number];

/** What a review says of one object. */
export interface Reviewed {
    /** Of an object that nobody declared, `<stack> <type> <id>`, and its provider if the stack has several. */
    urn: string;
    /** The class of the SDK, `genesys.Role`; of others, the engine's type. */
    type: string;
    /** The product's own id. */
    id: string;
    /** As the product's own pages name it, else the resource's name. */
    name: string;
    /** Name of its provider; absent if the stack has only one provider. */
    provider?: string;
    status: Status;
    findings: Finding[];
    /** Why it could not be read. */
    reason?: string;
}

/** One thing that differs. */
export interface Finding {
    /** The same in every run in which the same thing differs in the same way. */
    fingerprint: string;
    severity: Severity;
    /** Id of the rule. */
    rule: string;
    why: string;
    /** Absent where the whole object is missing or nobody declared it. */
    difference?: Difference;
    /** Names of the objects that the finding tells by ids; `null`: the product says that it is deleted. */
    names?: Names;
    /** Who did it, the latest first, where the product tells. */
    changes?: RecordedChange[];
    /** What a reviewer decided; absent where nobody did. */
    decision?: Decided;
    /** When a recorded review first saw it, ISO 8601. */
    since?: string;
    /** The change of the program that would make it no drift. */
    accept?: string;
    /** What people and systems lose if it is reverted. */
    revert?: string;
}

/** One change in a product's own log. */
export interface RecordedChange {
    /** ISO 8601. */
    at: string;
    /** A person's or a client's name, else its id. */
    by: string;
    /** The product's word, `Update`. */
    action: string;
    /** The value before, where the log tells it of this property. */
    from?: string;
}

export interface Decided {
    decision: "revert" | "accept" | "ignore" | "allow";
    reason?: string;
    /** The last day on which it holds, `2026-12-31`. */
    until?: string;
}

/** A decision in the review file that decides nothing any more. */
export interface StaleDecision {
    kind: "expired" | "superfluous";
    /** Fingerprint of a finding, or id of an object. */
    of: string;
    words: string;
}

/** What a review says of one stack. */
export interface StackReview {
    stack: string;
    /** ISO 8601. */
    at: string;
    /** Objects that are not in sync. */
    resources: Reviewed[];
    summary: Record<Status, number>;
    stale: StaleDecision[];
    /** What holds for the whole review: that nobody may say who did it, for one. */
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

/** What a recorded review leaves behind. */
export interface PastReview {
    at: string;
    summary: Record<Status, number>;
    findings: { fingerprint: string; severity: Severity; decided: boolean }[];
}

/** An integration as boxes and arrows. */
export interface Picture {
    boxes: Box[];
    /** By their ids. */
    arrows: { from: string; to: string }[];
}

export interface Box {
    /** `n0`, `n1`, … */
    id: string;
    /** `genesys.Role`, or `division`, `permissions`. */
    type: string;
    name: string;
    status: Status;
    /** The worst of what differs. */
    severity?: Severity;
    /** Names of the objects that its name tells by ids. */
    names?: Names;
}

/** What differs of one resource, and what that means. */
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

/** Of a member that was added, or a key of a record: what taking it away means. */
function revertConsequences(token: ResourceToken, { path, kind, found }: Difference): string[] {
    const property = propertyOf(path);
    if (kind !== "added") return [];
    return updateConsequences(token, { [property]: { [memberOf(path, property, found)]: true } }, { [property]: {} });
}

type Declared = Pick<RefreshedResource, "urn" | "type" | "declared">;

/** A resource's type and name as people know them. */
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
