import provider from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import fc from "fast-check";
import { fromStruct, toStruct } from "../../../plugin/protocol";
import { resourceAnswers } from "../../../plugin/resources";
import { canonical } from "../../../provider/core/json";
import { type ResourceToken, resources } from "../../../provider/resources";
import { faceOf } from "../../../provider/runtime/dynamic";
import { Instance } from "../../../provider/runtime/instance";
import { toNative } from "../../../provider/runtime/native";
import type { AnyType } from "../../../provider/runtime/read";
import {
    holdsSecret,
    holdsUnknown,
    isSecret,
    plainDeep,
    refusedKey,
    secretSignature,
    signatureKey,
    unknownValue,
} from "../../../provider/runtime/wire";
import { importerProfile } from "../../importerProfile";

type Bag = Record<string, unknown>;

const typeOf = (token: ResourceToken) => resources[token] as unknown as AnyType;
const secret = (value: unknown) => (isSecret(value) ? value : { [signatureKey]: secretSignature, value });
const urnOf = (token: ResourceToken, name: string) => `urn:pulumi:dev::acme::contactcenter:${token}::${name}`;

/** Valid inputs of each type, as a program writes them. */
const written: Readonly<Record<ResourceToken, readonly Bag[]>> = {
    "eleveo:IdentityProvider": [
        {
            alias: "idp",
            displayName: "Login",
            clientId: "c",
            clientSecret: "geheim",
            authorizationUrl: "https://a.example/a",
            tokenUrl: "https://a.example/t",
            scopes: ["openid", "email"],
            config: { pkceEnabled: "true", 'a."b\\c': "d" },
        },
    ],
    "eleveo:ProviderClient": [
        {
            name: "importer",
            clientType: "user-import",
            profile: importerProfile,
        },
    ],
    "genesys:ClientApp": [
        {
            name: "App",
            url: "https://a.example",
            displayType: "standalone",
            sandbox: ["allow-scripts", "allow-forms"],
            permissions: ["microphone", "camera"],
            groups: ["4c1b1c9e-0000-4000-8000-000000000001"],
            advanced: { "a.b": { 'q"': [1, null, "x"] } },
        },
    ],
    "genesys:Group": [{ name: "Agents", description: "d", owners: ["b@acme.example", "a@acme.example"] }],
    "genesys:GroupMembership": [
        { group: "4c1b1c9e-0000-4000-8000-000000000001", members: ["b@acme.example", "a@acme.example"] },
    ],
    "genesys:Integration": [
        { name: "I", type: "purecloud-data-actions", properties: { p: [1] }, credentials: { basic: "geheim" } },
    ],
    "genesys:OAuthClient": [
        {
            name: "C",
            roles: [
                { role: "r2", divisions: ["b", "a"] },
                { role: "r1", divisions: ["*"] },
            ],
        },
        { name: "C", grantType: "code", redirectUris: ["https://b.example", "https://a.example"], scopes: ["users"] },
    ],
    "genesys:Role": [{ name: "R", description: "d", permissions: ["b:c:d", "a:b:c", "9:b:c"] }],
    "genesys:RoleAssignment": [{ role: "r", divisions: ["b", "a"], subjects: [{ group: "g" }, { oauthClient: "c" }] }],
    "imagicle:UserSync": [
        {
            name: "Acme",
            users: { firstName: "firstName", pin: "1234" },
            start: { url: "https://imagicle.acme.example", username: "admin", password: "geheim" },
        },
    ],
    "webex:UserImport": [{ name: "W", scenario: 1, fromDomains: ["b.example", "a.example"] }],
};
const tokens = Object.keys(written) as ResourceToken[];

const at = (bag: unknown, path: readonly string[]): unknown =>
    path.reduce<unknown>((one, key) => (one as Bag | undefined)?.[key], bag);

/** The path of each value in a bag, from the outside in. A secret is one value. */
const pathsIn = (value: unknown, path: readonly string[] = []): string[][] =>
    typeof value !== "object" || value === null || isSecret(value)
        ? []
        : Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]);

/** What programs do to a value. */
const edits: Readonly<Record<string, (value: unknown) => unknown>> = {
    absent: () => undefined,
    null: () => null,
    unknown: () => unknownValue,
    secret,
    "secret unknown": () => secret(unknownValue),
    "number as text": (value) => (typeof value === "number" ? String(value) : "42"),
    number: () => 1.5,
    yes: () => true,
    empty: (value) => (Array.isArray(value) ? [] : typeof value === "object" ? {} : ""),
    unicode: () => "  Zoë 漢字\u202e\u0000🦄 ",
    list: (value) => [value, value],
    twice: (value) => (Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])].reverse() : value),
    "more unknown": (value) => (Array.isArray(value) ? [...(value as unknown[]), unknownValue] : value),
    "more secret": (value) => (Array.isArray(value) ? [...(value as unknown[]), secret("zz")] : value),
    more: (value) => (typeof value === "object" && value !== null ? { ...value, "a.b[0]": 1 } : value),
};
const additional = ["extra", "marker", "a.b", 'q"[0]'];

const edited = (bag: Bag, changes: readonly (readonly [number, string])[]): Bag => {
    const next = structuredClone(bag);
    for (const [where, how] of changes) {
        const paths = pathsIn(next);
        const path = paths[where % paths.length];
        if (path === undefined) continue;
        const [last = "", parent] = [path.at(-1), at(next, path.slice(0, -1)) as Bag];
        const value = edits[how]?.(parent[last]);
        if (value === undefined && !Array.isArray(parent)) delete parent[last];
        else parent[last] = value ?? null;
    }
    return next;
};

const someEdits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...Object.keys(edits))), { maxLength: 3 });

const inputsOf = (token: ResourceToken) =>
    fc.record({
        bag: fc.tuple(fc.constantFrom(...written[token]), someEdits).map(([bag, changes]) => edited(bag, changes)),
        extra: fc.option(fc.constantFrom(...additional), { freq: 8, nil: undefined }),
    });

const configured: Readonly<Record<string, string>> = {
    "contactcenter:genesys": JSON.stringify({ region: "eu-west-1", oauthClientId: "c", oauthClientSecret: "s" }),
    "contactcenter:eleveo": JSON.stringify({
        url: "https://acme.myeleveo.com",
        realm: "acme",
        clientId: "c",
        clientSecret: "s",
    }),
    "contactcenter:checks": "off",
    "contactcenter:offlinePreview": "true",
};

/** One provider that asks no tenant. */
function offline(): Instance {
    const instance = new Instance();
    instance.configure({ get: (key) => configured[key] }, {});
    return instance;
}

async function check(from: Instance, urn: string, olds: Bag, news: Bag) {
    const request = new provider.CheckRequest();
    request.setUrn(urn);
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    const response = await resourceAnswers.check(request, from);
    return {
        inputs: fromStruct(response.getInputs()),
        failures: response.getFailuresList().map((one) => one.toObject()),
    };
}

/** The check of a dynamic resource, whose class has prepared the inputs. */
async function checkDynamic(token: ResourceToken, news: Bag) {
    const instance = offline();
    const type = typeOf(token);
    let given = plainDeep(fromStruct(toStruct(news))) as Bag;
    try {
        given = type.prepare?.(given, instance.connections) ?? given;
    } catch (error) {
        given = { ...given, [refusedKey]: (error as Error).message };
    }
    const all = { ...given, ...("marker" in type.inputs.shape ? { marker: "acme/dev/one" } : {}) };
    const { inputs = {}, failures = [] } = await (faceOf(instance, token) as Required<ReturnType<typeof faceOf>>).check(
        {},
        all,
    );
    return { inputs: inputs as Bag, failures };
}

async function diff(from: Instance, urn: string, olds: Bag, news: Bag): Promise<provider.DiffResponse> {
    const request = new provider.DiffRequest();
    request.setUrn(urn);
    request.setId("id");
    request.setOldInputs(toStruct(olds));
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    return resourceAnswers.diff(request, from);
}

/** The names and indices in a path, as the engine parses it: only a quote is escaped. */
function parsed(path: string): string[] {
    const parts = [...path.matchAll(/\["((?:\\"|[^"])*)"\]|\[(\d+)\]|([^.[]+)/g)];
    expect(parts.map(([part]) => part).join(""), "every character is parsed").to.equal(path);
    return parts.map(([, name, index, bare]) => name?.replaceAll('\\"', '"') ?? index ?? bare ?? "");
}

const runs = Number(process.env["RUNS"] ?? 60);

describe("the native plugin, compared with the dynamic provider", () => {
    for (const token of tokens)
        it(`finds the same problems and inputs of ${token}, and keeps secrets and unknown values`, async () => {
            await fc.assert(
                fc.asyncProperty(inputsOf(token), async ({ bag, extra }) => {
                    const news = extra === undefined ? bag : { ...bag, [extra]: "x" };
                    const native = await check(offline(), urnOf(token, "one"), {}, news);
                    const dynamic = await checkDynamic(token, news);
                    // The native plugin knows which values are secret, and does not show them.
                    const shown = (reason: string) => (holdsSecret(news) ? reason.replace(/it is .*/g, "") : reason);
                    const texts = [native, dynamic].map(({ failures }) =>
                        failures.map(({ property, reason }) => `${property}: ${shown(reason)}`).join("\n"),
                    );
                    expect(texts[0]).to.equal(texts[1]);
                    if (native.failures.length > 0) return;
                    expect(canonical(plainDeep(native.inputs))).to.equal(
                        canonical(plainDeep(toNative(typeOf(token), dynamic.inputs))),
                    );
                    for (const [property, value] of Object.entries(native.inputs)) {
                        // A user sync keeps its secrets apart.
                        const from = typeOf(token).prepare === undefined ? news[property] : value;
                        expect(holdsSecret(value), property).to.equal(
                            holdsSecret(from) || (typeOf(token).secrets as string[]).includes(property),
                        );
                        expect(holdsUnknown(value), property).to.equal(holdsUnknown(from));
                    }
                    expect(holdsUnknown(native.inputs)).to.equal(holdsUnknown(news));
                }),
                { numRuns: runs },
            );
        });

    for (const token of tokens)
        it(`shows the changes of ${token} by paths of the engine, and replaces it for the same properties`, async () => {
            await fc.assert(
                fc.asyncProperty(inputsOf(token), inputsOf(token), async (one, two) => {
                    const [from, face] = [offline(), faceOf(offline(), token)];
                    const [before, after] = [
                        await check(from, urnOf(token, "one"), {}, one.bag),
                        await check(offline(), urnOf(token, "one"), {}, two.bag),
                    ];
                    if (before.failures.length + after.failures.length > 0) return;
                    if (holdsUnknown(before.inputs)) return;
                    const shown = await diff(from, urnOf(token, "one"), before.inputs, after.inputs);
                    const [olds, news] = [before, after].map(({ inputs }) => plainDeep(inputs) as Bag);
                    const [first, second] = [one.bag, two.bag].map((bag) => checkDynamic(token, bag));
                    const { replaces = [] } = await face.diff(
                        "id",
                        (await first)?.inputs ?? {},
                        (await second)?.inputs ?? {},
                    );
                    expect(shown.getReplacesList()).to.deep.equal(replaces);
                    const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
                    const same = canonical(olds) === canonical(news);
                    expect(shown.getChanges()).to.equal(same ? DIFF_NONE : DIFF_SOME);
                    // Replacements that the engine adds, for an option of the program, delete first too.
                    expect(shown.getDeletebeforereplace()).to.equal(true);
                    const paths = (shown.getDetaileddiffMap().toArray() as [string, unknown][]).map(([path]) => path);
                    for (const path of paths)
                        expect(
                            [olds, news].some((bag) => at(bag, parsed(path)) !== undefined),
                            path,
                        ).to.equal(true);
                    for (const property of shown.getDiffsList())
                        expect({ ...olds, ...news }).to.have.property(property);
                }),
                { numRuns: runs },
            );
        });
});
