import { createCipheriv, createDecipheriv, createHash, pbkdf2, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parseDocument } from "yaml";
import type { StackResource } from "../../engine/state";
import { secretSignature, signatureKey } from "../../provider/runtime/wire";

/**
 * Stacks on disk, as the engine's file backend keeps them: written and read here, because each `pulumi stack init`,
 * `pulumi config set` and `pulumi stack export` takes up to half a second.
 */

export const passphrase = "only for this temporary stack";
const salt = Buffer.from("temporary");

export interface Deployment {
    resources?: StackResource[];
    pending_operations?: unknown[];
}

interface Checkpoint {
    version: number;
    checkpoint: { stack: string; latest?: Deployment | null };
}

let derived: Promise<Buffer> | undefined;

/** The key that the engine derives from the passphrase. */
const key = (): Promise<Buffer> => (derived ??= promisify(pbkdf2)(passphrase, salt, 1_000_000, 32, "sha256"));

async function encrypt(text: string): Promise<string> {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", await key(), nonce);
    const encrypted = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${encrypted.toString("base64")}`;
}

async function decrypt(text: string): Promise<string> {
    const [, nonce = "", encrypted = ""] = text.split(":");
    const bytes = Buffer.from(encrypted, "base64");
    const decipher = createDecipheriv("aes-256-gcm", await key(), Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-16));
    return decipher.update(bytes.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
}

let saltState: Promise<string> | undefined;

/** What tells the engine that a passphrase is the right one: the same for every stack of this process. */
const encryptionSalt = (): Promise<string> =>
    (saltState ??= encrypt("pulumi").then((proof) => `v1:${salt.toString("base64")}:${proof}`));

/** Adds settings to a stack's file, secrets encrypted. */
export async function writeSettings(
    file: string,
    config: Readonly<Record<string, string>>,
    secrets: Readonly<Record<string, string>>,
): Promise<void> {
    const document = parseDocument(await readFile(file, "utf8").catch(() => "{}"));
    document.set("encryptionsalt", await encryptionSalt());
    for (const [name, value] of Object.entries(config)) document.setIn(["config", name], value);
    for (const [name, value] of Object.entries(secrets))
        document.setIn(["config", name], document.createNode({ secure: await encrypt(value) }));
    await writeFile(file, document.toString());
}

const stateFile = (backend: string, project: string, stack: string): string =>
    join(backend, ".pulumi", "stacks", project, `${stack}.json`);

/** Writes a stack into a backend's folder, with a state or with none. */
export async function writeState(
    backend: string,
    project: string,
    stack: string,
    state: Deployment = {},
): Promise<void> {
    const file = stateFile(backend, project, stack);
    await mkdir(dirname(file), { recursive: true });
    const meta = join(backend, ".pulumi", "meta.yaml");
    if (!existsSync(meta)) await writeFile(meta, "version: 1\n");
    const version = "3";
    const magic = createHash("sha256").update(version).digest("hex");
    const latest = {
        manifest: { time: new Date().toISOString(), magic, version },
        secrets_providers: { type: "passphrase", state: { salt: await encryptionSalt() } },
        ...state,
    };
    const checkpoint: Checkpoint = { version: 3, checkpoint: { stack: `organization/${project}/${stack}`, latest } };
    await writeFile(file, JSON.stringify(checkpoint));
}

/** The state of a stack in a backend's folder, secrets encrypted. */
export async function readState(backend: string, project: string, stack: string): Promise<Deployment> {
    const text = await readFile(stateFile(backend, project, stack), "utf8");
    return (JSON.parse(text) as Checkpoint).checkpoint.latest ?? {};
}

/** A value of a state with its secrets in plain, or with a word in place of each, as `pulumi stack output` shows it. */
export async function revealed(value: unknown, showSecrets: boolean): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map((one) => revealed(one, showSecrets)));
    if (typeof value !== "object" || value === null) return value;
    const { ciphertext } = value as { ciphertext?: string };
    if ((value as Record<string, unknown>)[signatureKey] === secretSignature && ciphertext !== undefined)
        return showSecrets ? (JSON.parse(await decrypt(ciphertext)) as unknown) : "[secret]";
    const entries = Object.entries(value).map(async ([name, one]) => [name, await revealed(one, showSecrets)] as const);
    return Object.fromEntries(await Promise.all(entries));
}
