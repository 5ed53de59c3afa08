/** The host, or nothing where it is not to be told: no web address, or a placeholder or wildcard in it. */
export function hostOf(address: string): string | undefined {
    if (!URL.canParse(address)) return undefined;
    const { protocol, hostname } = new URL(address);
    return /^https?:$/.test(protocol) && /^[\w.:[\]-]+$/.test(hostname) ? hostname : undefined;
}
