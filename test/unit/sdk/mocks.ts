import * as pulumi from "@pulumi/pulumi";
import { genesysLookups } from "../../../provider/lookups";
import type { Simulator } from "../../../simulator";
import { settingsFor } from "../../../tools/emiteTenant";

export interface Registered {
    type: string;
    name: string;
    inputs: Record<string, unknown>;
    provider: string | undefined;
}

type Call = pulumi.runtime.Mocks["call"];

/** How a program is run. */
export interface MockOptions {
    preview?: boolean;
    /** Answers the lookups. @default nothing: the library fills in samples */
    call?: Call;
    /** What the provider fills in if the program declares nothing. */
    filled?: Readonly<Record<string, unknown>>;
}

/** Starts a program without an engine: what it registers, and ids built from names. */
export function mockEngine({ preview = false, call = () => ({}), filled = {} }: MockOptions = {}): Registered[] {
    const registered: Registered[] = [];
    void pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, id, provider }) => {
                registered.push({ type, name, inputs: inputs as Record<string, unknown>, provider });
                // A random value depends on its keepers, like the real one: new keepers, new value.
                const hex = JSON.stringify(inputs.keepers);
                const state = { hex, clientId: `${name}-client`, clientSecret: `${name}-secret`, ...filled, ...inputs };
                return { id: id || `${name}-id`, state };
            },
            call,
        },
        "project",
        "stack",
        preview,
    );
    return registered;
}

/** Answers lookups with the objects of a simulated organization; `answered` waits for those in flight. */
export function lookupsOn(sim: Simulator): { call: Call; answered(): Promise<void> } {
    const settings = settingsFor(sim);
    const lookups = genesysLookups({ get: (key) => settings[key] }) as unknown as Record<
        string,
        (...args: unknown[]) => Promise<object>
    >;
    const open = new Set<Promise<object>>();
    const call: Call = ({ token, inputs }) => {
        const lookup = lookups[token.replace("contactcenter:genesys:", "")];
        if (lookup === undefined) throw new Error(`the program asks for ${token}`);
        const answer = lookup(...Object.values(inputs)).then((one) => (Array.isArray(one) ? { items: one } : one));
        open.add(answer);
        const close = () => void open.delete(answer);
        answer.then(close, close);
        return answer;
    };
    const answered = async () => {
        while (open.size > 0) {
            await Promise.allSettled(open);
            // An answer may lead to the next lookup.
            await new Promise(setImmediate);
        }
    };
    return { call, answered };
}

/** The value of an output, once it is known. */
export const value = <T>(output: pulumi.Output<T>): Promise<T> =>
    new Promise((resolve) => {
        output.apply(resolve);
    });

/** Waits until that many registrations have arrived; throws if they do not. */
export async function settled(registered: readonly Registered[], wanted: number): Promise<void> {
    const end = Date.now() + 5_000;
    while (registered.length < wanted) {
        if (Date.now() > end) throw new Error(`${registered.length} of ${wanted} resources were registered`);
        await new Promise(setImmediate);
    }
}
