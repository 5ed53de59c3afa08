import { readFileSync } from "node:fs";
import { expect } from "chai";
import { credentialsFor } from "../../../cli/credentials";
import { readPermissions } from "../../reader";

const pair = { "genesyscloud:oauthClientId": "id", "genesyscloud:oauthClientSecret": "canary" };
const read = (value: string) => credentialsFor("read", { CONTACT_CENTER_READ_CREDENTIALS: value });

describe("credentials of a pipeline", () => {
    it("reach the engine of their own stack only, and the variables themselves reach none", () => {
        const hidden = { CONTACT_CENTER_READ_CREDENTIALS: undefined, CONTACT_CENTER_CREDENTIALS: undefined };
        const env = {
            CONTACT_CENTER_READ_CREDENTIALS: JSON.stringify({ acme: pair, globex: { "eleveo:clientId": "pulumi" } }),
            CONTACT_CENTER_CREDENTIALS: JSON.stringify({ acme: { "genesyscloud:oauthClientSecret": "writes" } }),
        };
        const reading = credentialsFor("read", env);
        expect(reading("acme")).to.deep.equal({
            ...hidden,
            GENESYSCLOUD_READCLIENT_ID: "id",
            GENESYSCLOUD_READCLIENT_SECRET: "canary",
        });
        expect(reading("globex")).to.deep.equal({ ...hidden, ELEVEO_READCLIENT_ID: "pulumi" });
        for (const other of ["initech", "constructor", "__proto__"]) expect(reading(other)).to.deep.equal(hidden);
        expect(credentialsFor("write", env)("acme")).to.deep.equal({
            ...hidden,
            GENESYSCLOUD_OAUTHCLIENT_SECRET: "writes",
        });
        expect(credentialsFor("read", {})("acme")).to.deep.equal(hidden);
    });

    it("of a read-only client need the permissions that docs/pipelines.md names", () => {
        const [, row = ""] =
            /\| Genesys Cloud: permissions.*?\|(.*)\|/.exec(readFileSync("docs/pipelines.md", "utf8")) ?? [];
        expect([...row.matchAll(/`([a-z]+:\w+:\w+)`/g)].map(([, one]) => one).sort()).to.deep.equal(readPermissions);
    });

    it("that are wrong are reported together, without a value", () => {
        for (const [value, says] of [
            ['{"acme": "canary"', "the value: "],
            ['["canary"]', "the value: "],
            [JSON.stringify({ acme: { ...pair, "genesyscloud:oauthClientSecret": 5 } }), "oauthClientSecret"],
            [JSON.stringify({ acme: { "genesyscloud:oauthClientSecret": "" } }), "is empty"],
            [
                JSON.stringify({
                    acme: { "genesyscloud:oauthClientID": "canary" },
                    globex: { "webex:token": "canary" },
                }),
                'acme: unknown key genesyscloud:oauthClientID; did you mean "genesyscloud:oauthClientId"? [CC7019]\n  globex: unknown key webex:token [CC7019]',
            ],
        ] as const)
            expect(() => read(value), value)
                .to.throw(says)
                .with.property("message")
                .that.does.not.include("canary");
    });
});
