import { expect } from "chai";
import { formatObject } from "../../../cli/drift/format";
import { Connections } from "../../../provider/core/connections";
import { withChangesOf } from "../../../operations/drift/changes";
import { pictureOf } from "../../../operations/drift/picture";
import { type RefreshedResource, review } from "../../../operations/drift/findings";
import { tenantsOf } from "../../../operations/drift/tenants";
import { ProviderInstances } from "../../../engine/providerServer";
import { startSimulator } from "../../../simulator";

const urnOf = (name: string) => `urn:pulumi:acme::emite::pulumi-nodejs:dynamic/genesys:Role::${name}`;
const providerUrn = (name: string) => `urn:pulumi:acme::emite::pulumi:providers:pulumi-nodejs::${name}`;
const resource = (name: string, provider?: string, more: Partial<RefreshedResource> = {}): RefreshedResource => ({
    urn: urnOf(name),
    type: "pulumi-nodejs:dynamic/genesys:Role",
    id: name,
    ...(provider === undefined ? {} : { provider }),
    declared: { name },
    found: { name },
    gone: false,
    changed: [],
    ...more,
});
const connectionTo = (gateway: string, client: { clientId: string; clientSecret: string }) => {
    const config: Record<string, string> = {
        "genesyscloud:region": "eu-west-1",
        "genesyscloud:gateway": gateway,
        "genesyscloud:oauthClientId": client.clientId,
        "genesyscloud:oauthClientSecret": client.clientSecret,
    };
    return new Connections({ get: (key) => config[key] }, {});
};
const unused = { clientId: "11111111-1111-4111-8111-111111111111", clientSecret: "s" };

describe("the tenants of a stack", () => {
    /** Providers and numbers of resources of each tenant. */
    async function shown(served: Record<string, [provider: string, connections: Connections]>, several = true) {
        const resources = Object.entries(served).map(([name, [provider]]) =>
            resource(name, several ? provider : undefined),
        );
        const serving = Object.entries(served).map(
            ([name, [provider, connections]]) => [urnOf(name), { urn: providerUrn(provider), connections }] as const,
        );
        const tenants = await tenantsOf(resources, new Map(serving));
        return tenants.map(({ provider, resources: own }) => `${provider}: ${own.size}`);
    }

    it("are distinguished by their address without a request", async () => {
        const sims = await Promise.all([startSimulator(), startSimulator()]);
        try {
            const [one, two] = sims.map(({ url, credentials }) => connectionTo(url, credentials));
            if (!one || !two) throw new Error("there are two");
            expect(await shown({ a: ["emea", one], b: ["apac", two], c: ["emea", one] })).to.deep.equal([
                "emea: 2",
                "apac: 1",
            ]);
            expect(sims.flatMap(({ requests }) => requests)).to.have.length(0);
        } finally {
            await Promise.all(sims.map((sim) => sim.stop()));
        }
    });

    it("are one if two clients belong to one organization", async () => {
        const sim = await startSimulator();
        try {
            const one = connectionTo(sim.url, sim.credentials);
            const other = connectionTo(sim.url, sim.addClient("Another pipeline"));
            expect(await shown({ a: ["one", one], b: ["other", other] })).to.deep.equal(["one, other: 2"]);
        } finally {
            await sim.stop();
        }
    });

    it("have no name in a stack with one provider; a provider without settings is a tenant apart", async () => {
        const connected = connectionTo("http://127.0.0.1:1", unused);
        const unset = new Connections({ get: () => undefined }, {});
        expect(await shown({ a: ["default", connected] }, false)).to.deep.equal(["undefined: 1"]);
        expect(await shown({ a: ["one", connected], b: ["unset", unset] })).to.deep.equal(["one: 1", "unset: 1"]);
    });
});

describe("findings of several tenants", () => {
    it("name their provider in every format; those of one tenant do not", () => {
        const gone = review(resource("R", "emea", { gone: true }));
        expect(formatObject(gone)).to.equal('genesys.Role "R" (provider emea)');
        expect(formatObject(review(resource("R")))).to.equal('genesys.Role "R"');
        expect(formatObject({ ...gone, provider: "a\u001b" })).to.equal('genesys.Role "R" (provider a\\u001b)');
    });

    it("are linked in a picture only within their own tenant", () => {
        const group = "pulumi-nodejs:dynamic/genesys:ClientApp";
        const resources = [
            resource("same", "emea"),
            resource("app", "apac", { type: group, found: { groups: { same: true } } }),
        ];
        expect(
            pictureOf(
                resources,
                resources.map((one) => review(one)),
            ).arrows,
        ).to.deep.equal([]);
    });

    it("of a tenant that cannot be reached get a note with its provider, and the order stays", async () => {
        const sim = await startSimulator();
        try {
            const unset = new Connections({ get: () => undefined }, {});
            const [a, b] = [resource("a", "emea", { gone: true }), resource("b", "apac", { gone: true })].map((one) =>
                review(one),
            );
            if (!a || !b) throw new Error("there are two");
            const { resources, notes } = await withChangesOf(
                [a, b],
                [
                    { reviews: [b], connections: unset, provider: "apac" },
                    { reviews: [a], connections: connectionTo(sim.url, sim.credentials), provider: "emea" },
                ],
                () => Promise.resolve([]),
            );
            expect(resources.map(({ urn }) => urn)).to.deep.equal([a.urn, b.urn]);
            expect(notes).to.have.length(1);
            expect(notes[0]).to.match(/^apac: who changed it is not known: the connection to Genesys Cloud is not/);
        } finally {
            await sim.stop();
        }
    });
});

describe("the providers that an engine configures", () => {
    const [one, two] = [{ get: () => "1" }, { get: () => "2" }];

    it("are distinguished by the engine's connection; a call over any other connection is refused", () => {
        const instances = new ProviderInstances();
        for (const peer of ["127.0.0.1:1", "127.0.0.1:2"]) instances.attach(peer, "127.0.0.1:9");
        instances.add("127.0.0.1:1", "emea", one);
        instances.add("127.0.0.1:2", "apac", two);
        expect(instances.of("127.0.0.1:2", "r")).to.equal(instances.all[1]);
        expect(instances.of("127.0.0.1:1", "r")).to.equal(instances.all[0]);
        expect(() => instances.of("127.0.0.1:3", "r")).to.throw(/^r: the engine has configured no provider /);
    });
});
