import type { JsonValue } from "../core/schema";

/** A client as Keycloak represents it, without its secret: {@link ClientCalls} takes that out of every answer. */
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

/** What somebody did through the administration pages or the API, as the realm's log has it. */
export interface AdminEventRepresentation {
    /** Milliseconds since 1970. */
    time: number;
    operationType: string;
    resourceType?: string;
    /** Relative to the realm, `clients/<id>/protocol-mappers/models/<id>`. */
    resourcePath?: string;
    /** Who it was: ids of that person's realm, client and account. */
    authDetails?: { realmId?: string; clientId?: string; userId?: string };
    /** Why it came to nothing. */
    error?: string;
}

/** What a server can do, as `/admin/serverinfo` tells it; newer servers tell an administrator of one realm less. */
export interface ServerInfo {
    identityProviders?: { id: string }[];
    /** By protocol. */
    protocolMapperTypes?: Record<string, { id: string }[]>;
    /** By kind, `client-authenticator` for example; the providers by their ids. */
    providers?: Record<string, { providers?: Record<string, unknown> }>;
}
