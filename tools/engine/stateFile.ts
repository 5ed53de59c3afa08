import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import type { StackResource } from "../../engine/state";
import { secretSignature, signatureKey } from "../../provider/runtime/wire";
import { encrypt, type SecretsProvider } from "./secrets";

/**
 * Stacks on disk, in the form of the engine's file backend. They are written and read here, because each `pulumi stack
 * init`, `pulumi config set` and `pulumi stack export` takes up to half a second.
 */

export interface Deployment {
    resources?: StackResource[];
    pending_operations?: unknown[];
}

interface Checkpoint {
    version: number;
    checkpoint: { stack: string; latest?: Deployment | null };
}

/** Adds settings to a stack's file, secrets encrypted. */
export async function writeSettings(
    file: string,
    config: Readonly<Record<string, string>>,
    secrets: Readonly<Record<string, string>>,
    provider: SecretsProvider,
): Promise<void> {
    const document = parseDocument(await readFile(file, "utf8").catch(() => "{}"));
    for (const [name, value] of Object.entries(await provider.settings())) document.set(name, value);
    for (const [name, value] of Object.entries(config)) document.setIn(["config", name], value);
    for (const [name, value] of Object.entries(secrets))
        document.setIn(["config", name], document.createNode({ secure: await encrypt(value, provider) }));
    await writeFile(file, document.toString());
}

const stateFile = (backend: string, project: string, stack: string): string =>
    join(backend, ".pulumi", "stacks", project, `${stack}.json`);

/** Writes a stack into a backend's folder, with a state or with none. */
export async function writeState(
    backend: string,
    project: string,
    stack: string,
    provider: SecretsProvider,
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
        secrets_providers: await provider.state(),
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

/** A value of a state with its secrets in plain text, or with a word in their place, as in `pulumi stack output`. */
export async function revealed(value: unknown, secretOf: (ciphertext: string) => Promise<unknown>): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map((one) => revealed(one, secretOf)));
    if (typeof value !== "object" || value === null) return value;
    const { ciphertext } = value as { ciphertext?: string };
    if ((value as Record<string, unknown>)[signatureKey] === secretSignature && ciphertext !== undefined)
        return secretOf(ciphertext);
    const entries = Object.entries(value).map(async ([name, one]) => [name, await revealed(one, secretOf)] as const);
    return Object.fromEntries(await Promise.all(entries));
}
