/** The package of Pulumi's dynamic resources, whose provider runs the code of this library. */
export const dynamicPackage = "pulumi-nodejs";

/**
 * The text that the state stores for a dynamic resource. It never changes, because the code itself is loaded from the
 * package.
 */
export const providerText = (token: string): string =>
    `exports.handler = () => require("pulumi-contact-center/provider").dynamic("${token}")`;
