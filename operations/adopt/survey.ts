import PQueue from "p-queue";
import type { Connections } from "../../provider/core/connections";
import { genesys, type GenesysApi } from "../../provider/genesys/api";
import type { Division } from "../../sdk/genesys/types";
import { emiteLicence } from "../../provider/genesys/role.metadata";
import { isEmail } from "../../provider/genesys/users";
import type { ResourceType } from "../../provider/core/resourceType";
import { propertiesWith } from "../../provider/core/names";
import { metadata, tokens } from "../../provider/metadata";
import { type ResourceToken, resources } from "../../provider/resources";
import { BadAnswer } from "../../provider/transport/errors";
import { isRecord, sameJson } from "../../provider/core/json";

type Bag = Record<string, unknown>;

/** An object of the tenant as a resource would declare it, with users by their e-mail addresses. */
export interface Surveyed {
    type: ResourceToken;
    id: string;
    name: string;
    outputs: Bag;
}

/** All objects of a Genesys Cloud organization that a program could declare. */
export interface Survey {
    /** Short name of the organization. */
    organization: string;
    region: string;
    /** Id of the OAuth client that reads. */
    caller: string;
    divisions: Division[];
    /** Names of the roles that Genesys Cloud creates itself, by id. */
    ownRoles: ReadonlyMap<string, string>;
    /**
     * E-mail addresses of the active users of each division, by division id. Empty if no role grants eMite's license.
     */
    activeUsers: ReadonlyMap<string, string[]>;
    objects: Surveyed[];
    /** Objects with another stack's marker, and the caller itself: left out, by kind. */
    leftOut: string[];
}

/** Concurrent requests for members and holders, which no list contains. */
const sideBySide = 10;

/** Types that a program is generated for. Parts are read together with their objects. */
const kinds = tokens.filter((token) => metadata[token].generated !== "never" && metadata[token].part === "none");

/** Reads the organization, each list once. */
export async function survey(connections: Connections): Promise<Survey> {
    const api = connections.to(genesys);
    const { shortName: organization, region } = await api.organization();
    const divisions = await api.divisions();
    const { id: caller } = api.caller;
    const ownRoles = new Map<string, string>();
    const listed: Surveyed[] = [];
    const leftOut: string[] = [];
    const surveyed = new Set<string>();
    const wordsFor = (type: string, name: string) => `${type.replace(":", ".")} ${JSON.stringify(name)}`;
    /** The result of a lookup for an object; nothing if the answers cannot be read. */
    const ifReadable: IfReadable = (type, name, look) =>
        look().catch((error: unknown) => {
            if (!(error instanceof BadAnswer)) throw error;
            leftOut.push(`${wordsFor(type, name)}: ${error.message}`);
            return [];
        });
    for (const type of kinds)
        for await (const one of typeOf(type).list(api)) {
            const words = wordsFor(type, one.name || one.id);
            if (one.madeBy !== undefined) ownRoles.set(one.id, one.name);
            else if (one.unreadable !== undefined) leftOut.push(`${words}: ${one.unreadable}`);
            else if (one.id === caller) leftOut.push(`${words}: it is the calling client`);
            else if (typeof one.outputs["marker"] === "string")
                leftOut.push(`${words}: it has the marker ${one.outputs["marker"]}`);
            else if (!surveyed.has(`${metadata[type].alsoListedAs} ${one.id}`)) {
                surveyed.add(`${type} ${one.id}`);
                listed.push({ type, id: one.id, name: one.name, outputs: one.outputs });
            }
        }
    const queue = new PQueue({ concurrency: sideBySide });
    const parts = await queue.addAll(listed.map((object) => () => partsOf(api, object, ifReadable)));
    const whole = await queue.addAll(
        listed.map((object) => () => ifReadable(object.type, object.name, () => inFull(api, object))),
    );
    const objects = [...whole, ...parts].flat();
    const activeUsers = new Map<string, string[]>();
    const licences = objects.some(({ outputs }) => sameJson(outputs["permissions"], [emiteLicence]));
    for (const { email, divisionId = "" } of licences ? await api.activeUsers() : [])
        activeUsers.set(divisionId, [...(activeUsers.get(divisionId) ?? []), email]);
    return { organization, region, caller, divisions, ownRoles, activeUsers, objects, leftOut };
}

type IfReadable = <T>(type: ResourceToken, name: string, look: () => Promise<T[]>) => Promise<T[]>;

const typeOf = (type: ResourceToken) => resources[type] as unknown as ResourceType<GenesysApi, Bag, Bag>;

/** The object with details that lists do not show, such as the telephone numbers of a group; nothing if it is gone. */
async function inFull(api: GenesysApi, object: Surveyed): Promise<Surveyed[]> {
    const { type, id, outputs } = object;
    const found = typeOf(type).isListedInPart === true ? await typeOf(type).read(api, id, {}) : outputs;
    return found === undefined ? [] : [{ ...object, outputs: await withAddresses(api, type, found) }];
}

/** Members of a group, and holders of a role. */
async function partsOf(api: GenesysApi, { type, id, name }: Surveyed, ifReadable: IfReadable): Promise<Surveyed[]> {
    const parts = tokens.map(async (token) => {
        const { part } = metadata[token];
        if (part === "none" || part.of !== type) return [];
        const found = await ifReadable(token, name, () => typeOf(token).find(api, { [part.by]: id }));
        const outputs = await Promise.all(found.map((one) => withAddresses(api, token, one.outputs)));
        return found.map((one, index) => ({ type: token, id: one.id, name, outputs: outputs[index] ?? {} }));
    });
    return (await Promise.all(parts)).flat();
}

/** Users by their e-mail addresses, if they have one. */
async function withAddresses(api: GenesysApi, type: ResourceToken, outputs: Bag): Promise<Bag> {
    const address = async (id: unknown) => {
        if (typeof id !== "string" || isEmail(id)) return id;
        return (await api.users.byId.load(id))?.email ?? id;
    };
    const changed: Bag = {};
    for (const key of propertiesWith(resources[type].references, "users"))
        if (Array.isArray(outputs[key])) changed[key] = (await Promise.all(outputs[key].map(address))).sort();
    for (const key of propertiesWith(resources[type].references, "subjects"))
        if (Array.isArray(outputs[key]))
            changed[key] = await Promise.all(
                outputs[key].map(async (one: unknown) =>
                    isRecord(one) && "user" in one ? { user: await address(one["user"]) } : one,
                ),
            );
    return { ...outputs, ...changed };
}
