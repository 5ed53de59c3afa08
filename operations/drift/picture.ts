import { type Names, propertiesWith } from "../../provider/core/names";
import { isRecord, own } from "../../provider/core/json";
import { type AnyMetadata, metadata } from "../../provider/metadata";
import { resources, tokenOf } from "../../provider/resources";
import type { Box, Picture, RefreshedResource, Reviewed } from "./findings";
import { severities } from "./severity";

/** With more boxes a picture is unreadable. */
const mostBoxes = 60;

/**
 * A stack's objects as boxes with arrows: group → app, client → role → permissions, role → divisions. If there are too
 * many, drifted ones come first.
 * @param names - of divisions
 * @param refreshed - the states of the reviewed objects, by URN; objects without a state, such as a kind that could not
 * be listed, are left out
 */
export function pictureOf(
    refreshed: readonly RefreshedResource[],
    reviewed: readonly Reviewed[],
    names: Names = {},
): Picture {
    const states = new Map(refreshed.map((one) => [one.urn, one]));
    const shown = reviewed
        .flatMap((one) => {
            const of = states.get(one.urn);
            return of === undefined ? [] : [{ one, of }];
        })
        .sort((a, b) => Number(a.one.status === "in sync") - Number(b.one.status === "in sync"))
        .slice(0, mostBoxes);
    const boxes = shown.map(({ one }, index) => boxOf(one, `n${index}`));
    const byId = new Map(
        shown.flatMap(({ of }, index) => (isOwn(of) ? [[keyOf(of, of.id), boxes[index]?.id ?? ""] as const] : [])),
    );
    const arrows = shown.flatMap(({ of }, index) =>
        named(of).flatMap((id) => {
            const [other, self] = [byId.get(keyOf(of, id)), boxes[index]?.id ?? ""];
            if (other === undefined || other === self) return [];
            // A group opens the application; a client has the role.
            return [isOpenedBy(of) ? { from: other, to: self } : { from: self, to: other }];
        }),
    );
    const more = shown.flatMap(({ of, one }, index) => whatItGives(of, one, boxes[index]?.id ?? "", names));
    return { boxes: [...boxes, ...more.map(({ box }) => box)], arrows: [...arrows, ...more.map(({ arrow }) => arrow)] };
}

/** The key of an object, unique across tenants. */
const keyOf = (of: RefreshedResource | undefined, id: string): string => JSON.stringify([of?.provider, id]);

const metadataOf = (of: RefreshedResource | undefined): AnyMetadata | undefined => {
    const token = tokenOf(of?.type ?? "");
    return token && metadata[token];
};

/** Members and assignments have the id of their group or role. */
const isOwn = (of: RefreshedResource | undefined): of is RefreshedResource =>
    of !== undefined && (metadataOf(of)?.part ?? "none") === "none";
const isOpenedBy = (of: RefreshedResource | undefined) => metadataOf(of)?.picture.arrows === "from";

function boxOf({ type, name, status, findings }: Reviewed, id: string): Box {
    const severity = severities.find((one) => findings.some((finding) => finding.severity === one));
    return { id, type, name, status, ...(severity === undefined ? {} : { severity }) };
}

/** Ids in the properties that refer to other objects. A set's key may contain the kind before the id. */
function named(of: RefreshedResource | undefined): string[] {
    const token = tokenOf(of?.type ?? "");
    const bag = of?.found ?? of?.declared ?? {};
    const properties =
        token === undefined
            ? []
            : propertiesWith(resources[token].references, "role", "group", "groups", "queues", "subjects", "grants");
    const texts = properties.flatMap((property) => {
        const value = bag[property];
        if (typeof value === "string") return [value];
        return isRecord(value) ? Object.keys(value) : [];
    });
    return [...new Set(texts.map((text) => text.replace(/^\w+:/, "")))];
}

/** What a role grants, and where. */
function whatItGives(of: RefreshedResource | undefined, { status, findings }: Reviewed, from: string, names: Names) {
    const found = of?.found ?? of?.declared ?? {};
    const box = (property: string, name: (count: number) => string) => {
        const count = isRecord(found[property]) ? Object.keys(found[property]).length : 0;
        if (count === 0) return [];
        const own = findings.filter(({ difference }) => difference?.path === property);
        const severity = severities.find((one) => own.some((finding) => finding.severity === one));
        const id = `${from}${property}`;
        return [
            {
                box: {
                    id,
                    type: property,
                    name: name(count),
                    status: own.length > 0 ? status : "in sync",
                    ...(severity === undefined ? {} : { severity }),
                    ...namesOfDivision(property, found, names),
                } satisfies Box,
                arrow: { from, to: id },
            },
        ];
    };
    return (metadataOf(of)?.picture.boxes ?? []).flatMap((property) =>
        box(property, (count) =>
            property === "divisions" && count === 1
                ? divisionName(found)
                : `${count} ${count === 1 ? property.replace(/s$/, "") : property}`,
        ),
    );
}

function divisionName(found: Record<string, unknown>): string {
    const only = onlyDivision(found);
    return only === "*" ? "all divisions" : `division ${only}`;
}

function namesOfDivision(property: string, found: Record<string, unknown>, names: Names): Pick<Box, "names"> {
    const only = property === "divisions" ? onlyDivision(found) : undefined;
    const name = only === undefined ? undefined : own(names, only);
    return only === undefined || name === undefined ? {} : { names: { [only]: name } };
}

/** The division of an object that refers to only one. */
export function onlyDivision({ divisions }: Record<string, unknown>): string | undefined {
    const [only, ...more] = isRecord(divisions) ? Object.keys(divisions) : [];
    return more.length === 0 ? only : undefined;
}
