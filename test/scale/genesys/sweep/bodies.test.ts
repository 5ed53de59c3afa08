import { expect } from "chai";
import { z } from "zod";
import { withHome } from "../../../home";
import { printedDuring } from "../../../printed";
import { played } from "./play";
import { scenarios } from "./scenarios";
import { connectWorlds, disconnectWorlds, openWorld } from "./world";

const text = z.string();
const flag = z.boolean();
const texts = z.array(text);

const contact = z.union([
    z.strictObject({ address: text, type: text, mediaType: text, display: text.optional() }),
    z.strictObject({ extension: text, type: text, mediaType: text, display: text.optional() }),
]);
const group = {
    name: text,
    visibility: text,
    rulesVisible: flag,
    rolesEnabled: flag,
    includeOwners: flag,
    callsEnabled: flag,
    email: text,
    addresses: z.array(contact),
    ownerIds: texts,
};
const policy = z.union([
    // Read from the organization, a policy goes back as it is.
    z.strictObject({ domain: text, entityName: text, actionSet: texts, allowConditions: z.literal(false).optional() }),
    z.strictObject({
        domain: text,
        entityName: text,
        actionSet: texts,
        allowConditions: z.literal(true),
        resourceConditionNode: z.looseObject({}),
    }),
]);
const client = {
    name: text,
    authorizedGrantType: text,
    description: text,
    accessTokenValiditySeconds: z.number().optional(),
    registeredRedirectUri: texts.optional(),
    allowedIPAddresses: texts.optional(),
    dateToDelete: text.optional(),
};
/** Either scopes or roles, depending on the grant. */
const clientOf = (more: z.ZodRawShape) =>
    z.union([
        z.strictObject({
            ...client,
            ...more,
            roleDivisions: z.array(z.strictObject({ roleId: text, divisionId: text })),
        }),
        z.strictObject({ ...client, ...more, scope: texts }),
    ]);

/**
 * What each write sends, by the vendor's description and by what CX as Code sends. New policies have no
 * `allowConditions` unless they have conditions, and members come with the group's version. A PUT sends the whole.
 */
const shapes: Readonly<Record<string, z.ZodType>> = {
    "POST groups": z.strictObject({ ...group, type: text }),
    // `chat` is in what was read and in no description: it goes back, as from a recorded client.
    "PUT groups/{id}": z.strictObject({
        ...group,
        description: text,
        version: z.number(),
        state: text,
        chat: z.unknown().optional(),
    }),
    "POST groups/{id}/members": z.strictObject({ memberIds: texts, version: z.number() }),
    "POST authorization/roles": z.strictObject({ name: text, description: text, permissionPolicies: z.array(policy) }),
    "PUT authorization/roles/{id}": z.strictObject({
        name: text,
        description: text,
        permissions: texts,
        permissionPolicies: z.array(policy),
    }),
    "POST authorization/roles/{id}": z.strictObject({ subjectIds: texts, divisionIds: texts }),
    "POST authorization/subjects/{id}/bulkadd": z.strictObject({
        grants: z.array(z.strictObject({ roleId: text, divisionId: text })),
    }),
    "PUT authorization/roles/{id}/users/remove": texts,
    "POST oauth/clients": clientOf({ state: text }),
    "PUT oauth/clients/{id}": clientOf({ state: text }),
    "POST integrations": z.strictObject({ name: text, integrationType: z.strictObject({ id: text }) }),
    "PUT integrations/{id}/config/current": z.strictObject({
        name: text,
        version: z.number(),
        notes: text,
        properties: z.record(text, z.unknown()),
        advanced: z.record(text, z.unknown()),
        credentials: z.record(text, z.looseObject({ id: text })),
    }),
    "PATCH integrations/{id}": z.strictObject({ intendedState: z.enum(["ENABLED", "DISABLED"]) }),
};

describe("what is written to Genesys Cloud", () => {
    before(connectWorlds);
    after(disconnectWorlds);

    it("has the shape that its vendor's documents and other clients in production give it", async () => {
        const sent: { call: string; body: unknown }[] = [];
        const layer = {
            answered: (_route: string, body: unknown) => body,
            sent: (path: string, body: unknown) => {
                const call = path.replace("/api/v2/", "").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}");
                if (!/^GET|\/search$/.test(call) && body !== undefined) sent.push({ call, body });
                return body;
            },
        };
        await withHome(() =>
            printedDuring(async () => {
                for (const scenario of scenarios) {
                    const world = await openWorld(layer);
                    const { failed } = await played(world, scenario);
                    await world.end();
                    expect(failed?.error).to.equal(undefined);
                }
            }),
        );
        for (const { call, body } of sent)
            expect(shapes[call]?.safeParse(body).error?.issues, `${call} ${JSON.stringify(body)}`).to.equal(undefined);
        expect([...new Set(sent.map(({ call }) => call))].sort()).to.deep.equal(Object.keys(shapes).sort());
    });
});
