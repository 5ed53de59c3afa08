import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { webex } from "pulumi-contact-center";

/**
 * The users of one WebEx Meetings site as an import file for WebEx Connect, configured only by the stack's configuration.
 *
 *   webex:source       the export of the Meetings site; default: the sample meetings-users.csv
 *   webex:output       the import file; default: connect-users.csv in this folder
 *   webex:domain       e-mail domain of the Connect organization; default: that of the sample
 *   webex:fromDomains  e-mail domains whose addresses are changed to it; default: those of the sample
 *   webex:html         page to look at before the import; default: none
 */
const config = new pulumi.Config("webex");
const html = config.get("html");

const users = new webex.UserImport("users", {
    name: pulumi.getStack(),
    source: config.get("source") ?? join(__dirname, "meetings-users.csv"),
    output: config.get("output") ?? join(__dirname, "connect-users.csv"),
    domain: config.get("domain") ?? "acme.example",
    fromDomains: config.getObject<string[]>("fromDomains") ?? ["old-acme.example"],
    // New WebEx Connect organization, existing Meetings site.
    scenario: 2,
    ...(html === undefined ? {} : { html }),
});

/** Users in the file, and what changed since the last `pulumi up`. */
export const expected = users.expected;
/** What a person has to do with the file. */
export const checklist = users.checklist;
