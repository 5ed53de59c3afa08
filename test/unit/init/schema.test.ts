import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { parse } from "yaml";
import { tenantFile } from "../../../cli/tenant/files";
import { type ConfigSource } from "../../../provider/core/configuration";
import { checksOf } from "../../../provider/core/checks";
import { regions } from "../../../provider/genesys/regions";
import { products } from "../../../provider/products";
import { webex } from "../../../provider/webex/settings";
import { timeoutOf } from "../../../provider/core/timeouts";

interface Schema {
    properties: { config: { properties: Record<string, object> } };
}

const root = join(__dirname, "../../..");
const schema = JSON.parse(readFileSync(join(root, "schemas/tenant.json"), "utf8")) as Schema;
const known = Object.keys(schema.properties.config.properties);
const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);

/** Where a stack's file is wrong. */
const wrong = (yaml: string): string[] => {
    validate(parse(yaml));
    return [
        ...new Set((validate.errors ?? []).filter(({ keyword }) => keyword !== "if").map((one) => one.instancePath)),
    ];
};
const config = (...lines: string[]) => `config:\n${lines.map((line) => `    ${line}\n`).join("")}`;

describe("The schema of a tenant's file", () => {
    it("accepts what `tenant add` writes, with Pulumi's additions", () => {
        const text = tenantFile(
            { name: "acme", region: "eu-west-1", clientId: "c", gateway: "http://127.0.0.1:1" },
            "s",
        );
        expect(wrong(text)).to.deep.equal([]);
        const secret = `${text}\n  genesyscloud:oauthClientSecret:\n    secure: v1:a:b\n`;
        expect(wrong(`${secret}encryptionsalt: v1:a\n`)).to.deep.equal([]);
        expect(wrong(`${secret}secretsprovider: awskms://alias/a\nencryptedkey: AQ==\n`)).to.deep.equal([]);
    });

    it("accepts values as YAML and as `pulumi config set` write them, and the program's own keys", () => {
        const good = [
            config("genesyscloud:region: mypurecloud.de", "genesyscloud:oauthClientId: { secure: v1:x }"),
            config("emite:wfm: true", "emite:licences: all", "emite:rotation: 2026", "acme:own: { any: thing }"),
            config('emite:wfm: "true"', "emite:licences: '[\"Home\"]'", "emite:members: '{\"access\":[]}'"),
            config("emite:licences: [Home, Sales]", "emite:members: { access: [a@b.example, { secure: v1:x }] }"),
            config("eleveo:url: https://acme.myeleveo.com", "eleveo:realm: acme", "contactcenter:createTimeout: 10m"),
            config("genesyscloud:oauthClientLimit: 50", 'genesyscloud:requestsPerMinute: "600"'),
        ];
        for (const yaml of good) expect(wrong(yaml), yaml).to.deep.equal([]);
    });

    it("rejects misspelled keys, wrong values, and a secret in plain text", () => {
        const bad: Record<string, string> = {
            "genesyscloud:regoin: eu-west-1": "/config",
            "genesyscloud:region: eu-wst-1": "/config/genesyscloud:region",
            "genesyscloud:oauthClientSecret: in plain": "/config/genesyscloud:oauthClientSecret",
            "eleveo:clientSecret: in plain": "/config/eleveo:clientSecret",
            "genesyscloud:gateway: proxy.acme.example": "/config/genesyscloud:gateway",
            "genesyscloud:oauthClientLimit: 0": "/config/genesyscloud:oauthClientLimit",
            "emite:memebrs: {}": "/config",
            "emite:members: { acces: [] }": "/config/emite:members",
            "emite:members: { access: anna@acme.example }": "/config/emite:members/access",
            "emite:wfm: yes please": "/config/emite:wfm",
            "emite:licences: Home": "/config/emite:licences",
            "emite:scopes: users": "/config/emite:scopes",
            "eleveo:url: https://acme.myeleveo.com/auth": "/config/eleveo:url",
            "contactcenter:readTimeout: 90": "/config/contactcenter:readTimeout",
            "region: eu-west-1": "/config",
        };
        for (const [line, path] of Object.entries(bad)) expect(wrong(config(line)), line).to.deep.equal([path]);
        expect(wrong("cofnig: {}")).to.deep.equal([""]);
    });

    it("has every key that the library and the tenant program read, and no other", () => {
        const read = new Set<string>();
        const source: ConfigSource = { get: (key) => void read.add(key) };
        for (const { settings } of [...Object.values(products), webex]) expect(() => settings(source, {})).to.throw();
        for (const operation of ["create", "read", "update", "delete"] as const) timeoutOf(operation, source);
        const program = readFileSync(join(root, "examples/tenant/index.ts"), "utf8");
        for (const [, key] of program.matchAll(/config\.get\w*(?:<[^(]+>)?\("(\w+)"\)/g)) read.add(`emite:${key}`);
        checksOf(source);
        // Read in one place each: sdk/eleveo/profiles.ts, provider/core/connections.ts.
        const others = ["eleveo:profiles", "contactcenter:allowHttp", "contactcenter:offlinePreview"];
        read.delete("contactcenter:provider"); // Names an explicit provider in messages; never in a stack's file.
        expect(known).to.have.members([...read, ...others]);
    });

    it("has the regions of the provider", () => {
        const region = schema.properties.config.properties["genesyscloud:region"] as {
            else: { anyOf: [{ enum: string[] }, { pattern: string }] };
        };
        const [known, newer] = region.else.anyOf;
        expect(known.enum).to.have.members([...Object.keys(regions), ...Object.values(regions)]);
        expect("apse3.pure.cloud").to.match(new RegExp(newer.pattern));
        expect("apse3.pure.cloud.example").not.to.match(new RegExp(newer.pattern));
    });
});
