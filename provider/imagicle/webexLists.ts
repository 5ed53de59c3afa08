import { isRecord } from "../core/json";
import { type ApiDialect, ApiError } from "../transport/errors";
import { Http } from "../transport/http";
import type { Item } from "./webexAnswers";

/** The scopes that a token needs to read everything. The note about a rejected list names that list's own scopes. */
export const scopes = [
    "spark-admin:people_read",
    "spark-admin:locations_read",
    "spark-admin:workspaces_read",
    "spark-admin:telephony_config_read",
    "spark-admin:organizations_read",
] as const;
type Scope = (typeof scopes)[number];

interface List {
    path: string;
    /** The key of the objects in the answer. */
    key: string;
    scope: Scope;
    query?: Readonly<Record<string, string>>;
}

/** All lists that are read. */
export const lists = {
    organizations: { path: "/organizations", key: "items", scope: "spark-admin:organizations_read" },
    locations: {
        path: "/telephony/config/locations",
        key: "locations",
        scope: "spark-admin:telephony_config_read",
    },
    people: {
        path: "/people",
        key: "items",
        scope: "spark-admin:people_read",
        query: { callingData: "true", max: "100" },
    },
    huntGroups: {
        path: "/telephony/config/huntGroups",
        key: "huntGroups",
        scope: "spark-admin:telephony_config_read",
    },
    queues: { path: "/telephony/config/queues", key: "queues", scope: "spark-admin:telephony_config_read" },
    autoAttendants: {
        path: "/telephony/config/autoAttendants",
        key: "autoAttendants",
        scope: "spark-admin:telephony_config_read",
    },
    virtualLines: {
        path: "/telephony/config/virtualLines",
        key: "virtualLines",
        scope: "spark-admin:telephony_config_read",
    },
    workspaces: { path: "/workspaces", key: "items", scope: "spark-admin:workspaces_read" },
    numbers: { path: "/telephony/config/numbers", key: "phoneNumbers", scope: "spark-admin:telephony_config_read" },
} as const satisfies Record<string, List>;
export type ListName = keyof typeof lists;

/** Receives the progress of a fetch, and what it left out. */
export interface FetchListener {
    note(text: string): void;
    /** A list that Webex refuses to return. The data say what is unread. */
    refused(text: string): void;
    progress?(pages: number, objects: number): void;
}

/** A list from Webex, or why there is none. */
export type Listed = { items: Item[]; refused?: undefined } | { items: undefined; refused: ApiError };

export const webexDialect: ApiDialect = {
    name: "Webex",
    addressKey: "the address of Webex",
    failureOf: (body) => {
        if (!isRecord(body)) return {};
        const { message, trackingId } = body;
        return {
            ...(typeof message === "string" ? { vendorMessage: message } : {}),
            ...(typeof trackingId === "string" ? { correlationId: trackingId } : {}),
        };
    },
    remedyOf: ({ status }) =>
        status === 401 || status === 403
            ? `Check the access token: it expires soon, and needs the scopes ${scopes.join(", ")}.`
            : undefined,
};

/** An answer without the list, so the objects are unknown. */
class NoList extends ApiError {}

export const webexBase = "https://webexapis.com/v1";

/** Lists of Webex, page by page; waits if the quota is used up. Changes nothing. */
export class WebexLists {
    readonly #http: Http;
    readonly #base: string;
    #pages = 0;
    #objects = 0;

    constructor(
        { token, url }: { token: string; url?: string | undefined },
        private readonly listener: FetchListener,
    ) {
        this.#base = (url ?? webexBase).replace(/\/$/, "");
        this.#http = new Http({
            product: webexDialect,
            clients: [{ token: async () => token, tokenRefused: () => undefined }],
        });
    }

    /** A list that Webex rejects, because of a missing scope or license, does not stop the others. */
    async read(name: ListName, organization?: string): Promise<Listed> {
        const { path, query = {} }: List = lists[name];
        const search = new URLSearchParams({ ...query, ...(organization ? { orgId: organization } : {}) }).toString();
        try {
            return { items: await this.#collect(name, `${this.#base}${path}${search && `?${search}`}`) };
        } catch (error) {
            if (error instanceof ApiError && (error.untold || error instanceof NoList))
                return { items: undefined, refused: error };
            throw error;
        }
    }

    async #collect(name: ListName, first: string): Promise<Item[]> {
        const { key }: List = lists[name];
        const found: Item[] = [];
        const asked = new Set<string>();
        for (let next: string | undefined = first; next !== undefined;) {
            const call = `GET ${new URL(next).pathname}`;
            if (asked.has(next))
                throw new ApiError(webexDialect.name, { call, code: "a page names itself as the next" });
            asked.add(next);
            const page: { body: unknown; next: string | undefined } = await this.#http.page({
                method: "GET",
                url: next,
            });
            const items = isRecord(page.body) ? page.body[key] : undefined;
            if (!Array.isArray(items)) throw new NoList(webexDialect.name, { call, code: `no "${key}" in the answer` });
            found.push(...items.filter(isRecord));
            this.listener.progress?.(++this.#pages, (this.#objects += items.length));
            next = page.next;
        }
        return found;
    }
}
