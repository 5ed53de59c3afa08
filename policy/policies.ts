import type { Policies, PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { clientPermissions, type OfStack } from "./clientPermissions";
import { completed, type GuardRails } from "./guardRails";
import * as rules from "./rules";
import { tokenOf } from "./values";

/**
 * The policies of this library, each mandatory, for the `policies` of a `PolicyPack`. They see nothing but resources
 * of this library.
 */
export function contactCenterPolicies(rails: GuardRails): Policies {
    const complete = completed(rails);
    const each = (name: string, description: string, rule: rules.Rule): ResourceValidationPolicy => ({
        name,
        description,
        enforcementLevel: "mandatory",
        validateResource: ({ type, name: resource, props }, report) => {
            const token = tokenOf(type);
            if (token === undefined) return;
            for (const found of rule({ token, name: resource, props }, complete)) report(`${resource}: ${found}`);
        },
    });
    return [
        each("redirect-hosts", "Addresses lead to allowed hosts alone.", rules.redirectHosts),
        permissions(complete),
        each("token-lifetime", "Tokens of OAuth clients do not live longer than allowed.", rules.tokenLifetime),
        each("all-divisions", "A role is given in all divisions by named resources alone.", rules.allDivisions),
        each("provider-clients", "Provider clients of Eleveo are protected from deletion.", rules.providerClients),
        each("owner", "Every description names an owner.", rules.owner),
    ];
}

/** Judges the stack, because a client does not show what its roles permit. */
function permissions(rails: Required<GuardRails>): StackValidationPolicy {
    return {
        name: "client-permissions",
        description: "OAuth clients have declared permissions alone.",
        enforcementLevel: "mandatory",
        validateStack: ({ resources }, report) => {
            for (const resource of resources)
                for (const found of clientPermissions(ofStack(resource), rails))
                    report(`${resource.name}: ${found}`, resource.urn);
        },
    };
}

function ofStack({ type, name, props, propertyDependencies }: PolicyResource): OfStack {
    return {
        token: tokenOf(type),
        name,
        props,
        get sources() {
            const entries = Object.entries(propertyDependencies);
            return Object.fromEntries(entries.map(([property, sources]) => [property, sources.map(ofStack)]));
        },
    };
}
