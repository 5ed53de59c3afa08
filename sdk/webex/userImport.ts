import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Arguments of {@link UserImport}. */
export class UserImportArgs {
    /** Name used in messages. Changed in place, like all other properties. */
    name!: pulumi.Input<string>;
    /**
     * The export of the WebEx Meetings site, UTF-8 or UTF-16 LE, with commas, tabs or semicolons. Relative to the program's folder.
     * Required in scenario 2. The other scenarios have no export: without one, only the checklist is printed.
     */
    source?: pulumi.Input<string | undefined>;
    /**
     * The import file to write. A destroy deletes it, because it contains personal data. It must not be the source. A
     * file that is missing, or that another machine wrote, is written again. Required with `source`.
     */
    output?: pulumi.Input<string | undefined>;
    /** E-mail domain of the WebEx Connect organization, `acme.com` or `@acme.com`. Required with `source`. */
    domain?: pulumi.Input<string | undefined>;
    /** Domains whose addresses are changed to `domain`. An address of any other domain is rejected. @default none */
    fromDomains?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Columns of the import file: those of the procedure, or those of the published list of Messenger. @default
     * "connect-tci"
     */
    dialect?: pulumi.Input<"connect-tci" | "messenger" | undefined>;
    /** Headings of TC1, TC2, … in this order. @default headings such as "TrackingCode 1", which keep their numbers */
    trackingCodes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Encoding of the import file. @default "utf-8" */
    encoding?: pulumi.Input<"utf-8" | "utf-16le" | undefined>;
    /**
     * A page with what a preview found in the export: counts, clashes and each problem. Every preview and `up` writes
     * it. A destroy deletes it, because it contains personal data. @default none
     */
    html?: pulumi.Input<string | undefined>;
    /** Scenario of the procedure, by what is new: both (1), Connect (2) or Meetings (3). @default 2 */
    scenario?: pulumi.Input<1 | 2 | 3 | undefined>;
}

/** Values that only the provider knows. */
class UserImportOutputs {
    /** Number of users in the file, and the changes of the last time it changed. Absent without a `source`. */
    readonly expected!: pulumi.Output<{ users: number; added: number; changed: number; removed: number } | undefined>;
    /** Columns of the file. Absent without a `source`. */
    readonly columns!: pulumi.Output<string[] | undefined>;
    /** Digests of the users in the file, encrypted in the state. The next preview compares with them. */
    readonly snapshot!: pulumi.Output<string | undefined>;
    /** How often the file was written again because it was missing. */
    readonly rewrites!: pulumi.Output<number | undefined>;
    /** Absolute path of the file on the machine that wrote it. Absent without a `source`. */
    readonly path!: pulumi.Output<string | undefined>;
    /** The manual steps of the scenario, in order. */
    readonly checklist!: pulumi.Output<string[]>;
}

const metadata: ResourceMetadata<UserImportArgs, "fromDomains" | "dialect" | "encoding" | "scenario"> = {
    token: "webex:UserImport",
    args: UserImportArgs,
    outputs: UserImportOutputs,
    computed: { fromDomains: true, dialect: true, encoding: true, scenario: true },
};

export interface UserImport
    extends Outputs<UserImportArgs, "fromDomains" | "dialect" | "encoding" | "scenario">, UserImportOutputs {}

/**
 * The users of a WebEx Meetings site as an import file for WebEx Connect (procedure "Provisioning steps for Tightly
 * Coupled Integration"). A preview counts the users that are added, changed and removed since the last `up`, and
 * rejects an export with mistakes. `up` writes the file and prints the manual steps. There is no API for the import
 * itself. `docs/webex.md` describes the columns.
 *
 * @example
 * ```ts
 * import { webex } from "pulumi-contact-center";
 *
 * const users = new webex.UserImport("users", {
 *     name: "Acme",
 *     source: "meetings-users.csv",
 *     output: "connect-users.csv",
 *     domain: "acme.example",
 *     fromDomains: ["acme-old.example"],
 * });
 * export const expected = users.expected;
 * export const checklist = users.checklist;
 * ```
 */
export class UserImport extends ContactCenterResource {
    constructor(name: string, args: UserImportArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }
}
