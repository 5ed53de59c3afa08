import { type AskedObject, type AuditChange, notKnown, type Recorded } from "./recorded";
import { currentDeadline, Deadline, within } from "../../provider/transport/deadline";
import { ApiError, isGone } from "../../provider/transport/errors";
import type { AdminEventPath } from "../../provider/core/metadata";
import { metadata } from "../../provider/metadata";
import type { EleveoApi } from "../../provider/eleveo/api";
import type { AdminEventRepresentation, UserRepresentation } from "../../provider/eleveo/types";

/** Seconds after which reading the log times out. */
const patience = 60;
/** For an object with more events, only the latest are read. */
const mostEvents = 500;
const usualDays = 14;
const day = 86_400_000;

const switchedOff =
    "the realm does not save admin events. Turn them on under Realm settings, Events, Admin events settings, Save events";

/** Who changed objects in the last days, from the realm's admin events. If the log cannot be read, a note says so. */
export async function recordedChanges(
    api: EleveoApi,
    objects: readonly AskedObject[],
    days = usualDays,
): Promise<Recorded> {
    const asked = objects.flatMap(({ kind, id }) => {
        const { audit } = metadata[kind];
        return audit !== "none" && "path" in audit ? [{ id, audit }] : [];
    });
    if (asked.length === 0) return { changes: new Map() };
    return within(currentDeadline() ?? new Deadline(patience), async () => {
        const changes = new Map<string, AuditChange[]>();
        try {
            const { adminEventsEnabled } = await api.get<{ adminEventsEnabled?: boolean }>("/events/config");
            if (!adminEventsEnabled) return { changes, note: notKnown(switchedOff) };
            const found = await Promise.all(asked.map(({ id, audit }) => changesOf(api, audit, id, days)));
            asked.forEach(({ id }, index) => found[index]?.length && changes.set(id, found[index]));
        } catch (error) {
            return { changes, note: notKnown(problemOf(error)) };
        }
        if (changes.size > 0) return { changes };
        return {
            changes,
            note: notKnown(`the realm's admin events of the last ${days} days contain nothing about it`),
        };
    });
}

function problemOf(error: unknown): string {
    if (error instanceof ApiError && error.status === 403)
        return "the calling client lacks the role view-events of realm-management";
    return error instanceof Error ? error.message : String(error);
}

/** The changes of one object, the latest first. */
async function changesOf(
    api: EleveoApi,
    { path, serviceAccount }: AdminEventPath,
    id: string,
    days: number,
): Promise<AuditChange[]> {
    const own = `${path}/${id}`;
    const paths = serviceAccount ? [own, ...(await serviceAccountPaths(api, own))] : [own];
    const events = (await Promise.all(paths.map((path) => eventsBelow(api, path, days)))).flat();
    return Promise.all(events.sort((a, b) => b.time - a.time).map((event) => toChange(api, event)));
}

/** A client's roles belong to its service account, which is a user. */
async function serviceAccountPaths(api: EleveoApi, own: string): Promise<string[]> {
    try {
        const { id: user } = await api.get<UserRepresentation>(`/${own}/service-account-user`);
        return [`users/${user}`];
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return []; // it is gone, or has no service account
    }
}

async function eventsBelow(api: EleveoApi, path: string, days: number): Promise<AdminEventRepresentation[]> {
    const dateFrom = new Date(Date.now() - days * day).toISOString().slice(0, 10);
    const events: AdminEventRepresentation[] = [];
    // An asterisk is a wildcard, so the answer may include objects whose id only begins like this one.
    for await (const event of api.pages<AdminEventRepresentation>("/admin-events", {
        resourcePath: `${path}*`,
        dateFrom,
    })) {
        const { resourcePath = "", error } = event;
        if (error === undefined && (resourcePath === path || resourcePath.startsWith(`${path}/`))) events.push(event);
        if (events.length === mostEvents) break;
    }
    return events;
}

/**
 * An event may contain the object's representation. It is ignored, because it may contain secrets and never has the
 * previous values.
 */
async function toChange(api: EleveoApi, event: AdminEventRepresentation): Promise<AuditChange> {
    const { time, operationType, resourceType = "", authDetails = {} } = event;
    const by = authDetails.userId ? await nameOf(api, authDetails.userId) : undefined;
    return {
        at: new Date(time).toISOString(),
        ...(by === undefined ? {} : { by }),
        action: `${operationType} ${resourceType}`.trim(),
        properties: [],
    };
}

const serviceAccount = "service-account-";

/** The name of a user, or of the client whose service account it is. If the caller may not read users, the id. */
async function nameOf(api: EleveoApi, id: string): Promise<string> {
    return api.shared(`name of user ${id}`, async () => {
        try {
            const { username } = await api.get<UserRepresentation>(`/users/${id}`);
            return username.startsWith(serviceAccount) ? username.slice(serviceAccount.length) : username;
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            // For example, an administrator of the realm `master`.
            return isGone(error) ? `${id}, not a user of this realm` : id;
        }
    });
}
