import { AsyncLocalStorage } from "node:async_hooks";
import * as grpc from "@grpc/grpc-js";
import type * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ofPulumi } from "./grpc";
import { message } from "./protocol";

type Messages = typeof engine;
type Client = new (
    address: string,
    credentials: grpc.ChannelCredentials,
) => { log(request: engine.LogRequest, done: (error: Error | null) => void): void };

const resources = new AsyncLocalStorage<string>();
const pending = new Set<Promise<void>>();

/** Carries out a call for a resource, so that the engine shows the lines of the log with it. */
export const ofResource = <T>(urn: string, work: () => T): T => resources.run(urn, work);

/** Resolves when the engine has all lines. Otherwise it might end before the last of them. */
export const logged = async (): Promise<void> => void (await Promise.all(pending));

/**
 * The log of an engine. The output of a plugin would be shown without the resource, and no line as a warning.
 * @param print - for lines that the engine does not accept
 */
export function logAt(address: string, print: (line: string) => void): (line: string) => void {
    let client: InstanceType<Client> | undefined;
    return (line) => {
        const { LogRequest, LogSeverity } = ofPulumi("./engine_pb") as Messages;
        const { EngineClient } = ofPulumi("./engine_grpc_pb") as { EngineClient: Client };
        client ??= new EngineClient(address, grpc.credentials.createInsecure());
        const text = line.replace(/^warning: /, "");
        const severity = text === line ? LogSeverity.INFO : LogSeverity.WARNING;
        const request = message(LogRequest, { severity, message: text, urn: resources.getStore() ?? "" });
        const sent = new Promise<void>((resolve) => {
            client?.log(request, (error) => {
                if (error !== null) print(line);
                resolve();
            });
        });
        pending.add(sent);
        void sent.then(() => pending.delete(sent));
    };
}
