import { type Checks, checksOf, loweredBy } from "./checks";
import {
    addressProblem,
    allowsHttp,
    type ConfigSource,
    inNamesOf,
    misconfiguredValue,
    withGroups,
} from "./configuration";
import type { Naming } from "./names";
import type { Problem } from "./problem";
import { type Operation, timeoutOf } from "./timeouts";

/** A connection to one tenant of a product. */
export interface Connection extends Naming {
    /** Identifies the tenant, for cache files on this machine. */
    readonly target: string;
    /** The OAuth client that this process logs in as. */
    readonly clientId: string;
    /** A read-only client that sends all requests instead; absent in an `up`. */
    readonly readerId?: string | undefined;
    /** Notes about the connection for the user. Checks print them once. */
    readonly notes?: readonly string[];
    /** Milliseconds by which a list may lag behind new objects. */
    readonly listLag: number;
    /** Number of requests that this process has sent, without those for tokens. */
    readonly requests: number;
    /**
     * A problem for each permission that the calling client does not have; inferred if the tenant does not report it
     * with certainty.
     */
    lacking(needed: readonly string[]): Promise<Problem[]>;
}

/** A product whose settings are in a stack's configuration. */
export interface Configurable<Settings> {
    /** The product's name in messages. */
    readonly title: string;
    /** Throws a {@link UserError} that lists every missing or invalid key. Makes no request. */
    settings(source: ConfigSource, env: NodeJS.ProcessEnv): Settings;
}

/** A product that a stack's configuration connects to. */
export interface Product<Settings, Api extends Connection> extends Configurable<Settings> {
    connect(settings: Settings): Api;
}

/** The products that one stack's configuration connects to. Each is connected once, on first use. */
export class Connections implements ConfigSource {
    readonly #connected = new Map<object, Connection>();
    private readonly source: ConfigSource;

    constructor(
        source: ConfigSource,
        private readonly env: NodeJS.ProcessEnv = process.env,
    ) {
        this.source = withGroups(source);
    }

    /** The connections of a source, which may be connections already. */
    static from(source: ConfigSource): Connections {
        return source instanceof Connections ? source : new Connections(source);
    }

    /** A setting of the configuration. */
    readonly get = (key: string): string | undefined => this.source.get(key);

    /** Throws a {@link UserError} that lists every missing or invalid key. Makes no request. */
    settings<Settings>(product: Configurable<Settings>): Settings {
        try {
            return product.settings(this.source, this.env);
        } catch (error) {
            if (error instanceof Error) error.message = this.inNames(error.message);
            throw error;
        }
    }

    /** A message with the names that settings have in this configuration. */
    inNames(text: string): string {
        return inNamesOf(this.source, text);
    }

    /** The connection to a product. Throws a {@link UserError} if it is not configured. */
    to<Settings, Api extends Connection>(product: Product<Settings, Api>): Api {
        const api = (this.#connected.get(product) as Api | undefined) ?? product.connect(this.settings(product));
        this.#connected.set(product, api);
        return api;
    }

    /** Number of requests sent to all products, without those for tokens. */
    get requests(): number {
        return [...this.#connected.values()].reduce((sum, { requests }) => sum + requests, 0);
    }

    /** Timeout of an operation in seconds. Throws a {@link UserError} if the configuration is invalid. */
    timeout(operation: Operation): number {
        return timeoutOf(operation, this.source);
    }

    /** How to handle problems that depend on an answer of a tenant. Throws a {@link UserError} for an unknown value. */
    checks(): Checks {
        return checksOf(this.source);
    }

    /** How the user can turn such errors into warnings. */
    get loweredBy(): string {
        return loweredBy(this.source);
    }

    /** Throws a {@link UserError} if credentials must not be sent to an address. */
    requireSafe(name: string, address: string): void {
        const problem = this.addressProblem(name, address);
        if (problem !== undefined) throw misconfiguredValue(undefined, problem);
    }

    /** Why credentials must not be sent to an address. */
    addressProblem(name: string, address: string): string | undefined {
        const { source, env } = this;
        return addressProblem(name, address, { httpAllowed: allowsHttp(source, env), source });
    }

    /** Whether previews make no lookups. */
    offlinePreview(): boolean {
        return this.source.get("contactcenter:offlinePreview") === "true";
    }
}
