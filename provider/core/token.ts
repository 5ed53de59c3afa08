const prefix = "pulumi-nodejs:dynamic/";

/**
 * The token in the engine's type, `pulumi-nodejs:dynamic/genesys:Role`; nothing if a table of types does not contain
 * it.
 */
export function tokenIn<Token extends string>(
    table: Readonly<Record<Token, unknown>>,
    engineType: string,
): Token | undefined {
    const token = engineType.startsWith(prefix) ? engineType.slice(prefix.length) : "";
    return Object.hasOwn(table, token) ? (token as Token) : undefined;
}
