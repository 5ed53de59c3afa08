import * as pulumi from "@pulumi/pulumi";

/** A part of every output that all versions of Pulumi's SDK have and none declares. */
interface OutputParts {
    promise(withUnknowns: boolean): Promise<unknown>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
    resources(): ReadonlySet<pulumi.Resource>;
    allResources(): Promise<ReadonlySet<pulumi.Resource>>;
}

const partsOf = (output: pulumi.Output<unknown>) => output as unknown as OutputParts;

/** The value of an output; `undefined` if it is not known yet. Rejects if the output cannot be computed. */
export async function known<T>(output: pulumi.Output<T>): Promise<{ value: T } | undefined> {
    const { isKnown, promise } = partsOf(output);
    return (await isKnown) ? { value: (await promise(true)) as T } : undefined;
}

/** The resources that a value is made of. */
export const resourcesOf = (output: pulumi.Output<unknown>): Promise<ReadonlySet<pulumi.Resource>> =>
    partsOf(output).allResources();

/** Whether an output is a property of resources and not a value that the program computes. */
export const isOfResources = (output: pulumi.Output<unknown>): boolean => partsOf(output).resources().size > 0;

/** The output, or another value if it cannot be computed. */
export function recovered<T>(output: pulumi.Output<T>, recover: (error: unknown) => pulumi.Input<T>): pulumi.Output<T> {
    const { promise, isKnown, isSecret, allResources } = partsOf(output);
    const settled = Promise.all([promise(true), isKnown, isSecret, allResources()]).then(
        ([value, valueIsKnown, secret, resources]) => ({ value, isKnown: valueIsKnown, secret, resources }),
        (error: unknown) => ({ value: recover(error), isKnown: true, secret: false, resources: new Set() }),
    );
    const Output = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<T>;
    return new Output(
        [],
        settled.then(({ value }) => value),
        settled.then((one) => one.isKnown),
        settled.then(({ secret }) => secret),
        settled.then(({ resources }) => resources),
    );
}
