import { once } from "node:events";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { userAt } from "./peer";

/** Loads the same modules that Pulumi's own messages use, because two versions of them are incompatible. */
export const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/proto/provider_pb"));

export const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };

/** A running server. */
export interface Listening {
    port: number;
    stop(): void;
}

export interface ListenOptions {
    /** The user whose processes may connect, if the system reports the user. @default this process's user */
    user?: number | undefined;
    /** Called when a connection has ended. */
    onClosed?: (peer: string) => void;
}

/** Starts a server on a free loopback port, for processes of one user. */
export async function listen(
    server: grpc.Server,
    { user = process.geteuid?.(), onClosed }: ListenOptions = {},
): Promise<Listening> {
    const connections = server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
    const listener = createServer((socket) => {
        socket.on("error", () => undefined); // of a process that was killed
        const { remoteAddress = "", remotePort = 0, localAddress = "", localPort = 0 } = socket;
        const from = userAt({ address: remoteAddress, port: remotePort }, { address: localAddress, port: localPort });
        if (from !== undefined && from !== user) return void socket.destroy();
        socket.once("close", () => onClosed?.(`${remoteAddress}:${remotePort}`));
        connections.injectConnection(socket);
    });
    await once(listener.listen(0, "127.0.0.1"), "listening");
    return {
        port: (listener.address() as AddressInfo).port,
        stop: () => {
            listener.close();
            server.forceShutdown();
            connections.destroy();
        },
    };
}

const { ResourceProviderService } = ofPulumi("./provider_grpc_pb") as {
    ResourceProviderService: grpc.ServiceDefinition;
};

/** Starts a server of a resource provider. States may be of any size. */
export function listenAsProvider(
    calls: grpc.UntypedServiceImplementation,
    options: ListenOptions = {},
): Promise<Listening> {
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, calls);
    return listen(server, options);
}
