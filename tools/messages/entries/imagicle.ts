import type { Entries } from "./entry";

export const imagicle: Entries = {
    CC4001: {
        when: "`--column` of `contact-center imagicle csv` names a heading that the exported file does not have.",
        fix: "Write the heading as in the file.",
    },
    CC4002: {
        when: "`--column` of `contact-center imagicle csv` names a field that no connector has.",
        fix: "Use a field of docs/imagicle.md.",
    },
    CC4003: {
        when: "E-mail addresses of users changed in Webex since the last `pulumi up`.",
        fix: "Save the settings of these users before the next synchronization.",
    },
    CC4004: {
        when: "The rules create users with problems from the data, such as duplicate numbers.",
        fix: "Correct the rules, or the data in Control Hub; `contact-center imagicle preview --all` lists them.",
    },
    CC4005: { when: "A filter nests too many parentheses.", fix: "Simplify the filter." },
    CC4006: { when: "A filter continues after its last parenthesis.", fix: "Combine filters with `(&…)` or `(|…)`." },
    CC4007: { when: "An operator of a filter has no operand.", fix: "Write for example `(&(email=a)(email=b))`." },
    CC4008: {
        when: "The negation of a filter has several operands.",
        fix: "Combine them first, as in `(!(|(email=a)(email=b)))`.",
    },
    CC4009: {
        when: "A filter uses a field that Imagicle does not have.",
        fix: "Use one of the fields that docs/imagicle.md lists.",
    },
    CC4010: { when: "A field of a filter has no value.", fix: "Write a value; `*` matches any text." },
    CC4011: {
        when: "A filter compares `UserType` with an unknown value.",
        fix: "Use one of the types that docs/imagicle.md lists.",
    },
    CC4012: { when: "A filter has a syntax error at this position.", fix: "Correct the filter." },
    CC4013: { when: "A fixed value is longer than Imagicle allows for the field.", fix: "Shorten the value." },
    CC4014: { when: "A number in the rules has decimals.", fix: "Write a whole number." },
    CC4015: { when: "A number in the rules is negative.", fix: "Write a positive number, or 0." },
    CC4016: { when: "A field of the rules has a value that Imagicle does not offer.", fix: "Use a listed value." },
    CC4017: {
        when: "A field of the rules has a source that Imagicle does not offer for it.",
        fix: "Use a listed source, or a fixed value.",
    },
    CC4018: { when: "A file of rules contains a list or a single value." },
    CC4019: { when: "A file of rules has mistakes.", fix: "Correct each of them." },
    CC4020: {
        when: "A value in a file of rules has another type.",
        fix: "Write the value in the form that docs/imagicle.md describes.",
    },
    CC4021: {
        when: "A file of rules names a field that the connector does not have.",
        fix: "Correct the name.",
    },
    CC4022: {
        text: "Imagicle did not start the synchronization (POST /fw/Apps/ApplicationSuite/WebAPI/UsersManagement/Sync/Start): <status>, <reason>",
        when: "The UCX Suite cannot be reached, or rejects the start of the synchronization.",
        fix: "Correct what the reason names, then run the command again.",
    },
    CC4023: { when: "A user sync declares no rules." },
    CC4024: { when: "A user sync declares both Webex itself and a file with data." },
    CC4025: { when: "`start` has no password.", fix: "Set the password as a secret." },
    CC4026: { when: "An address of a user sync is not a URL.", fix: "Write the whole address with https." },
    CC4027: { when: "A file of rules for a preview has none of the three connectors." },
    CC4028: {
        when: "Webex refused to list objects that the rules need.",
        fix: "Give the access token the scope, then fetch the data again.",
    },
    CC4029: { when: "No object in the data matches the filter.", fix: "Correct the filter." },
    CC4030: {
        when: "A rule gives the same number to several users.",
        fix: "Use a source instead of a fixed value.",
    },
    CC4031: {
        when: "A connector has rules, and the data has no objects for it.",
        fix: "Correct the filter, or remove the rules.",
    },
    CC4032: { when: "The data are incomplete and the filter needs the missing fields.", fix: "Fetch the data again." },
    CC4033: { when: "The access token can read several organizations and none is named." },
    CC4034: {
        when: "The data of Webex contain bots, or objects without an id.",
        fix: "Nothing, unless one of them is a user.",
    },
    CC4035: { when: "Webex reported errors for fields of some objects." },
    CC4036: {
        when: "Webex rejected the request for a list.",
        fix: "Give the access token the scope, if the rules need these objects.",
    },
    CC4037: { when: "The name of an organization is not unique." },
    CC4038: {
        text: 'the token cannot read an organization "<organization>". It can read <organizations>',
        when: "A named organization is not among those of the access token.",
        fix: "Use the name or id of one of them.",
    },
    CC4039: { when: "An object in a file with Webex data has an unknown kind.", fix: "Use a listed kind." },
    CC4040: {
        when: "A file with Webex data has another form.",
        fix: "Fetch the data again, or correct the file.",
    },
};
