import type { Connections } from "../../provider/core/connections";
import { recordedChanges as eleveoChanges } from "./adminEvents";
import { recordedChanges as genesysChanges } from "./genesysAudits";
import { products } from "../../provider/products";
import { type ResourceToken, resources } from "../../provider/resources";
import { propertyOf } from "../../provider/core/differences";
import type { Finding, RecordedChange, Reviewed } from "./findings";
import { type Attributed, attributed, type UpdatesSince } from "./attribution";
import { type AskedObject, type AuditChange, notKnown, type Recorded } from "./recorded";

/** Number of changes shown per object, the latest first. */
const told = 5;

/** The findings in one tenant. */
interface InTenant {
    reviews: readonly Reviewed[];
    connections: Connections;
    /** Name of the provider; absent if the stack has only one provider. */
    provider?: string | undefined;
}

interface WithChanges {
    resources: Reviewed[];
    notes: string[];
}

/**
 * The same, with who changed what or why that is not known. Reads the log of each tenant.
 * @param updatesSince - the stack's own updates; read if the log does not name who made a change
 */
export async function withChangesOf(
    all: readonly Reviewed[],
    tenants: readonly InTenant[],
    updatesSince: UpdatesSince,
): Promise<WithChanges> {
    const told = await Promise.all(
        tenants.map(async ({ reviews, connections, provider }): Promise<WithChanges> => {
            const { resources, notes } = await withChanges(reviews, connections, updatesSince).catch(
                (error: Error) => ({
                    resources: [...reviews],
                    notes: [notKnown(error.message)],
                }),
            );
            return { resources, notes: notes.map((note) => (provider === undefined ? note : `${provider}: ${note}`)) };
        }),
    );
    const byUrn = new Map(told.flatMap(({ resources }) => resources.map((one) => [one.urn, one] as const)));
    return { resources: all.map((one) => byUrn.get(one.urn) ?? one), notes: told.flatMap(({ notes }) => notes) };
}

/** The products' own logs. */
const logs: Readonly<
    Record<keyof typeof products, (connections: Connections, asked: readonly AskedObject[]) => Promise<Recorded>>
> = {
    genesys: (connections, asked) => genesysChanges(connections.to(products.genesys), asked),
    eleveo: async (connections, asked) => {
        const api = connections.to(products.eleveo);
        const { changes, ...rest } = await eleveoChanges(api, asked);
        // Changes by the stack's own client were declared. At Genesys Cloud its id identifies them.
        const byOthers = (some: AuditChange[]) => some.filter(({ by }) => by !== api.clientId);
        return { changes: new Map([...changes].map(([id, some]) => [id, byOthers(some)])), ...rest };
    },
};

/** Makes no request if there are no findings. */
async function withChanges(
    reviewed: readonly Reviewed[],
    connections: Connections,
    updatesSince: UpdatesSince,
): Promise<WithChanges> {
    const asked = reviewed.flatMap(({ type, id, findings }): AskedObject[] => {
        const kind = type.replace(".", ":");
        return findings.length > 0 && id !== "" && Object.hasOwn(resources, kind)
            ? [{ kind: kind as ResourceToken, id }]
            : [];
    });
    const recorded = await Promise.all(
        Object.entries(logs).map(async ([product, log]): Promise<Recorded> => {
            const own = asked.filter(({ kind }) => kind.startsWith(`${product}:`));
            return own.length > 0 ? log(connections, own) : { changes: new Map() };
        }),
    );
    const all = new Map(recorded.flatMap((one) => [...one.changes]));
    const { changes, note: left } = await attributed(all, updatesSince);
    return {
        resources: reviewed.map((resource) => ({
            ...resource,
            findings: resource.findings.map((one) => withOwn(one, changes.get(resource.id) ?? [])),
        })),
        notes: [...recorded.map(({ note }) => note), left].filter((note) => note !== undefined),
    };
}

/** Changes of the finding's own property if the log lists properties; otherwise all changes of the object. */
function withOwn(one: Finding, all: readonly Attributed[]): Finding {
    const property = one.difference && propertyOf(one.difference.path);
    const about = ({ property: name }: { property: string }) => property !== undefined && isAbout(name, property);
    const own = all.filter(({ properties }) => properties.some(about));
    const changes = (own.length > 0 ? own : all).slice(0, told).map(({ properties, ...change }): RecordedChange => {
        const from = properties.find(about)?.from;
        return from === undefined ? change : { ...change, from };
    });
    return changes.length === 0 ? one : { ...one, changes };
}

/** Products name properties differently from the SDK: `registeredRedirectUri` is `redirectUris`. */
function isAbout(theirs: string, ours: string): boolean {
    const stem = (text: string) =>
        text
            .toLowerCase()
            .replace(/[^a-z]/g, "")
            .replace(/s$/, "");
    return stem(theirs).endsWith(stem(ours)) || stem(theirs).startsWith(stem(ours));
}
