import { expect } from "chai";
import { dynamicInputs, inDynamicForm, inOwnForm } from "../../../engine/dynamicForm";
import { providersInState, settledConnections } from "../../../engine/providers";
import { checkInputs } from "../../../provider/runtime/check";
import { toDynamic, toNative } from "../../../provider/runtime/native";
import type { AnyType } from "../../../provider/runtime/read";
import { secretSignature, signatureKey } from "../../../provider/runtime/wire";
import { type ResourceToken, resources } from "../../../provider/resources";
import { genesys } from "../../../provider/genesys/api";
import { importerProfile } from "../../importerProfile";

const typeOf = (token: ResourceToken) => resources[token] as unknown as AnyType;
/** Inputs with sets, as a program in YAML writes them. */
const written: [ResourceToken, Record<string, unknown>][] = [
    ["genesys:Role", { name: "R", permissions: ["b:c:d", "a:b:c"] }],
    ["genesys:Group", { name: "G", owners: ["anna@acme.example"] }],
    ["genesys:GroupMembership", { group: "g", members: ["b@acme.example", "a@acme.example"] }],
    ["genesys:ClientApp", { name: "A", url: "https://a.example", groups: ["g"], sandbox: ["allow-scripts"] }],
    ["genesys:OAuthClient", { name: "C", grantType: "code", redirectUris: ["https://a.example"], scopes: ["users"] }],
    ["genesys:OAuthClient", { name: "C", roles: [{ role: "r", divisions: ["a", "b"] }] }],
    ["genesys:RoleAssignment", { role: "r", divisions: ["*"], subjects: [{ group: "g" }, { oauthClient: "c" }] }],
    ["webex:UserImport", { name: "W", scenario: 1, fromDomains: ["b.example", "a.example"] }],
    [
        "eleveo:ProviderClient",
        {
            name: "P",
            clientType: "user-import",
            profile: importerProfile,
        },
    ],
];

/** Each property as text, regardless of the order of lists. */
const sorted = (bag: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(
        Object.entries(bag).map(([property, value]) => [
            property,
            JSON.stringify(value, (_key, inner: unknown) =>
                Array.isArray(inner) ? inner.map((one) => JSON.stringify(one)).sort() : inner,
            ),
        ]),
    );

describe("properties of a native resource", () => {
    for (const [token, inputs] of written)
        it(`of ${token} are the same to every command as those of a dynamic one, and lists again for the engine`, () => {
            const type = typeOf(token);
            const { state, problems } = checkInputs(type, inputs);
            expect(problems).to.deep.equal([]);
            const native = toNative(type, state);
            for (const property of Object.keys(inputs))
                expect(sorted(native)[property]).to.equal(sorted(inputs)[property]);
            expect(dynamicInputs(`contactcenter:${token}`, native)).to.deep.equal(state);
            expect(dynamicInputs(`pulumi-nodejs:dynamic/${token}`, state)).to.equal(state);
        });

    it("with a wrong list are reported by the path, as a program has it", () => {
        const problemsOf = (token: ResourceToken, inputs: Record<string, unknown>) =>
            checkInputs(typeOf(token), toDynamic(typeOf(token), inputs)).problems.map(({ path }) => path);
        const roles = (list: unknown) => problemsOf("genesys:OAuthClient", { name: "C", roles: list });
        expect(roles(["r"])).to.deep.equal(["roles[0]"]);
        expect(roles([null])).to.deep.equal(["roles[0]"]);
        expect(roles([{ role: "r" }])).to.deep.equal(["roles[0].divisions"]);
        expect(roles([{ divisions: ["*"] }])).to.deep.equal(["roles[0].role"]);
        expect(problemsOf("genesys:Role", { name: "R", permissions: ["a:b:c", 1] })).to.deep.equal(["permissions[1]"]);
    });

    it("keep values that the tenant has, even if a program must not declare them", () => {
        const inputs = { name: "R", permissions: ["not a permission"] };
        const state = { name: "R", permissions: { "not a permission": true } };
        expect(dynamicInputs("contactcenter:genesys:Role", inputs)).to.deep.equal(state);
    });

    it("of components, of providers and of other packages stay as they are", () => {
        for (const type of ["contactcenter:emite:Integration", "pulumi:providers:contactcenter", "aws:s3:Bucket"]) {
            const resource = { type, inputs: { permissions: ["a:b:c"] } };
            expect(inDynamicForm(resource)).to.deep.equal(resource);
        }
    });

    it("stay secret in an answer to the engine, and have a marker only if it was written", () => {
        const secret = (value: unknown) => ({ [signatureKey]: secretSignature, value });
        const state = {
            inputs: { name: "G", description: "d", marker: "p/s/g" },
            outputs: { name: "G", description: "d", marker: "p/s/g" },
        };
        const type = "contactcenter:genesys:Group";
        const marked = { name: "G", description: secret("d"), marker: "p/s/g" };
        const given = { description: secret("old") };
        expect(inOwnForm(type, state, given)).to.deep.equal({ inputs: marked, outputs: marked });
        const unmarked = { ...state, outputs: { ...state.outputs, unmarked: true } };
        const bare = { name: "G", description: "d" };
        expect(inOwnForm(type, unmarked, {})).to.deep.equal({ inputs: bare, outputs: bare });
    });
});

describe("the providers of a stack with native resources", () => {
    const settings = { region: "eu-west-1", oauthClientId: "from the group", oauthClientSecret: "s" };
    const reference = (type: string, name: string) => `urn:pulumi:s::p::pulumi:providers:${type}::${name}::id`;
    const clientOf = (config: Record<string, string>, of: string, inputs: Record<string, unknown> = {}) => {
        const urn = of.split("::").slice(0, 4).join("::");
        const state = [{ urn, type: urn.split("::")[2] ?? "", inputs }];
        const found = providersInState(state, { get: (key) => config[key] })(of);
        return { name: found.name, client: settledConnections(found).settings(genesys).clientId };
    };
    const config = { "contactcenter:genesys": JSON.stringify(settings) };

    it("the default one has only the settings of its own package, and the same name as that of dynamic resources", () => {
        const native = reference("contactcenter", "default_0_1_0");
        const dynamic = reference("pulumi-nodejs", "default");
        const both = { ...config, "genesyscloud:oauthClientId": "own key" };
        expect(clientOf(both, native)).to.deep.equal({ name: "default", client: "from the group" });
        expect(clientOf(both, dynamic)).to.deep.equal({ name: "default", client: "own key" });
        expect(clientOf(config, dynamic)).to.deep.equal({ name: "default", client: "from the group" });
    });

    it("an explicit one has those of the state, as an object or as JSON", () => {
        const explicit = { ...settings, oauthClientId: "explicit" };
        for (const group of [explicit, JSON.stringify(explicit)])
            expect(clientOf(config, reference("contactcenter", "other"), { genesys: group })).to.deep.equal({
                name: "other",
                client: "explicit",
            });
    });
});
