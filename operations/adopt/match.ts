import type { Found } from "../../provider/core/resourceType";

/** An object that may be meant. */
export interface Candidate {
    id: string;
    name: string;
    /** `<project>/<stack>/<resource>` of the resource that made it; absent where it is of nobody's. */
    marker?: string;
}

/** Which object of the tenant a declared resource is. */
export type Match =
    | { is: "found"; id: string }
    | { is: "missing" }
    | { is: "ambiguous"; candidates: Candidate[] }
    | { is: "taken"; id: string; by: string };

type Present = Found<{ marker?: string | undefined }>;

/** Its own marker decides, then there must be one that is nobody's. */
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

/** In words, who manages an object with this marker. */
export function managerOf(marker: string): string {
    const [project, stack, ...name] = marker.split("/");
    return `the stack ${project}/${stack}, as "${name.join("/")}"`;
}
