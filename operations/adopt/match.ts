import { managerOf } from "../../provider/core/marker";
import type { Found } from "../../provider/core/resourceType";

/** An object that a declared resource may refer to. */
export interface Candidate {
    id: string;
    name: string;
    /** `<project>/<stack>/<resource>` of the resource that created it; absent if no stack owns it. */
    marker?: string;
}

/** The object of the tenant that a declared resource refers to. */
export type Match =
    | { is: "found"; id: string }
    | { is: "missing" }
    | { is: "ambiguous"; candidates: Candidate[] }
    | { is: "taken"; id: string; by: string };

type Present = Found<{ marker?: string | undefined }>;

/** An object with the resource's own marker wins. Otherwise exactly one object without a marker must match. */
export function match(present: readonly Present[], marker: string | undefined): Match {
    const of = (some: readonly Present[]): Match | undefined => {
        const [first, ...more] = some;
        if (first === undefined) return undefined;
        return more.length === 0 ? { is: "found", id: first.id } : { is: "ambiguous", candidates: some.map(candidate) };
    };
    const markerOf = ({ outputs }: Present) => outputs.marker;
    const own = marker === undefined ? [] : present.filter((one) => markerOf(one) === marker);
    const free = present.filter((one) => markerOf(one) === undefined && one.madeBy === undefined);
    const decided = of(own) ?? of(free);
    if (decided !== undefined) return decided;
    const [other] = present;
    if (other === undefined) return { is: "missing" };
    return { is: "taken", id: other.id, by: other.madeBy ?? managerOf(other.outputs.marker ?? "") };
}

const candidate = ({ id, name, outputs: { marker } }: Present): Candidate => ({
    id,
    name,
    ...(marker === undefined ? {} : { marker }),
});
