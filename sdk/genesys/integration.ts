import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Arguments of {@link Integration}. */
export class IntegrationArgs {
    /** Name on the Details tab. Changed in place. */
    name!: pulumi.Input<string>;
    /** Id of the integration's type, e.g. `purecloud-data-actions`. A change replaces the integration. */
    type!: pulumi.Input<string>;
    /** Notes on the Details tab. Changed in place. */
    notes?: pulumi.Input<string | undefined>;
    /**
     * Properties on the Configuration tab, by the names of the type's own schema. Only the keys that you list are
     * managed.
     */
    properties?: pulumi.Input<Record<string, pulumi.Input<unknown>> | undefined>;
    /** Advanced configuration, by the names of the type's own schema. Only the keys that you list are managed. */
    advanced?: pulumi.Input<Record<string, pulumi.Input<unknown>> | undefined>;
    /**
     * Ids of stored credentials, by their names in the type, e.g. `basicAuth`. Only the keys that you list are managed.
     */
    credentials?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
    /** Status on the Details tab: Active or Inactive. Changed in place. @default true */
    enabled?: pulumi.Input<boolean | undefined>;
}

/** Values that only the provider knows. */
class IntegrationOutputs {
    /** `<project>/<stack>/<name>`, as the notes show it. If someone removes it, the next `up` restores it. */
    readonly marker!: pulumi.Output<string>;
    /** Status that Genesys reports: ACTIVE, ACTIVATING, INACTIVE, DEACTIVATING or ERROR. */
    readonly reportedState!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<IntegrationArgs, "enabled"> = {
    token: "genesys:Integration",
    args: IntegrationArgs,
    outputs: IntegrationOutputs,
    computed: { enabled: true },
};

export interface Integration extends Outputs<IntegrationArgs, "enabled">, IntegrationOutputs {}

/**
 * An integration of any type (Admin → Integrations). For a custom client application, use {@link ClientApp}, which
 * declares its properties.
 *
 * The id is the integration's id. Creating it configures and activates the integration, then waits until it is active.
 * The caller needs `integrations:integration:view`, `:add`, `:edit` and `:delete`.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { genesys } from "pulumi-contact-center";
 *
 * const config = new pulumi.Config("crm");
 * const actions = new genesys.Integration("crm", {
 *     name: "CRM data actions",
 *     type: "custom-rest-actions",
 *     notes: "Reads customers from the CRM",
 *     credentials: { basicAuth: config.require("credentialsId") },
 * });
 * export const state = actions.reportedState;
 * ```
 */
export class Integration extends ContactCenterResource {
    constructor(name: string, args: IntegrationArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }

    /** Reads an existing integration by its id, without managing it. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Integration {
        return new Integration(name, {} as IntegrationArgs, { ...opts, id });
    }
}
