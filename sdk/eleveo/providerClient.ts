import * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, providerOf, type Outputs, type ResourceMetadata } from "../resource";
import { configOf } from "../lookup";
import { isMocked } from "../program";
import { stackConfig } from "../provider";
import { type Profile, profileOf } from "./profiles";

/**
 * Client type on the screen "Provider clients", by its key or its label on the screen. `export-integration` and
 * `import-integration` are available from Eleveo 9.7 on. The three ETL types are rejected, because ETL Manager creates
 * those clients.
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
     * Name of the client (Client ID up to Eleveo 9.5). At most 255 characters. A change would delete the client and
     * create a new one. It is rejected while `deletionProtection` is on.
     */
    name!: pulumi.Input<string>;
    /**
     * Client type. Changed in place, to the profile of the new type. Required unless `profile` is declared. It cannot
     * be read, so an imported client has only a profile.
     */
    clientType?: pulumi.Input<ClientType | undefined>;
    /**
     * What the type means in Keycloak, which no Eleveo document says. Changed in place. Settings that the profile does
     * not contain are neither changed nor reported. A type without a profile is rejected. @default the file
     * `<type>.json` in the folder that the stack configuration `eleveo:profiles` names, relative to `Pulumi.yaml`
     */
    profile?: pulumi.Input<Profile | undefined>;
    /**
     * The secret, for example from a random resource with keepers. At most 255 characters. Changed in place; encrypted
     * in the state. @default Keycloak chooses one
     */
    secret?: pulumi.Input<string | undefined>;
    /**
     * Any text, for example a date. If it changes, Keycloak generates a new secret, and the old one stops working at
     * once. Nothing else changes. Cannot be combined with `secret`. Removing it has no effect.
     */
    rotation?: pulumi.Input<string | undefined>;
    /**
     * Rejects any change that deletes the client, including a replacement. It also sets Pulumi's option `protect`,
     * unless the options set it, so that a destroy is rejected before it deletes anything else. Changed in place,
     * without a request. To delete the client, set it to false, run `pulumi up`, then destroy. @default true
     */
    deletionProtection?: pulumi.Input<boolean | undefined>;
}

/** Values that only the provider knows. */
class ProviderClientOutputs {
    /** `<project>/<stack>/<name>`, as the description shows it. If someone removes it, the next `up` restores it. */
    readonly marker!: pulumi.Output<string>;
    /** Client ID, for the configuration of the importer. */
    readonly clientId!: pulumi.Output<string>;
    /** Secret, encrypted in the state; absent if the caller may not read it. */
    readonly clientSecret!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<ProviderClientArgs, "deletionProtection" | "profile"> = {
    token: "eleveo:ProviderClient",
    args: ProviderClientArgs,
    outputs: ProviderClientOutputs,
    computed: { deletionProtection: true, profile: true },
};

export interface ProviderClient
    extends Outputs<ProviderClientArgs, "deletionProtection" | "profile">, ProviderClientOutputs {}

/**
 * A provider client of one Eleveo User Management (User management → Provider clients).
 *
 * Deleting a provider client is permanent: all users that it imported become local and stay local, even if you add a
 * client of the same name later. It is therefore protected by default.
 *
 * Eleveo publishes no API for provider clients, so this resource uses the API of the Keycloak inside User Management.
 * Not confirmed (E-1): no Eleveo document says that User Management is a Keycloak. The caller needs the role
 * `manage-clients` of `realm-management` and the roles that the profile requires, see docs/eleveo.md.
 *
 * @example
 * ```ts
 * import { eleveo } from "pulumi-contact-center";
 *
 * // The profile comes from the folder that `eleveo:profiles` names in the stack's configuration.
 * const importer = new eleveo.ProviderClient("users", {
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

    /** Reads an existing client by Keycloak's internal id, without managing it. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ProviderClient {
        return new ProviderClient(name, {} as ProviderClientArgs, { ...opts, id });
    }
}

/**
 * The provider rejects the deletion of a protected client only when it reaches that client. The engine rejects it
 * before it deletes anything, at preview too.
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
            // Reported like a failed lookup, so that the rest of the program is checked too.
            return { profile: read(clientType) };
        }
    return { profile: pulumi.output(clientType).apply((type) => (type === undefined ? undefined : read(type))) };
}
