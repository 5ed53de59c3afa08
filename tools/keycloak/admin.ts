import type { KeycloakVersion } from "./distribution";

/** A Keycloak on loopback, in memory, behind `/auth` like Eleveo's. */
export interface Keycloak {
    version: KeycloakVersion;
    /** Without the context path. */
    url: string;
    contextPath: string;
    /** The administrator of the realm `master`. */
    admin: { user: string; password: string };
}

/** A refused request. */
export class AdminError extends Error {
    constructor(
        readonly status: number,
        call: string,
        body: string,
    ) {
        super(`${call} was answered ${status}: ${body}`);
    }
}

/** Keycloak's Admin REST API, as the administrator of `master`, for changes behind a program's back. */
export class Admin {
    private constructor(
        private readonly base: string,
        private readonly token: string,
    ) {}

    /** By address, because each login hashes the password, which takes a tenth of a second. */
    static readonly #known = new Map<string, { admin: Promise<Admin>; until: number }>();

    /** For a few requests at once: the token lives for a minute, and is used for half of it. */
    static async logIn(keycloak: Keycloak): Promise<Admin> {
        const known = Admin.#known.get(keycloak.url);
        if (known !== undefined && known.until > Date.now()) return known.admin;
        const admin = Admin.#logIn(keycloak);
        Admin.#known.set(keycloak.url, { admin, until: Date.now() + 30_000 });
        admin.catch(() => Admin.#known.delete(keycloak.url));
        return admin;
    }

    static async #logIn({ url, contextPath, admin }: Keycloak): Promise<Admin> {
        const answer = await fetch(`${url}${contextPath}/realms/master/protocol/openid-connect/token`, {
            method: "POST",
            body: new URLSearchParams({
                grant_type: "password",
                client_id: "admin-cli",
                username: admin.user,
                password: admin.password,
            }),
        });
        if (!answer.ok) throw new AdminError(answer.status, "the login of the administrator", await answer.text());
        const { access_token } = (await answer.json()) as { access_token: string };
        return new Admin(`${url}${contextPath}/admin/realms`, access_token);
    }

    get = <T>(path: string): Promise<T> => this.#send("GET", path) as Promise<T>;
    post = <T>(path: string, body: unknown): Promise<T> => this.#send("POST", path, body) as Promise<T>;
    put = (path: string, body: unknown): Promise<unknown> => this.#send("PUT", path, body);
    delete = (path: string, body?: unknown): Promise<unknown> => this.#send("DELETE", path, body);

    async #send(method: string, path: string, body?: unknown): Promise<unknown> {
        const answer = await fetch(`${this.base}${path}`, {
            method,
            headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await answer.text();
        if (!answer.ok) throw new AdminError(answer.status, `${method} ${path}`, text);
        return text === "" ? undefined : JSON.parse(text);
    }
}
