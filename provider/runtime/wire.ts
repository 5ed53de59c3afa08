// `@pulumi/pulumi/runtime` exports these, too, and a test compares them. Importing it would load 187 modules.

/** How the engine's protocol writes a value that a preview does not know yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The key by which the engine's protocol marks objects that stand for another kind of value, such as a secret. */
export const signatureKey = "4dabf18193072939515e22adb298388d";
/** Its value for a secret. */
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
/** Its value for an output of another resource, among the arguments of a component. */
export const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The property that holds the text of the provider. */
export const providerKey = "__provider";

/** Set by the resource's class in a preview: path of the file for the results of a check. */
export const problemsKey = "__problems";
/** Set by the resource's class in an update: the reason why the program rejected a change of the resource. */
export const refusedKey = "__refused";
/** Set by the resource's class in a preview: names of resources whose ids are not known yet, by property. */
export const namesKey = "__names";
/**
 * The option `customTimeouts`, which the dynamic provider does not pass on: stored in the state, absent if not used.
 */
export const timeoutsKey = "__timeouts";

/** Set among the outputs of an object that was adopted without writing its marker. */
export const unmarkedKey = "unmarked";

/** Separates the properties from the values that the state holds only for the dynamic provider. */
export function split(bag: Record<string, unknown>) {
    const { [providerKey]: text, [timeoutsKey]: timeouts, ...own } = bag;
    return { own, text, timeouts: timeouts as Record<string, unknown> | undefined };
}

/** The timeouts of a resource, for its state. */
export const timeoutsIn = (bag: Record<string, unknown>): Record<string, unknown> =>
    bag[timeoutsKey] === undefined ? {} : { [timeoutsKey]: bag[timeoutsKey] };

/** Whether a value, or anything in it, is not known yet. */
export function holdsUnknown(value: unknown): boolean {
    if (typeof value === "object" && value !== null) return Object.values(value).some(holdsUnknown);
    return value === unknownValue;
}

/** Whether the value at a path, or a value that contains it, is not known yet. */
export function unknownAt(value: unknown, path: readonly PropertyKey[]): boolean {
    if (value === unknownValue) return true;
    const [first, ...rest] = path;
    if (first === undefined) return holdsUnknown(value);
    if (typeof value !== "object" || value === null) return false;
    return unknownAt((value as Record<PropertyKey, unknown>)[first], rest);
}

/**
 * The form for the engine: only JSON and no `undefined` at any depth, because the stock plugin would fail after the
 * object was created, and lose it. Secrets are wrapped, because the engine marks only those.
 */
export const toEngine = (outputs: object, secrets: readonly string[]): Record<string, unknown> =>
    withSecrets(JSON.parse(JSON.stringify(outputs)) as Record<string, unknown>, secrets);

/** Wraps some properties as secrets, if they are set. */
export const withSecrets = (bag: Record<string, unknown>, secrets: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
        Object.entries(bag).map(([key, value]) =>
            secrets.includes(key) && value !== undefined && value !== null && !isSecret(value)
                ? [key, { [signatureKey]: secretSignature, value }]
                : [key, value],
        ),
    );

/** Whether a value from the engine is a secret. */
export const isSecret = (value: unknown): value is { value: unknown } =>
    typeof value === "object" && value !== null && signatureKey in value && "value" in value;

/** A value from the engine, without the wrapping of a secret. */
export const plainValue = (value: unknown): unknown => (isSecret(value) ? value.value : value);

/** The same at every depth. */
export function plainDeep(value: unknown): unknown {
    if (isSecret(value)) return plainDeep(value.value);
    if (Array.isArray(value)) return value.map(plainDeep);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainDeep(inner)]));
}

/** Whether a value, or anything in it, is a secret. */
export function holdsSecret(value: unknown): boolean {
    if (isSecret(value)) return true;
    return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}
