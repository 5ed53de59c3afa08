import type { JsonValue } from "../core/schema";

/** A client as Keycloak represents it, without its secret, which {@link ClientCalls} removes from every answer. */
export interface ClientRepresentation {
    id: string;
    clientId: string;
    name?: string;
    protocol?: string;
    publicClient?: boolean;
    bearerOnly?: boolean;
    serviceAccountsEnabled?: boolean;
    authorizationServicesEnabled?: boolean;
    attributes?: Record<string, string>;
    protocolMappers?: ProtocolMapper[];
    defaultClientScopes?: string[];
    optionalClientScopes?: string[];
    authenticationFlowBindingOverrides?: Record<string, string>;
    [property: string]: JsonValue | ProtocolMapper[] | undefined;
}

export interface ProtocolMapper {
    id?: string;
    name: string;
    protocol: string;
    protocolMapper: string;
    config: Record<string, string>;
}

export interface UserRepresentation {
    id: string;
    username: string;
    attributes?: Record<string, string[]>;
}

export interface RoleRepresentation {
    id: string;
    name: string;
}

/** Role mappings of a user, or the scope of a client. */
export interface RoleMappings {
    realmMappings?: RoleRepresentation[];
    clientMappings?: Record<string, { id: string; mappings: RoleRepresentation[] }>;
}

export interface IdentityProviderRepresentation {
    alias: string;
    internalId?: string;
    providerId: string;
    displayName?: string;
    enabled?: boolean;
    trustEmail?: boolean;
    storeToken?: boolean;
    addReadTokenRoleOnCreate?: boolean;
    linkOnly?: boolean;
    hideOnLogin?: boolean;
    firstBrokerLoginFlowAlias?: string;
    postBrokerLoginFlowAlias?: string;
    config: Record<string, string>;
}

/** An action through the administration pages or the API, as the realm's log records it. */
export interface AdminEventRepresentation {
    /** Milliseconds since 1970. */
    time: number;
    operationType: string;
    resourceType?: string;
    /** Relative to the realm, `clients/<id>/protocol-mappers/models/<id>`. */
    resourcePath?: string;
    /** The ids of the user's realm, client and account. */
    authDetails?: { realmId?: string; clientId?: string; userId?: string };
    /** Why it failed. */
    error?: string;
}

/** What a server supports, from `/admin/serverinfo`. Newer servers return less to an administrator of one realm. */
export interface ServerInfo {
    identityProviders?: { id: string }[];
    /** By protocol. */
    protocolMapperTypes?: Record<string, { id: string }[]>;
    /** By kind, for example `client-authenticator`; the providers by their ids. */
    providers?: Record<string, { providers?: Record<string, unknown> }>;
}
