import { PolicyPack } from "@pulumi/policy";
import { procedurePermissions } from "pulumi-contact-center/emite";
import { contactCenterPolicies } from "pulumi-contact-center/policy";

// Rules that no tenant may break. `*` stands for any text. docs/policy.md of pulumi-contact-center explains each rule.
new PolicyPack("guard-rails", {
    policies: contactCenterPolicies({
        redirectHosts: ["*.emite.com"],
        // Names of resources: eMite's procedure gives its role, in all divisions, to its clients and to our caller.
        clientPermissions: { "emite-*": procedurePermissions.map(({ permission }) => permission) },
        allDivisions: ["emite-*"],
    }),
});
