/** The host, or nothing if it cannot be determined: not a web address, or a placeholder or wildcard in the host. */
export function hostOf(address: string): string | undefined {
    if (!URL.canParse(address)) return undefined;
    const { protocol, hostname } = new URL(address);
    return /^https?:$/.test(protocol) && /^[\w.:[\]-]+$/.test(hostname) ? hostname : undefined;
}
