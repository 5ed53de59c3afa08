import type { Models } from "purecloud-platform-client-v2";
import type { AskedObject } from "./recorded";
import type { AuditEntity } from "../../provider/core/metadata";
import type { ServiceMapping } from "../../provider/genesys/answers/audit";
import { metadata } from "../../provider/metadata";

/** Number of days that the realtime query covers, by the vendor's description. */
export const realtimeDays = 14;
/**
 * The longest interval of the other query, and how long the log is kept. Not confirmed (G-32, G-33): both come from a
 * secondary reading of the vendor's pages.
 */
const longestDays = 30;
const keptDays = 365;
/** Up to this many objects of one type are queried one by one, because a filter takes one id. */
const singly = 3;
const day = 86_400_000;

/** A resource in the log's terms. */
export interface Asked {
    /** The resource's id. */
    id: string;
    entity: AuditEntity;
    /** The object's id in the log. */
    entityId: string;
}

/** One query of the log. */
export interface Question {
    /** Whether it is answered at once, or in the background. */
    realtime: boolean;
    body: Models.AuditQueryRequest;
}

export function toAsked(objects: readonly AskedObject[]): Asked[] {
    return objects.flatMap(({ kind, id }) => {
        const { audit } = metadata[kind];
        // The id of an assignment is the role's id, followed by those of divisions.
        return audit === "none" || "path" in audit ? [] : [{ id, entity: audit, entityId: id.split("/")[0] ?? id }];
    });
}

/**
 * The service that has a type of object, by the organization's own mapping, or by our table if the mapping is empty.
 */
export function serviceOf({ type, service }: AuditEntity, { services = [] }: ServiceMapping) {
    if (services.length === 0) return service;
    const having = services.filter(({ entities: some }) => some?.some(({ name }) => name === type));
    return having.some(({ name }) => name === service) ? service : having[0]?.name;
}

/**
 * The smallest set of queries that covers all objects: one per object if there are few of a type, otherwise one for the
 * type.
 */
export function questionsFor(asked: readonly Asked[], realtime: ServiceMapping, days: number, now: number): Question[] {
    const types = new Map(asked.map(({ entity }) => [entity.type, entity]));
    return [...types.values()].flatMap((entity) => {
        const own = asked.filter((one) => one.entity.type === entity.type);
        const ids = [...new Set(own.map(({ entityId }) => entityId))];
        const byType = { property: "EntityType", value: entity.type };
        const filters =
            ids.length > singly ? [[byType]] : ids.map((value) => [byType, { property: "EntityId", value }]);
        const service = serviceOf(entity, realtime);
        const sort = [{ name: "Timestamp", sortOrder: "descending" }];
        return intervals(days, now, service !== undefined).flatMap((span) =>
            filters.map((some) => ({
                realtime: span.realtime,
                body: { interval: span.interval, serviceName: service ?? entity.service, filters: some, sort },
            })),
        );
    });
}

/** The last days in the realtime query if possible, older ones in the background and in parts. */
export function intervals(days: number, now: number, inRealtime: boolean): { realtime: boolean; interval: string }[] {
    const iso = (at: number) => new Date(at).toISOString();
    const begin = now - Math.min(days, keptDays) * day;
    const recent = inRealtime ? Math.max(begin, now - realtimeDays * day) : now;
    const spans = inRealtime ? [{ realtime: true, interval: `${iso(recent)}/${iso(now)}` }] : [];
    for (let to = recent; to > begin; to -= longestDays * day)
        spans.push({ realtime: false, interval: `${iso(Math.max(begin, to - longestDays * day))}/${iso(to)}` });
    return spans;
}
