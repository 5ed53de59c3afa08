import type { Entries } from "./entry";

export const genesys: Entries = {
    CC2001: {
        when: "An answer of Genesys Cloud lacks a field that is needed, or the field has another type.",
        fix: "Run the command again; if it persists, report it with the name of the field.",
    },
    CC2002: {
        when: "A field of an answer has a value whose meaning this library does not know.",
        fix: "Look at the object in Genesys Cloud, and report the value if it is legal there.",
    },
    CC2003: { when: "A preview needs a permission that no role of the calling client contains." },
    CC2004: {
        when: "A preview needs a permission, and the organization does not report whether the calling client has it.",
        fix: "If `pulumi up` is rejected, give the calling client a role that has the permission.",
    },
    CC2005: { when: "A program grants a role that the calling client does not have." },
    CC2006: {
        when: "A program grants a role, and the organization does not report all roles of the calling client.",
    },
    CC2007: {
        when: "`genesyscloud:region` is a domain that is not in this library's list of regions.",
        fix: "Check that both addresses are those of your organization.",
    },
    CC2008: {
        when: "A value of `communicationTypes` contains a comma or white space.",
        fix: "Declare each type as one value of the list.",
    },
    CC2009: { when: "A client application declares a property that its integration type does not have." },
    CC2010: {
        when: "The organization's schema of interaction widgets does not list a declared communication type.",
        fix: "Use one of the listed types.",
    },
    CC2011: {
        when: "The telephone number of a group is not in E.164 form.",
        fix: "Write the number with + and the country code, without spaces.",
    },
    CC2012: {
        when: "A telephone number of a group has both an address and an extension, or neither.",
        fix: "Declare `address` for a number outside the organization, or `extension` for one inside it.",
    },
    CC2013: {
        when: "An integration has a type that the organization does not list.",
        fix: "Check the spelling, and that the integration is available to your organization.",
    },
    CC2014: {
        when: "An integration declares a property that the schema of its type does not have.",
        fix: "Correct the name, or remove the property.",
    },
    CC2015: { when: "Genesys Cloud reports an error for an integration that `pulumi up` has enabled." },
    CC2016: {
        when: "`tokenLifetimeSeconds` is more than clients other than those for SCIM may have.",
        fix: "Declare a shorter lifetime, unless the client is for SCIM.",
    },
    CC2017: {
        when: "A new OAuth client would exceed the number that `genesyscloud:oauthClientLimit` allows.",
        fix: "Delete unused clients, or raise the limit if Genesys has raised yours.",
    },
    CC2018: { when: "A new OAuth client may exceed the usual limit of an organization." },
    CC2019: {
        when: "`genesys.division` looks up a name that no division has.",
        fix: "Correct the name, or create the division.",
    },
    CC2020: {
        when: "A lookup of a user, role or group finds nothing.",
        fix: "Correct the name or address, or create the object.",
    },
    CC2021: { when: "A lookup of a user, role or group finds several objects." },
    CC2022: {
        when: "An OAuth client with the grant type client-credentials declares no roles.",
        fix: "Declare at least one role.",
    },
    CC2023: { when: "An OAuth client with the grant type client-credentials declares scopes." },
    CC2024: {
        when: "An OAuth client with another grant type than client-credentials declares roles.",
        fix: "Remove the roles, or change the grant type.",
    },
    CC2025: { when: "An OAuth client uses the grant type `token`." },
    CC2026: {
        when: "An OAuth client with the grant type `code` or `token` declares no redirect URI.",
        fix: "Declare `redirectUris`.",
    },
    CC2027: {
        when: "An OAuth client declares a scope that Genesys Cloud does not list.",
        fix: "Correct the spelling, or remove the scope.",
    },
    CC2028: {
        when: "An OAuth client is neither active nor inactive after a write, so Genesys has disabled or deleted it.",
        fix: "Ask Genesys' support.",
    },
    CC2029: {
        when: "An active OAuth client has a deletion date in Genesys Cloud and not in the program.",
        fix: "Declare `dateToDelete`, or remove the date in Genesys Cloud.",
    },
    CC2030: { when: "The answer to a write shows other allowed IP addresses than those that the program declares." },
    CC2031: { when: "A redirect URI is a path or is misspelled.", fix: "Write the whole address, with its scheme." },
    CC2032: { when: "A redirect URI uses http for a host other than the local machine." },
    CC2033: {
        when: "A role is granted with an empty list of divisions.",
        fix: 'Name the divisions, or write `["*"]`.',
    },
    CC2034: {
        text: 'no division of this organization has the id "<id>". The divisions are <divisions>',
        when: "A program grants a role in a division that does not exist.",
        fix: "Use the id of a division; `genesys.division` looks it up by name.",
    },
    CC2035: {
        when: "A program refers to a role, group, OAuth client or integration that does not exist.",
        fix: "Use the id of an existing object; lookup functions find it by name.",
    },
    CC2036: {
        when: "A permission of a role does not have three parts.",
        fix: "Write permissions such as `routing:queue:view`.",
    },
    CC2037: { when: "A policy of a role lists no actions.", fix: "List the actions, or remove the policy." },
    CC2038: { when: "A role grants a permission both with conditions and without." },
    CC2039: {
        when: "The organization does not list the permissions of a domain or entity that a role uses.",
        fix: "Check the spelling yourself, because Genesys Cloud accepts permissions that do not exist.",
    },
    CC2040: {
        when: "A role contains a permission that the organization does not have.",
        fix: "Correct the spelling, or remove the permission.",
    },
    CC2041: { when: "A role assignment declares both `subjects` and `everyActiveUserOf`, or neither." },
    CC2042: { when: "A program declares `withoutRole` or `noLongerActive`, which only a refresh fills in." },
    CC2043: {
        text: 'genesyscloud:region: unknown region "<region>"; known regions are <regions>. Set a newer region by its domain, such as "usw2.pure.cloud"',
        when: "`genesyscloud:region` is neither a known region nor a domain below `pure.cloud`.",
    },
    CC2044: {
        when: "`genesyscloud:oauthClientLimit` or `genesyscloud:requestsPerMinute` is not a positive whole number.",
        fix: "Correct the number.",
    },
    CC2045: {
        when: "`genesyscloud:oauthClients` is not valid JSON, or lists a client twice.",
        fix: "Correct the list; set it as a secret.",
    },
    CC2046: { when: "A subject of a role assignment has another form.", fix: "Give exactly one of the three." },
    CC2047: { when: "A member, owner or subject is an empty string.", fix: "Fill it in, or remove it." },
    CC2048: {
        when: "A member, owner or subject is not a user of the organization.",
        fix: "Correct the address or id, or add the user.",
    },
    CC2049: { when: "Several users of the organization have the e-mail address of a member, owner or subject." },
    CC2050: {
        when: "A declared property was changed in Genesys Cloud between the read and the write of an update.",
    },
    CC2051: {
        text: 'OAuth client "<name>": the calling client does not have the role "<role>" that this program creates, so Genesys Cloud would not let it grant the role. Give the role to the calling client first:\n  <a RoleAssignment>\nIf this check is wrong, set contactcenter:checks to "warn".',
        when: "An OAuth client gets a role of the same program, and nothing in the program grants it to the caller first.",
    },
    CC2052: { when: "A role is assigned to a group of the same program that does not have `rolesEnabled`." },
    CC2053: { when: "`emite.Integration` or `emite.AgentLicences` lists a division twice." },
    CC2054: {
        when: "The organization lacks permissions of eMite's procedure that tenants may lack.",
        fix: 'Set `missingPermissions` to "error" if they must not be left out.',
    },
    CC2055: {
        when: "`members`, `names` or `descriptions` of `emite.Integration` is not an object, for example in configuration.",
        fix: "Write an object with these keys.",
    },
    CC2056: {
        when: "`members`, `names` or `descriptions` of `emite.Integration` has an unknown key.",
        fix: "Correct the key.",
    },
    CC2057: {
        when: "The region of `emite.Integration` is one that eMite's procedure does not list.",
        fix: "Correct the region, or ask eMite.",
    },
    CC2058: {
        when: "`organization` of `emite.Integration` is the display name instead of the short name.",
    },
    CC2059: {
        when: "`divisions` of `emite.Integration` or `emite.AgentLicences` is not a list of names, for example in configuration.",
        fix: "Write a list.",
    },
    CC2060: {
        when: "`missingPermissions` of `emite.Integration` or `emite.AgentLicences` has another value, for example from configuration.",
    },
};
