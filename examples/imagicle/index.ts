import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { imagicle } from "pulumi-contact-center";

/**
 * The users that one Imagicle UCX Suite takes from Webex, configured only by the stack's configuration.
 *
 *   imagicle:password, imagicle:pin   secrets: what new users get
 *   imagicle:live                     true reads Webex at each preview, with the token webex:accessToken
 *   imagicle:data                     file that `contact-center imagicle fetch` saved; default: the sample webex.json
 *   imagicle:filter                   data source filter
 *   imagicle:html                     page that each preview writes, with changes, problems and users
 *   imagicle:url, imagicle:username   the UCX Suite, and who starts the synchronization after each change
 *   imagicle:syncPassword             secret: that user's password
 */
const config = new pulumi.Config("imagicle");
const url = config.get("url");
const source = config.getBoolean("live")
    ? { live: { faxWorkspaces: ["Fax London"] } }
    : { data: config.get("data") ?? join(__dirname, "webex.json") };

const sync = new imagicle.UserSync("users", {
    name: pulumi.getStack(),
    ...source,
    html: config.get("html"),
    filter: config.get("filter") ?? "(!(department=Temp*))",
    // UCX Console, Advanced Queuing, Auto Attendant, Contact Manager
    users: {
        preferredLanguage: "EN",
        password: config.getSecret("password"),
        pin: config.getSecret("pin"),
        singleSignOnId: "webexMail",
        // Extensions overlap between locations; with the prefix they do not.
        extension: "esn",
        extensionAlias: "phoneNumber",
        email: "webexMail",
        department: { from: "department", criterion: "Import every time from source" },
        officeLocation: "locationName",
        voicemailNumber: "voicemailOfEsn",
        picture: "avatarUrl",
    },
    // Call Analytics, Call Recording, Hotel Services
    virtualObjects: { extension: "esn", department: "locationName" },
    // Digital Fax
    faxWorkspaces: { faxNumber: "phoneNumberOrEsn", faxPriority: 1, faxSend: true, faxReceive: true },
    ...(url === undefined
        ? {}
        : { start: { url, username: config.require("username"), password: config.requireSecret("syncPassword") } }),
});

/** What the rules make of the data, against the last `pulumi up`. */
export const expected = sync.expected;
/** What a person has to set in Imagicle's web portal since the last `pulumi up`. */
export const checklist = sync.checklist;
