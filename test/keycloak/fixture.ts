import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EleveoApi } from "../../provider/eleveo/api";
import type { EleveoSettings } from "../../provider/eleveo/settings";
import { javascriptProject, Stack } from "../../tools/engine/stack";
import {
    type Keycloak,
    type KeycloakVersion,
    keycloakVersions,
    missingForKeycloak,
    startKeycloak,
} from "../../tools/keycloak";
import { Admin } from "../../tools/keycloak/admin";
import { makeTenant } from "../../tools/keycloak/tenant";
import { attachedProvider, project } from "../engine/project";

const running = new Map<KeycloakVersion, Promise<Keycloak>>();
let said = false;

/** Each version is started once for all tests of the process. */
export function keycloak(version: KeycloakVersion): Promise<Keycloak> {
    const known = running.get(version);
    if (known) return known;
    const starting = startKeycloak(version, (line) => console.log(`    ${line}`));
    running.set(version, starting);
    return starting;
}

after("ends every Keycloak", async () => {
    for (const server of running.values()) await (await server.catch(() => undefined))?.stop();
});

/** Tests on the newest version, of what the version makes no difference to: commands, and what the engine does. */
export const onNewestKeycloak = (title: string, tests: (version: KeycloakVersion) => void): void =>
    onEveryKeycloak(title, tests, [keycloakVersions[0]]);

/** Tests on every version; counted as skipped where a machine cannot run Keycloak. */
export function onEveryKeycloak(
    title: string,
    tests: (version: KeycloakVersion) => void,
    versions: readonly KeycloakVersion[] = keycloakVersions,
): void {
    for (const version of versions)
        describe(`${title}, Keycloak ${version}`, () => {
            before(async function () {
                const missing = missingForKeycloak();
                if (missing !== undefined && !said) console.log(`    Skipped without a Keycloak: ${missing}`);
                said = true;
                if (missing !== undefined) return this.skip();
                await keycloak(version);
            });
            tests(version);
        });
}

/** A realm of its own, and what may be done there behind a program's back. */
export interface Realm {
    keycloak: Keycloak;
    settings: EleveoSettings;
    api: EleveoApi;
    /** The server's administrator; paths are relative to the realm. */
    admin: Pick<Admin, "get" | "post" | "put" | "delete">;
    /** What changed something, as Keycloak's own log of admin events tells it. */
    writes(): Promise<string[]>;
}

let count = 0;

export async function makeRealm(version: KeycloakVersion, roles?: string[]): Promise<Realm> {
    const server = await keycloak(version);
    const { realm, caller } = await makeTenant(server, `acme${count++}`, roles);
    const settings = { url: server.url, contextPath: server.contextPath, realm, ...caller };
    const call =
        (method: "get" | "post" | "put" | "delete") =>
        async (path: string, body?: unknown): Promise<unknown> =>
            (await Admin.logIn(server))[method](`/${realm}${path}`, body);
    return {
        keycloak: server,
        settings,
        api: new EleveoApi(settings),
        admin: {
            get: call("get"),
            post: call("post"),
            put: call("put"),
            delete: call("delete"),
        } as Realm["admin"],
        writes: async () => {
            const admin = await Admin.logIn(server);
            // By name, and by id in newer versions.
            const master = ["master", (await admin.get<{ id: string }>("/master")).id];
            const events = await admin.get<AdminEvent[]>(`/${realm}/admin-events?max=1000`);
            return events
                .filter(({ authDetails }) => !master.includes(authDetails.realmId))
                .map(({ operationType, resourceType }) => `${operationType} ${resourceType}`)
                .reverse();
        },
    };
}

interface AdminEvent {
    operationType: string;
    resourceType: string;
    authDetails: { realmId: string };
}

export interface EngineOptions {
    version: KeycloakVersion;
    /** Source of the program, or nothing for the example `eleveo`. */
    source?: string;
    config?: Record<string, string>;
    secrets?: Record<string, string>;
    roles?: string[];
    /** The provider is one in this process, whose output the engine does not show. */
    attached?: boolean;
}

export interface EngineGround extends Realm {
    stack: Stack;
    folder: string;
    program(source: string): Promise<void>;
}

const example = join(__dirname, "../../examples/eleveo");
let programs = 0;

/** A stack on the real engine, with a realm and a program of its own; removed when the test ends, however it ends. */
export async function onEngine(options: EngineOptions, test: (ground: EngineGround) => Promise<void>): Promise<void> {
    const { engine, folder: home, env } = await project();
    const folder = join(home, "programs", `eleveo${programs++}`);
    await mkdir(folder, { recursive: true });
    const program = (source: string) => writeFile(join(folder, "index.js"), source);
    const [main, description] =
        options.source === undefined ? ["index.ts", "name: test\nruntime: nodejs\n"] : ["index.js", javascriptProject];
    await writeFile(join(folder, "Pulumi.yaml"), description);
    if (options.source !== undefined) await program(options.source);
    else for (const file of ["index.ts", "tsconfig.json"]) await cp(join(example, file), join(folder, file));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "program", main }));
    const realm = await makeRealm(options.version, options.roles);
    const { url, clientId, clientSecret } = realm.settings;
    const stack = await Stack.create({
        engine,
        program: folder,
        env: { ...env, ...(options.attached && (await attachedProvider()).env) },
        config: {
            "eleveo:url": url,
            "eleveo:realm": realm.settings.realm,
            "eleveo:clientId": clientId,
            ...options.config,
        },
        secrets: { "eleveo:clientSecret": clientSecret, ...options.secrets },
    });
    try {
        await test({ ...realm, stack, folder, program });
    } finally {
        await stack.dispose();
    }
}

/** The same with the provider in this process: for what does not depend on how the engine starts one. */
export const onAttachedEngine: typeof onEngine = (options, test) => onEngine({ ...options, attached: true }, test);
