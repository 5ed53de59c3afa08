import { type Connection, Connections } from "../core/connections";
import type { ConfigSource } from "../core/configuration";
import type { Problem } from "../core/problem";
import { type ResourceToken, resources } from "../resources";
import { plainError } from "../core/describe";
import { say } from "../core/say";
import type { AnyType } from "./read";

/**
 * One provider as the engine has it: the default one of a stack, or an explicit one of the program. The engine gives
 * each a process; a test may serve many in one.
 */
export class Instance {
    #connections: Connections | undefined;
    /** Ids of the objects that the engine has asked about: its state holds them. */
    readonly inState = new Set<string>();
    /** What was refused, by the inputs that were: of a replacement, the engine checks the same inputs again as if new. */
    readonly refused = new Map<string, Problem[]>();
    /** Why a product cannot be reached, as the first check found out: the others need not try. */
    readonly unreachable = new Map<string, string>();
    readonly #warned = new Set<string>();

    /** Only the first call counts: the stock plugin calls it again for each resource type. */
    configure(source: ConfigSource, env?: NodeJS.ProcessEnv): void {
        this.#connections ??= new Connections(source, env);
    }

    /**
     * Prints a warning, which the engine shows.
     * @param about - what it says; the same is printed once. @default the text
     */
    warn(text: string, about = text): void {
        const key = about.replace(/\nCorrelation id [^\n]*/g, "");
        if (!this.#warned.has(key)) say(`warning: ${text}`);
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
    /** `genesys`, `eleveo`, … */
    product: string;
    type: AnyType;
}

export function served(instance: Instance, token: ResourceToken): Served {
    const type = resources[token] as unknown as AnyType | undefined;
    if (type === undefined) throw plainError(`pulumi-contact-center has no resource type "${token}"`);
    return { instance, product: token.split(":")[0] ?? "", type };
}

export const connect = ({ instance, type }: Served): Connection | undefined => type.connect(instance.connections);
