import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";

/** Arguments of {@link UserImport}. */
export interface UserImportArgs {
    /** How messages name it. A change is in place, like all others. */
    name: pulumi.Input<string>;
    /** The export of the WebEx Meetings site, UTF-8 or UTF-16 LE, with commas or tabs. Relative to the program's folder. */
    source: pulumi.Input<string>;
    /** The import file that is written; removed by a destroy, because it holds personal data. */
    output: pulumi.Input<string>;
    /** E-mail domain of the WebEx Connect organisation. */
    domain: pulumi.Input<string>;
    /** Domains whose addresses are changed to it; an address of any other is refused. @default none */
    fromDomains?: pulumi.Input<pulumi.Input<string>[]>;
    /** Columns of the import file: the procedure's, or the published list of Messenger. @default "connect-tci" */
    dialect?: pulumi.Input<"connect-tci" | "messenger">;
    /** Headings of the tracking codes, in their order. @default headings such as "TrackingCode 1" */
    trackingCodes?: pulumi.Input<pulumi.Input<string>[]>;
    /** Encoding of the import file. @default "utf-8" */
    encoding?: pulumi.Input<"utf-8" | "utf-16le">;
    /** Scenario of the procedure: what is new, both (1), Connect (2) or Meetings (3). @default 2 */
    scenario?: pulumi.Input<1 | 2 | 3>;
}

const facts: ResourceFacts<UserImportArgs> = {
    token: "webex:UserImport",
    properties: [
        "name",
        "source",
        "output",
        "domain",
        "fromDomains",
        "dialect",
        "trackingCodes",
        "encoding",
        "scenario",
        "expected",
        "columns",
        "snapshot",
        "checklist",
    ],
    identity: { properties: ["output"], keys: ({ output }) => [[String(output)]] },
};

/**
 * The users of a WebEx Meetings site as an import file for WebEx Connect (procedure "Provisioning steps for Tightly
 * Coupled Integration"). A preview counts the users that are added, changed and removed since the last `up`, and
 * refuses an export with mistakes; `up` writes the file and prints what a person has to do. There is no interface for
 * the import itself. `docs/webex.md` has the columns.
 */
export class UserImport extends ContactCenterResource {
    declare readonly name: pulumi.Output<string>;
    declare readonly output: pulumi.Output<string>;
    /** Users of the file, and what changed when it last did. */
    declare readonly expected: pulumi.Output<{ users: number; added: number; changed: number; removed: number }>;
    /** Columns of the file. */
    declare readonly columns: pulumi.Output<string[]>;
    /** What a person has to do with the file, in order. */
    declare readonly checklist: pulumi.Output<string[]>;

    constructor(name: string, args: UserImportArgs, opts?: pulumi.CustomResourceOptions) {
        super(facts, name, args, opts);
    }
}
