import { isWrite, type Parts, type RecordedRequest, tenantApp } from "./app";
import { newCertificate } from "./certificate";
import { dump } from "./dump";
import type { Intercept, PlannedAnswer } from "./planned";
import { type Settings, usual } from "./settings";
import { listen, stop } from "./server";
import { Sessions } from "./session";
import { newTenant, putGrant, type Tenant } from "./tenant";

export type { RecordedRequest } from "./app";
export type { FieldChange } from "./fieldChanges";
export type { Intercept, PlannedAnswer } from "./planned";
export type { Settings } from "./settings";
export type { Tenant } from "./tenant";

export interface SimulatorOptions extends Partial<Settings> {
    /** @default 0: a free port */
    port?: number;
    /** The same seed creates the same tenant. @default 1 */
    seed?: number;
    organization?: { name?: string; shortName?: string };
    /** @default 60 */
    users?: number;
    /** The first is the home division. @default Home, Sales, Support, Berlin */
    divisions?: readonly string[];
    /** Permissions that this organization does not have. */
    missingPermissions?: readonly string[];
    /** Whether it serves HTTPS, by a certificate of this run. @default false */
    tls?: boolean;
    /** Milliseconds; it may run faster than the real clock. @default Date.now */
    clock?: () => number;
}

export interface Credentials {
    clientId: string;
    clientSecret: string;
}

/** A Genesys Cloud organization on loopback. */
export interface Simulator {
    /** Base address: a gateway for the provider. */
    readonly url: string;
    /** The certificate in PEM that clients must trust; absent without `tls`. */
    readonly certificate?: string;
    /** A client-credentials client that may do everything, for a pipeline. */
    readonly credentials: Credentials;
    /** The organization. Change it to play what somebody does behind the program's back. */
    readonly tenant: Tenant;
    readonly settings: Settings;
    readonly requests: readonly RecordedRequest[];
    /** Requests of one call, `POST /api/v2/groups/{groupId}/members`. */
    calls(route: string): RecordedRequest[];
    /** Requests that may change something, except those for tokens. */
    writes(): RecordedRequest[];
    clearRequests(): void;
    /** Plans the answer to the next request of a call. */
    answerOnce(route: string, answer: PlannedAnswer): void;
    /** Decides what happens to each request from now on, in addition to what is planned. */
    intercept(decide: Intercept | undefined): void;
    /** Everything that can be changed, for comparisons. */
    dump(): Record<string, unknown[]>;
    /** Another client-credentials client that may do everything. */
    addClient(name: string): Credentials;
    /** A token without a request; with a user, that person's, who may then do what the client may. */
    tokenFor(clientId?: string, userId?: string): string;
    /** Valid tokens, for searches of what must not leak. */
    tokens(): string[];
    /** Revokes a token. */
    withdraw(token: string): void;
    /** Answers a request without a connection, for tests that send very many. */
    answer(request: Request): Promise<Response>;
    stop(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
    const clock = options.clock ?? Date.now;
    const tenant = newTenant({
        seed: options.seed ?? 1,
        organization: { name: "Acme Contact", shortName: "acmecontact", ...options.organization },
        users: options.users ?? 60,
        divisions: options.divisions ?? ["Home", "Sales", "Support", "Berlin"],
        missingPermissions: options.missingPermissions ?? [],
    });
    const credentials = addClient(tenant, "Pulumi pipeline");
    const settings = settingsOf(options);
    const requests: RecordedRequest[] = [];
    const planned = new Map<string, PlannedAnswer[]>();
    const sessions = new Sessions(tenant);
    const parts: Parts = { tenant, settings, clock, requests, planned, sessions, conflicted: new Set() };
    const app = tenantApp(parts);
    const tls = options.tls ? newCertificate(Date.now()) : undefined;
    const { server, url } = await listen(app, options.port ?? 0, tls);
    return {
        url,
        ...(tls ? { certificate: tls.certificate } : {}),
        credentials,
        tenant,
        settings,
        requests,
        calls: (route) => requests.filter((request) => request.route === route),
        writes: () => requests.filter(({ method, route }) => isWrite(method, route)),
        clearRequests: () => requests.splice(0),
        answerOnce: (route, answer) => planned.set(route, [...(planned.get(route) ?? []), answer]),
        intercept: (decide) => (parts.intercept = decide),
        dump: () => dump(tenant, clock()),
        addClient: (name) => addClient(tenant, name),
        tokenFor: (clientId = credentials.clientId, userId) => sessions.issue(clientId, clock(), userId).token,
        tokens: () => sessions.tokens(),
        withdraw: (token) => sessions.withdraw(token),
        answer: async (request) => app.fetch(request),
        stop: () => stop(server),
    };
}

/** Every setting, as given or with its default. */
const settingsOf = (options: Partial<Settings>): Settings =>
    Object.fromEntries(
        Object.entries(usual).map(([key, value]) => [key, options[key as keyof Settings] ?? value]),
    ) as unknown as Settings;

function addClient(tenant: Tenant, name: string): Credentials {
    const clientId = tenant.nextId();
    const clientSecret = tenant.nextId();
    tenant.oauthClients.set(clientId, {
        id: clientId,
        name,
        description: "",
        authorizedGrantType: "CLIENT-CREDENTIALS",
        accessTokenValiditySeconds: 86_400,
        registeredRedirectUri: [],
        scope: [],
        state: "active",
        secret: clientSecret,
    });
    const admin = [...tenant.roles.values()].find(({ name }) => name === "admin");
    putGrant(tenant, { subjectId: clientId, subjectType: "PC_OAUTH_CLIENT", roleId: admin?.id ?? "", divisionId: "*" });
    return { clientId, clientSecret };
}
