import type * as platformClient from "purecloud-platform-client-v2";
import type { z } from "zod";
import type { Http } from "../transport/http";
import type { decoders, SdkApis } from "./answers";
import { dependsOnCaller } from "./clients";
import type { GenesysSettings } from "./settings";

type VendorSdk = typeof platformClient;
type Decoders = typeof decoders;

/** A call of the official SDK, with our decoded answer. */
type Decoded<Call, Decoder extends z.ZodType> = Call extends (...args: infer Args) => unknown
    ? (...args: Args) => Promise<z.output<Decoder>>
    : never;

/** The calls of the official SDK that we make, sent by our own HTTP stack, with decoded answers. */
export type VendorApis = {
    readonly [Api in keyof Decoders]: {
        readonly [Method in keyof Decoders[Api]]: Decoders[Api][Method] extends z.ZodType
            ? Decoded<SdkApis[Api][Method & keyof SdkApis[Api]], Decoders[Api][Method]>
            : never;
    };
};

/** Runs a call, and may do more around it. */
export type Around = <T>(method: string, path: string, send: () => Promise<T>) => Promise<T>;

/** @param as - index of the client that makes every call; by default any client that may make the call makes it */
export function vendorApis(settings: GenesysSettings, http: Http, around: Around, as?: number): VendorApis {
    // Loaded only on the first Genesys request. The vendor's browser build has the same calls without modules for
    // files, logs and its own transport: 120 ms instead of 200.
    const sdk = require("purecloud-platform-client-v2/dist/web-cjs/bundle.js") as VendorSdk;
    const client = apiClient(sdk, settings);
    client.setHttpClient(httpClient(client, http, around, as));
    const apis = new Map<string, unknown>();
    return new Proxy({} as VendorApis, {
        get: (_target, name: keyof Decoders) => {
            if (!apis.has(name)) apis.set(name, decodedApi(sdk, client, name));
            return apis.get(name);
        },
    });
}

type Call = (...args: unknown[]) => Promise<unknown>;

/** The calls of one of the vendor's classes that we make. */
function decodedApi(sdk: VendorSdk, client: platformClient.ApiClientClass, name: keyof Decoders) {
    const className = name === "oauth" ? "OAuthApi" : `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Api`;
    const Api = (sdk as unknown as Record<string, new (client: platformClient.ApiClientClass) => Record<string, Call>>)[
        className
    ];
    const api = Api && new Api(client);
    const answers = require("./answers") as typeof import("./answers");
    return Object.fromEntries(
        Object.entries<z.ZodType>(answers.decoders[name]).map(([method, decoder]) => [
            method,
            async (...args: unknown[]) => decoder.parse(await api?.[method]?.(...args)),
        ]),
    );
}

/**
 * A separate client per connection. When a client is created, the SDK reads and watches a file
 * `~/.genesyscloudjavascript/config`. That file could change the target and enable logs with secrets, so all its
 * settings are set again.
 */
function apiClient(sdk: VendorSdk, settings: GenesysSettings): platformClient.ApiClientClass {
    const { instance } = sdk.ApiClient;
    disarm(instance);
    const client = new (instance.constructor as new () => platformClient.ApiClientClass)();
    disarm(client);
    const { protocol, hostname, port, pathname } = new URL(settings.apiBase);
    client.setGateway({
        host: hostname,
        protocol: protocol.slice(0, -1),
        ...(port === "" ? {} : { port: Number(port) }),
        path_params_api: pathname.replace(/^\/+|\/+$/g, ""),
        path_params_login: "",
    } as platformClient.GatewayConfiguration);
    return client;
}

function disarm(client: platformClient.ApiClientClass): void {
    const { config } = client;
    config.live_reload_config = false;
    config.setConfigPath("");
    config.logger.log_level = config.logger.logLevelEnum.level.LNone;
    config.logger.log_to_console = false;
    config.logger.log_file_path = "";
    config.logger.log_request_body = false;
    config.logger.log_response_body = false;
    config.logger.setLogger();
    // Outside a browser, this build's logger writes to one that does not exist.
    Object.assign(config.logger, { log: () => undefined });
}

/** Replaces the SDK's transport: without its own retries, and because its errors contain tokens. */
function httpClient(client: platformClient.ApiClientClass, http: Http, around: Around, as?: number) {
    const Base = Object.getPrototypeOf(
        client.getHttpClient().constructor,
    ) as new () => platformClient.AbstractHttpClient;
    class Transport extends Base {
        async request(options: platformClient.HttpRequestOptions) {
            const { url, method, params, data } = options;
            const path = new URL(url).pathname;
            const sender = as ?? (dependsOnCaller(method, path) ? 0 : undefined);
            const answer = await around(method, path, () =>
                http.request({
                    method,
                    url,
                    ...(params ? { query: params as Record<string, unknown> } : {}),
                    ...(data === undefined || isEmpty(method, data) ? {} : { body: data as unknown }),
                    repeatable: method !== "POST" || repeatable.test(path),
                    ...(sender === undefined ? {} : { client: sender }),
                }),
            );
            return { data: answer, text: "", status: 200, statusText: "", headers: {} };
        }
        override enableHooks(): void {}
    }
    return new Transport();
}

/**
 * POST requests that can be sent twice without harm: searches, members of a group, subjects of a role, another new
 * secret. Any other may create one more object each time.
 */
const repeatable =
    /\/api\/v2\/(\w+\/search|audits\/query(\/realtime)?|groups\/[^/]+\/members|authorization\/(roles\/[^/]+|subjects\/[^/]+\/bulkadd)|oauth\/clients\/[^/]+\/secret)$/;

/** The SDK passes an empty object to calls without a body. */
function isEmpty(method: string, data: unknown): boolean {
    return method === "GET" && typeof data === "object" && data !== null && Object.keys(data).length === 0;
}
