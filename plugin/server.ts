import type * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import { Instance } from "../provider/runtime/instance";
import { Empty, listenAsProvider, type Listening } from "./grpc";
import { logged, ofResource } from "./log";
import { invoke } from "./lookups";
import { asStatus, message, type ProviderError } from "./protocol";
import { resourceAnswers } from "./resources";
import { schemaText, version } from "./schema";
import { checkConfig, diffConfig, settingsOf } from "./settings";

/** Turns a function into the handler of a call. */
const handler =
    <R>(work: (request: R) => unknown) =>
    (call: grpc.ServerUnaryCall<R, unknown>, callback: grpc.sendUnaryData<unknown>): void => {
        Promise.resolve(call.request)
            .then((request) => ofResource((request as { getUrn?(): string }).getUrn?.() ?? "", () => work(request)))
            .finally(logged)
            .then((response) => callback(null, response ?? new Empty()))
            .catch((error: ProviderError) => callback(asStatus(error)));
    };

export const getSchema = () => message(provider.GetSchemaResponse, { schema: schemaText() });
export const getPluginInfo = () => message(plugin.PluginInfo, { version });

/** Loaded with the first component, because it loads Pulumi's SDK. */
export async function construct(request: provider.ConstructRequest, from: Instance, engine: string) {
    const [components, { openPlain }] = await Promise.all([import("./components.js"), import("./arguments.js")]);
    await openPlain(request, from);
    return components.construct(request, from, engine);
}

/** Starts the plugin: one process serves one provider of one engine. */
export async function servePlugin(engineAddress: string | undefined): Promise<Listening> {
    const instance = new Instance();
    const inNames = (error: Error) => {
        error.message = instance.connections.inNames(error.message);
        throw error;
    };
    let engine = engineAddress ?? "";
    const calls = Object.entries(resourceAnswers as Record<string, (request: unknown, from: Instance) => unknown>).map(
        ([call, work]) => [call, handler((request: unknown) => work(request, instance))] as const,
    );
    return listenAsProvider({
        attach: handler((request: plugin.PluginAttach) => void (engine = request.getAddress())),
        handshake: handler((request: provider.ProviderHandshakeRequest) => {
            engine = request.getEngineAddress();
            return message(provider.ProviderHandshakeResponse, { acceptSecrets: true });
        }),
        getPluginInfo: handler(getPluginInfo),
        getSchema: handler(getSchema),
        checkConfig: handler(checkConfig),
        diffConfig: handler(diffConfig),
        configure: handler((request: provider.ConfigureRequest) => {
            instance.configure(settingsOf(request));
            return message(provider.ConfigureResponse, { supportspreview: true, acceptsecrets: true });
        }),
        invoke: handler((request: provider.InvokeRequest) => invoke(request, instance).catch(inNames)),
        construct: handler((request: provider.ConstructRequest) => construct(request, instance, engine).catch(inNames)),
        // The engine waits for the answers to its open calls; each ends within its timeout.
        cancel: handler(() => undefined),
        ...Object.fromEntries(calls),
    });
}
