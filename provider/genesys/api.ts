import { currentDeadline } from "../transport/deadline";
import { isGone } from "../transport/errors";
import { Http } from "../transport/http";
import { retryWhile } from "../transport/poll";
import { coded } from "../transport/message";
import { madeSince } from "../core/createLog";
import type { Connection, Product } from "../core/connections";
import { onceByKey } from "../core/once";
import type { Problem } from "../core/problem";
import type { Collection } from "../core/collection";
import { Deletions } from "../core/deletions";
import { type Collections, collections } from "./collections";
import { type Access, callerAccess, lackingPermissions } from "./access";
import { collect, pages } from "./answers/pages";
import { required } from "./answers/needed";
import { genesysClients } from "./clients";
import { nameLookup } from "./names";
import { dialectOf, genesysDialect } from "./failure";
import { type Catalogue, catalogueOf } from "./permissions";
import { regions } from "./regions";
import { type GenesysSettings, genesysSettings } from "./settings";
import type { Caller, DirectoryUser, Division, OrganizationInfo } from "../../sdk/genesys/types";
import { knownUser, type UserLookups, userLookups } from "./users";
import { unlessConflict } from "./version";
import { type Around, type VendorApis, vendorApis } from "./vendorSdk";

/** Seconds until all parts of the vendor's service know a new object. */
const appearsWithin = 20;

/** One Genesys Cloud organization: the vendor's calls, and cached answers to repeated requests of a process. */
export class GenesysApi implements Connection {
    readonly #http: Http;
    readonly #shared = onceByKey();
    readonly #made = new Set<string>();
    #madeBefore: Map<string, number> | undefined;
    readonly #planned = new Map<string, number>();
    #apis: VendorApis | undefined;
    /** The existing objects, by kind. */
    readonly objects: Collections = collections(() => this.vendor);
    readonly deletions = new Deletions();
    readonly users: UserLookups = userLookups(() => this.vendor);
    readonly nameOf = nameLookup(this);

    /** @param minute - length of the quota's minute in milliseconds */
    constructor(
        readonly settings: GenesysSettings,
        minute?: number,
    ) {
        this.#http = new Http({ product: dialectOf(settings), clients: genesysClients(settings, minute) });
    }

    get vendor(): VendorApis {
        this.#apis ??= this.vendorAs();
        return this.#apis;
    }

    /** The vendor's calls, all by one of the configured clients. The main client is 0. */
    vendorAs(client?: number): VendorApis {
        const around: Around = (method, path, send) => this.#around(method, path, send);
        return vendorApis(this.settings, this.#http, around, client);
    }

    /** Records an object that this process has created: calls for it may be answered with 404 for a moment. */
    made(id: string): string {
        this.#made.add(id);
        return id;
    }

    /** Versions of groups that this process has written, so that adding members needs no read. */
    readonly groupVersions = new Map<string, number>();

    hasMade(id: string): boolean {
        return this.#made.has(id);
    }

    /** Whether an object exists, requested once. A new object exists, although a read may lag behind. */
    async exists(kind: keyof Collections, id: string): Promise<boolean> {
        return (
            this.hasMade(id) ||
            this.#shared(
                `${kind} ${id}`,
                async () => (await this.objects[kind].get(id)) !== undefined || this.#isNew(id),
            )
        );
    }

    /**
     * Whether parts of the service may not know the object yet, because this process, or a run just before, created it.
     */
    #isNew(id: string): boolean {
        const since = Date.now() - appearsWithin * 1_000;
        this.#madeBefore ??= madeSince(since);
        return this.#made.has(id) || (this.#madeBefore.get(id) ?? 0) > since;
    }

    /** Searches take up to 15 s (CX as Code waits as long); no vendor document gives a limit. */
    readonly listLag = 20_000;

    /** Number of requests that this process has sent, without those for tokens. */
    get requests(): number {
        return this.#http.requests;
    }

    /** A region that is not in the table is used as its domain. */
    get notes(): readonly string[] {
        const { region, apiBase, loginBase } = this.settings;
        const note = coded(
            "CC2007",
            `genesyscloud:region: this library does not know the region ${region}. It sends requests to ${apiBase} and ${loginBase}`,
        );
        return Object.hasOwn(regions, region) ? [] : [note];
    }

    get clientId(): string {
        return this.settings.clientId;
    }

    get readerId(): string | undefined {
        return this.settings.reader?.clientId;
    }

    /** Identifies this organization in the create log. */
    get target(): string {
        return `${this.settings.apiBase} ${this.settings.clientId}`;
    }

    /** Counts objects that this process is about to create. */
    plan(kind: string): number {
        const count = (this.#planned.get(kind) ?? 0) + 1;
        this.#planned.set(kind, count);
        return count;
    }

    /** The permissions of one of the calling clients, by default the main one. */
    access(client = 0): Promise<Access> {
        return this.#shared(`access of client ${client}`, () => callerAccess(this, client));
    }

    lacking = (needed: readonly string[]): Promise<Problem[]> => lackingPermissions(this, needed);

    organization(): Promise<OrganizationInfo> {
        return this.#shared("organization", async () => {
            const { id, name, thirdPartyOrgName } = await this.vendor.organization.getOrganizationsMe();
            return { id, name, shortName: thirdPartyOrgName, region: this.settings.region };
        });
    }

    /** A client-credentials token belongs to its client, so the caller is known without a request. */
    get caller(): Caller {
        const id = this.settings.clientId.toLowerCase();
        return { id, oauthClient: id };
    }

    divisions(): Promise<Division[]> {
        return this.#shared("divisions", () =>
            collect(
                pages((pageNumber) =>
                    this.vendor.authorization.getAuthorizationDivisions({ pageSize: 100, pageNumber }),
                ),
                ({ id, name, homeDivision }) => ({
                    id,
                    name: required(name, `name of the division "${id}"`),
                    home: homeDivision === true,
                }),
            ).then((all) => notEmpty(all, "divisions of the organization")),
        );
    }

    /** Every permission of the tenant, `domain:entity:action`, by its lower-case spelling. */
    async permissions(): Promise<Catalogue> {
        return (await this.#permissions()).catalogue;
    }

    /** Wildcards for what the catalog names without its permissions: whether these exist is unknown. */
    async untoldPermissions(): Promise<readonly string[]> {
        return (await this.#permissions()).untold;
    }

    #permissions() {
        return this.#shared("permissions", async () => {
            const domains = await collect(
                pages((pageNumber) =>
                    this.vendor.authorization.getAuthorizationPermissions({ pageSize: 500, pageNumber }),
                ),
                (domain) => domain,
            );
            const { catalogue, untold } = catalogueOf(domains);
            notEmpty([...catalogue.keys()], "permissions of the organization");
            return { catalogue, untold };
        });
    }

    scopes(): Promise<readonly string[]> {
        return this.#shared("scopes", async () => {
            const { entities } = await this.vendor.oauth.getOauthScopes();
            return notEmpty(entities, "scopes").map(({ id }) => id);
        });
    }

    integrationTypes(): Promise<readonly string[]> {
        return this.#shared("integration types", () =>
            collect(
                pages((pageNumber) => this.vendor.integrations.getIntegrationsTypes({ pageSize: 100, pageNumber })),
                ({ id }) => id,
            ).then((all) => notEmpty(all, "integration types")),
        );
    }

    /** Properties that integrations of a type may have, and whether the schema excludes others. */
    integrationSchema(type: string): Promise<{ properties: Record<string, unknown>; closed: boolean }> {
        return this.#shared(`properties of ${type}`, async () => {
            const { properties = {}, additionalProperties } =
                await this.vendor.integrations.getIntegrationsTypeConfigschema(type, "properties");
            return { properties, closed: additionalProperties === false };
        });
    }

    /** Every active user, page by page, once per process. */
    activeUsers(): Promise<Pick<DirectoryUser, "id" | "email" | "divisionId">[]> {
        return this.#shared("activeUsers", () =>
            collect(
                pages((pageNumber) => this.vendor.users.getUsers({ pageSize: 500, pageNumber, state: "active" })),
                (one) => {
                    const { id, email, divisionId } = knownUser(one);
                    return {
                        id,
                        email: required(email, `email of the user "${id}"`),
                        divisionId: required(divisionId, `division of the user "${id}"`),
                    };
                },
            ),
        );
    }

    async #around<T>(method: string, path: string, send: () => Promise<T>): Promise<T> {
        const parts = path.split("/");
        // In the path of a grant, the last part is the role's id.
        const deleted = method === "DELETE" && !path.includes("/subjects/") ? parts.at(-1) : undefined;
        if (deleted !== undefined) for (const made of [this.#made, this.#madeBefore]) made?.delete(deleted);
        const passes = (error: unknown) => isGone(error) && parts.some((part) => this.#isNew(part));
        const ask = () => (currentDeadline()?.awaitsNew ? retryWhile(passes, appearsWithin, send) : send());
        if (method === "GET") return ask();
        try {
            return await unlessConflict(method, path, ask);
        } finally {
            // Lists that were requested meanwhile may show the values from before.
            for (const collection of Object.values(this.objects) as Collection<never>[])
                for (const part of parts) collection.touch(part, part === deleted);
        }
    }
}

/** Every organization has some of these, so an empty list proves nothing. */
function notEmpty<T>(list: T[], what: string): T[] {
    return required(list.length === 0 ? undefined : list, what);
}

export const genesys: Product<GenesysSettings, GenesysApi> = {
    title: genesysDialect.name,
    settings: genesysSettings,
    connect: (settings) => new GenesysApi(settings),
};
