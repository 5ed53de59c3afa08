import * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";
import type { FaxWorkspaceRules, UserRules, VirtualObjectRules } from "./rules";

/**
 * Reads Webex itself at each preview, with the access token of the stack configuration `webex:accessToken` or the
 * environment variable `WEBEX_ACCESS_TOKEN`. It needs the scopes `spark-admin:people_read`, `locations_read`,
 * `workspaces_read`, `telephony_config_read` and `organizations_read`.
 */
export interface LiveWebexData {
    /** Base address of the interface. @default Webex' own */
    url?: pulumi.Input<string>;
    /** Names of the workspaces that are fax machines, which Webex does not tell from others. */
    faxWorkspaces?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of {@link UserSync}. */
export interface UserSyncArgs {
    /** How messages name it; Imagicle does not know it. A change is in place. */
    name: pulumi.Input<string>;
    /** Rules of "Cisco Webex Users"; absent where the connector is off. Changed in place, like all others. */
    users?: UserRules;
    /** Rules of "Cisco Webex Virtual Objects". */
    virtualObjects?: VirtualObjectRules;
    /** Rules of "Cisco Webex Fax Workspaces". */
    faxWorkspaces?: FaxWorkspaceRules;
    /**
     * Data source filter of the UCX Platform, LDAP-like: `(&(department=Sales)(!(Location=Rome)))`. Fields: email,
     * department, Location, phoneNumber, UserType. A mistake is refused with its position.
     */
    filter?: pulumi.Input<string>;
    /**
     * File with Webex data, as `contact-center imagicle fetch` saves it. With it a preview counts the users that would
     * be added, changed, removed, and removed and made again because their e-mail address changed. @default none: the
     * rules alone are checked
     */
    data?: pulumi.Input<string>;
    /** The same from Webex itself, in place of a file. */
    live?: LiveWebexData;
    /** Starts the synchronisation after each change. @default it starts by Imagicle's own plan */
    start?: {
        /** Address of the UCX Suite. */
        url: pulumi.Input<string>;
        username: pulumi.Input<string>;
        /** Encrypted in the state. */
        password: pulumi.Input<string>;
    };
}

/** What the rules make of the data, against the last `up`. */
export interface ExpectedUsers {
    users: number;
    added: number;
    changed: number;
    removed: number;
    /** Removed and made again: their settings and data are lost. */
    recreated: number;
    /** Problems by kind. */
    problems: Record<string, number>;
}

const facts: ResourceFacts<UserSyncArgs> = {
    token: "imagicle:UserSync",
    properties: [
        "name",
        "users",
        "virtualObjects",
        "faxWorkspaces",
        "secretValues",
        "filter",
        "data",
        "live",
        "start",
        "startPassword",
        "expected",
        "snapshot",
        "checklist",
    ],
    identity: { properties: ["name"], keys: ({ name }) => [[String(name)]] },
};

/**
 * The rules by which Imagicle's UCX Suite takes users from Webex Control Hub. Imagicle has no interface for them: this
 * checks them, says at preview what they would do, and prints what a person has to set in which screen. It never says
 * that something was configured. `docs/imagicle.md` has the procedure.
 */
export class UserSync extends ContactCenterResource {
    declare readonly name: pulumi.Output<string>;
    /** What the last data come to. */
    declare readonly expected: pulumi.Output<ExpectedUsers | undefined>;
    /** What a person has to set since the last `up`, in order. */
    declare readonly checklist: pulumi.Output<string[]>;

    constructor(name: string, args: UserSyncArgs, opts?: pulumi.CustomResourceOptions) {
        const { users, virtualObjects, faxWorkspaces, start, ...rest } = args;
        const secretValues: Record<string, pulumi.Input<string>> = {};
        const open = (connector: string, rules: object | undefined) => {
            if (rules === undefined) return {};
            const { password, pin, ...others } = rules as {
                password?: pulumi.Input<string>;
                pin?: pulumi.Input<string>;
            };
            for (const [field, value] of Object.entries({ password, pin }))
                if (value !== undefined) secretValues[`${connector}.${field}`] = value;
            return { [connector]: others };
        };
        const rules = {
            ...open("users", users),
            ...open("virtualObjects", virtualObjects),
            ...open("faxWorkspaces", faxWorkspaces),
        };
        super(
            facts,
            name,
            {
                ...rest,
                ...rules,
                ...(Object.keys(secretValues).length > 0 ? { secretValues: pulumi.secret(secretValues) } : {}),
                ...(start
                    ? {
                          start: { url: start.url, username: start.username },
                          startPassword: pulumi.secret(start.password),
                      }
                    : {}),
            },
            opts,
        );
    }
}
