import { createHash } from "node:crypto";
import { type ResourceToken, resources, tokenOf } from "../resources";
import { type Difference, differences } from "./differences";
import { missing, type Rule, ruleFor, type Severity } from "./rules";

/** One resource as the engine's refresh shows it. */
export interface RefreshedResource {
    urn: string;
    /** The engine's type, `pulumi-nodejs:dynamic/genesys:Role`. */
    type: string;
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

export type Status = "in sync" | "changed" | "missing" | "unchecked";

/** What a review says of one resource. */
export interface Reviewed {
    urn: string;
    /** The class of the SDK, `genesys.Role`; of others, the engine's type. */
    type: string;
    /** As the product's own pages name it, else the resource's name. */
    name: string;
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
    /** Id of the rule, `provider/drift/rules.ts`. */
    rule: string;
    why: string;
    /** Absent where the whole object is missing. */
    difference?: Difference;
}

/** What differs of one resource, and what that means. */
export function review(resource: RefreshedResource): Reviewed {
    const { urn, type, declared, found, gone, changed, unchecked } = resource;
    const token = tokenOf(type);
    const about = { urn, type: token?.replace(":", ".") ?? type, name: nameOf(token, resource) };
    if (unchecked !== undefined) return { ...about, status: "unchecked", findings: [], reason: unchecked };
    if (gone) return { ...about, status: "missing", findings: [finding(urn, missing)] };
    if (found === undefined)
        return { ...about, status: "unchecked", findings: [], reason: "the engine did not get to it" };
    const some = differences(declared, found, changed);
    const findings = some.map((difference) => finding(urn, ruleFor(token ?? type, difference), difference));
    return { ...about, status: findings.length > 0 ? "changed" : "in sync", findings };
}

function nameOf(token: ResourceToken | undefined, { urn, declared }: RefreshedResource): string {
    const type = token && (resources[token] as { label(inputs: object): string });
    const label =
        typeof declared["name"] === "string" || typeof declared["alias"] === "string" ? type?.label(declared) : "";
    return label || (urn.split("::").at(-1) ?? urn);
}

function finding(urn: string, { id, severity, why }: Rule, difference?: Difference): Finding {
    const text = JSON.stringify([urn, id, difference?.path, difference?.kind, difference?.found]);
    const fingerprint = createHash("sha256").update(text).digest("hex").slice(0, 16);
    return { fingerprint, severity, rule: id, why, ...(difference === undefined ? {} : { difference }) };
}
