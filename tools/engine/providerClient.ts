import * as grpc from "@grpc/grpc-js";
import { ofPulumi } from "../../plugin/grpc";

/** The calls of a resource provider, as the engine makes them. */
export interface ProviderClient {
    /** @param method - in camel case, such as `diffConfig` */
    call<Response>(method: string, request: unknown): Promise<Response>;
    close(): void;
}

/** The engine's largest error, which may contain a state. */
const longestError = 16_777_216;

/** A client of the provider at a loopback port. */
export function providerClient(port: number | string): ProviderClient {
    const { ResourceProviderClient } = ofPulumi("./provider_grpc_pb") as {
        ResourceProviderClient: new (...of: ConstructorParameters<typeof grpc.Client>) => grpc.Client;
    };
    const credentials = grpc.credentials.createInsecure();
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials, {
        "grpc.max_metadata_size": longestError,
    });
    const calls = client as unknown as Record<string, (request: unknown, done: grpc.requestCallback<unknown>) => void>;
    return {
        call: (method, request) =>
            new Promise((resolve, reject) => {
                calls[method]?.(request, (error, response) => {
                    if (error === null) resolve(response as never);
                    else reject(error);
                });
            }),
        close: () => client.close(),
    };
}
