import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";

/** How the secrets of a stack are encrypted. */
export interface SecretsProvider {
    /** 32 bytes. */
    key(): Promise<Buffer>;
    /** In the file of a stack's settings. */
    settings(): Promise<Record<string, string>>;
    /** In a state. */
    state(): Promise<{ type: string; state: Record<string, string> }>;
    /** For the environment of the engine. */
    readonly env: Readonly<Record<string, string>>;
}

const salt = Buffer.from("temporary");

/** A passphrase, as in a stack without another secrets provider. */
class Passphrase implements SecretsProvider {
    readonly env = { PULUMI_CONFIG_PASSPHRASE: "only for this temporary stack" };
    #key: Promise<Buffer> | undefined;
    #salt: Promise<string> | undefined;

    key(): Promise<Buffer> {
        const { PULUMI_CONFIG_PASSPHRASE: passphrase } = this.env;
        return (this.#key ??= promisify(pbkdf2)(passphrase, salt, 1_000_000, 32, "sha256"));
    }

    async settings() {
        return { encryptionsalt: await this.#encryptionSalt() };
    }

    async state() {
        return { type: "passphrase", state: { salt: await this.#encryptionSalt() } };
    }

    /** Includes what the engine checks the passphrase with. */
    #encryptionSalt(): Promise<string> {
        return (this.#salt ??= encrypt("pulumi", this).then((proof) => `v1:${salt.toString("base64")}:${proof}`));
    }
}

export const passphrase: SecretsProvider = new Passphrase();

/**
 * What the engine needs of a HashiCorp Vault, in this process: it decrypts the key of a stack. Deriving a key from a
 * passphrase takes half of the processor time of a `pulumi` command.
 */
export async function serveVault(): Promise<SecretsProvider & { stop(): void }> {
    const key = randomBytes(32);
    const [url, wrapped] = ["hashivault://tests", "vault:v1:key"];
    const encryptedkey = Buffer.from(wrapped).toString("base64");
    const server = createServer((request: IncomingMessage, response: ServerResponse) => {
        let body = "";
        request.setEncoding("utf8").on("data", (text: string) => (body += text));
        request.on("end", () => {
            const { ciphertext } = JSON.parse(body || "{}") as { ciphertext?: string };
            const isKnown = request.url === "/v1/transit/decrypt/tests" && ciphertext === wrapped;
            const answer = isKnown ? { data: { plaintext: key.toString("base64") } } : { errors: ["unknown key"] };
            response.writeHead(isKnown ? 200 : 400, { "content-type": "application/json" }).end(JSON.stringify(answer));
        });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        key: async () => key,
        settings: async () => ({ secretsprovider: url, encryptedkey }),
        state: async () => ({ type: "cloud", state: { url, encryptedkey } }),
        env: { VAULT_SERVER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
        stop() {
            server.close();
            server.closeAllConnections();
        },
    };
}

/** As the engine does. */
export async function encrypt(text: string, provider: SecretsProvider): Promise<string> {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", await provider.key(), nonce);
    const encrypted = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${encrypted.toString("base64")}`;
}

export async function decrypt(text: string, provider: SecretsProvider): Promise<string> {
    const [, nonce = "", encrypted = ""] = text.split(":");
    const bytes = Buffer.from(encrypted, "base64");
    const decipher = createDecipheriv("aes-256-gcm", await provider.key(), Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-16));
    return decipher.update(bytes.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
}
