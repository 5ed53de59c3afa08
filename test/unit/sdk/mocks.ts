import * as pulumi from "@pulumi/pulumi";

export interface Registered {
    type: string;
    name: string;
    inputs: Record<string, unknown>;
}

/** Programs without an engine: what they register, and ids made of names. */
export function mockEngine(): Registered[] {
    const registered: Registered[] = [];
    void pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, id }) => {
                registered.push({ type, name, inputs: inputs as Record<string, unknown> });
                // A random value stands for its keepers, as the real one does: new keepers, new value.
                const hex = JSON.stringify(inputs.keepers);
                const made = { hex, clientId: `${name}-client`, clientSecret: `${name}-secret`, ...inputs };
                return { id: id || `${name}-id`, state: made };
            },
            call: () => ({}),
        },
        "project",
        "stack",
        false,
    );
    return registered;
}

/** The value of an output, once it is known. */
export const value = <T>(output: pulumi.Output<T>): Promise<T> =>
    new Promise((resolve) => {
        output.apply(resolve);
    });

/** Waits until so many registrations are there; an error where they do not come. */
export async function settled(registered: readonly Registered[], wanted: number): Promise<void> {
    const end = Date.now() + 5_000;
    while (registered.length < wanted) {
        if (Date.now() > end) throw new Error(`${registered.length} of ${wanted} resources were registered`);
        await new Promise(setImmediate);
    }
}
