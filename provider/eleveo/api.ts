import type { Collection } from "../core/collection";
import { everyPage } from "../core/pages";
import { ApiError, UserError } from "../transport/errors";
import { Http } from "../transport/http";
import { Token } from "../transport/token";
import type { Connection, Product } from "../core/connections";
import { onceByKey } from "../core/once";
import type { Problem } from "../core/problem";
import { verifyCaller } from "./caller";
import { type Collections, collections, pageSize } from "./collections";
import { eleveoDialect } from "./failure";
import { type EleveoSettings, eleveoSettings, tokenEndpoint } from "./settings";
import type { ServerInfo } from "./types";

/** One realm of an Eleveo User Management, through Keycloak's Admin REST API. */
export class EleveoApi implements Connection {
    readonly #http: Http;
    readonly #token: Token;
    readonly shared = onceByKey();
    readonly #base: string;
    /** The existing objects, by kind. */
    readonly objects: Collections = collections((path, query) => this.get(path, query));

    constructor(readonly settings: EleveoSettings) {
        const { url, contextPath, realm } = settings;
        this.#base = `${url}${contextPath}/admin/realms/${encodeURIComponent(realm)}`;
        this.#token = new Token(tokenEndpoint({ ...settings, ...settings.reader }));
        this.#http = new Http({
            product: eleveoDialect,
            clients: [{ token: () => this.#tokenValue(), tokenRefused: (refused) => this.#token.refused(refused) }],
        });
    }

    /** Number of requests that this process has sent, without those for tokens. */
    get requests(): number {
        return this.#http.requests;
    }

    get = <T>(path: string, query?: Record<string, unknown>): Promise<T> =>
        this.#http.request({ method: "GET", url: this.#base + path, ...(query ? { query } : {}) }) as Promise<T>;

    /** For requests that can be sent twice without harm. {@link EleveoApi.create} is for all others. */
    post = <T>(path: string, body: unknown): Promise<T> =>
        this.#http.request({ method: "POST", url: this.#base + path, body, repeatable: true }) as Promise<T>;

    /** Returns the id of the created object. */
    create = (path: string, body: unknown): Promise<string> =>
        this.#http.created({ method: "POST", url: this.#base + path, body });

    put = (path: string, body?: unknown): Promise<unknown> => this.#write("PUT", path, body);

    delete = (path: string, body?: unknown): Promise<unknown> => this.#write("DELETE", path, body);

    async #write(method: string, path: string, body: unknown): Promise<unknown> {
        try {
            const url = this.#base + path;
            return await this.#http.request({ method, url, ...(body === undefined ? {} : { body }) });
        } finally {
            for (const part of path.split("/"))
                for (const collection of Object.values(this.objects) as Collection<never>[])
                    collection.touch(decodeURIComponent(part));
        }
    }

    /** Every item of a list, page by page. Newer servers truncate a list without `max`; older ones do not page. */
    pages = <T>(path: string, query: Record<string, unknown> = {}): AsyncGenerator<T> =>
        everyPage(async (number) => {
            const items = await this.get<T[]>(path, { ...query, first: (number - 1) * pageSize, max: pageSize });
            return { items, more: items.length === pageSize };
        });

    /** Base of the realm's public addresses. It may differ from the stack's own address. */
    publicBase(): Promise<string> {
        return this.shared("public base", () =>
            (require("./realmPage") as typeof import("./realmPage")).publicBase(this.settings),
        );
    }

    /** What the server supports; `undefined` if it does not tell this client, or a proxy hides it. */
    serverInfo(): Promise<ServerInfo | undefined> {
        return this.shared("serverinfo", () => {
            const { url, contextPath } = this.settings;
            return unlessUntold(
                this.#http.request({ method: "GET", url: `${url}${contextPath}/admin/serverinfo` }),
            ) as Promise<ServerInfo | undefined>;
        });
    }

    readonly listLag = 0;

    get clientId(): string {
        return this.settings.clientId;
    }

    get readerId(): string | undefined {
        return this.settings.reader?.clientId;
    }

    /** Identifies this realm in the create log. */
    get target(): string {
        return this.#base;
    }

    lacking = (needed: readonly string[]): Promise<Problem[]> => verifyCaller(this, needed);

    /**
     * The caller's roles of `realm-management`, from its token. `undefined` if the token does not contain them, which
     * depends on the client's scopes.
     */
    async callerRoles(): Promise<ReadonlySet<string> | undefined> {
        const payload = (await this.#tokenValue()).split(".")[1] ?? "";
        try {
            const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as {
                resource_access?: Record<string, { roles?: string[] }>;
            };
            return claims.resource_access && new Set(claims.resource_access["realm-management"]?.roles);
        } catch {
            return undefined; // not a JWT
        }
    }

    async #tokenValue(): Promise<string> {
        try {
            return await this.#token.value();
        } catch (error) {
            if (!isElsewhere(error)) throw error;
            const { explainTarget } = require("./target") as typeof import("./target");
            throw (await explainTarget(this.settings)) ?? error;
        }
    }
}

export const eleveo: Product<EleveoSettings, EleveoApi> = {
    title: eleveoDialect.name,
    settings: eleveoSettings,
    connect: (settings) => new EleveoApi(settings),
};

/** The answer, or nothing if it is refused permanently. */
async function unlessUntold<T>(call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (error instanceof ApiError && error.untold) return undefined;
        throw error;
    }
}

/** Whether the answer does not come from a token endpoint: wrong realm, wrong path, or another server. */
function isElsewhere(error: unknown): boolean {
    if (!(error instanceof ApiError)) return false;
    const { status, code } = error;
    if (status === undefined) return code === "ERR_BODY_PARSE_FAILURE";
    return status >= 400 && ![400, 401, 407, 429].includes(status) && status < 500;
}

/** A required part of an answer. */
export function present<T>(value: T | undefined, what: string): T {
    if (value === undefined) throw new UserError("CC3001", `Eleveo User Management answered without the ${what}`);
    return value;
}

/** An object that must exist for a change. */
export function stillThere<T>(value: T | undefined): T {
    if (value === undefined)
        throw new UserError("CC3002", "it no longer exists. Run `pulumi up --refresh`, which creates it again");
    return value;
}
