import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";

/** Loads the very modules that Pulumi's own messages are made of: two versions of them do not mix. */
export const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/proto/provider_pb"));

export const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };

/** Starts a server on a free port of loopback, and returns the port. */
export const listen = (server: grpc.Server): Promise<number> =>
    new Promise((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve(port),
        ),
    );
