import type * as pulumi from "@pulumi/pulumi";
import { Connections } from "../../../../provider/core/connections";
import { genesysDialect } from "../../../../provider/genesys/failure";
import { genesysLookups, type GenesysLookups } from "../../../../provider/lookups";
import type { ResourceToken } from "../../../../provider/resources";
import { faceOf } from "../../../../provider/runtime/dynamic";
import { Instance } from "../../../../provider/runtime/instance";
import { ApiError } from "../../../../provider/transport/errors";
import { Http, type HttpRequest } from "../../../../provider/transport/http";
import { type Simulator, startSimulator } from "../../../../simulator";
import permissions from "../../../../simulator/data/permissions.json";
import { settingsFor } from "../../../../tools/emiteTenant";

/** Changes the answers of an organization, and undoes the change in what is sent back. */
export interface Layer {
    answered(route: string, body: unknown): unknown;
    sent(call: string, body: unknown): unknown;
}

export type Face = Required<pulumi.dynamic.ResourceProvider>;

/** An organization behind a layer that may change its answers, without a connection. */
export interface World {
    sim: Simulator;
    layer: Layer | undefined;
    face(token: ResourceToken): Face;
    /** The next run, in its own process. */
    again(): void;
    lookups(): GenesysLookups;
    /** Those of a command. */
    connections(): Connections;
    end(): Promise<void>;
}

/** Few permissions, so that an answer with the catalogue is short. */
const catalogue =
    /^(routing:queue|analytics:userDetail|authorization:\w+|directory:\w+|oauth:\w+|integrations:integration):/;
const missingPermissions = permissions.filter((permission) => !catalogue.test(permission));
const worlds = new Map<string, World>();

export async function openWorld(layer?: Layer): Promise<World> {
    const sim = await startSimulator({
        users: 4,
        divisions: ["Home", "Sales"],
        membershipLag: 0,
        requestsPerMinute: 0,
        missingPermissions,
    });
    const config: Record<string, string> = {
        ...settingsFor(sim),
        // Some unknown values are waited for as long as an operation may take.
        ...Object.fromEntries(
            ["create", "read", "update", "delete"].map((one) => [`contactcenter:${one}Timeout`, "15s"]),
        ),
    };
    const source = { get: (key: string) => config[key] };
    const started = () => {
        const provider = new Instance();
        provider.configure(source);
        return provider;
    };
    let instance = started();
    const world: World = {
        sim,
        layer,
        again: () => {
            instance = started();
        },
        face: (token) => faceOf(instance, token) as Face,
        lookups: () => genesysLookups(source),
        connections: () => new Connections(source, {}),
        end: async () => {
            worlds.delete(sim.url);
            await sim.stop();
        },
    };
    worlds.set(sim.url, world);
    return world;
}

const original = Http.prototype.request;

/** Requests of the provider reach the worlds in this process. */
export const connectWorlds = (): void => void (Http.prototype.request = request);
export const disconnectWorlds = (): void => void (Http.prototype.request = original);

async function request({ method, url, query = {}, body }: HttpRequest): Promise<unknown> {
    const target = new URL(url);
    const world = worlds.get(target.origin);
    if (world === undefined) throw new Error(`there is no world at ${target.origin}`);
    for (const [key, value] of Object.entries(query))
        if (value !== undefined && value !== null) target.searchParams.set(key, String(value));
    const { sim, layer } = world;
    const call = `${method} ${target.pathname}`;
    const sent = layer?.sent(call, body) ?? body;
    const response = await sim.answer(
        new Request(target, {
            method,
            headers: { authorization: `Bearer ${sim.tokenFor()}`, "content-type": "application/json" },
            ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
        }),
    );
    const text = await response.text();
    const answer: unknown = text === "" ? undefined : JSON.parse(text);
    if (response.status >= 400)
        throw new ApiError("Genesys Cloud", { status: response.status, call, ...genesysDialect.failureOf(answer) });
    const { route = call } =
        sim.requests.findLast((one) => one.method === method && one.path === target.pathname) ?? {};
    return answer === undefined || layer === undefined ? answer : layer.answered(route, answer);
}
