import { z } from "zod";
import { described } from "../described";
import { nothing, page, paged, text } from "../paging";
import { badRequest, notFound } from "../refusal";
import { type Context, route } from "../route";
import type { Credential, Tenant } from "../tenant";
import { dates } from "./dates";

// The permissions are those of integrations: no description names others.
const permission = (action: string) => [`integrations:integration:${action}`];
const body = described(
    {
        name: z.string().min(1),
        type: described({
            id: text,
            name: text,
            properties: z.unknown().optional(),
            displayOrder: z.unknown().optional(),
            required: z.unknown().optional(),
        }),
        credentialFields: z.record(z.string(), z.string()).default({}),
    },
    { ignored: ["id", "selfUri", "createdDate", "modifiedDate"] },
);

/** Types of credentials with their fields; the organization may have others, which are accepted too. */
const types: Readonly<Record<string, readonly string[]>> = {
    basicAuth: ["userName", "password"],
    pureCloudOAuthClient: ["clientId", "clientSecret"],
    amazonWebServices: ["roleArn"],
    userDefined: [],
};

const typeBody = ([id, fields]: [string, readonly string[]]) => ({
    id,
    name: id,
    properties: {
        type: "object",
        properties: Object.fromEntries(fields.map((field) => [field, { type: "string" }])),
    },
    displayOrder: fields,
    required: fields,
});

/** Without the fields: the vendor shows no part of a stored credential that is secret. */
const credentialBody = ({ id, name, type }: Credential) => ({
    id,
    name,
    type: { id: type, name: type },
    selfUri: `/api/v2/integrations/credentials/${id}`,
});

/** What every call returns except the read of one. */
function credentialInfo(tenant: Tenant, credential: Credential) {
    const { dateCreated: createdDate, dateModified: modifiedDate } = dates(tenant, credential.id);
    return { ...credentialBody(credential), createdDate, modifiedDate };
}

function credentialOf({ tenant, params }: Pick<Context, "tenant" | "params">): Credential {
    const credential = tenant.credentials.get(params["credentialId"] ?? "");
    if (!credential) throw notFound("credential", params["credentialId"] ?? "");
    return credential;
}

function valuesOf({ name, type, credentialFields: fields }: z.output<typeof body>): Omit<Credential, "id"> {
    const id = type.id ?? type.name;
    if (id === undefined) throw badRequest("A credential needs a type.", "invalid.value");
    return { name, type: id, fields };
}

const path = "/api/v2/integrations/credentials";
const single = `${path}/{credentialId}`;

const lists = [
    route("GET", path, { permissions: permission("view"), query: paged(100, 25, {}) }, ({ tenant, query }) =>
        page(
            [...tenant.credentials.values()].map((one) => credentialInfo(tenant, one)),
            query,
        ),
    ),
    // A list without a frame, by the SDKs of today; the description of February 2026 has one.
    route("GET", `${path}/types`, { permissions: permission("view"), query: nothing }, () =>
        Object.entries(types).map(typeBody),
    ),
    route(
        "GET",
        `${path}/listing`,
        {
            permissions: permission("view"),
            query: z.strictObject({ before: text, after: text, pageSize: z.coerce.number().int().min(1).default(25) }),
        },
        ({ tenant, query: { after, before, pageSize } }) => {
            const all = [...tenant.credentials.values()];
            const place = (id: string) => all.findIndex((one) => one.id === id);
            const begin =
                after !== undefined
                    ? place(after) + 1
                    : before !== undefined
                      ? Math.max(0, place(before) - pageSize)
                      : 0;
            const shown = all.slice(begin, begin + pageSize);
            const [first, last] = [shown[0], shown.at(-1)];
            const address = (more: string) => `${path}/listing?pageSize=${pageSize}${more}`;
            return {
                entities: shown.map((one) => credentialInfo(tenant, one)),
                selfUri: address(""),
                ...(last && begin + pageSize < all.length ? { nextUri: address(`&after=${last.id}`) } : {}),
                ...(first && begin > 0 ? { previousUri: address(`&before=${first.id}`) } : {}),
            };
        },
    ),
];

const objects = [
    route(
        "POST",
        path,
        { permissions: permission("edit"), query: nothing, body },
        ({ tenant, body: given, changed }) => {
            const credential = { id: tenant.nextId(), ...valuesOf(given) };
            tenant.credentials.set(credential.id, credential);
            changed("Create", "Credential", credential.id, credential.name);
            return credentialInfo(tenant, credential);
        },
    ),
    route("GET", single, { permissions: permission("view"), query: nothing }, (context) =>
        credentialBody(credentialOf(context)),
    ),
    route("PUT", single, { permissions: permission("edit"), query: nothing, body }, (context) => {
        const credential = credentialOf(context);
        Object.assign(credential, valuesOf(context.body));
        context.changed("Update", "Credential", credential.id, credential.name);
        return credentialInfo(context.tenant, credential);
    }),
    route("DELETE", single, { permissions: permission("edit"), query: nothing, status: 204 }, (context) => {
        const credential = credentialOf(context);
        context.tenant.credentials.delete(credential.id);
        context.changed("Delete", "Credential", credential.id, credential.name);
    }),
];

/** Fixed paths come first, because the first matching route answers. */
export const credentialRoutes = [...lists, ...objects];
