import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";

/** Characters that every encoding writes differently. */
export const withEveryCharacter = (canary: string): string => `${canary}"9f\\31/c2+7=&x`;

/** The base64 form of a text at any position in another: in `Basic` credentials, after the client's id. */
function anywhereInBase64(text: string): string[] {
    return [0, 1, 2].map((offset) => {
        const encoded = Buffer.from(`${"_".repeat(offset)}${text}`).toString("base64");
        // The first and the last character also depend on their neighbors.
        return encoded.slice(offset === 0 ? 0 : 4, Math.floor(((offset + Buffer.byteLength(text)) * 4) / 3));
    });
}

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

/** All forms of a secret. */
const forms: Readonly<Record<string, (secret: string) => string[]>> = {
    plain: (secret) => [secret],
    base64: anywhereInBase64,
    "URL-encoded": (secret) => [encodeURIComponent(secret)],
    "JSON-escaped": (secret) => [escaped(secret)],
    "JSON-escaped twice": (secret) => [escaped(escaped(secret))],
};

/** docs/reliability.md, "Known engine limitations": these lines are Pulumi's own, with the values of any provider. */
export const ourLines = (log: string): string =>
    log
        .split("\n")
        .filter((line) => !/(Unm|M)arshaling property for RPC\[|RegisterResource RPC finished/.test(line))
        .join("\n");

/** The same for traces: they contain each message between engine and plugins. */
export const ourTraces = (trace: string): string =>
    trace.replace(/\{"gRPC (?:request|response)":"(?:[^"\\]|\\.)*"\}/gs, "");

/** The texts of all files in a folder and below. */
export async function filesBelow(folder: string): Promise<string> {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")))).join("\n");
}

/** Asserts that no secret is in any place in any form; returns how much was searched. */
export function expectNowhere(secrets: readonly string[], places: Readonly<Record<string, string>>): void {
    const hits = Object.entries(places).flatMap(([place, text]) =>
        Object.entries(forms).flatMap(([form, write]) =>
            secrets
                .filter((secret) => write(secret).some((written) => text.includes(written)))
                .map(() => `${form} in ${place}`),
        ),
    );
    const length = Object.values(places).reduce((sum, text) => sum + text.length, 0);
    console.log(
        `      ${secrets.length} secrets and tokens, ${Object.keys(places).length} places (${Math.ceil(length / 1e6)} MB), ` +
            `${Object.keys(forms).length} forms: ${hits.length} hits`,
    );
    for (const [place, text] of Object.entries(places)) expect(text.length, place).to.be.greaterThan(100);
    for (const secret of secrets) expect(secret.length, "a secret that would be found anywhere").to.be.greaterThan(7);
    expect(hits).to.deep.equal([]);
}
