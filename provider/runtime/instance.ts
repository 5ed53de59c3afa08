import { type Connection, Connections } from "../core/connections";
import type { ConfigSource } from "../core/configuration";
import type { Problem } from "../core/problem";
import { type ResourceToken, resources } from "../resources";
import { Owners } from "../identity";
import { plainError } from "../core/describe";
import { say } from "../core/say";
import { engineAddress } from "./engineWatch";
import type { AnyType } from "./read";

/**
 * One provider as the engine sees it: the default one of a stack, or an explicit one of the program. The engine starts
 * a process for each; a test may serve many in one.
 */
export class Instance {
    #connections: Connections | undefined;

    /** @param run - identifies the run of the engine. @default the engine's address, as this process's last argument */
    constructor(readonly run = engineAddress()) {}

    /** Ids of the objects that the engine has read, so its state contains them. */
    readonly inState = new Set<string>();
    /** Rejections by their inputs: for a replacement, the engine checks the same inputs again as if they were new. */
    readonly refused = new Map<string, Problem[]>();
    /** Why a product cannot be reached, as the first check found, so that the others need not try. */
    readonly unreachable = new Map<string, string>();
    /** The resources that the native plugin has checked, by their URNs. */
    readonly owners = new Owners((urn) => urn.split("::").at(-1) ?? urn);
    /** What the native plugin has checked, for the warnings of a preview, by URN. */
    readonly planned = new Map<string, { olds: Record<string, unknown>; inputs: Record<string, unknown> }>();
    readonly #warned = new Set<string>();

    /** Only the first call counts, because the stock plugin calls it again for each resource type. */
    configure(source: ConfigSource, env?: NodeJS.ProcessEnv): void {
        this.#connections ??= new Connections(source, env);
    }

    /**
     * Prints a warning, which the engine shows.
     * @param about - its subject; a warning with the same subject is printed once. @default the text
     */
    warn(text: string, about = text): void {
        const key = about.replace(/\nCorrelation id [^\n]*/g, "");
        if (!this.#warned.has(key)) say(`warning: ${this.connections.inNames(text)}`);
        this.#warned.add(key);
    }

    get connections(): Connections {
        this.#connections ??= new Connections({ get: () => undefined });
        return this.#connections;
    }
}

/** One resource type in one provider. */
export interface Served {
    instance: Instance;
    token: ResourceToken;
    /** `genesys`, `eleveo`, … */
    product: string;
    type: AnyType;
}

export const unknownType = (token: string): Error =>
    plainError("CC1211", `pulumi-contact-center has no resource type "${token}"`);

export function served(instance: Instance, token: ResourceToken): Served {
    const type = resources[token] as unknown as AnyType | undefined;
    if (type === undefined) throw unknownType(token);
    return { instance, token, product: token.split(":")[0] ?? "", type };
}

export const connect = ({ instance, type }: Served): Connection | undefined => type.connect(instance.connections);
