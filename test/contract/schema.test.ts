import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { version } from "../../plugin/schema";
import { resources } from "../../provider/resources";
import { schemaFile } from "../../tools/schema/schema";
import type { PropertySpec, TypeSpec } from "../../tools/schema/types";

interface Schema {
    version: string;
    types: Record<string, { properties: Record<string, TypeSpec>; required: string[] }>;
    resources: Record<
        string,
        { isComponent?: boolean } & Record<"inputProperties" | "properties", Record<string, PropertySpec>>
    >;
}

/** The part of JSON Schema that is compared. */
interface JsonSchema {
    properties?: Record<string, JsonSchema>;
    items?: JsonSchema;
    additionalProperties?: JsonSchema | boolean;
    not?: object;
    anyOf?: JsonSchema[];
    oneOf?: JsonSchema[];
}

const file = join(__dirname, "..", "..", "schemas", "plugin.json");

describe("the schema of the native plugin", () => {
    it("is up to date: otherwise run `npm run schema`", async () => {
        expect(await schemaFile()).to.equal(readFileSync(file, "utf8"));
    }).timeout(30_000);

    it("has every property that the provider accepts", () => {
        const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;
        const propertiesOf = ({ $ref = "" }: TypeSpec) => schema.types[$ref.replace("#/types/", "")]?.properties;
        const missing: string[] = [];
        const compare = (accepted: JsonSchema, known: TypeSpec, path: string): void => {
            for (const one of [...(accepted.anyOf ?? []), ...(accepted.oneOf ?? [])]) compare(one, known, path);
            // The provider's form of a set is a record.
            const item = accepted.items ?? accepted.additionalProperties;
            if (typeof item === "object" && known.items !== undefined) compare(item, known.items, `${path}[]`);
            const own = propertiesOf(known);
            if (own !== undefined) compareAll(accepted.properties, own, path);
        };
        const compareAll = (accepted: JsonSchema["properties"] = {}, known: Record<string, TypeSpec>, path: string) => {
            for (const [name, one] of Object.entries(accepted)) {
                const spec = known[name];
                if (spec === undefined && one.not === undefined) missing.push(`${path}.${name}`);
                else if (spec !== undefined) compare(one, spec, `${path}.${name}`);
            }
        };
        for (const [token, { inputs }] of Object.entries(resources)) {
            const { properties = {} } = z.toJSONSchema(inputs, { unrepresentable: "any", io: "input" }) as JsonSchema;
            const known = schema.resources[`contactcenter:${token}`];
            compareAll(properties, { ...known?.properties, ...known?.inputProperties }, token);
        }
        expect(missing).to.deep.equal([]);
    });

    it("has the properties of every alternative, all of them optional", () => {
        const { types } = JSON.parse(readFileSync(file, "utf8")) as Schema;
        const subject = types["contactcenter:genesys:Subject"];
        expect(Object.keys(subject?.properties ?? {})).to.have.members(["user", "group", "oauthClient"]);
        expect(subject?.required).to.deep.equal([]);
    });

    it("has what an SDK in C# needs to compile: a version, and no secret outputs of components", () => {
        const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;
        expect(schema.version).to.equal(version);
        const components = Object.entries(schema.resources).filter(([, { isComponent }]) => isComponent);
        expect(components).to.have.length(3);
        const secret = components.flatMap(([token, { properties }]) =>
            Object.keys(properties)
                .filter((name) => properties[name]?.secret)
                .map((name) => `${token}.${name}`),
        );
        expect(secret).to.deep.equal([]);
    });

    it("has no links of the SDK's doc comments", () => {
        expect(readFileSync(file, "utf8")).not.to.include("{@");
    });

    it("marks what a component needs as plain values, also inside an argument", () => {
        const { types, resources: known } = JSON.parse(readFileSync(file, "utf8")) as Schema;
        const { licences, members } = known["contactcenter:emite:Integration"]?.inputProperties ?? {};
        expect([licences?.plain, members?.plain]).to.deep.equal([true, true]);
        expect(types["contactcenter:emite:IntegrationLicences"]?.properties["divisions"]?.plain).to.equal(true);
        expect(types["contactcenter:emite:EmiteMembers"]?.properties["access"]?.plain).to.equal(undefined);
    });
});
