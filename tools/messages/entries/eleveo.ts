import type { Entries } from "./entry";

export const eleveo: Entries = {
    CC3001: {
        when: "An answer of User Management lacks a value that is needed.",
        fix: "Run the command again; check that no proxy changes the answers.",
    },
    CC3002: { when: "An object that `pulumi up` changes was deleted outside the program." },
    CC3003: { when: "The calling client does not have a role that the program needs." },
    CC3004: { when: "The token of the calling client does not show a role that the program needs." },
    CC3005: {
        when: "A profile grants roles of `realm-management`, and the calling client is not a realm administrator.",
        fix: "On Keycloak 26.4, give the calling client the role realm-admin.",
    },
    CC3006: {
        text: 'the realm "<realm>" has no client "<client id>". Its clients with a service account are: <clients>',
        when: "`contact-center eleveo capture` names a client that does not exist.",
        fix: "Use one of the listed names.",
    },
    CC3007: {
        when: "`contact-center eleveo capture` names a client of ETL Manager.",
        fix: "Set up the integration in ETL Manager.",
    },
    CC3008: {
        when: "`contact-center eleveo capture` names a place for the client id that does not contain it.",
        fix: "Use one of the listed places.",
    },
    CC3009: {
        when: "A field of the captured client contains the client's secret, which must not get into a profile.",
        fix: "Remove the secret from that field in User Management, and capture the client again.",
    },
    CC3010: { when: "A field or attribute of Keycloak is declared as a number, boolean, list or object." },
    CC3011: { when: "The root URL of a profile is a path or is misspelled.", fix: "Write the whole address." },
    CC3012: {
        when: "A URL of a profile is neither absolute nor a path.",
        fix: "Write the whole address, or a path from the root URL.",
    },
    CC3013: { when: "A field of a profile that is true or false has another value.", fix: "Write true or false." },
    CC3014: { when: "A list of a profile contains an empty string.", fix: "Remove it." },
    CC3015: { when: "A field of a profile that is a list has another value.", fix: "Write a list of strings." },
    CC3016: { when: "`attributes` of a profile is not an object.", fix: "Write an object with strings as values." },
    CC3017: { when: "A profile declares a field that Keycloak accepts and never returns." },
    CC3018: {
        when: "A profile declares a field that this library does not know.",
        fix: "Correct the name, unless your version of Keycloak has the field.",
    },
    CC3019: {
        when: "A profile has a service account, and `serviceAccountsEnabled` is false or not declared.",
        fix: "Set `serviceAccountsEnabled` to true.",
    },
    CC3020: {
        when: "A profile lists a client scope both as default and as optional.",
        fix: "Remove it from one of the two.",
    },
    CC3021: {
        when: "A provider client has a type that only ETL Manager creates.",
        fix: "Set up the integration in ETL Manager.",
    },
    CC3022: { when: "A provider client has an unknown type.", fix: "Use one of the seven types of the screen." },
    CC3023: {
        when: "An identity provider declares no secret, and its authentication needs one. An imported one keeps its secret.",
        fix: "Declare the secret, or use a key.",
    },
    CC3024: {
        when: "A preview replaces an identity provider, because its alias or type changes.",
        fix: "Keep the alias and the type, unless the links may be lost.",
    },
    CC3025: { when: "An identity provider names a flow that the realm does not have.", fix: "Correct the alias." },
    CC3026: {
        when: "An identity provider uses an http address, and the realm requires https.",
        fix: "Use the https address.",
    },
    CC3027: {
        when: "An address of an identity provider is not an absolute URL.",
        fix: "Write the whole address with https.",
    },
    CC3028: { when: "A value is longer than Keycloak's database allows.", fix: "Shorten it." },
    CC3029: { when: "The alias of an identity provider contains a reserved character.", fix: "Choose another alias." },
    CC3030: { when: "`firstBrokerLoginFlow` is an empty string." },
    CC3031: {
        when: "A secret is the mask that Keycloak's pages show, probably copied from there.",
        fix: "Use the real secret.",
    },
    CC3032: { when: "A scope of an identity provider contains white space.", fix: "Declare each scope by itself." },
    CC3033: { when: "`config` of an identity provider contains a key that has its own property." },
    CC3034: { when: "A profile names an unknown client type.", fix: "Use one of the listed types." },
    CC3035: {
        when: "A profile contains a field of one client, such as its id or secret.",
        fix: "Remove the field; `contact-center eleveo capture` leaves it out.",
    },
    CC3036: {
        when: "A profile names a client scope that the realm does not have.",
        fix: "Correct the name, or create the client scope.",
    },
    CC3037: {
        when: "A profile names a role that the realm or a client does not have.",
        fix: "Correct the name, or create the role.",
    },
    CC3038: { when: "A profile grants roles of the client that it creates.", fix: "Remove these roles." },
    CC3039: {
        when: "A profile names roles of a client that the realm does not have.",
        fix: "Correct the client id, or create the client.",
    },
    CC3040: {
        when: "A provider client has no profile.",
        fix: "Capture one with `contact-center eleveo capture`, and set `eleveo:profiles` to its folder.",
    },
    CC3041: {
        when: "The profile of a provider client was captured from a client of another type.",
        fix: "Use the profile of this type.",
    },
    CC3042: {
        when: "The description of a provider client and its ownership marker are longer than Keycloak allows.",
        fix: "Shorten the description.",
    },
    CC3043: { when: "A provider client declares both `secret` and `rotation`." },
    CC3044: { when: "The name of a protected provider client changes, which would replace the client." },
    CC3045: { when: "`pulumi up` or `pulumi destroy` would delete a protected provider client." },
    CC3046: {
        when: "A provider client without a profile is created or updated.",
        fix: "Declare the profile, or set `eleveo:profiles`.",
    },
    CC3047: {
        when: "The server does not list the types that it supports.",
        fix: "Check the types yourself, because Keycloak ignores unknown ones.",
    },
    CC3048: {
        when: "A program names a type that the server does not have.",
        fix: "Use one of the listed types, or install the extension.",
    },
    CC3049: { when: "`eleveo:url` contains a path." },
    CC3050: { when: "Keycloak answers at another path than `eleveo:contextPath`." },
    CC3051: { when: "The server answers and does not have the realm `eleveo:realm`." },
    CC3052: { when: "The server is not a Keycloak, or a proxy hides it." },
    CC3053: {
        when: "A file in the folder of profiles is not valid JSON.",
        fix: "Correct the file, or capture it again.",
    },
    CC3054: { when: "A provider client declares no profile, and `eleveo:profiles` is not set." },
    CC3055: { when: "`eleveo:profiles` names a folder that does not exist." },
    CC3056: { when: "The folder of profiles does not contain one for the client type." },
    CC3057: {
        when: "`eleveo.webexContactCenter` gets an unknown region.",
        fix: "Use the region of your Webex Contact Center.",
    },
    CC3058: { when: "`eleveo.webexContactCenter` gets a region without a documented logout address." },
    CC3059: { when: "`eleveo.WebexContactCenterLogin` is used with an http address." },
    CC3060: {
        when: "A provider client declares neither a client type nor a profile.",
        fix: "Declare the client type, or the profile.",
    },
};
