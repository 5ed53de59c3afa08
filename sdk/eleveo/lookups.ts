import type * as pulumi from "@pulumi/pulumi";
import type { EleveoLookups } from "../../provider/lookups";
import { messageOf } from "../arguments";
import { connections, type LookupOptions } from "../lookup";
import { isMocked, perProgram } from "../program";
import { stackConfig } from "../provider";
import { userError } from "../userError";
import type { EleveoServer } from "./types";

/** Loads the provider on first use: a program that looks nothing up loads no HTTP. */
const connect = (source: typeof stackConfig): EleveoLookups =>
    (require("../../provider/lookups") as typeof import("../../provider/lookups")).eleveoLookups(source);

const explicit = connections(connect);
const ofStack = perProgram(() => connect(isMocked() ? withSample(stackConfig) : stackConfig));

/** In a unit test, what the configuration lacks is filled in. */
const withSample = ({ get }: typeof stackConfig): typeof stackConfig => ({
    get: (key) => get(key) ?? sample[key],
});
const sample: Readonly<Record<string, string>> = {
    "eleveo:url": "https://eleveo.example",
    "eleveo:realm": "mocked",
    "eleveo:clientId": "client-id",
    "eleveo:clientSecret": "client-secret",
};

/** An explicit provider, whose settings come later than the program asks. */
interface Explicit {
    provider: pulumi.ProviderResource;
}

/** Where the configuration of the stack, or of an explicit provider, says that User Management is. Makes no request. */
export function server(options?: { provider?: undefined }): EleveoServer;
export function server(options: Explicit): Promise<EleveoServer>;
export function server(options?: LookupOptions): EleveoServer | Promise<EleveoServer>;
export function server(options: LookupOptions = {}): EleveoServer | Promise<EleveoServer> {
    return ask(options, (eleveo) => eleveo.server());
}

/**
 * The Redirect URI of an identity provider, before it exists: it is needed to register the client at the other
 * product. Asks the realm's public page for the address that Keycloak gives to others, which is not that of
 * `eleveo:url` if the realm has a Frontend URL. If the page does not answer, and in an offline preview, it is put
 * together from `eleveo:url`, `eleveo:contextPath` and `eleveo:realm`.
 */
export async function redirectUri(alias: string, { provider }: LookupOptions = {}): Promise<string> {
    try {
        const eleveo = provider === undefined ? ofStack() : await explicit(provider);
        return await eleveo.redirectUri(alias, isMocked());
    } catch (error) {
        throw userError(messageOf(error));
    }
}

function ask<T>({ provider }: LookupOptions, question: (eleveo: EleveoLookups) => T): T | Promise<T> {
    if (provider === undefined) return withoutStack(() => question(ofStack()));
    return explicit(provider).then((eleveo) => withoutStack(() => question(eleveo)));
}

/** Missing configuration is a mistake to fix, not a crash: the message without a stack. */
function withoutStack<T>(question: () => T): T {
    try {
        return question();
    } catch (error) {
        throw userError(messageOf(error));
    }
}
