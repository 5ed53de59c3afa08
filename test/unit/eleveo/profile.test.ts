import { expect } from "chai";
import fc from "fast-check";
import {
    asDeclared,
    clientIdPlaceholder,
    declaredPart,
    forAny,
    forOne,
    type Profile,
    profileSchema,
    toProfile,
} from "../../../provider/eleveo/profile";
import type { ClientRepresentation } from "../../../provider/eleveo/types";

const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/);
const set = fc.uniqueArray(word, { maxLength: 4 });
const roles = fc.record({ realm: set, client: fc.dictionary(word, set, { maxKeys: 3 }) }, { requiredKeys: [] });
const mapper = fc.record({ protocolMapper: word, config: fc.dictionary(word, word, { maxKeys: 3 }) });
const client = fc.dictionary(
    word.map((key) => `x-${key}`),
    fc.oneof(word, fc.boolean(), set, fc.dictionary(word, word, { maxKeys: 3 })),
    { maxKeys: 5 },
);
const written = fc.record(
    {
        client,
        protocolMappers: fc.dictionary(word, mapper, { maxKeys: 3 }),
        serviceAccount: fc.record(
            { attributes: fc.dictionary(word, set, { maxKeys: 2 }), roles },
            { requiredKeys: [] },
        ),
        scope: roles,
    },
    { requiredKeys: ["client"] },
);
const profile = written.map((one) => profileSchema.parse(one));

describe("profiles of client types", () => {
    it("made for one client and taken back for any, they are the same", () => {
        fc.assert(
            fc.property(profile, word, (one, name) => {
                const id = `client-${name}`; // none of the profile's own words
                const own = { ...one, client: { ...one.client, name: clientIdPlaceholder } };
                expect(forOne(own, id).client["name"]).to.equal(id);
                expect(forAny(forOne(own, id), id)).to.deep.equal(own);
            }),
        );
    });

    it("of a client that is as declared, the declared part is what was declared", () => {
        fc.assert(
            fc.property(profile, (one) => {
                expect(declaredPart(one, one)).to.deep.equal(one);
            }),
        );
    });

    it("undeclared fields of a client are not reported, but mappers and roles are", () => {
        fc.assert(
            fc.property(profile, (one) => {
                const more = {
                    ...one,
                    client: { ...one.client, another: true },
                    protocolMappers: {
                        ...one.protocolMappers,
                        another: { protocol: "p", protocolMapper: "m", config: {} },
                    },
                    scope: { ...one.scope, realm: ["another", ...(one.scope?.realm ?? [])] },
                };
                const seen = declaredPart(more, one);
                expect(seen.client).to.deep.equal(one.client);
                if (one.protocolMappers) expect(seen.protocolMappers).to.have.property("another");
                else expect(seen).not.to.have.property("protocolMappers");
                if (one.scope?.realm) expect(seen.scope?.realm).to.include("another");
            }),
        );
    });

    it("survive the form that the state holds", () => {
        fc.assert(
            fc.property(profile, (one) => {
                const state = JSON.parse(JSON.stringify(profileSchema.encode(one))) as unknown;
                expect(profileSchema.parse(state)).to.deep.equal(one);
            }),
        );
    });

    it("a client's own id is the placeholder only where it was declared as that", () => {
        const declared: Profile = { client: { name: clientIdPlaceholder, other: "importer" } };
        const live: Profile = { client: { name: "importer", other: "importer" } };
        expect(asDeclared(live, declared, "importer")).to.deep.equal(declared);
        expect(asDeclared({ client: { name: "x", other: "importer" } }, declared, "importer").client["name"]).to.equal(
            "x",
        );
    });

    it("have no id, no secret, nothing that the server fills in, and no mapper that it adds", () => {
        const representation = {
            id: "an-id",
            clientId: "importer",
            secret: "canary",
            registrationAccessToken: "canary",
            access: { view: true },
            attributes: { "client.secret.creation.time": "1", "client.secret.rotated": "canary", kept: "yes" },
            protocolMappers: [
                {
                    id: "m",
                    name: "Client ID",
                    protocol: "openid-connect",
                    protocolMapper: "oidc-usersessionmodel-note-mapper",
                    config: {},
                },
                { id: "n", name: "source", protocol: "openid-connect", protocolMapper: "x", config: {} },
            ],
        } as unknown as ClientRepresentation;
        const found = toProfile({ client: representation }, "acme");
        expect(found).to.deep.equal({
            client: { attributes: { kept: "yes" } },
            protocolMappers: { source: { protocol: "openid-connect", protocolMapper: "x", config: {} } },
        });
        expect(profileSchema.safeParse({ client: representation }).success).to.equal(false);
    });
});
