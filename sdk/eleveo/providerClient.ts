import * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, providerOf, type Outputs, type ResourceMetadata } from "../resource";
import { configOf } from "../lookup";
import { isMocked } from "../program";
import { stackConfig } from "../provider";
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
export class ProviderClientArgs {
    /**
     * Name of the client (Client ID up to Eleveo 9.5), 255 characters at most. A change would delete the client and
     * make another: refused while `deletionProtection` is on.
     */
    name!: pulumi.Input<string>;
    /** Client type. Changed in place, by the profile of the new type. */
    clientType!: pulumi.Input<ClientType>;
    /**
     * What the type means in Keycloak, which no Eleveo document says. Changed in place; what it does not hold is
     * neither changed nor reported. A type without a profile is refused. @default the file `<type>.json` in the folder
     * that the stack configuration `eleveo:profiles` names, relative to `Pulumi.yaml`
     */
    profile?: pulumi.Input<Profile | undefined>;
    /**
     * The secret, for example of a random resource with keepers, 255 characters at most. Changed in place; encrypted in
     * the state. @default Keycloak chooses one
     */
    secret?: pulumi.Input<string | undefined>;
    /**
     * Any text, for example a date. A change of it makes Keycloak choose a new secret and nothing else; the old one
     * dies at once. Not together with `secret`. Taking it out changes nothing.
     */
    rotation?: pulumi.Input<string | undefined>;
    /**
     * Refuses to delete the client, also to replace it. Sets Pulumi's option `protect` too, unless the options say
     * otherwise, so that a destroy is refused before it deletes anything else. Changed in place, without a request. To
     * delete, set it to false, run `pulumi up`, then destroy. @default true
     */
    deletionProtection?: pulumi.Input<boolean | undefined>;
}

/** What only the provider knows. */
class ProviderClientOutputs {
    /** `<project>/<stack>/<name>`, as the description shows it; taken away by others, the next `up` sets it again. */
    readonly marker!: pulumi.Output<string>;
    /** Client ID, for the configuration of the importer. */
    readonly clientId!: pulumi.Output<string>;
    /** Secret, encrypted in the state; absent where the caller may not read it. */
    readonly clientSecret!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<ProviderClientArgs, "deletionProtection" | "profile"> = {
    token: "eleveo:ProviderClient",
    args: ProviderClientArgs,
    outputs: ProviderClientOutputs,
    computed: { deletionProtection: true, profile: true },
    identity: { properties: ["name"], keys: ({ name }) => [[name]] },
};

export interface ProviderClient
    extends Outputs<ProviderClientArgs, "deletionProtection" | "profile">, ProviderClientOutputs {}

/**
 * A provider client of one Eleveo User Management (User management → Provider clients).
 *
 * Deleting one is for ever: all users that it imported become local and stay local, even if a client of the same name
 * is added again. So it is protected by default. Eleveo publishes no interface for provider clients: this speaks to
 * the Keycloak that User Management is, which is not confirmed (E-1) by an Eleveo document. Calling needs the role
 * `manage-clients` of `realm-management` and those that the profile asks for, see docs/eleveo.md.
 *
 * @example
 * ```ts
 * import * as contact from "pulumi-contact-center";
 *
 * // The profile comes from the folder that `eleveo:profiles` names in the stack's configuration.
 * const importer = new contact.eleveo.ProviderClient("users", {
 *     name: "user-importer",
 *     clientType: "user-import",
 *     rotation: "2026Q4",
 * });
 * export const clientId = importer.clientId;
 * export const clientSecret = importer.clientSecret;
 * ```
 */
export class ProviderClient extends ContactCenterResource {
    constructor(name: string, args: ProviderClientArgs, opts?: pulumi.CustomResourceOptions) {
        const secret = args.secret === undefined ? {} : { secret: pulumi.secret(args.secret) };
        const given = { ...args, ...secret, ...withProfile(args, providerOf(opts)) };
        super(metadata, name, given, { ...protection(args, opts), ...opts });
    }

    /** An existing client, by Keycloak's internal id; nothing of it is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ProviderClient {
        return new ProviderClient(name, {} as ProviderClientArgs, { ...opts, id });
    }
}

/**
 * The provider refuses to delete a protected client when its turn comes. The engine refuses before it deletes anything,
 * at the preview too.
 */
function protection(
    { deletionProtection }: Partial<ProviderClientArgs>,
    { id, retainOnDelete }: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
    const isOff = deletionProtection === false || typeof deletionProtection === "object";
    return isOff || retainOnDelete || id !== undefined ? {} : { protect: true };
}

function withProfile(
    { profile, clientType }: Partial<ProviderClientArgs>,
    provider: pulumi.ProviderResource | undefined,
): { profile?: pulumi.Input<unknown> } {
    if (profile !== undefined || clientType === undefined || isMocked()) return {};
    const read = async (type: string) => profileOf(type, await configOf(provider));
    if (provider === undefined && typeof clientType === "string")
        try {
            return { profile: profileOf(clientType, stackConfig) };
        } catch {
            // As a lookup that fails: the rest of the program is checked too.
            return { profile: read(clientType) };
        }
    return { profile: pulumi.output(clientType).apply(read) };
}
