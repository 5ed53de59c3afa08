import type { Change, History } from "./change";

export interface Division {
    id: string;
    name: string;
    home: boolean;
    description?: string | undefined;
}
export interface User {
    id: string;
    name: string;
    email: string;
    state: "active" | "inactive" | "deleted";
    divisionId: string;
}
export interface Policy {
    domain: string;
    entityName: string;
    actionSet: string[];
    allowConditions: boolean;
    resourceConditionNode?: unknown;
}
export interface Role {
    id: string;
    name: string;
    description: string;
    default: boolean;
    policies: Policy[];
    /** Old-style permissions, such as `group_administration`. */
    permissions?: string[];
    /** The default role that it was created from. */
    defaultRoleId?: string;
    /** Fields that this simulator does not know; the organization keeps them as long as they are sent back. */
    more?: Record<string, unknown>;
}
export interface Group {
    id: string;
    name: string;
    description: string;
    type: "official" | "social";
    visibility: "public" | "owners" | "members";
    rulesVisible: boolean;
    rolesEnabled: boolean;
    includeOwners: boolean;
    callsEnabled: boolean;
    email: string;
    addresses: { address?: string; extension?: string; type: string; mediaType: string }[];
    ownerIds: string[];
    /** When a member becomes visible, and when a removed one disappears. */
    members: Map<string, { from: number; until: number }>;
    state: "active" | "deleted";
    version: number;
    more?: Record<string, unknown>;
}
export interface OAuthClient {
    id: string;
    name: string;
    description?: string;
    authorizedGrantType: string;
    accessTokenValiditySeconds: number;
    registeredRedirectUri: string[];
    scope: string[];
    /** `disabled` is set by the vendor's support. */
    state: "active" | "inactive" | "disabled" | "deleted";
    secret: string;
    /** Addresses and ranges that may use it; absent for every address. */
    allowedIPAddresses?: string[] | undefined;
    /** When it is removed. */
    dateToDelete?: string | undefined;
    /** Scopes that an administrator has approved for it. */
    approvedScopes?: string[];
    more?: Record<string, unknown>;
}
export interface IntegrationConfig {
    name: string;
    version: number;
    properties: Record<string, unknown>;
    advanced: Record<string, unknown>;
    notes: string;
    credentials: Record<string, { id: string }>;
    more?: Record<string, unknown>;
}
export interface Integration {
    id: string;
    type: string;
    intendedState: "ENABLED" | "DISABLED";
    /** When the reported state catches up with the intended one. */
    settledAt: number;
    /** Why it does not work, as a test sets it: its reported state is then ERROR. */
    fault?: string;
    config: IntegrationConfig;
}
/** A stored credential of integrations; its fields are never shown. */
export interface Credential {
    id: string;
    name: string;
    type: string;
    fields: Record<string, string>;
}
/** Grants are made to the first three; the others come from elsewhere. */
export type SubjectType =
    "PC_USER" | "PC_GROUP" | "PC_OAUTH_CLIENT" | "PC_TRUSTEE_USER" | "PC_TRUSTEE_GROUP" | "UNKNOWN";
export interface Grant {
    subjectId: string;
    subjectType: SubjectType;
    roleId: string;
    divisionId: string;
}
/** All of one organization, in memory. A test may change it directly, as somebody would in the admin pages. */
export interface Tenant {
    organization: { id: string; name: string; shortName: string };
    divisions: Map<string, Division>;
    users: Map<string, User>;
    roles: Map<string, Role>;
    groups: Map<string, Group>;
    oauthClients: Map<string, OAuthClient>;
    integrations: Map<string, Integration>;
    credentials: Map<string, Credential>;
    grants: Map<string, Grant>;
    /** Every permission of the organization, `domain:entity:action`. */
    permissions: Set<string>;
    changes: Change[];
    /** By id; objects that exist from the start have none until they change. */
    history: Map<string, History>;
    /** The next id: the same for the same seed and the same order of events. */
    nextId(): string;
}
