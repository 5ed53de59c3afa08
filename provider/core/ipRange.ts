import { BlockList, isIP } from "node:net";

interface Range {
    address: string;
    family: "ipv4" | "ipv6";
    prefix: number;
}

const bits = { ipv4: 32, ipv6: 128 } as const;

/**
 * An IPv4 or IPv6 address or a CIDR range in canonical form, so that two texts with the same meaning are equal:
 * `10.1.2.3/8` is `10.0.0.0/8`, `10.0.0.1/32` is `10.0.0.1`, `2001:DB8:0::1` is `2001:db8::1`. `undefined`: neither of
 * them.
 */
export function canonicalRange(text: string): string | undefined {
    const range = parsed(text);
    if (range === undefined) return undefined;
    const { address, family, prefix } = range;
    return prefix === bits[family] ? address : `${address}/${prefix}`;
}

/** Whether one range contains every address of another. */
export function isWithin(inner: string, outer: string): boolean {
    const [small, large] = [parsed(inner), parsed(outer)];
    if (small === undefined || large === undefined || small.prefix < large.prefix) return false;
    const list = new BlockList();
    list.addSubnet(large.address, large.prefix, large.family);
    return small.family === large.family && list.check(small.address, small.family);
}

function parsed(text: string): Range | undefined {
    const [, written = "", length] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
    const version = isIP(written);
    if (version === 0) return undefined;
    const family = version === 4 ? "ipv4" : "ipv6";
    const prefix = Number(length ?? bits[family]);
    return prefix > bits[family] ? undefined : { address: masked(written, family, prefix), family, prefix };
}

/** The first address of a range, as URLs write it. */
function masked(address: string, family: Range["family"], prefix: number): string {
    const host = BigInt(bits[family] - prefix);
    const number = (numberOf(address, family) >> host) << host;
    const [size, radix, separator] = family === "ipv4" ? ([8, 10, "."] as const) : ([16, 16, ":"] as const);
    const parts = Array.from({ length: bits[family] / size }, (_, index) =>
        BigInt.asUintN(size, number >> BigInt(bits[family] - size * (index + 1))).toString(radix),
    ).join(separator);
    return family === "ipv4" ? parts : new URL(`http://[${parts}]`).hostname.slice(1, -1);
}

function numberOf(address: string, family: Range["family"]): bigint {
    const joined = (parts: readonly string[], size: number, base: string) =>
        parts.reduce((number, part) => (number << BigInt(size)) | BigInt(base + part), 0n);
    if (family === "ipv4") return joined(address.split("."), 8, "");
    // In URLs, the last two groups are never decimal.
    const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
    const groups = (text: string | undefined) => (text ? text.split(":") : []);
    const [before, after] = [groups(head), groups(tail)];
    const zeros = Array<string>(tail === undefined ? 0 : 8 - before.length - after.length).fill("0");
    return joined([...before, ...zeros, ...after], 16, "0x");
}
