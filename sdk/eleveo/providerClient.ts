import * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";
import { type Profile, profileOf } from "./profiles";

/**
 * Client type of the screen "Provider clients", by key or in the words of the screen. `export-integration` and
 * `import-integration` are on the screen from Eleveo 9.7 on. The three ETL types are refused: ETL Manager makes them.
 */
export type ClientType =
    | "cti-events-import"
    | "user-import"
    | "cloud-integration"
    | "screen-capture"
    | "historical-data-import"
    | "export-integration"
    | "import-integration"
    | "CTI events import"
    | "User import"
    | "Cloud integration"
    | "Screen capture"
    | "Historical data import"
    | "Export integration"
    | "Import integration";

/** Arguments of {@link ProviderClient}. */
export interface ProviderClientArgs {
    /**
     * Name of the client (Client ID up to Eleveo 9.5), 255 characters at most. A change would delete the client and
     * make another: refused while `deletionProtection` is on.
     */
    name: pulumi.Input<string>;
    /** Client type. Changed in place, by the profile of the new type. */
    clientType: pulumi.Input<ClientType>;
    /**
     * What the type means in Keycloak, which no Eleveo document says. Changed in place; what it does not hold is
     * neither changed nor reported. A type without a profile is refused. @default the file `<type>.json` in the folder
     * that the stack configuration `eleveo:profiles` names, relative to `Pulumi.yaml`
     */
    profile?: pulumi.Input<Profile>;
    /**
     * The secret, for example of a random resource with keepers, 255 characters at most. Changed in place; encrypted in
     * the state. @default Keycloak chooses one
     */
    secret?: pulumi.Input<string>;
    /**
     * Any text, for example a date. A change of it makes Keycloak choose a new secret and nothing else; the old one
     * dies at once. Not together with `secret`. Taking it out changes nothing.
     */
    rotation?: pulumi.Input<string>;
    /**
     * Refuses to delete the client, also to replace it. Changed in place, without a request. To delete, set it to false,
     * run `pulumi up`, then destroy. @default true
     */
    deletionProtection?: pulumi.Input<boolean>;
}

const facts: ResourceFacts<ProviderClientArgs> = {
    token: "eleveo:ProviderClient",
    properties: [
        "name",
        "clientType",
        "profile",
        "secret",
        "rotation",
        "deletionProtection",
        "marker",
        "clientId",
        "clientSecret",
    ],
    filledIn: ["deletionProtection", "profile", "clientId", "clientSecret"],
    identity: { properties: ["name"], keys: ({ name }) => [[String(name)]] },
};

/**
 * A provider client of one Eleveo User Management (User management → Provider clients).
 *
 * Deleting one is for ever: all users that it imported become local and stay local, even if a client of the same name
 * is added again. So it is protected by default. Eleveo publishes no interface for provider clients: this speaks to
 * the Keycloak that User Management is, which is not confirmed by an Eleveo document. Calling needs the role
 * `manage-clients` of `realm-management` and those that the profile asks for, see docs/eleveo.md.
 */
export class ProviderClient extends ContactCenterResource {
    declare readonly name: pulumi.Output<string>;
    declare readonly clientType: pulumi.Output<string>;
    declare readonly profile: pulumi.Output<Record<string, unknown>>;
    declare readonly rotation: pulumi.Output<string | undefined>;
    declare readonly deletionProtection: pulumi.Output<boolean>;
    /** Client ID, for the configuration of the importer. */
    declare readonly clientId: pulumi.Output<string>;
    /** Secret, encrypted in the state; absent where the caller may not read it. */
    declare readonly clientSecret: pulumi.Output<string>;
    /** `<project>/<stack>/<name>`, as the description shows it; taken away by others, the next `up` sets it again. */
    declare readonly marker: pulumi.Output<string>;

    constructor(name: string, args: ProviderClientArgs, opts?: pulumi.CustomResourceOptions) {
        const secret = args.secret === undefined ? {} : { secret: pulumi.secret(args.secret) };
        super(facts, name, { ...args, ...secret, ...withProfile(args) }, opts);
    }

    /** An existing client, by Keycloak's internal id; nothing of it is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ProviderClient {
        return new ProviderClient(name, {} as ProviderClientArgs, { ...opts, id });
    }
}

function withProfile({ profile, clientType }: Partial<ProviderClientArgs>): { profile?: pulumi.Input<unknown> } {
    if (profile !== undefined || clientType === undefined) return {};
    return {
        profile: typeof clientType === "string" ? profileOf(clientType) : pulumi.output(clientType).apply(profileOf),
    };
}
