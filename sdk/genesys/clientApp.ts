import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";

/** What the frame of a client application may do (Iframe Sandbox Options). */
export type SandboxOption =
    | "allow-downloads"
    | "allow-forms"
    | "allow-modals"
    | "allow-popups"
    | "allow-presentation"
    | "allow-same-origin"
    | "allow-scripts";

/** What the frame of a client application may use of the browser (Iframe Feature/Permissions Policy). */
export type FramePermission =
    "camera" | "clipboard-write" | "display-capture" | "fullscreen" | "geolocation" | "microphone";

/** Arguments of {@link ClientApp}. */
export interface ClientAppArgs {
    /** Name on the Details tab, shown in the Apps menu. Changed in place. */
    name: pulumi.Input<string>;
    /**
     * Custom Client Application or Interaction Widget. Another one replaces the application.
     * @default "embedded-client-app"
     */
    integrationType?: pulumi.Input<"embedded-client-app" | "embedded-client-app-interaction-widget">;
    /** Application URL, https; `{{gcTargetEnv}}` and the other placeholders of Genesys are allowed. Changed in place. */
    url: pulumi.Input<string>;
    /** Application Type: a page of its own or a widget in the sidebar. Not for an interaction widget. Changed in place. */
    displayType?: pulumi.Input<"standalone" | "widget">;
    /** Application Category; `""` is blank. The other values are not documented. Changed in place. */
    category?: pulumi.Input<string>;
    /** Iframe Sandbox Options; a set. Changed in place. */
    sandbox?: pulumi.Input<pulumi.Input<SandboxOption>[]>;
    /** Iframe Feature/Permissions Policy; a set. Changed in place. */
    permissions?: pulumi.Input<pulumi.Input<FramePermission>[]>;
    /** Group Filtering: ids of the groups whose members see the application; `[]` shows it to everybody. Changed in place. */
    groups?: pulumi.Input<pulumi.Input<string>[]>;
    /** Queue Filtering of an interaction widget: ids of queues. Changed in place. */
    queues?: pulumi.Input<pulumi.Input<string>[]>;
    /** Communication Type Filtering of an interaction widget. Changed in place. */
    communicationTypes?: pulumi.Input<pulumi.Input<"call" | "chat" | "email">[]>;
    /** Notes on the Details tab. Changed in place. */
    notes?: pulumi.Input<string>;
    /** Advanced configuration: `lifecycle`, `icon`, `monochromicIcon`, `i10n`. Only the keys given are managed. */
    advanced?: pulumi.Input<Record<string, pulumi.Input<unknown>>>;
    /** Status on the Details tab: Active or Inactive. Changed in place. @default true */
    enabled?: pulumi.Input<boolean>;
}

const facts: ResourceFacts<ClientAppArgs> = {
    token: "genesys:ClientApp",
    properties: [
        "name",
        "integrationType",
        "url",
        "displayType",
        "category",
        "sandbox",
        "permissions",
        "groups",
        "queues",
        "communicationTypes",
        "notes",
        "advanced",
        "enabled",
        "marker",
        "reportedState",
    ],
    filledIn: ["integrationType", "enabled", "reportedState"],
};

/**
 * A custom client application or interaction widget (Admin → Integrations → Custom Client Application).
 *
 * The id is the integration's id. Creating configures it, switches it on and waits until it is active. Calling needs
 * `integrations:integration:view`, `:add`, `:edit` and `:delete`. The properties are those of
 * https://developer.genesys.cloud/platform/integrations/client-apps/installing-app.
 */
export class ClientApp extends ContactCenterResource {
    declare readonly name: pulumi.Output<string>;
    declare readonly integrationType: pulumi.Output<"embedded-client-app" | "embedded-client-app-interaction-widget">;
    declare readonly url: pulumi.Output<string>;
    declare readonly displayType: pulumi.Output<"standalone" | "widget" | undefined>;
    declare readonly category: pulumi.Output<string | undefined>;
    declare readonly sandbox: pulumi.Output<SandboxOption[] | undefined>;
    declare readonly permissions: pulumi.Output<FramePermission[] | undefined>;
    declare readonly groups: pulumi.Output<string[] | undefined>;
    declare readonly queues: pulumi.Output<string[] | undefined>;
    declare readonly communicationTypes: pulumi.Output<("call" | "chat" | "email")[] | undefined>;
    declare readonly notes: pulumi.Output<string | undefined>;
    declare readonly advanced: pulumi.Output<Record<string, unknown> | undefined>;
    declare readonly enabled: pulumi.Output<boolean>;
    /** What Genesys reports: ACTIVE, ACTIVATING, INACTIVE, DEACTIVATING or ERROR. */
    declare readonly reportedState: pulumi.Output<string>;
    /** `<project>/<stack>/<name>`, as the notes shows it; taken away by others, the next `up` sets it again. */
    declare readonly marker: pulumi.Output<string>;

    constructor(name: string, args: ClientAppArgs, opts?: pulumi.CustomResourceOptions) {
        super(facts, name, args, opts);
    }

    /** An existing application, by its id; nothing of it is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ClientApp {
        return new ClientApp(name, {} as ClientAppArgs, { ...opts, id });
    }
}
