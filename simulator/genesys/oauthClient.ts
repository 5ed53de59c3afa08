import { z } from "zod";
import { propertyChanges } from "../change";
import { described, describedObject, foreignFields, keepForeign } from "../described";
import { nothing, text } from "../paging";
import { badRequest, notFound, Refusal } from "../refusal";
import { type Context, inList, listed, route } from "../route";
import { grantKey, type OAuthClient, putGrant, type Tenant } from "../tenant";
import { createdAt, dates, iso } from "./dates";
import { checkRoleAndDivision, grantsOf, roleDivisionsOf } from "./grant";
import { isScope } from "./scope";

const grantTypes = [
    "CODE",
    "TOKEN",
    "SAML2BEARER",
    "SAML2-BEARER",
    "PASSWORD",
    "CLIENT-CREDENTIALS",
    "CLIENT_CREDENTIALS",
];

const redirectUri = z.string().regex(/^[a-z][\w+.-]*:/);
/** Addresses of the public internet are https; those of apps and of the same machine need not be. */
const isOpenHttp = (uri: string) => /^http:/.test(uri) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])/.test(uri);
const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const shape = {
    name: z.string().min(1),
    authorizedGrantType: text,
    accessTokenValiditySeconds: z.number().int().min(300).max(38_880_000).optional(),
    description: text,
    registeredRedirectUri: z.array(redirectUri).optional(),
    roleIds: z.array(z.string()).optional(),
    roleDivisions: z.array(described({ roleId: z.string(), divisionId: z.string() })).optional(),
    scope: z.array(z.string()).optional(),
    state: z.enum(["active", "inactive", "disabled"]).optional(),
    dateToDelete: z.iso.datetime({ offset: true }).optional(),
    // The name is from the code of another client; the vendor's models do not have it yet.
    allowedIPAddresses: z.array(address).optional(),
};
const ignored = ["id", "secret", "dateCreated", "dateModified", "createdBy", "modifiedBy", "selfUri"];
const body = describedObject(shape, { ignored });
type Body = z.output<typeof body>;

const isClientCredentials = (grantType = "") => grantType.replace("_", "-") === "CLIENT-CREDENTIALS";

export function clientBody(tenant: Tenant, client: OAuthClient, secret?: string) {
    const { secret: _hidden, approvedScopes: _approved, more, ...rest } = client;
    const held = roleDivisionsOf(tenant, client.id);
    return {
        ...more,
        ...rest,
        ...(isClientCredentials(client.authorizedGrantType)
            ? { roleDivisions: held, roleIds: [...new Set(held.map(({ roleId }) => roleId))] }
            : {}),
        ...dates(tenant, client.id),
        ...(secret === undefined ? {} : { secret }),
        selfUri: `/api/v2/oauth/clients/${client.id}`,
    };
}

/** What the audit log tells of a client; the names of its properties there are not confirmed (G-34). */
function audited(tenant: Tenant, { id, secret: _secret, approvedScopes: _approved, ...rest }: OAuthClient) {
    return { ...rest, roleDivisions: roleDivisionsOf(tenant, id) };
}

function check(context: Context<unknown, Body>, before: readonly { roleId: string }[]): void {
    const { tenant, caller, settings } = context;
    const { authorizedGrantType, scope = [], roleDivisions = [], accessTokenValiditySeconds = 0 } = context.body;
    if (authorizedGrantType === undefined) throw badRequest("Grant type is required.", "grant.type.required");
    if (!grantTypes.includes(authorizedGrantType)) throw badRequest("Invalid grant type.", "bad.grant.type");
    const isScim = roleDivisions.some(({ roleId }) => /scim/i.test(tenant.roles.get(roleId)?.name ?? ""));
    if (!settings.lenient && (context.body.registeredRedirectUri ?? []).some(isOpenHttp))
        throw badRequest("A redirect address must be https.", "invalid.value");
    if (accessTokenValiditySeconds > 172_800 && !isScim && !settings.lenient)
        throw badRequest("Tokens of more than 172800 seconds are for SCIM only.", "invalid.value");
    const unknown = scope.find((one) => !isScope(one));
    if (unknown !== undefined) throw badRequest(`The scope ${unknown} does not exist.`, "invalid.value");
    if (!isClientCredentials(authorizedGrantType)) {
        if (roleDivisions.length > 0) throw badRequest("Roles are for the client credentials grant only.");
        return;
    }
    if (scope.length > 0) throw badRequest("Scopes are not for the client credentials grant.");
    if (roleDivisions.length === 0) throw badRequest("Client roles are missing.", "missing.client.roles");
    for (const { roleId, divisionId } of roleDivisions) {
        checkRoleAndDivision(tenant, roleId, divisionId);
        const held = grantsOf(tenant, caller.id).some((grant) => grant.roleId === roleId);
        const already = before.some((grant) => grant.roleId === roleId);
        // The status and the message of this refusal are not known.
        if (!held && !already)
            throw new Refusal(403, "not.authorized", `The caller does not hold the role ${roleId} that it assigns.`);
    }
}

function setRoles({ tenant }: Pick<Context, "tenant">, id: string, roleDivisions: Body["roleDivisions"] = []): void {
    const wanted = new Set(roleDivisions.map(({ roleId, divisionId }) => grantKey(id, roleId, divisionId)));
    for (const { roleId, divisionId } of grantsOf(tenant, id))
        if (!wanted.has(grantKey(id, roleId, divisionId))) tenant.grants.delete(grantKey(id, roleId, divisionId));
    for (const { roleId, divisionId } of roleDivisions)
        putGrant(tenant, { subjectId: id, subjectType: "PC_OAUTH_CLIENT", roleId, divisionId });
}

/**
 * What a body sets. A PUT replaces everything, so omitted fields are cleared: no document says so, and this is the
 * stricter assumption.
 */
function values(given: Body): Omit<OAuthClient, "id" | "secret" | "state"> {
    const { dateToDelete, allowedIPAddresses } = given;
    return {
        name: given.name,
        description: given.description ?? "",
        authorizedGrantType: (given.authorizedGrantType ?? "").replace("_", "-"),
        accessTokenValiditySeconds: given.accessTokenValiditySeconds ?? 86_400,
        registeredRedirectUri: given.registeredRedirectUri ?? [],
        scope: given.scope ?? [],
        ...(dateToDelete === undefined ? {} : { dateToDelete }),
        ...(allowedIPAddresses === undefined ? {} : { allowedIPAddresses }),
    };
}

const isDue = ({ dateToDelete }: OAuthClient, now: number): boolean =>
    dateToDelete !== undefined && Date.parse(dateToDelete) <= now;

function clientOf({ tenant, params, now }: Pick<Context, "tenant" | "params" | "now">): OAuthClient {
    const client = tenant.oauthClients.get(params["clientId"] ?? "");
    if (client && isDue(client, now)) client.state = "deleted";
    if (!client || client.state === "deleted") throw notFound("client", params["clientId"] ?? "");
    return client;
}

const day = 86_400_000;
const path = "/api/v2/oauth/clients/{clientId}";

export const oauthClientRoutes = [
    route("GET", "/api/v2/oauth/clients", { permissions: ["oauth:client:view"], query: nothing }, (context) => {
        const { tenant } = context;
        // One page, and deleted clients linger in it.
        const all = listed(context, tenant.oauthClients.values()).map((client) => clientBody(tenant, client));
        const entities = inList(context, all, ["authorizedGrantType", "roleDivisions"]);
        return { entities, pageSize: entities.length, pageNumber: 1, total: entities.length, pageCount: 1 };
    }),
    route("POST", "/api/v2/oauth/clients", { permissions: ["oauth:client:add"], query: nothing, body }, (context) => {
        const { tenant } = context;
        check(context, []);
        foreignFields(context.body, body);
        const { authorizedGrantType, allowedIPAddresses = [] } = context.body;
        // Announced in April 2026; code and words are not known.
        if (
            context.settings.requireAllowedIps &&
            isClientCredentials(authorizedGrantType) &&
            !allowedIPAddresses.length
        )
            throw badRequest("A client of the client credentials grant needs an allowed IP address.", "invalid.value");
        const living = [...tenant.oauthClients.values()].filter(({ state }) => state !== "deleted");
        if (living.length >= context.settings.oauthClientLimit)
            throw badRequest("Too many clients exist in this organization.", "auth.too.many.clients");
        const id = tenant.nextId();
        const client: OAuthClient = { id, ...values(context.body), state: "active", secret: tenant.nextId() };
        tenant.oauthClients.set(id, client);
        setRoles(context, id, context.body.roleDivisions);
        context.changed("Create", "OAuthClient", id, client.name);
        // Besides a renewal, the only answer that shows the secret.
        return clientBody(tenant, client, client.secret);
    }),
    route("GET", path, { permissions: ["oauth:client:view"], query: nothing }, (context) => {
        const { tenant, params, settings } = context;
        const deleted = tenant.oauthClients.get(params["clientId"] ?? "");
        return clientBody(tenant, settings.showDeleted && deleted ? deleted : clientOf(context));
    }),
    route("PUT", path, { permissions: ["oauth:client:edit"], query: nothing, body }, (context) => {
        const client = clientOf(context);
        check(context, roleDivisionsOf(context.tenant, client.id));
        const more = foreignFields(context.body, body, client.more);
        const before = audited(context.tenant, client);
        const { state = client.state } = context.body;
        // Only the vendor's support disables a client, and only it can undo that.
        const isDisabled = client.state === "disabled";
        if (state === "disabled" && !isDisabled) throw badRequest("A client cannot be disabled.", "invalid.value");
        delete client.dateToDelete;
        delete client.allowedIPAddresses;
        Object.assign(client, values(context.body), { state: isDisabled && state === "active" ? "disabled" : state });
        keepForeign(client, more);
        setRoles(context, client.id, context.body.roleDivisions);
        const changes = propertyChanges(before, audited(context.tenant, client));
        context.changed("Update", "OAuthClient", client.id, client.name, changes);
        return clientBody(context.tenant, client);
    }),
    route("DELETE", path, { permissions: ["oauth:client:delete"], query: nothing, status: 204 }, (context) => {
        const client = clientOf(context);
        if (client.state !== "inactive") throw badRequest("Only an inactive client can be deleted.");
        const { tenant, settings, now } = context;
        if (settings.delayedRemoval && now - createdAt(tenant, client.id) > 30 * day) {
            client.dateToDelete ??= iso(now + 7 * day);
            return;
        }
        client.state = "deleted";
        setRoles(context, client.id, []);
        context.changed("Delete", "OAuthClient", client.id, client.name);
    }),
    route("POST", `${path}/secret`, { permissions: ["oauth:client:edit"], query: nothing }, (context) => {
        const client = clientOf(context);
        client.secret = context.tenant.nextId();
        context.changed("RotateSecret", "OAuthClient", client.id, client.name);
        return clientBody(context.tenant, client, client.secret);
    }),
];
