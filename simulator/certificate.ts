import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A self-signed certificate for the loopback names, with its key. */
export interface Certificate {
    /** PEM. */
    certificate: string;
    key: string;
}

const day = 86_400_000;

/** DER: a tag, the length, the content. */
function der(tag: number, ...parts: (Uint8Array | readonly number[])[]): Buffer {
    const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
    const { length } = content;
    const bytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
    return Buffer.concat([Uint8Array.from([tag, ...bytes]), content]);
}
const sequence = (...parts: (Uint8Array | readonly number[])[]): Buffer => der(0x30, ...parts);
const octets = (content: Uint8Array): Buffer => der(0x04, content);
/** An object identifier by its bytes. */
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value));
/** `261130193000Z` */
const time = (at: number): Buffer => text(0x17, `${new Date(at).toISOString().replace(/\D/g, "").slice(2, 14)}Z`);
const yes = [0x01, 0x01, 0xff];

const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
const name = sequence(der(0x31, sequence(oid("550403"), text(0x0c, "contact-center simulate"))));
const hosts = ["localhost", "api.localhost", "login.localhost"].map((host) => text(0x82, host));
const addresses = ["7f000001", "00000000000000000000000000000001"].map((hex) => der(0x87, Buffer.from(hex, "hex")));
const extensions = [
    sequence(oid("551d11"), octets(sequence(...hosts, ...addresses))), // subjectAltName
    sequence(oid("551d13"), yes, octets(sequence(yes))), // basicConstraints: clients trust it as an authority
    sequence(oid("551d0f"), yes, octets(der(0x03, [0x02, 0x84]))), // keyUsage: digitalSignature, keyCertSign
    sequence(oid("551d25"), octets(sequence(oid("2b06010505070301")))), // extKeyUsage: serverAuth
];

/**
 * Creates one for this run. Its key is never written. Node signs, but cannot write certificates (RFC 5280), and the
 * packages that can bring their own cryptography.
 */
export function newCertificate(now: number): Certificate {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const content = sequence(
        der(0xa0, [0x02, 0x01, 0x02]), // version 3
        der(0x02, [0x01], randomBytes(15)),
        ecdsaWithSha256,
        name,
        sequence(time(now - day), time(now + 365 * day)),
        name,
        publicKey.export({ type: "spki", format: "der" }),
        der(0xa3, sequence(...extensions)),
    );
    const signature = sign("sha256", content, privateKey);
    const whole = sequence(content, ecdsaWithSha256, der(0x03, [0x00], signature));
    const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
    return {
        certificate: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
        key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    };
}
