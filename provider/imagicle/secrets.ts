type Bag = Record<string, unknown>;

const isObject = (value: unknown): value is Bag => typeof value === "object" && value !== null;

/**
 * The arguments of a user sync, with the passwords and PINs apart from the rules: the state encrypts whole properties.
 * Arguments that are split already stay as they are.
 */
export function splitSecrets({ users, virtualObjects, faxWorkspaces, start, ...rest }: Bag): Bag {
    const secretValues: Bag = {};
    const open = (connector: string, rules: unknown): Bag => {
        if (rules === undefined) return {};
        if (!isObject(rules)) return { [connector]: rules };
        const { password, pin, ...others } = rules;
        for (const [field, value] of Object.entries({ password, pin }))
            if (value !== undefined) secretValues[`${connector}.${field}`] = value;
        return { [connector]: others };
    };
    const rules = {
        ...open("users", users),
        ...open("virtualObjects", virtualObjects),
        ...open("faxWorkspaces", faxWorkspaces),
    };
    return {
        ...rest,
        ...rules,
        ...(Object.keys(secretValues).length > 0 ? { secretValues } : {}),
        ...openStart(start),
    };
}

function openStart(start: unknown): Bag {
    if (start === undefined) return {};
    if (!isObject(start)) return { start };
    const { password, ...others } = start;
    return { start: others, ...(password === undefined ? {} : { startPassword: password }) };
}
