import PQueue from "p-queue";
import type { Connections } from "../../provider/core/connections";
import { licence } from "../emiteLicence";
import type { GenesysApi } from "../../provider/genesys/api";
import type { Division } from "../../sdk/genesys/types";
import { isEmail } from "../../provider/genesys/users";
import type { Found, ResourceType } from "../../provider/core/resourceType";
import { type ResourceToken, resources } from "../../provider/resources";
import { isRecord, sameJson } from "../../provider/core/schema";

type Bag = Record<string, unknown>;

/** An object of the tenant as a resource would declare it; users by their e-mail addresses. */
export interface Surveyed {
    type: ResourceToken;
    id: string;
    name: string;
    outputs: Bag;
}

/** Everything in a Genesys Cloud organisation that a program could declare. */
export interface Survey {
    /** Short name of the organisation. */
    organization: string;
    region: string;
    /** Id of the OAuth client that looks. */
    caller: string;
    divisions: Division[];
    /** Roles that Genesys Cloud makes itself, by their ids. */
    ownRoles: ReadonlyMap<string, string>;
    /** E-mail addresses of the active users of each division, by its id; empty where no role gives eMite's licence. */
    activeUsers: ReadonlyMap<string, string[]>;
    objects: Surveyed[];
    /** What bears another stack's marker, and the caller itself: left out, by what it is. */
    leftOut: string[];
}

/** Requests for members and holders, which no list has. */
const sideBySide = 10;

const kinds = [
    "genesys:Group",
    "genesys:Role",
    "genesys:OAuthClient",
    "genesys:ClientApp",
    "genesys:Integration",
] as const satisfies ResourceToken[];

/** Reads the organisation, each list once. */
export async function survey(connections: Connections): Promise<Survey> {
    const api = connections.genesys();
    const { shortName: organization, region } = await api.organization();
    const divisions = await api.divisions();
    const { id: caller } = api.caller;
    const ownRoles = new Map<string, string>();
    const objects: Surveyed[] = [];
    const leftOut: string[] = [];
    for (const type of kinds)
        for await (const one of typeOf(type).list(api)) {
            const words = `${type.replace(":", ".")} ${JSON.stringify(one.name)}`;
            if (one.madeBy !== undefined) ownRoles.set(one.id, one.name);
            else if (one.id === caller) leftOut.push(`${words}: it is the client that looks`);
            else if (typeof one.outputs["marker"] === "string")
                leftOut.push(`${words}: it is marked ${one.outputs["marker"]}`);
            else if (type !== "genesys:Integration" || !isClientApp(one))
                objects.push({ type, id: one.id, name: one.name, outputs: await withAddresses(api, one.outputs) });
        }
    const queue = new PQueue({ concurrency: sideBySide });
    const parts = await queue.addAll(objects.map((object) => () => partsOf(api, object)));
    objects.push(...parts.flat());
    const activeUsers = new Map<string, string[]>();
    const licences = objects.some(({ outputs }) => sameJson(outputs["permissions"], [licence]));
    for (const { email, divisionId = "" } of licences ? await api.activeUsers() : [])
        activeUsers.set(divisionId, [...(activeUsers.get(divisionId) ?? []), email]);
    return { organization, region, caller, divisions, ownRoles, activeUsers, objects, leftOut };
}

const typeOf = (type: ResourceToken) => resources[type] as unknown as ResourceType<GenesysApi, Bag, Bag>;

const isClientApp = ({ outputs }: Found<Bag>): boolean => String(outputs["type"]).startsWith("embedded-client-app");

/** Members of a group, and who holds a role. */
async function partsOf(api: GenesysApi, { type, id, name }: Surveyed): Promise<Surveyed[]> {
    const part = ({ "genesys:Group": "genesys:GroupMembership", "genesys:Role": "genesys:RoleAssignment" } as const)[
        type as "genesys:Group"
    ];
    if (part === undefined) return [];
    const key = part === "genesys:GroupMembership" ? { group: id } : { role: id };
    const found = await typeOf(part).find(api, key);
    return Promise.all(
        found.map(async (one) => ({ type: part, id: one.id, name, outputs: await withAddresses(api, one.outputs) })),
    );
}

/** Users by their addresses, where they have one. */
async function withAddresses(api: GenesysApi, outputs: Bag): Promise<Bag> {
    const address = async (id: unknown) => {
        if (typeof id !== "string" || isEmail(id)) return id;
        return (await api.users.byId.load(id))?.email ?? id;
    };
    const changed: Bag = {};
    for (const key of ["members", "owners"])
        if (Array.isArray(outputs[key])) changed[key] = (await Promise.all(outputs[key].map(address))).sort();
    const { subjects } = outputs;
    if (Array.isArray(subjects))
        changed["subjects"] = await Promise.all(
            subjects.map(async (one: unknown) =>
                isRecord(one) && "user" in one ? { user: await address(one["user"]) } : one,
            ),
        );
    return { ...outputs, ...changed };
}
