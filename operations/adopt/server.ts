import provider from "@pulumi/pulumi/proto/provider_pb";
import { type Adoption, compare, notLookedUp } from "./adoption";
import { checkRequest } from "./check";
import { type AdoptionRequest, type FoundObject, fulfil } from "./fulfil";
import { managerOf } from "../../provider/core/marker";
import { match } from "./match";
import { deleteConsequences, updateConsequences } from "../consequences";
import type { Connections } from "../../provider/core/connections";
import { type ResourceToken, resources } from "../../provider/resources";
import { decodeFound } from "../../provider/runtime/check";
import { idsIn, namesIn } from "../../provider/core/names";
import { tenantKey } from "../drift/tenants";
import { type EngineServer, type ProviderInstance, serveEngine, tokenIn } from "../../engine/providerServer";
import { inOwnForm, plainInputs } from "../../engine/dynamicForm";
import { fromStruct, toStruct } from "../../plugin/protocol";
import { planned, plannedUpdate } from "../../plugin/resources";
import { typeInUrn } from "../../provider/core/token";
import { explainErrors } from "../../provider/runtime/explainErrors";
import { type AnyType, asState, readObject, type ReadState, withoutMarker } from "../../provider/runtime/read";
import {
    holdsSecret,
    holdsUnknown,
    plainDeep,
    providerKey,
    split,
    timeoutsIn,
    toEngine,
} from "../../provider/runtime/wire";
import { UserError } from "../../provider/transport/errors";

type Bag = Record<string, unknown>;

/**
 * The provider of a program's adoption. In a preview it answers each create with the existing object. Therefore the ids
 * that other resources refer to are known, and the engine itself finds the remaining differences. In an import it
 * returns the same objects. It writes nothing except what {@link AdoptServer.adopt} requests.
 */
export interface AdoptServer extends EngineServer {
    /** The results of the preview, by URN. */
    readonly adoptions: ReadonlyMap<string, Adoption>;
    /** The same with names for the ids in them. Makes no request if they contain no ids. */
    withNames(adoptions: readonly Adoption[]): Promise<Adoption[]>;
    /** Identifies the tenant in which a resource was looked for: two providers may connect to the same one. */
    tenantOf(urn: string): Promise<string>;
    /** Tests whether a given secret belongs to the object; `undefined`: it cannot be tested. */
    secretWorks(urn: string, secret: string): Promise<boolean | undefined>;
    /** Requests a change of an object for when the engine imports it, so that the change is in the state at once. */
    adopt(urn: string, request: AdoptionRequest): void;
}

/** In plain text. */
interface AdoptedObject extends FoundObject {
    declared: Bag;
    secrets: readonly string[];
    provider: unknown;
    request?: AdoptionRequest;
}

/** The id that the user chose for a resource. */
type Chosen = (type: ResourceToken, name: string) => string | undefined;

export async function startAdoptServer(chosen: Chosen): Promise<AdoptServer> {
    const adoptions = new Map<string, Adoption>();
    const objects = new Map<string, AdoptedObject>();
    const wrong = new Set<string>();
    const served = new Map<string, Connections>();
    const server = await serveEngine(
        {
            check: (request, from) => checkRequest(request, from, { wrong, adoptions }),
            create: (request, from) => {
                served.set(request.getUrn(), from.connections);
                return create(from, request, { adoptions, objects, chosen, wrong });
            },
            read: (request, from) => read(from.connections, request, objects.get(request.getUrn())),
            update: plannedUpdate,
        },
        { acceptSecrets: true },
    );
    return {
        ...server,
        adoptions,
        withNames: (some) =>
            Promise.all(some.map((one) => namedAdoption(one, objects.get(one.urn), served.get(one.urn)))),
        tenantOf: async (urn) => {
            const { adoption, connections } = asked(urn, adoptions.get(urn), served.get(urn));
            return tenantKey(adoption.type, connections, [...new Set(served.values())]);
        },
        secretWorks: async (urn, secret) => {
            const { adoption, connections } = asked(urn, adoptions.get(urn), served.get(urn));
            const [type, object] = [typeOf(adoption.type), objects.get(urn)];
            if (object === undefined) throw notLookedUp(urn);
            return type.secretWorks?.(type.connect(connections), object.id, object.outputs, secret);
        },
        adopt: (urn, request) => {
            const object = objects.get(urn);
            if (object !== undefined) object.request = request;
        },
    };
}

async function namedAdoption(
    adoption: Adoption,
    object: AdoptedObject | undefined,
    connections: Connections | undefined,
): Promise<Adoption> {
    if (object === undefined || connections === undefined) return adoption;
    const type = typeOf(adoption.type);
    const ids = [object.declared, object.inputs].flatMap((bag) => idsIn(type.references, bag));
    const texts = [JSON.stringify([adoption.label, adoption.differences, adoption.consequences])];
    const names = await namesIn(texts, ids, () => type.connect(connections));
    return Object.keys(names).length === 0 ? adoption : { ...adoption, names };
}

function asked(urn: string, adoption: Adoption | undefined, connections: Connections | undefined) {
    if (adoption === undefined || connections === undefined) throw notLookedUp(urn);
    return { adoption, connections };
}

const typeOf = (token: ResourceToken) => resources[token] as unknown as AnyType;

interface Adopting {
    adoptions: Map<string, Adoption>;
    objects: Map<string, AdoptedObject>;
    chosen: Chosen;
    /** URNs of resources with errors in the program. */
    wrong: Set<string>;
}

async function create(
    { connections, urn: from }: ProviderInstance,
    request: provider.CreateRequest,
    { adoptions, objects, chosen, wrong }: Adopting,
): Promise<provider.CreateResponse> {
    const response = new provider.CreateResponse();
    const given = fromStruct(request.getProperties());
    response.setProperties(toStruct(planned(request.getUrn(), given)));
    const token = tokenIn(request);
    if (token === undefined || wrong.has(request.getUrn())) return response;
    const { own: wrapped, text } = split(given);
    const type = typeOf(token);
    const engineType = typeInUrn(request.getUrn());
    const declared = plainInputs(engineType, wrapped);
    const wrappedKeys = Object.keys(wrapped).filter((key) => holdsSecret(wrapped[key]));
    const secrets = [...new Set([...type.secrets, ...wrappedKeys])];
    const urn = request.getUrn();
    const name = urn.split("::").at(-1) ?? "";
    const about = { urn, type: token, name, label: type.label(declared), provider: from };
    const base = { ...about, differences: [], replaces: [], consequences: [] };
    const sought = { type, connections, declared, chosen: chosen(token, name) };
    const { object, ...rest } = await seek(sought).catch((error: Error) => ({
        status: "failed" as const,
        reason: error.message,
        object: undefined,
    }));
    if (object === undefined) {
        adoptions.set(urn, { ...base, ...rest } as Adoption);
        return response;
    }
    const { id, unmarked, inputs, outputs } = object;
    const compared = compare({ declared, found: inputs, secrets, replaceOn: type.replaceOn });
    const unread = type.renewSecret !== undefined && type.secrets.some((key) => outputs[key] === undefined);
    adoptions.set(urn, {
        ...base,
        ...compared,
        consequences:
            compared.replaces.length > 0 ? deleteConsequences(token) : updateConsequences(token, inputs, declared),
        id,
        ...(unmarked ? { unmarked } : {}),
        ...(unread ? { secretUnknown: true } : {}),
    });
    objects.set(urn, { id, connections, inputs, outputs, declared, secrets, provider: text });
    response.setId(id);
    const state = inOwnForm(engineType, { inputs: {}, outputs: toEngine(outputs, secrets) }, given);
    response.setProperties(toStruct(planned(urn, state.outputs)));
    return response;
}

interface Sought {
    type: AnyType;
    connections: Connections;
    declared: Bag;
    chosen: string | undefined;
}

/** What was found for a declared resource, with the object if there is one. */
type Sighted = Partial<Adoption> & { object?: ReadState & { id: string; unmarked?: true } };

/** The object that a declared resource refers to. */
function seek({ type, connections, declared, chosen }: Sought): Promise<Sighted> {
    return explainErrors(type, "read", { connections, named: declared }, async (): Promise<Sighted> => {
        const inputs = decodeFound<Bag>(type, known(declared));
        const sighted = (id: string, state: ReadState): Sighted => {
            const [there, outputs] = [plainDeep(state.inputs) as Bag, plainDeep(state.outputs) as Bag];
            const { marker } = declared;
            if (marker === undefined || there["marker"] !== undefined)
                return { object: { id, inputs: there, outputs } };
            const marked = { ...there, marker };
            return { object: { id, unmarked: true, inputs: marked, outputs: withoutMarker(outputs, { marker }) } };
        };
        const at = async (id: string): Promise<Sighted> => {
            const found = await readObject(type, connections, id, inputs, Object.keys(declared));
            return found === undefined ? { status: "missing" } : sighted(id, found);
        };
        if (chosen !== undefined && type.partThere === undefined) {
            const there = await at(chosen);
            if (there.object === undefined)
                throw new UserError(
                    "CC6062",
                    `there is no ${type.title} with the id "${chosen}". Check --id and --ids`,
                );
            const { marker } = there.object.inputs;
            if (marker === declared["marker"]) return there;
            return { status: "taken", id: chosen, reason: `managed by ${managerOf(String(marker))}` };
        }
        // An object whose parent does not exist cannot be told apart from others yet.
        if (isOpen(type, declared)) return { status: "missing" };
        const api = type.connect(connections);
        if (type.partThere !== undefined) {
            const part = await type.partThere(api, inputs);
            if (part === undefined) return { status: "missing" };
            return sighted(part.id, asState(type, part.outputs, Object.keys(declared)));
        }
        const marker = typeof declared["marker"] === "string" ? declared["marker"] : undefined;
        const found = match(await type.find(api, inputs), marker);
        if (found.is === "found") return at(found.id);
        if (found.is === "ambiguous") return { status: "ambiguous", candidates: found.candidates };
        if (found.is === "taken") return { status: "taken", id: found.id, reason: `managed by ${found.by}` };
        return { status: "missing" };
    });
}

/** Whether it belongs to an object that does not exist, so that its natural key is unknown. */
const isOpen = (type: AnyType, declared: Bag): boolean =>
    type.partThere === undefined ? type.label(known(declared)) === "" : Object.values(declared).some(holdsUnknown);

const known = (declared: Bag): Bag =>
    Object.fromEntries(Object.entries(declared).filter(([, value]) => !holdsUnknown(value)));

/** Answers a read of an import, or of a `get` in the program. */
async function read(
    connections: Connections,
    request: provider.ReadRequest,
    object: AdoptedObject | undefined,
): Promise<provider.ReadResponse> {
    const response = new provider.ReadResponse();
    const props = fromStruct(request.getProperties());
    const token = tokenIn(request);
    if (token === undefined)
        throw new UserError("CC6063", "this command cannot read a dynamic resource of another library");
    const type = typeOf(token);
    const found = object
        ? { inputs: object.inputs, outputs: await fulfil(type, object, object.request) }
        : await readObject(type, connections, request.getId(), plainDeep(props) as Bag);
    if (found === undefined) return response;
    const { [providerKey]: text = object?.provider } = props;
    const whole = (bag: Bag) => toEngine(plainDeep(bag) as Bag, object?.secrets ?? type.secrets);
    const state = inOwnForm(
        typeInUrn(request.getUrn()),
        { inputs: whole(found.inputs), outputs: whole(found.outputs) },
        { ...timeoutsIn(found.outputs), [providerKey]: text },
    );
    response.setId(request.getId());
    response.setInputs(toStruct(state.inputs));
    response.setProperties(toStruct(state.outputs));
    return response;
}
