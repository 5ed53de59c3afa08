import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import messages from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { userAt } from "../../../plugin/peer";
import { type EngineServer, serveEngine, type ServerOptions } from "../../../engine/providerServer";
import { fromStruct, toStruct } from "../../../plugin/protocol";
import { startReviewServer } from "../../../operations/drift/server";
import { providerKey } from "../../../provider/runtime/wire";
import { type Simulator, startSimulator } from "../../../simulator";
import { connectionTo } from "../../../tools/emiteTenant";

const urn = (name: string) => `urn:pulumi:s::p::pulumi-nodejs:dynamic/genesys:Group::${name}`;
const settingsOf = (sim: Simulator) => {
    const { config, secrets } = connectionTo(sim);
    return { ...config, ...secrets };
};
const providerUrn = (name: string) => `urn:pulumi:s::p::pulumi:providers:pulumi-nodejs::${name}`;

/** One connection to a server, as an engine has one for each provider. */
class Connection {
    readonly #client: ResourceProviderClient;

    constructor({ env }: EngineServer) {
        const address = `127.0.0.1:${/:(\d+)/.exec(env["PULUMI_DEBUG_PROVIDERS"] ?? "")?.[1]}`;
        const own = { "grpc.use_local_subchannel_pool": 1 };
        this.#client = new ResourceProviderClient(address, grpc.credentials.createInsecure(), own);
    }

    attach(engine: string) {
        const request = new plugin.PluginAttach();
        request.setAddress(engine);
        return this.#call("attach", request);
    }

    configure(config: Record<string, string> = {}, name = "default") {
        const request = new messages.ConfigureRequest();
        request.setUrn(providerUrn(name));
        request.setArgs(toStruct(config) as never);
        return this.#call("configure", request);
    }

    async schema(): Promise<string> {
        const response = await this.#call("getSchema", new messages.GetSchemaRequest());
        return typeof response === "string" ? response : (response as messages.GetSchemaResponse).getSchema();
    }

    async read(id: string): Promise<Record<string, unknown> | string> {
        const request = new messages.ReadRequest();
        request.setUrn(urn("g"));
        request.setId(id);
        request.setProperties(toStruct({ name: "Sales", [providerKey]: "text" }) as never);
        const response = await this.#call("read", request);
        return typeof response === "string"
            ? response
            : fromStruct((response as messages.ReadResponse).getProperties() as never);
    }

    close() {
        this.#client.close();
    }

    /** The answer, or the refusal. */
    #call(method: string, request: unknown): Promise<unknown> {
        type Call = (request: unknown, done: (error: grpc.ServiceError | null, response: unknown) => void) => void;
        const call = (this.#client as unknown as Record<string, Call>)[method] as Call;
        return new Promise((resolve) =>
            call.call(this.#client, request, (error, response) => resolve(error?.details ?? response)),
        );
    }
}

async function served(work: (server: EngineServer, sim: Simulator) => Promise<void>, options?: ServerOptions) {
    const sim = await startSimulator();
    const server = options ? await serveEngine({}, options) : await startReviewServer();
    try {
        await work(server, sim);
    } finally {
        server.stop();
        await sim.stop();
    }
}

describe("The provider to which an engine attaches", () => {
    it("serves no other client while the engine works, and the engine continues", () =>
        served(async (server, sim) => {
            const [group] = sim.tenant.groups.values();
            const [engine, other] = [new Connection(server), new Connection(server)];
            await engine.attach("127.0.0.1:1");
            await engine.configure(settingsOf(sim));
            expect(await engine.read(group?.id ?? "")).to.include({ name: group?.name });

            const stolen = { ...settingsOf(sim), "genesyscloud:gateway": "http://127.0.0.1:9" };
            expect(await other.configure(stolen)).to.equal("no engine is attached over this connection [CC8007]");
            await other.attach("127.0.0.1:2");
            const refused = "another engine is attached to this provider [CC8006]";
            expect(await other.configure(stolen)).to.equal(refused);
            expect(await other.read(group?.id ?? "")).to.match(
                /has configured no provider .*\. Run the command again \[CC8009\]$/,
            );
            expect(await engine.configure(stolen)).to.equal(
                "the provider of this connection is already configured [CC8008]",
            );
            expect(server.instances).to.have.length(1);

            const second = new Connection(server);
            await second.attach("127.0.0.1:1");
            await second.configure(settingsOf(sim), "emea");
            for (const connection of [engine, second])
                expect(await connection.read(group?.id ?? "")).to.include({ name: group?.name });
            for (const connection of [engine, second, other]) connection.close();
        }));

    it("accepts the next engine after the first has ended", () =>
        served(async (server) => {
            const [first, next] = [new Connection(server), new Connection(server)];
            await first.attach("127.0.0.1:1");
            await first.configure();
            first.close();
            await next.attach("127.0.0.1:2");
            const refused = "another engine is attached to this provider [CC8006]";
            let answer: unknown = refused;
            while (answer === refused) answer = await next.configure();
            expect(answer).to.be.an("object");
            next.close();
        }));

    it("shows its schema over a second address of the engine, as a program in YAML needs it", () =>
        served(async (server, sim) => {
            const [engine, host] = [new Connection(server), new Connection(server)];
            await host.attach("127.0.0.1:2");
            await engine.attach("127.0.0.1:1");
            await engine.configure(settingsOf(sim));
            expect(await host.schema()).to.include("contactcenter:genesys:Role");
            for (const connection of [engine, host]) connection.close();
        }));

    it("does not answer processes of another user, if the system tells the user", async function () {
        const isTold = process.platform === "linux";
        await served(
            async (server) => {
                const other = new Connection(server);
                const answer = await other.attach("127.0.0.1:1");
                expect(typeof answer).to.equal(isTold ? "string" : "object");
                other.close();
            },
            { user: (process.geteuid?.() ?? 0) + 1 },
        );
    });
});

describe("The user at the other end of a connection", () => {
    const own = { address: "127.0.0.1", port: 0xaaaa };
    const line = (local: string, remote: string, uid: number) =>
        `   1: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 1 1 0 20 4 30 10 -1`;
    const ours = line("0100007F:AAAA", "0100007F:BBBB", 1000);

    for (const [what, tables, user] of [
        ["over IPv4", [`${ours}\n${line("0100007F:BBBB", "0100007F:AAAA", 1001)}`], 1001],
        [
            "over IPv6",
            [ours, line("0000000000000000FFFF00000100007F:BBBB", "0000000000000000FFFF00000100007F:AAAA", 1002)],
            1002,
        ],
        [
            "is not that of a connection from another address",
            [`${ours}\n${line("0200007F:BBBB", "0100007F:AAAA", 1)}`],
            "none",
        ],
        ["that is gone", [ours], "none"],
        ["of which the system tells nothing", [], undefined],
    ] as const)
        it(what, () => {
            expect(userAt({ address: "127.0.0.1", port: 0xbbbb }, own, [...tables])).to.equal(user);
        });
});
