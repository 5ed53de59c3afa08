import { isRecord } from "../../provider/core/json";
import { type AnyMetadata, metadata, propertiesWith } from "../../provider/metadata";
import { tokenOf } from "../../provider/resources";
import type { Box, Picture, RefreshedResource, Reviewed } from "./findings";
import { severities } from "./severity";

/** More than so many boxes tell a reader nothing. */
const mostBoxes = 60;

/**
 * A stack's objects as boxes, and what leads to what: group → app, client → role → permissions, role → divisions. The
 * drifted ones come first where there are too many.
 */
export function pictureOf(refreshed: readonly RefreshedResource[], reviewed: readonly Reviewed[]): Picture {
    const shown = reviewed
        .map((one, index) => ({ one, of: refreshed[index] }))
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
            // A group opens the application; a client holds the role.
            return [isOpenedBy(of) ? { from: other, to: self } : { from: self, to: other }];
        }),
    );
    const more = shown.flatMap(({ of, one }, index) => whatItGives(of, one, boxes[index]?.id ?? ""));
    return { boxes: [...boxes, ...more.map(({ box }) => box)], arrows: [...arrows, ...more.map(({ arrow }) => arrow)] };
}

/** An object's id, in its own tenant. */
const keyOf = (of: RefreshedResource | undefined, id: string): string => JSON.stringify([of?.provider, id]);

const metadataOf = (of: RefreshedResource | undefined): AnyMetadata | undefined => {
    const token = tokenOf(of?.type ?? "");
    return token && metadata[token];
};

/** Members and assignments have the id of what they belong to. */
const isOwn = (of: RefreshedResource | undefined): of is RefreshedResource =>
    of !== undefined && (metadataOf(of)?.part ?? "none") === "none";
const isOpenedBy = (of: RefreshedResource | undefined) => metadataOf(of)?.picture.arrows === "from";

function boxOf({ type, name, status, findings }: Reviewed, id: string): Box {
    const severity = severities.find((one) => findings.some((finding) => finding.severity === one));
    return { id, type, name, status, ...(severity === undefined ? {} : { severity }) };
}

/** Ids in the properties that name others; a set's key may hold the kind before the id. */
function named(of: RefreshedResource | undefined): string[] {
    const own = metadataOf(of);
    const bag = of?.found ?? of?.declared ?? {};
    const properties = own === undefined ? [] : propertiesWith(own, "id", "ids", "subjects", "grants");
    const texts = properties.flatMap((property) => {
        const value = bag[property];
        if (typeof value === "string") return [value];
        return isRecord(value) ? Object.keys(value) : [];
    });
    return [...new Set(texts.map((text) => text.replace(/^\w+:/, "")))];
}

/** What a role gives, and where. */
function whatItGives(of: RefreshedResource | undefined, { status, findings }: Reviewed, from: string) {
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
    const [only] = Object.keys(found["divisions"] as object);
    return only === "*" ? "all divisions" : `division ${only}`;
}
