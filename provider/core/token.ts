const dynamicPrefix = "pulumi-nodejs:dynamic/";

/** The package of the native plugin. Its types, components, functions and settings begin with it. */
export const nativePackage = "contactcenter";
const nativePrefix = `${nativePackage}:`;

/** Whether the engine's type belongs to the native plugin. Otherwise the resource is a dynamic one of a program. */
export const isNative = (engineType: string): boolean => engineType.startsWith(nativePrefix);

/** The engine's type of a token: `contactcenter:genesys:Role` or `pulumi-nodejs:dynamic/genesys:Role`. */
export const engineTypeOf = (token: string, native: boolean): string => (native ? nativePrefix : dynamicPrefix) + token;

/** The engine's type in a URN. */
export const typeInUrn = (urn: string): string => urn.split("::").at(-2)?.split("$").at(-1) ?? "";

/** Whether a type is that of the native plugin's providers. */
export const isNativeProvider = (engineType: string | undefined): boolean =>
    engineType === `pulumi:providers:${nativePackage}`;

/**
 * Whether the engine has added a provider itself. Its name may contain the version of its package.
 * @param provider - its URN, or a reference to it
 */
export const isDefaultProvider = (provider: string): boolean => /^default(_\d|$)/.test(provider.split("::")[3] ?? "");

/**
 * The token in the engine's type, `pulumi-nodejs:dynamic/genesys:Role` or `contactcenter:genesys:Role`; nothing if a
 * table of types does not contain it.
 */
export function tokenIn<Token extends string>(
    table: Readonly<Record<Token, unknown>>,
    engineType: string,
): Token | undefined {
    const prefix = [dynamicPrefix, nativePrefix].find((one) => engineType.startsWith(one));
    const token = prefix === undefined ? "" : engineType.slice(prefix.length);
    return Object.hasOwn(table, token) ? (token as Token) : undefined;
}
