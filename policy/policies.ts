import { tokenIn } from "../provider/core/token";
import { metadata } from "../provider/metadata";
import { clientPermissions, type OfStack } from "./clientPermissions";
import { completed, type GuardRails } from "./guardRails";
import * as rules from "./rules";

/** Reports a violation. Policies for a stack name the resource by its URN. */
export type ReportViolation = (message: string, urn?: string) => void;

interface AnyPolicy {
    name: string;
    description: string;
    enforcementLevel: "advisory" | "mandatory" | "remediate" | "disabled";
}

/** A policy that checks one resource: a `ResourceValidationPolicy` of @pulumi/policy. */
export interface ResourcePolicy extends AnyPolicy {
    validateResource: (
        resource: { type: string; name: string; props: Record<string, unknown> },
        report: ReportViolation,
    ) => void;
}

/** A resource as a policy for the stack sees it. */
export interface StackResource {
    type: string;
    name: string;
    urn: string;
    props: Record<string, unknown>;
    propertyDependencies: Record<string, StackResource[]>;
}

/** A policy that checks all resources of a stack: a `StackValidationPolicy` of @pulumi/policy. */
export interface StackPolicy extends AnyPolicy {
    validateStack: (stack: { resources: StackResource[] }, report: ReportViolation) => void;
}

/**
 * The policies of this library, all mandatory, for the `policies` of a `PolicyPack`. They see only resources of this
 * library.
 */
export function contactCenterPolicies(rails: GuardRails): (ResourcePolicy | StackPolicy)[] {
    const complete = completed(rails);
    const each = (name: string, description: string, rule: rules.Rule): ResourcePolicy => ({
        name,
        description,
        enforcementLevel: "mandatory",
        validateResource: ({ type, name: resource, props }, report) => {
            const token = tokenIn(metadata, type);
            if (token === undefined) return;
            for (const found of rule({ token, name: resource, props }, complete)) report(`${resource}: ${found}`);
        },
    });
    return [
        each("redirect-hosts", "Addresses lead only to allowed hosts.", rules.redirectHosts),
        permissions(complete),
        each("token-lifetime", "Tokens of OAuth clients do not live longer than allowed.", rules.tokenLifetime),
        each(
            "client-addresses",
            "Client-credentials clients can only be used from allowed IP addresses.",
            rules.clientAddresses,
        ),
        each("all-divisions", "Only named resources grant a role in all divisions.", rules.allDivisions),
        each("provider-clients", "Provider clients of Eleveo are protected from deletion.", rules.providerClients),
        each("owner", "Every description names an owner.", rules.owner),
    ];
}

/** Checks the whole stack, because a client does not show the permissions of its roles. */
function permissions(rails: Required<GuardRails>): StackPolicy {
    return {
        name: "client-permissions",
        description: "OAuth clients have only declared permissions.",
        enforcementLevel: "mandatory",
        validateStack: ({ resources }, report) => {
            for (const resource of resources)
                for (const found of clientPermissions(ofStack(resource), rails))
                    report(`${resource.name}: ${found}`, resource.urn);
        },
    };
}

function ofStack({ type, name, props, propertyDependencies }: StackResource): OfStack {
    return {
        token: tokenIn(metadata, type),
        name,
        props,
        get sources() {
            const entries = Object.entries(propertyDependencies);
            return Object.fromEntries(entries.map(([property, sources]) => [property, sources.map(ofStack)]));
        },
    };
}
