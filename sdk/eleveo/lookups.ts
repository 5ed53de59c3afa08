import type * as pulumi from "@pulumi/pulumi";
import type { EleveoLookups } from "../../provider/lookups";
import { messageOf } from "../arguments";
import { connections, type LookupOptions } from "../lookup";
import { isMocked, perProgram } from "../program";
import { stackConfig } from "../provider";
import { userError } from "../userError";
import type { EleveoServer } from "./types";

/** Loads the provider on first use, so that a program without lookups loads no HTTP client. */
const connect = (source: typeof stackConfig): EleveoLookups =>
    (require("../../provider/lookups") as typeof import("../../provider/lookups")).eleveoLookups(source);

const explicit = connections(connect);
const ofStack = perProgram(() => connect(isMocked() ? withSample(stackConfig) : stackConfig));

/** In a unit test, missing configuration is filled in. */
const withSample = ({ get }: typeof stackConfig): typeof stackConfig => ({
    get: (key) => get(key) ?? sample[key],
});
const sample: Readonly<Record<string, string>> = {
    "eleveo:url": "https://eleveo.example",
    "eleveo:realm": "mocked",
    "eleveo:clientId": "client-id",
    "eleveo:clientSecret": "client-secret",
};

/** An explicit provider whose settings are not known yet when the program calls the lookup. */
interface Explicit {
    provider: pulumi.ProviderResource;
}

/** Where User Management is, from the configuration of the stack or of an explicit provider. Makes no request. */
export function server(options?: { provider?: undefined }): EleveoServer;
export function server(options: Explicit): Promise<EleveoServer>;
export function server(options?: LookupOptions): EleveoServer | Promise<EleveoServer>;
export function server(options: LookupOptions = {}): EleveoServer | Promise<EleveoServer> {
    return ask(options, (eleveo) => eleveo.server());
}

/**
 * The Redirect URI of an identity provider that does not exist yet. You need it to register the client at the other
 * product. Reads the address that Keycloak announces from the realm's public page. It differs from `eleveo:url` if the
 * realm has a Frontend URL. If the page does not answer, and in an offline preview, the URI is built from `eleveo:url`,
 * `eleveo:contextPath` and `eleveo:realm`.
 */
export async function redirectUri(alias: string, { provider }: LookupOptions = {}): Promise<string> {
    try {
        const eleveo = provider === undefined ? ofStack() : await explicit(provider);
        return await eleveo.redirectUri(alias, isMocked());
    } catch (error) {
        throw userError(undefined, messageOf(error));
    }
}

function ask<T>({ provider }: LookupOptions, question: (eleveo: EleveoLookups) => T): T | Promise<T> {
    if (provider === undefined) return withoutStack(() => question(ofStack()));
    return explicit(provider).then((eleveo) => withoutStack(() => question(eleveo)));
}

/** Missing configuration is a mistake to fix, not a crash: only the message is shown, without a stack trace. */
function withoutStack<T>(question: () => T): T {
    try {
        return question();
    } catch (error) {
        throw userError(undefined, messageOf(error));
    }
}
