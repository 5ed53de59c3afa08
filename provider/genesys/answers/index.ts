import type * as platformClient from "purecloud-platform-client-v2";
import type { z } from "zod";
import { auditMessage, auditQuery, auditResults, serviceMapping } from "./audit";
import { nothing } from "./decoder";
import { subject, subjectGrants } from "./grants";
import { group, listedGroup } from "./group";
import { configSchema, integration, integrationConfig, integrationType, listedIntegration } from "./integration";
import { listOf, searchOf } from "./lists";
import { listedClient, newSecret, oauthClient, scope } from "./oauthClient";
import { division, organization } from "./organization";
import { listedRole, permissionDomain, role } from "./role";
import { user } from "./user";

type VendorSdk = typeof platformClient;

/** Our names of the vendor's classes: `groups` is the `GroupsApi`. */
type ApiName<Class> = Class extends "OAuthApi"
    ? "oauth"
    : Class extends `${infer Name}Api`
      ? Uncapitalize<Name>
      : never;

/** The calls of the official SDK. */
export type SdkApis = {
    readonly [Class in keyof VendorSdk as ApiName<Class>]: VendorSdk[Class] extends new (client: never) => infer Api
        ? Api
        : never;
};

/** How to decode the answer to each call. A call without an entry cannot be made. */
export const decoders = {
    audit: {
        getAuditsQueryRealtimeServicemapping: serviceMapping,
        postAuditsQueryRealtime: listOf("entries of the audit log", auditMessage),
        postAuditsQuery: auditQuery,
        getAuditsQueryTransactionId: auditQuery,
        getAuditsQueryTransactionIdResults: auditResults,
    },
    authorization: {
        getAuthorizationDivisions: listOf("divisions", division),
        getAuthorizationDivisionsHome: division,
        getAuthorizationPermissions: listOf("permissions", permissionDomain),
        getAuthorizationSubjectsMe: subject,
        getAuthorizationRoles: listOf("roles", listedRole),
        getAuthorizationRole: role,
        postAuthorizationRoles: listedRole,
        putAuthorizationRole: role,
        deleteAuthorizationRole: nothing,
        getAuthorizationRoleSubjectgrants: listOf("subjects of the role", subjectGrants),
        postAuthorizationRole: nothing,
        postAuthorizationSubjectBulkadd: nothing,
        putAuthorizationRoleUsersRemove: nothing,
        deleteAuthorizationSubjectDivisionRole: nothing,
    },
    groups: {
        getGroups: listOf("groups", listedGroup),
        postGroupsSearch: searchOf("groups", listedGroup),
        getGroup: group,
        postGroups: listedGroup,
        putGroup: group,
        deleteGroup: nothing,
        getGroupIndividuals: listOf("members", user),
        postGroupMembers: nothing,
        deleteGroupMembers: nothing,
    },
    integrations: {
        getIntegrations: listOf("integrations", listedIntegration),
        getIntegration: integration,
        postIntegrations: listedIntegration,
        patchIntegration: integration,
        deleteIntegration: nothing,
        getIntegrationConfigCurrent: integrationConfig,
        putIntegrationConfigCurrent: integrationConfig,
        getIntegrationsTypes: listOf("integration types", integrationType),
        getIntegrationsTypeConfigschema: configSchema,
    },
    oauth: {
        getOauthClients: listOf("OAuth clients", listedClient),
        getOauthClient: oauthClient,
        postOauthClients: listedClient,
        putOauthClient: oauthClient,
        deleteOauthClient: nothing,
        postOauthClientSecret: newSecret,
        getOauthScopes: listOf("scopes", scope),
    },
    organization: { getOrganizationsMe: organization },
    users: { getUsers: listOf("users", user), postUsersSearch: searchOf("users", user) },
} satisfies { [Api in keyof SdkApis]?: { [Method in keyof SdkApis[Api]]?: z.ZodType } };
