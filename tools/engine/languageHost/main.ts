#!/usr/bin/env node
/**
 * A language host for Node, for machines on which Pulumi's own cannot be downloaded. It is built next to an engine that
 * was built from source, and is not part of the package. The engine starts it with its own address as the last argument
 * and reads the port from the first line of its output.
 */
import { connect } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { services } from "./services";

const engineAddress = process.argv.at(-1) ?? "";
const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
const { implementation, stop } = services(engineAddress);

server.addService(LanguageRuntimeService as unknown as grpc.ServiceDefinition, implementation);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log(port);
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
        stop();
        process.exit(0);
    });
process.on("exit", stop);

// A killed engine notifies nobody; without it there is nothing to do here.
const [, host = "", engine = ""] = engineAddress.match(/^(.*):(\d+)$/) ?? [];
setInterval(() => {
    const socket = connect({ host, port: Number(engine) });
    socket.on("connect", () => socket.destroy());
    socket.on("error", () => process.exit(0));
}, 5_000).unref();
