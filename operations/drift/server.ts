import { once } from "node:events";
import provider from "@pulumi/pulumi/proto/provider_pb";
import { resources } from "../../provider/resources";
import {
    type EngineServer,
    fromStruct,
    type ProviderInstance,
    serveEngine,
    tokenIn,
    toStruct,
} from "../../engine/providerServer";
import { type AnyType, readObject } from "../../provider/runtime/read";
import { plainValue, providerKey } from "../../provider/runtime/wire";

/**
 * The provider of one stack's review. The engine attaches to it in place of a process of its own, so that many stacks
 * cost one process, and what was read for the engine answers the rest of the review too. It can do nothing but read.
 */
export interface ReviewServer extends EngineServer {
    /** Why objects could not be read, by URN. */
    readonly unread: ReadonlyMap<string, string>;
    /** Secrets which the product chose that are no longer those of the state, by URN. */
    readonly rotated: ReadonlyMap<string, readonly string[]>;
    /** The provider of each resource that the engine has asked for, by URN. */
    readonly served: ReadonlyMap<string, ProviderInstance>;
}

/** What the engine is not told, by URN. */
interface Notes {
    unread: Map<string, string>;
    rotated: Map<string, readonly string[]>;
    served: Map<string, ProviderInstance>;
}

type Bag = Record<string, unknown>;

/** @param env - where settings come from that the stack's configuration lacks */
export async function startReviewServer(env = process.env): Promise<ReviewServer> {
    const notes: Notes = { unread: new Map(), rotated: new Map(), served: new Map() };
    const cancelled = new AbortController();
    const isCancelled = once(cancelled.signal, "abort").then(() => {
        throw new Error("the review was interrupted");
    });
    isCancelled.catch(() => undefined);
    const server = await serveEngine(
        // A tenant that does not answer must not keep an interrupted engine.
        { read: (request, from) => Promise.race([read(from, request, notes), isCancelled]) },
        { env, onCancel: () => cancelled.abort() },
    );
    return { ...server, ...notes };
}

/** One object that cannot be read must not keep the engine from the others: what was known goes on. */
async function read(
    from: ProviderInstance,
    request: provider.ReadRequest,
    { unread, rotated, served }: Notes,
): Promise<provider.ReadResponse> {
    const response = new provider.ReadResponse();
    const props = fromStruct(request.getProperties());
    const urn = request.getUrn();
    const token = tokenIn(request);
    response.setId(request.getId());
    response.setProperties(request.getProperties());
    response.setInputs(request.getInputs());
    if (token === undefined) {
        unread.set(urn, "a dynamic resource of another library; `pulumi refresh --preview-only` reads it");
        return response;
    }
    served.set(urn, from);
    try {
        const type = resources[token] as unknown as AnyType;
        const found = await readObject(type, from.connections, request.getId(), props);
        if (found === undefined) return new provider.ReadResponse(); // without an id: it is gone
        rotated.set(urn, rotatedOf(type, props, found.outputs));
        const whole = (bag: Bag) => toStruct({ ...bag, [providerKey]: props[providerKey] });
        response.setProperties(whole(found.outputs));
        response.setInputs(whole(found.inputs));
    } catch (error) {
        unread.set(urn, (error as Error).message);
    }
    return response;
}

/** A secret that the program gives is an input, which the engine compares. */
function rotatedOf({ secrets, inputs }: AnyType, last: Bag, now: Bag): string[] {
    const isGiven = (key: string) => key in inputs.shape;
    if (secrets.some((key) => isGiven(key) && last[key] !== undefined)) return [];
    return secrets.filter((key) => !isGiven(key) && plainValue(last[key]) !== plainValue(now[key]));
}
