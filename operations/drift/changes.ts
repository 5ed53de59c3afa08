import type { Connections } from "../../provider/core/connections";
import { recordedChanges as eleveoChanges } from "./adminEvents";
import { recordedChanges as genesysChanges } from "./genesysAudits";
import { type ResourceToken, resources } from "../../provider/resources";
import { propertyOf } from "./differences";
import type { Finding, RecordedChange, Reviewed } from "./findings";
import { type AskedObject, type AuditChange, notKnown, type Recorded } from "./recorded";

/** So many of an object's changes are told, the latest first. */
const told = 5;

/** What was found in one tenant. */
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

/** The same with who changed what, and why that is not known: of each tenant, its own log is asked. */
export async function withChangesOf(all: readonly Reviewed[], tenants: readonly InTenant[]): Promise<WithChanges> {
    const told = await Promise.all(
        tenants.map(async ({ reviews, connections, provider }): Promise<WithChanges> => {
            const { resources, notes } = await withChanges(reviews, connections).catch((error: Error) => ({
                resources: [...reviews],
                notes: [notKnown(error.message)],
            }));
            return { resources, notes: notes.map((note) => (provider === undefined ? note : `${provider}: ${note}`)) };
        }),
    );
    const byUrn = new Map(told.flatMap(({ resources }) => resources.map((one) => [one.urn, one] as const)));
    return { resources: all.map((one) => byUrn.get(one.urn) ?? one), notes: told.flatMap(({ notes }) => notes) };
}

/** Nobody is asked where nothing was found. */
async function withChanges(reviewed: readonly Reviewed[], connections: Connections): Promise<WithChanges> {
    const asked = reviewed.flatMap(({ type, id, findings }): AskedObject[] => {
        const kind = type.replace(".", ":");
        return findings.length > 0 && id !== "" && kind in resources ? [{ kind: kind as ResourceToken, id }] : [];
    });
    const of = (product: string) => asked.filter(({ kind }) => kind.startsWith(`${product}:`));
    const nothing: Recorded = { changes: new Map() };
    const [genesys, eleveo] = await Promise.all([
        of("genesys").length > 0 ? genesysChanges(connections.genesys(), of("genesys")) : nothing,
        of("eleveo").length > 0 ? eleveoChanges(connections.eleveo(), of("eleveo")) : nothing,
    ]);
    // What the stack's own client did is what was declared then; at Genesys Cloud its id tells.
    const ours = of("eleveo").length > 0 ? connections.eleveo().settings.clientId : undefined;
    const changes = new Map([...genesys.changes, ...eleveo.changes]);
    return {
        resources: reviewed.map((resource) => ({
            ...resource,
            findings: resource.findings.map((one) =>
                withOwn(
                    one,
                    (changes.get(resource.id) ?? []).filter(({ by }) => by !== ours),
                ),
            ),
        })),
        notes: [genesys.note, eleveo.note].filter((note) => note !== undefined),
    };
}

/** Those of the finding's own property, where the log tells properties; else all of the object. */
function withOwn(one: Finding, all: readonly AuditChange[]): Finding {
    const property = one.difference && propertyOf(one.difference.path);
    const about = ({ property: name }: { property: string }) => property !== undefined && isAbout(name, property);
    const own = all.filter(({ properties }) => properties.some(about));
    const changes = (own.length > 0 ? own : all).slice(0, told).map(({ properties, ...change }): RecordedChange => {
        const from = properties.find(about)?.from;
        return from === undefined ? change : { ...change, from };
    });
    return changes.length === 0 ? one : { ...one, changes };
}

/** Products name properties otherwise than the SDK does: `registeredRedirectUri` is `redirectUris`. */
function isAbout(theirs: string, ours: string): boolean {
    const stem = (text: string) =>
        text
            .toLowerCase()
            .replace(/[^a-z]/g, "")
            .replace(/s$/, "");
    return stem(theirs).endsWith(stem(ours)) || stem(theirs).startsWith(stem(ours));
}
