import type { z } from "zod";
import type { Change, PropertyChange } from "./change";
import type { Settings } from "./settings";
import type { OAuthClient, Tenant } from "./tenant";

/** What a route's handler receives. */
export interface Context<Query = Record<string, string>, Body = unknown> {
    tenant: Tenant;
    now: number;
    params: Record<string, string>;
    query: Query;
    body: Body;
    caller: OAuthClient;
    settings: Settings;
    /** Revokes the caller's token. */
    endToken(): void;
    /** Records who changed what. */
    changed(action: Change["action"], kind: string, id: string, name: string, properties?: PropertyChange[]): void;
}

/** What lists and searches show of objects, excluding those created a moment ago. */
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
    /** In the form of the API description: `/api/v2/groups/{groupId}`. */
    path: string;
    /** Permissions that the caller must have, all of them. */
    permissions: readonly string[];
    /** Query parameters; any other is refused. */
    query: z.ZodType;
    /** The body; absent if the call takes none. */
    body?: z.ZodType;
    /** Status of a successful answer. */
    status: number;
    /** Whether its pages lack their addresses. */
    withoutAddresses: boolean;
    handle(context: Context): unknown;
}

/** A route whose handler knows the types of its query and body. */
export function route<Query extends z.ZodType, Body extends z.ZodType>(
    method: Route["method"],
    path: string,
    request: {
        permissions?: readonly string[];
        query: Query;
        body?: Body;
        status?: number;
        withoutAddresses?: boolean;
    },
    handle: (context: Context<z.output<Query>, z.output<Body>>) => unknown,
): Route {
    return {
        method,
        path,
        permissions: request.permissions ?? [],
        query: request.query,
        ...(request.body === undefined ? {} : { body: request.body }),
        status: request.status ?? 200,
        withoutAddresses: request.withoutAddresses ?? false,
        handle: handle as Route["handle"],
    };
}
