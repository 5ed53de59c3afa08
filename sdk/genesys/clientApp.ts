import type * as pulumi from "@pulumi/pulumi";
import type { IdOf } from "../arguments";
import type { Group } from "./group";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** What the frame of a client application may do (Iframe Sandbox Options). */
export type SandboxOption =
    | "allow-downloads"
    | "allow-forms"
    | "allow-modals"
    | "allow-popups"
    | "allow-presentation"
    | "allow-same-origin"
    | "allow-scripts";

/** Which browser features the frame of a client application may use (Iframe Feature/Permissions Policy). */
export type FramePermission =
    "camera" | "clipboard-write" | "display-capture" | "fullscreen" | "geolocation" | "microphone";

/** Arguments of {@link ClientApp}. */
export class ClientAppArgs {
    /** Name on the Details tab, shown in the Apps menu. Changed in place. */
    name!: pulumi.Input<string>;
    /**
     * Custom Client Application or Interaction Widget. A change replaces the application.
     * @default "embedded-client-app"
     */
    integrationType?: pulumi.Input<"embedded-client-app" | "embedded-client-app-interaction-widget" | undefined>;
    /** Application URL, https. Genesys' placeholders, such as `{{gcTargetEnv}}`, are allowed. Changed in place. */
    url!: pulumi.Input<string>;
    /** Application Type: a full page or a widget in the sidebar. Not for an interaction widget. Changed in place. */
    displayType?: pulumi.Input<"standalone" | "widget" | undefined>;
    /** Application Category; `""` is blank. The other values are not documented. Changed in place. */
    category?: pulumi.Input<string | undefined>;
    /** Iframe Sandbox Options. The order does not matter. Changed in place. */
    sandbox?: pulumi.Input<pulumi.Input<SandboxOption>[] | undefined>;
    /** Iframe Feature/Permissions Policy. The order does not matter. Changed in place. */
    permissions?: pulumi.Input<pulumi.Input<FramePermission>[] | undefined>;
    /**
     * Group Filtering: the groups, or their ids, whose members see the application. `[]` shows it to everybody. A group
     * that does not exist causes a warning. Changed in place.
     */
    groups?: pulumi.Input<IdOf<Group>[] | undefined>;
    /** Queue Filtering of an interaction widget: ids of queues. Changed in place. */
    queues?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Communication Type Filtering of an interaction widget, such as `call`, `chat`, `email` and `open`. A type that
     * the organization's own schema does not list causes a warning. Changed in place.
     */
    communicationTypes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Notes on the Details tab. Changed in place. */
    notes?: pulumi.Input<string | undefined>;
    /**
     * Advanced configuration: `lifecycle`, `icon`, `monochromicIcon`, `i10n`. Only the keys that you list are managed.
     */
    advanced?: pulumi.Input<Record<string, pulumi.Input<unknown>> | undefined>;
    /** Status on the Details tab: Active or Inactive. Changed in place. @default true */
    enabled?: pulumi.Input<boolean | undefined>;
}

/** Values that only the provider knows. */
class ClientAppOutputs {
    /** `<project>/<stack>/<name>`, as the notes show it. If someone removes it, the next `up` restores it. */
    readonly marker!: pulumi.Output<string>;
    /** Status that Genesys reports: ACTIVE, ACTIVATING, INACTIVE, DEACTIVATING or ERROR. */
    readonly reportedState!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<ClientAppArgs, "integrationType" | "enabled"> = {
    token: "genesys:ClientApp",
    args: ClientAppArgs,
    outputs: ClientAppOutputs,
    computed: { integrationType: true, enabled: true },
};

export interface ClientApp extends Outputs<ClientAppArgs, "integrationType" | "enabled">, ClientAppOutputs {}

/**
 * A custom client application or interaction widget (Admin → Integrations → Custom Client Application).
 *
 * The id is the integration's id. Creating it configures and activates the application, then waits until it is active.
 * The caller needs `integrations:integration:view`, `:add`, `:edit` and `:delete`. The properties are documented at
 * https://developer.genesys.cloud/platform/integrations/client-apps/installing-app.
 *
 * @example
 * ```ts
 * import { genesys } from "pulumi-contact-center";
 *
 * const supervisors = new genesys.Group("supervisors", { name: "Supervisors" });
 * const wallboard = new genesys.ClientApp("wallboard", {
 *     name: "Wallboard",
 *     url: "https://wallboard.acme.example/?environment={{gcTargetEnv}}",
 *     displayType: "standalone",
 *     sandbox: ["allow-scripts", "allow-same-origin"],
 *     groups: [supervisors],
 * });
 * export const state = wallboard.reportedState;
 * ```
 */
export class ClientApp extends ContactCenterResource {
    constructor(name: string, args: ClientAppArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }

    /** Reads an existing application by its id, without managing it. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ClientApp {
        return new ClientApp(name, {} as ClientAppArgs, { ...opts, id });
    }
}
