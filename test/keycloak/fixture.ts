import { randomInt } from "node:crypto";
import { mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EleveoApi } from "../../provider/eleveo/api";
import type { EleveoSettings } from "../../provider/eleveo/settings";
import { contactCenter } from "../../tools/contactCenter";
import { findEngine } from "../../tools/engine";
import { addLanguages } from "../../tools/engine/languages";
import { javascriptProject, type Result, Stack } from "../../tools/engine/stack";
import {
    type Keycloak,
    type KeycloakVersion,
    missingForKeycloak,
    type RunningKeycloak,
    sharedKeycloak,
    startKeycloak,
    testedVersions,
} from "../../tools/keycloak";
import { Admin } from "../../tools/keycloak/admin";
import { callerRoles, makeTenant } from "../../tools/keycloak/tenant";
import { attach, type Program, yamlProject } from "../engine/fixture";

const running = new Map<KeycloakVersion, Promise<RunningKeycloak>>();
let said = false;

/** The server of the test run; in a run of single files each version is started once per process. */
export async function keycloak(version: KeycloakVersion): Promise<Keycloak> {
    const shared = sharedKeycloak(version);
    if (shared !== undefined) return shared;
    const starting = running.get(version) ?? startKeycloak(version, (line) => console.log(`    ${line}`));
    running.set(version, starting);
    return starting;
}

after("ends every Keycloak of this process", async () => {
    for (const server of running.values()) await (await server.catch(() => undefined))?.stop();
});

/** Tests on the newest version, if the version does not matter: commands, and the engine's behavior. */
export const onNewestKeycloak = (title: string, tests: (version: KeycloakVersion) => void): void =>
    onEveryKeycloak(title, tests, testedVersions.slice(0, 1));

/** Tests on every version; counted as skipped if a machine cannot run Keycloak. */
export function onEveryKeycloak(
    title: string,
    tests: (version: KeycloakVersion) => void,
    versions: readonly KeycloakVersion[] = testedVersions,
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

/** Its own realm, and what may be done there behind a program's back. */
export interface Realm {
    keycloak: Keycloak;
    settings: EleveoSettings;
    api: EleveoApi;
    /** The server's administrator; paths are relative to the realm. */
    admin: Pick<Admin, "get" | "post" | "put" | "delete">;
    /** Successful changes in Keycloak's own log of admin events. */
    writes(): Promise<string[]>;
}

/** Who may grant roles of `realm-management`: on 26.4 only an administrator of the realm. */
export const givesAway = (version: KeycloakVersion): string[] => (version.startsWith("26.4.") ? ["realm-admin"] : []);

export async function makeRealm(
    version: KeycloakVersion,
    roles: string[] = [...callerRoles, ...givesAway(version)],
): Promise<Realm> {
    const server = await keycloak(version);
    // Other processes may use the same server.
    const { realm, caller } = await makeTenant(server, `acme${randomInt(2 ** 47)}`, roles);
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

export interface StackOptions {
    version: KeycloakVersion;
    /** In place of a program: `Pulumi.yaml` without its first lines. The connection is that of the native plugin. */
    yaml?: string;
    config?: Record<string, string>;
    secrets?: Record<string, string>;
    roles?: string[] | undefined;
    /** @default a new one */
    realm?: Realm;
}

/** A stack on the real engine, with a realm. */
export interface RealmStack extends Realm {
    stack: Stack;
    /** Folder of the project. */
    folder: string;
}

/** A realm and a stack whose program, provider and commands are functions of this process. */
export interface Fixture extends RealmStack {
    /** Replaces the program. */
    program(program: Program): void;
    /** `contact-center`, as a user of this stack would run it. */
    command(...args: string[]): Promise<Result>;
}

/** Both are removed when the test ends, however it ends. */
export async function withStack(
    { program: first, ...options }: StackOptions & { program?: Program },
    test: (fixture: Fixture) => Promise<void>,
): Promise<void> {
    const [engine, { programs, provider, secretsProvider }] = await Promise.all([
        findEngine((line) => console.log(`    ${line}`)),
        attach(),
    ]);
    const folder = await realpath(await mkdtemp(join(tmpdir(), "program-")));
    const program = (one: Program) => programs.set(folder, one);
    if (first !== undefined) program(first);
    try {
        const env = { ...programs.env, ...provider.env };
        await onRealm(options, { engine, program: folder, env, secretsProvider }, (ground) =>
            test({
                ...ground,
                program,
                command: (...args) => contactCenter(args, folder, ground.stack.environment),
            }),
        );
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

const packages = join(__dirname, "../../node_modules");

/** The same with a process for the program and one for the provider, for what depends on that. */
export async function withProcesses(
    { source, ...options }: StackOptions & { source: string },
    test: (ground: RealmStack) => Promise<void>,
): Promise<void> {
    const engine = await findEngine((line) => console.log(`    ${line}`));
    const folder = await realpath(await mkdtemp(join(tmpdir(), "program-")));
    try {
        await symlink(packages, join(folder, "node_modules"), "junction");
        await writeFile(join(folder, "index.js"), source);
        await writeFile(join(folder, "package.json"), JSON.stringify({ name: "program", main: "index.js" }));
        await onRealm(options, { engine, program: folder, env: {} }, test);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function onRealm(
    { version, yaml, config, secrets, roles, realm: given }: StackOptions,
    place: Pick<Parameters<typeof Stack.create>[0], "engine" | "program" | "env" | "secretsProvider">,
    test: (ground: RealmStack) => Promise<void>,
): Promise<void> {
    const { engine, program } = place;
    if (yaml !== undefined) await addLanguages(engine, (line) => console.log(`    ${line}`));
    await writeFile(join(program, "Pulumi.yaml"), yaml === undefined ? javascriptProject : yamlProject(yaml));
    const realm = given ?? (await makeRealm(version, roles));
    const connection = connectionOf(realm.settings, yaml !== undefined);
    const stack = await Stack.create({
        ...place,
        config: { ...connection.config, ...config },
        secrets: { ...connection.secrets, ...secrets },
    });
    try {
        await test({ ...realm, stack, folder: place.program });
    } finally {
        await stack.dispose();
    }
}

function connectionOf({ url, realm, clientId, clientSecret }: EleveoSettings, native: boolean) {
    const settings = { url, realm, clientId };
    if (native)
        return { config: {}, secrets: { "contactcenter:eleveo": JSON.stringify({ ...settings, clientSecret }) } };
    const config = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`eleveo:${key}`, value]));
    return { config, secrets: { "eleveo:clientSecret": clientSecret } };
}
