import * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";
import type { FaxWorkspaceRules, UserRules, VirtualObjectRules } from "./rules";

/**
 * Reads Webex directly at each preview, with the access token of the stack configuration `webex:accessToken` or the
 * environment variable `WEBEX_ACCESS_TOKEN`. The token needs the scopes `spark-admin:people_read`, `locations_read`,
 * `workspaces_read`, `telephony_config_read` and `organizations_read`.
 */
export interface LiveWebexData {
    /** Base address of the API. @default Webex' own */
    url?: pulumi.Input<string | undefined>;
    /** Names of the workspaces that are fax machines. Webex does not distinguish them from other workspaces. */
    faxWorkspaces?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Names or ids of the organizations to read, for a token that can read several. @default the token's own
     * organization
     */
    organizations?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** Arguments of {@link UserSync}. */
export class UserSyncArgs {
    /** Name used in messages; Imagicle does not know it. Changed in place. */
    name!: pulumi.Input<string>;
    /** Rules of "Cisco Webex Users"; absent if the connector is off. Changed in place, like all other properties. */
    users?: UserRules | undefined;
    /** Rules of "Cisco Webex Virtual Objects". */
    virtualObjects?: VirtualObjectRules | undefined;
    /** Rules of "Cisco Webex Fax Workspaces". */
    faxWorkspaces?: FaxWorkspaceRules | undefined;
    /**
     * Data source filter of the UCX Platform, LDAP-like: `(&(department=Sales)(!(Location=Rome)))`. Fields: email,
     * department, Location, phoneNumber, UserType. A syntax error is rejected with its position.
     */
    filter?: pulumi.Input<string | undefined>;
    /**
     * File with Webex data, as `contact-center imagicle fetch` writes it. With it, a preview counts the users that
     * would be added, changed or removed. It also counts users that would be removed and created again because their
     * e-mail address changed. @default none: only the rules are checked
     */
    data?: pulumi.Input<string | undefined>;
    /** Reads the same data from Webex directly, instead of a file. */
    live?: LiveWebexData | undefined;
    /**
     * Page that each preview and `up` writes if Webex data are available: users, changes since the last `up`, problems,
     * and clashes next to each other. If there are more than 2,000 problems, they are all in a CSV file of the same
     * name. Only its owner may read it, and a destroy removes it, because it contains personal data. @default none
     */
    html?: pulumi.Input<string | undefined>;
    /** Starts the synchronization after each change. @default it starts on Imagicle's own schedule */
    start?:
        | {
              /** Address of the UCX Suite. */
              url: pulumi.Input<string>;
              username: pulumi.Input<string>;
              /** Encrypted in the state. */
              password: pulumi.Input<string>;
          }
        | undefined;
}

/** The result of applying the rules to the data, compared with the last `up`. */
export interface ExpectedUsers {
    users: number;
    added: number;
    changed: number;
    removed: number;
    /** Users that are removed and created again: their settings and data are lost. */
    recreated: number;
    /** Problems, counted by kind. */
    problems: Record<string, number>;
}

/** Values that only the provider knows. */
class UserSyncOutputs {
    /** Passwords and PINs of the rules, encrypted in the state, by `<connector>.<field>`. */
    readonly secretValues!: pulumi.Output<Record<string, string> | undefined>;
    /** Password of `start`, encrypted in the state. */
    readonly startPassword!: pulumi.Output<string | undefined>;
    /** Address and user name for starting the synchronization. */
    readonly start!: pulumi.Output<{ url: string; username: string } | undefined>;
    /** Result for the last data. */
    readonly expected!: pulumi.Output<ExpectedUsers | undefined>;
    /** Digests of the users, encrypted in the state. The next preview compares with them. */
    readonly snapshot!: pulumi.Output<string | undefined>;
    /** Settings that you must make since the last `up`, in order. */
    readonly checklist!: pulumi.Output<string[]>;
}

type Secrets = typeof import("../../provider/imagicle/secrets");

const metadata: ResourceMetadata<UserSyncArgs> = {
    token: "imagicle:UserSync",
    args: UserSyncArgs,
    outputs: UserSyncOutputs,
};

export interface UserSync extends Omit<Outputs<UserSyncArgs>, "start">, UserSyncOutputs {}

/**
 * The rules by which Imagicle's UCX Suite imports users from Webex Control Hub. Imagicle has no API for them. The
 * resource checks the rules, shows their effect at preview, and prints which settings to make on which screen. It never
 * claims that something was configured. `docs/imagicle.md` has the procedure.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { imagicle } from "pulumi-contact-center";
 *
 * const config = new pulumi.Config("imagicle");
 * const sync = new imagicle.UserSync("users", {
 *     name: "Acme",
 *     users: { firstName: "firstName", lastName: "lastName", extension: "esn", pin: config.requireSecret("pin") },
 *     filter: "(&(department=Sales)(!(Location=Rome)))",
 *     data: "webex.json",
 * });
 * export const expected = sync.expected;
 * export const checklist = sync.checklist;
 * ```
 */
export class UserSync extends ContactCenterResource {
    constructor(name: string, args: UserSyncArgs, opts?: pulumi.CustomResourceOptions) {
        const { splitSecrets } = require("../../provider/imagicle/secrets") as Secrets;
        const { secretValues, startPassword, ...rest } = splitSecrets({ ...args });
        super(
            metadata,
            name,
            {
                ...rest,
                ...(secretValues === undefined ? {} : { secretValues: pulumi.secret(secretValues) }),
                ...(startPassword === undefined ? {} : { startPassword: pulumi.secret(startPassword) }),
            },
            opts,
        );
    }
}
