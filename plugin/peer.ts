import { readFileSync } from "node:fs";
import { endianness } from "node:os";

/** One end of an IPv4 connection. */
export interface Endpoint {
    address: string;
    port: number;
}

/**
 * The user whose process is at the other end of a local connection, from the kernel's connection tables. `none`: they
 * list only this end, so the process is gone. `undefined`: they do not list the connection, or there are no tables.
 */
export function userAt(peer: Endpoint, own: Endpoint, tables = connectionTables()): number | "none" | undefined {
    const lines = tables.flatMap((table) => table.split("\n")).map((line) => line.trim().split(/\s+/));
    const between = (from: Endpoint, to: Endpoint) =>
        lines.find(([, local = "", remote = ""]) => written(from).includes(local) && written(to).includes(remote));
    const uid = between(peer, own)?.[7];
    if (uid !== undefined) return Number(uid);
    return between(own, peer) === undefined ? undefined : "none";
}

/** How the tables write an endpoint: as IPv4, and as IPv4 in IPv6. */
function written({ address, port }: Endpoint): string[] {
    const bytes = address.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0"));
    const little = endianness() === "LE";
    const end = `${(little ? bytes.reverse() : bytes).join("")}:${port.toString(16).padStart(4, "0")}`.toUpperCase();
    return [end, `${"0".repeat(16)}${little ? "FFFF0000" : "0000FFFF"}${end}`];
}

/** Only Linux has them. */
function connectionTables(): string[] {
    return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => {
        try {
            return [readFileSync(file, "utf8")];
        } catch {
            return [];
        }
    });
}
