import * as grpc from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb";
import status from "@pulumi/pulumi/proto/status_pb";
import { expect } from "chai";
import { Empty } from "../../../plugin/grpc";
import { fromStruct, message, toStruct } from "../../../plugin/protocol";
import { servePlugin } from "../../../plugin/server";
import type { ResourceToken } from "../../../provider/resources";
import { faceOf } from "../../../provider/runtime/dynamic";
import { Instance } from "../../../provider/runtime/instance";
import { toNative } from "../../../provider/runtime/native";
import type { AnyType } from "../../../provider/runtime/read";
import { resources } from "../../../provider/resources";
import { isSecret, plainDeep, secretSignature, signatureKey, unknownValue } from "../../../provider/runtime/wire";
import { type Simulator, startSimulator } from "../../../simulator";
import { type ProviderClient, providerClient } from "../../../tools/engine/providerClient";
import { nativeConnectionTo, settingsFor } from "../../../tools/emiteTenant";
import { withHome } from "../../home";

type Bag = Record<string, unknown>;
type Call = ProviderClient["call"];

const secret = (value: unknown) => ({ [signatureKey]: secretSignature, value });

/** The engine's client of a plugin in this process, over its port. */
async function withPlugin(sim: Simulator, test: (call: Call) => Promise<void>): Promise<void> {
    const { port, stop } = await servePlugin(undefined);
    const { call, close } = providerClient(port);
    try {
        const args = toStruct({ genesys: nativeConnectionTo(sim) });
        await call("configure", message(provider.ConfigureRequest, { args }));
        await withHome(() => test(call));
        await call("cancel", new Empty());
    } finally {
        close();
        stop();
    }
}

/** The calls for one resource. */
function resourceOf(call: Call, token: ResourceToken) {
    const urn = `urn:pulumi:dev::acme::contactcenter:${token}::one`;
    return {
        check: async (news: Bag, olds: Bag = {}) => {
            const request = message(provider.CheckRequest, { urn, olds: toStruct(olds), news: toStruct(news) });
            const response = await call<provider.CheckResponse>("check", request);
            expect(response.getFailuresList().map((failure) => failure.getReason())).to.deep.equal([]);
            return fromStruct(response.getInputs());
        },
        diff: async (id: string, olds: Bag, news: Bag) => {
            const [oldInputs, next] = [toStruct(olds), toStruct(news)];
            const request = message(provider.DiffRequest, { urn, id, oldInputs, olds: toStruct(olds), news: next });
            return call<provider.DiffResponse>("diff", request);
        },
        create: async (inputs: Bag, preview = false) => {
            const request = message(provider.CreateRequest, { urn, properties: toStruct(inputs), preview });
            const response = await call<provider.CreateResponse>("create", request);
            return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
        },
        read: async (id: string, outputs: Bag, inputs: Bag, timeout = 0) => {
            const [properties, last] = [toStruct(outputs), toStruct(inputs)];
            const request = message(provider.ReadRequest, { urn, id, properties, inputs: last, timeout });
            const response = await call<provider.ReadResponse>("read", request);
            return { outputs: fromStruct(response.getProperties()), inputs: fromStruct(response.getInputs()) };
        },
        update: async (id: string, olds: Bag, news: Bag, preview = false) => {
            const request = message(provider.UpdateRequest, {
                urn,
                id,
                olds: toStruct(olds),
                news: toStruct(news),
                preview,
            });
            return fromStruct((await call<provider.UpdateResponse>("update", request)).getProperties());
        },
        delete: (id: string, outputs: Bag) =>
            call("delete", message(provider.DeleteRequest, { urn, id, properties: toStruct(outputs) })),
    };
}

const failure = (work: Promise<unknown>) =>
    work.then(
        () => expect.fail("it must fail"),
        (error: unknown) => error as grpc.ServiceError,
    );

const { DIFF_NONE } = provider.DiffResponse.DiffChanges;
const sent = (sim: Simulator) => sim.requests.map(({ method, route }) => `${method} ${route}`);

/** Inputs of a create and of an update. */
const changes: readonly [ResourceToken, (sim: Simulator) => readonly [Bag, Bag]][] = [
    [
        "genesys:Role",
        () => [
            { name: "R", description: "d", permissions: ["routing:queue:view", "analytics:conversationDetail:view"] },
            { name: "R", description: "", permissions: ["routing:wrapupCode:view"] },
        ],
    ],
    [
        "genesys:Group",
        () => [
            { name: "G", owners: ["ben.smith@acme.example", "anna.smith@acme.example"] },
            { name: "G 漢🦄", owners: ["anna.smith@acme.example"], description: "Zoë" },
        ],
    ],
    [
        "genesys:GroupMembership",
        ({ tenant }) => {
            const [group = ""] = tenant.groups.keys();
            const [anna, ben] = ["anna.smith@acme.example", "ben.smith@acme.example"];
            return [
                { group, members: [ben, anna, ben] },
                { group, members: [anna] },
            ];
        },
    ],
    [
        "genesys:ClientApp",
        () => [
            { name: "A", url: "https://a.example", sandbox: ["allow-scripts", "allow-forms"], advanced: { 'a"': [1] } },
            { name: "A", url: "https://b.example", sandbox: [], advanced: {} },
        ],
    ],
    [
        "genesys:OAuthClient",
        () => [
            {
                name: "C",
                grantType: "code",
                redirectUris: ["https://b.example", "https://a.example"],
                scopes: ["users"],
            },
            { name: "D", grantType: "code", redirectUris: ["https://a.example"], scopes: ["users"], rotation: "1" },
        ],
    ],
];

describe("the native plugin, called as by the engine", () => {
    let sims: [Simulator, Simulator];
    beforeEach(async () => void (sims = [await startSimulator(quick), await startSimulator(quick)]));
    afterEach(() => Promise.all(sims.map((sim) => sim.stop())));
    const quick = { membershipLag: 0 };

    for (const [token, inputsIn] of changes)
        it(`sends the requests of the dynamic provider for ${token}, and has no difference after a change or a refresh`, () =>
            withPlugin(sims[0], async (call) => {
                const [one, two] = sims;
                const instance = new Instance();
                const settings = settingsFor(two);
                instance.configure({ get: (key) => settings[key] }, {});
                const type = resources[token] as unknown as AnyType;
                const [native, face] = [resourceOf(call, token), faceOf(instance, token)];
                const marker = "marker" in type.inputs.shape ? { marker: "acme/dev/one" } : {};
                const [[first, then], theirs] = [inputsIn(one), inputsIn(two)];
                const checked = async (news: Bag, olds: Bag = {}) =>
                    ((await face.check(olds, { ...news, ...marker })) as { inputs: Bag }).inputs;

                const inputs = await native.check(first);
                const planned = await native.create(inputs, true);
                expect(planned.outputs).to.deep.include(inputs);
                const { id, outputs } = await native.create(inputs);
                expect(Object.keys(planned.outputs), "no output is missing in a preview").to.include.members(
                    Object.keys(outputs),
                );
                const dynamic = await face.create(await checked(theirs[0]));
                expect(Object.keys(outputs).sort()).to.deep.equal(
                    Object.keys(toNative(type, dynamic.outs as Bag)).sort(),
                );
                expect(sent(one)).to.deep.equal(sent(two));

                expect((await native.diff(id, inputs, await native.check(first, inputs))).getChanges()).to.equal(
                    DIFF_NONE,
                );
                const refreshed = await native.read(id, outputs, inputs);
                expect(refreshed).to.deep.equal({ outputs, inputs });

                const next = await native.check(then, inputs);
                expect((await native.diff(id, inputs, next)).getReplacesList()).to.deep.equal([]);
                const shown = await native.update(id, outputs, next, true);
                const updated = await native.update(id, outputs, next);
                for (const [property, value] of Object.entries(shown))
                    if (value !== unknownValue) expect(updated, property).to.deep.include({ [property]: value });
                expect((await native.diff(id, next, await native.check(then, next))).getChanges()).to.equal(DIFF_NONE);
                expect(await native.read(id, updated, next)).to.deep.equal({ outputs: updated, inputs: next });
                await native.delete(id, updated);
            }));

    it("keeps secrets in every answer, also in that of a create that fails half way", () =>
        withPlugin(sims[0], async (call) => {
            const group = resourceOf(call, "genesys:Group");
            const news = { name: "G", description: secret("geheim"), owners: [secret("anna.smith@acme.example")] };
            const inputs = await group.check(news);
            const { outputs: shown } = await group.create({ ...inputs, name: unknownValue }, true);
            expect(shown).to.include({ name: unknownValue });
            sims[0].answerOnce("PUT /api/v2/groups/{groupId}", { status: 400, body: { code: "bad.request" } });
            const partial = stateIn(await failure(group.create({ ...inputs, callsEnabled: true })));
            const outputs = await group.update(partial.id, partial.outputs, inputs);
            const state = await group.read(partial.id, outputs, inputs);
            for (const bag of [inputs, shown, partial.outputs, outputs, state.inputs, state.outputs])
                for (const property of ["description", "owners"])
                    expect(isSecret(bag[property]), property).to.equal(true);
            expect(plainDeep(state.inputs)).to.deep.include({ description: "geheim" });
        }));

    it("says of calls that it does not have that they are not implemented, so that the engine does without them", () =>
        withPlugin(sims[0], async (call) => {
            const requests = {
                parameterize: new provider.ParameterizeRequest(),
                getMapping: new provider.GetMappingRequest(),
                getMappings: new provider.GetMappingsRequest(),
                call: new provider.CallRequest(),
            };
            for (const [name, request] of Object.entries(requests))
                expect((await failure(call(name, request))).code, name).to.equal(grpc.status.UNIMPLEMENTED);
        }));

    it("reads within the engine's seconds", () =>
        withPlugin(sims[0], async (call) => {
            const role = resourceOf(call, "genesys:Role");
            const inputs = await role.check({ name: "R", permissions: [] });
            const { id, outputs } = await role.create(inputs);
            sims[0].intercept((request) => (request.includes("/authorization/roles") ? "silence" : undefined));
            const { message: text } = await failure(role.read(id, outputs, inputs, 0.3));
            expect(text).to.include("Timed out after 0.3 s.");
        }));
});

/** The object that the engine keeps after a create that failed. */
function stateIn({ metadata }: grpc.ServiceError): { id: string; outputs: Bag } {
    const [details = ""] = metadata.get("grpc-status-details-bin");
    const [packed] = status.Status.deserializeBinary(details as Buffer).getDetailsList();
    const detail = provider.ErrorResourceInitFailed.deserializeBinary(packed?.getValue_asU8() ?? new Uint8Array());
    return { id: detail.getId(), outputs: fromStruct(detail.getProperties()) };
}
