import type { z } from "zod";
import type { Change, PropertyChange } from "./change";
import type { OAuthClient, Tenant } from "./tenant";

/** What a route's handler gets. */
export interface Context<Query = Record<string, string>, Body = unknown> {
    tenant: Tenant;
    now: number;
    params: Record<string, string>;
    query: Query;
    body: Body;
    caller: OAuthClient;
    settings: Settings;
    /** Writes down who changed what. */
    changed(action: Change["action"], kind: string, id: string, name: string, properties?: PropertyChange[]): void;
}

/** What a test may change while the simulator runs. */
export interface Settings {
    /** Milliseconds that every answer takes. */
    latency: number;
    /** Milliseconds until members that were accepted show, and those that were removed no longer do. */
    membershipLag: number;
    /** Milliseconds in which an object that was made is answered 404 by calls for it alone. */
    readLag: number;
    /** This many of the next deletions are answered well and not carried out. */
    lostDeletions: number;
    /** Milliseconds that the server's clock is ahead of ours. */
    clockError: number;
    /** Milliseconds until an object that was made shows in lists and searches; single reads show it at once. */
    listLag: number;
    /** How a stale version is refused. */
    versionConflictStatus: 409 | 400;
    /** Requests a minute; 0 for no limit. */
    requestsPerMinute: number;
    /** What they are counted by. No document tells whether two tokens of a client share its quota. */
    quotaBy: "client" | "token";
    /** Whether answers tell the quota and how much of it is used. */
    announceQuota: boolean;
    /** Whether a deleted OAuth client or group is answered with 200 and the state `deleted` rather than 404. */
    showDeleted: boolean;
    /** OAuth clients that the organisation may have; about fifty, by one remark in the vendor's forum. */
    oauthClientLimit: number;
    /** Whether a client older than 30 days is deactivated for seven days before it is removed, as the vendor's help says. */
    delayedRemoval: boolean;
    /** Whether lists leave out what only a read of one object shows: policies, owners, grant types, states. */
    leanLists: boolean;
    /** Services whose audits the realtime query does not have. The vendor says "for certain services", not for which. */
    notInRealtime: readonly string[];
    /** Whether the credentials that an integration names must exist. No document tells what the vendor does. */
    checkCredentials: boolean;
}

/** What lists and searches show of objects: not those made a moment ago. */
export function listed<T extends { id: string }>(
    { tenant, settings, now }: Pick<Context, "tenant" | "settings" | "now">,
    objects: Iterable<T>,
): T[] {
    if (settings.listLag <= 0) return [...objects];
    return [...objects].filter(
        ({ id }) => (tenant.history.get(id)?.createdAt ?? Number.NEGATIVE_INFINITY) + settings.listLag <= now,
    );
}

/** Objects as lists show them. */
export function inList<T extends object>(
    { settings }: Pick<Context, "settings">,
    objects: T[],
    lean: (keyof T)[],
): Partial<T>[] {
    if (!settings.leanLists) return objects;
    return objects.map(
        (one) =>
            Object.fromEntries(Object.entries(one).filter(([key]) => !lean.includes(key as keyof T))) as Partial<T>,
    );
}

/** One call of the API. */
export interface Route {
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** As the API description writes it: `/api/v2/groups/{groupId}`. */
    path: string;
    /** Permissions that the caller must hold, all of them. */
    permissions: readonly string[];
    /** Query parameters; any other is refused. */
    query: z.ZodType;
    /** The body; absent where the call takes none. */
    body?: z.ZodType;
    /** Status of a good answer. */
    status: number;
    handle(context: Context): unknown;
}

/** A route whose handler knows the types of its query and body. */
export function route<Query extends z.ZodType, Body extends z.ZodType>(
    method: Route["method"],
    path: string,
    request: { permissions?: readonly string[]; query: Query; body?: Body; status?: number },
    handle: (context: Context<z.output<Query>, z.output<Body>>) => unknown,
): Route {
    return {
        method,
        path,
        permissions: request.permissions ?? [],
        query: request.query,
        ...(request.body === undefined ? {} : { body: request.body }),
        status: request.status ?? 200,
        handle: handle as Route["handle"],
    };
}
