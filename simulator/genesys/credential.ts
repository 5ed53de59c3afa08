import { z } from "zod";
import { nothing, page, paged } from "../paging";
import { badRequest, notFound } from "../refusal";
import { type Context, route } from "../route";
import type { Credential } from "../tenant";

// The permissions are those of integrations: no description names others.
const permission = (action: string) => [`integrations:integration:${action}`];
const body = z.strictObject({
    name: z.string().min(1),
    type: z.strictObject({ id: z.string().optional(), name: z.string().optional() }),
    credentialFields: z.record(z.string(), z.string()),
});

/** Without the fields: the vendor shows no part of a stored credential that is secret. */
const credentialBody = ({ id, name, type }: Credential) => ({
    id,
    name,
    type: { id: type, name: type },
    selfUri: `/api/v2/integrations/credentials/${id}`,
});

function credentialOf({ tenant, params }: Pick<Context, "tenant" | "params">): Credential {
    const credential = tenant.credentials.get(params["credentialId"] ?? "");
    if (!credential) throw notFound("credential", params["credentialId"] ?? "");
    return credential;
}

const path = "/api/v2/integrations/credentials";

export const credentialRoutes = [
    route("GET", path, { permissions: permission("view"), query: paged(100, 25, {}) }, ({ tenant, query }) =>
        page([...tenant.credentials.values()].map(credentialBody), query),
    ),
    route(
        "POST",
        path,
        { permissions: permission("edit"), query: nothing, body },
        ({ tenant, body: given, changed }) => {
            const type = given.type.id ?? given.type.name;
            if (type === undefined) throw badRequest("A credential needs a type.", "invalid.value");
            const credential = { id: tenant.nextId(), name: given.name, type, fields: given.credentialFields };
            tenant.credentials.set(credential.id, credential);
            changed("Create", "Credential", credential.id, credential.name);
            return credentialBody(credential);
        },
    ),
    route("GET", `${path}/{credentialId}`, { permissions: permission("view"), query: nothing }, (context) =>
        credentialBody(credentialOf(context)),
    ),
    route(
        "DELETE",
        `${path}/{credentialId}`,
        { permissions: permission("edit"), query: nothing, status: 204 },
        (context) => {
            const credential = credentialOf(context);
            context.tenant.credentials.delete(credential.id);
            context.changed("Delete", "Credential", credential.id, credential.name);
        },
    ),
];
