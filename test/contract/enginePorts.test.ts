import * as grpc from "@grpc/grpc-js";
import resource from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { ofPulumi } from "../../plugin/grpc";
import { attachPrograms } from "../../tools/engine/attachedPrograms";

const { ResourceMonitorService, ResourceMonitorClient } = ofPulumi("./resource_grpc_pb") as {
    ResourceMonitorService: grpc.ServiceDefinition;
    ResourceMonitorClient: new (address: string, credentials: grpc.ChannelCredentials, options: object) => Monitor;
};
const { grpcClientOptions } = ofPulumi("../runtime/settings") as { grpcClientOptions: grpc.ClientOptions };

interface Monitor extends grpc.Client {
    supportsFeature(
        request: resource.SupportsFeatureRequest,
        callback: grpc.requestCallback<resource.SupportsFeatureResponse>,
    ): void;
}

/** The part of an engine that programs connect to. */
async function serveMonitor(port: number): Promise<{ server: grpc.Server; port: number }> {
    const server = new grpc.Server();
    const supportsFeature: grpc.handleUnaryCall<unknown, unknown> = (_, callback) =>
        callback(null, new resource.SupportsFeatureResponse());
    server.addService(ResourceMonitorService, { supportsFeature });
    return new Promise((resolve, reject) =>
        server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve({ server, port: bound }),
        ),
    );
}

const connect = (port: number) =>
    new ResourceMonitorClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), grpcClientOptions);

const ask = (client: Monitor) =>
    new Promise<string>((resolve) =>
        client.supportsFeature(new resource.SupportsFeatureRequest(), (error) => resolve(error?.details ?? "answered")),
    );

describe("programs of one process", () => {
    it("reach an engine that has the port of one that was killed", async () => {
        const programs = await attachPrograms();
        const killed = await serveMonitor(0);
        const [first, second] = [connect(killed.port), connect(killed.port)];
        let next: grpc.Server | undefined;
        try {
            expect(await ask(first)).to.equal("answered");
            killed.server.forceShutdown();
            expect(await ask(first)).to.match(/No connection established/);
            next = (await serveMonitor(killed.port)).server;
            expect(await ask(second)).to.equal("answered");
        } finally {
            for (const client of [first, second]) client.close();
            for (const server of [killed.server, next]) server?.forceShutdown();
            programs.stop();
        }
    });
});
