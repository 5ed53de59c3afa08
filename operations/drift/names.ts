import type { Connections } from "../../provider/core/connections";
import { idsIn, type Names, namesIn, withNames } from "../../provider/core/names";
import { own } from "../../provider/core/json";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import type { AnyType } from "../../provider/runtime/read";
import { onlyDivision } from "./picture";
import type { Finding, RefreshedResource, Reviewed } from "./findings";

/** The reviewed objects of one tenant. */
interface InTenant {
    reviews: readonly Reviewed[];
    connections: Connections;
}

/**
 * The same findings with names for their ids. Names are read in batches, and only if a finding contains an id. A name
 * that cannot be read is left out.
 */
export async function withNamesOf(
    all: readonly Reviewed[],
    refreshed: readonly RefreshedResource[],
    tenants: readonly InTenant[],
): Promise<Reviewed[]> {
    const states = new Map(refreshed.map((one) => [one.urn, one]));
    const connections = connectionsByUrn(tenants);
    return Promise.all(
        all.map(async (one) => {
            const [state, connected] = [states.get(one.urn), connections.get(one.urn)];
            if (state === undefined || connected === undefined || one.findings.length === 0) return one;
            const names = await namesOf(state, one.findings.map(textOf), connected);
            return { ...one, findings: one.findings.map((finding) => withOwn(finding, names)) };
        }),
    );
}

/** Names of the divisions that have their own box in a picture. */
export async function divisionNames(
    refreshed: readonly RefreshedResource[],
    tenants: readonly InTenant[],
): Promise<Names> {
    const connections = connectionsByUrn(tenants);
    const found = await Promise.all(
        refreshed.map(async (one): Promise<Names> => {
            const [division, connected] = [onlyDivision(one.found ?? one.declared), connections.get(one.urn)];
            return division === undefined || connected === undefined ? {} : namesOf(one, [division], connected);
        }),
    );
    return Object.assign({}, ...found) as Names;
}

const connectionsByUrn = (tenants: readonly InTenant[]): ReadonlyMap<string, Connections> =>
    new Map(tenants.flatMap(({ reviews, connections }) => reviews.map(({ urn }) => [urn, connections] as const)));

/** The names for the ids that texts of a resource contain. */
export function namesOf(
    { type, declared, found = {} }: Pick<RefreshedResource, "type" | "declared" | "found">,
    texts: readonly string[],
    connections: Connections,
): Promise<Names> {
    const token = tokenOf(type);
    if (token === undefined) return Promise.resolve({});
    const { references, connect } = typeOf(token);
    const ids = [declared, found].flatMap((bag) => idsIn(references, bag));
    return namesIn(texts, ids, () => connect(connections));
}

const typeOf = (token: ResourceToken) => resources[token] as unknown as AnyType;

const textOf = ({ difference, revert, changes = [] }: Finding): string =>
    JSON.stringify([difference, revert, changes.map(({ from }) => from)]);

function withOwn(finding: Finding, names: Names): Finding {
    const text = textOf(finding);
    const ids = Object.keys(names).filter((id) => text.includes(id));
    if (ids.length === 0) return finding;
    const some = Object.fromEntries(ids.map((id) => [id, own(names, id) ?? null]));
    const { revert } = finding;
    return { ...finding, names: some, ...(revert === undefined ? {} : { revert: withNames(revert, some) }) };
}
