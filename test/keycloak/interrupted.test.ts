import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import PQueue from "p-queue";
import { EleveoApi } from "../../provider/eleveo/api";
import { identityProvider } from "../../provider/eleveo/identityProvider";
import { providerClient } from "../../provider/eleveo/providerClient";
import type { ClientRepresentation, IdentityProviderRepresentation } from "../../provider/eleveo/types";
import { declared, runProgram, type State } from "../fault/steps";
import { type KeycloakVersion, testedVersions } from "../../tools/keycloak";
import { makeRealm, onEveryKeycloak, type Realm } from "./fixture";
import { picture } from "./picture";
import { type Break, FaultyProxy } from "./faultyProxy";

/** How a process is cut off from one of its requests: it dies there, or continues without the answer. */
const cuts: Readonly<Record<string, { how: Break; killed: boolean }>> = {
    "killed before": { how: "never", killed: true },
    "killed after": { how: "silence", killed: true },
    "reset before": { how: "reset", killed: false },
    "answer lost": { how: "reset-after", killed: false },
    "half an answer": { how: "half", killed: false },
    "no JSON": { how: "not-json", killed: false },
};

/** Versions of the program in the order in which they are reached; 0 destroys. */
const phases = { create: [1], "update and replace": [1, 2], destroy: [1, 0] };

const profile = (v: number) => ({
    client: { serviceAccountsEnabled: true, standardFlowEnabled: false, attributes: { origin: `version ${v}` } },
    serviceAccount: { roles: { client: { "realm-management": v === 1 ? ["view-users"] : ["query-users"] } } },
});
const login = (v: number) => ({
    clientId: `C${v}`,
    clientSecret: `secret of Webex ${v}`,
    authorizationUrl: "https://idp.example/authorize",
    tokenUrl: "https://idp.example/token",
});

/** Version 2 changes a client and an identity provider in place, two others by replacement, and renews a secret. */
const program = [
    declared("importer", providerClient, (_state, v) => ({
        name: "importer",
        clientType: "User import",
        profile: profile(v),
        rotation: String(v),
        deletionProtection: false,
        marker: "project/stack/importer",
    })),
    declared("renamed", providerClient, (_state, v) => ({
        name: `capture-${v}`,
        clientType: "Screen capture",
        profile: { client: {} },
        deletionProtection: false,
        marker: "project/stack/renamed",
    })),
    declared("login", identityProvider, (_state, v) => ({
        alias: "webexcc",
        ...login(v),
        marker: "project/stack/login",
    })),
    declared("moved", identityProvider, (_state, v) => ({
        alias: `idp-${v}`,
        ...login(1),
        marker: "project/stack/moved",
    })),
];

/** Its own realm, proxy, machine and state. */
interface Scene {
    realm: Realm;
    way: FaultyProxy;
    home: string;
    state: State;
}

/** Realms in their original state, because creating one costs Keycloak more than a case does. */
const free = new Map<string, Realm[]>();

async function alone<T>(version: Parameters<typeof makeRealm>[0], test: (scene: Scene) => Promise<T>): Promise<T> {
    const realm = free.get(version)?.pop() ?? (await makeRealm(version));
    const home = await mkdtemp(join(tmpdir(), "begun-"));
    try {
        const { url, realm: name } = realm.settings;
        return await FaultyProxy.through(url, name, (way) => test({ realm, way, home, state: new Map() }));
    } finally {
        // A simulated killed run may still write its create log.
        await rm(home, { recursive: true, force: true, maxRetries: 10 });
        await empty(realm);
        free.set(version, [...(free.get(version) ?? []), realm]);
    }
}

async function empty({ admin }: Realm): Promise<void> {
    const clients = await admin.get<ClientRepresentation[]>("/clients");
    for (const { id, clientId } of clients)
        if (/^(importer|capture-.)$/.test(clientId)) await admin.delete(`/clients/${id}`);
    const instances = await admin.get<IdentityProviderRepresentation[]>("/identity-provider/instances");
    for (const { alias } of instances) await admin.delete(`/identity-provider/instances/${alias}`);
}

/** One process. */
function run({ realm, way, home }: Omit<Scene, "state">, state: State, version: number): Promise<void> {
    const api = new EleveoApi({ ...realm.settings, url: way.url });
    return runProgram(program, { api, home, patience: 0 }, state, version);
}

/** Runs until the cut; resolves when the process is dead, or has ended with or without an error. */
async function runCut(scene: Scene, version: number, at: number, cut: string): Promise<void> {
    const { how = "never", killed = true } = cuts[cut] ?? {};
    const death = new Promise<void>((resolve) => (scene.way.broken = resolve));
    let count = 0;
    scene.way.decide = () => (count++ === at ? how : count > at + 1 && killed ? "never" : undefined);
    // The state of a killed process stays as it was. Nobody sees what it would do later.
    const own = new Map(scene.state);
    const running = run(scene, own, version).catch(() => undefined);
    await Promise.race([running, ...(killed ? [death] : [])]);
    scene.way.decide = undefined;
    scene.state.clear();
    for (const [name, kept] of own) scene.state.set(name, kept);
}

const pictureOf = async ({ admin, settings }: Realm) => (await picture(admin.get, settings.realm)).join("\n");

/** Clients whose secret in the state is not the valid one. */
async function lostSecrets({ realm, state }: Scene): Promise<string[]> {
    const lost = await Promise.all(
        [...state].map(async ([name, { id, outputs }]) => {
            if (!("rotation" in outputs || "deletionProtection" in outputs)) return [];
            const { value } = await realm.admin.get<{ value?: string }>(`/clients/${id}/client-secret`);
            return value === outputs["clientSecret"] ? [] : [name];
        }),
    );
    return lost.flat();
}

/**
 * Each write is cut after it was carried out, with the process dead and with it alive, and in one other way; the reads
 * in alternating ways. The oldest version answers only writes differently: there, each write is cut in one way. Every
 * way at every request of Genesys Cloud is in test/fault, and of Eleveo in `npm run test:faults`.
 */
function waysToCut(version: KeycloakVersion, write: boolean, at: number): string[] {
    const carriedOut = ["killed after", "answer lost"];
    const inTurn = (names: readonly string[]) => names.slice(at % names.length).slice(0, 1);
    if (version !== testedVersions[0]) return write ? inTurn(carriedOut) : [];
    const names = Object.keys(cuts);
    return write ? [...carriedOut, ...inTurn(names.filter((name) => !carriedOut.includes(name)))] : inTurn(names);
}

onEveryKeycloak("interrupted at each request, the next run makes the same, once", (version) => {
    for (const [phase, versions] of Object.entries(phases))
        it(phase, async () => {
            const last = versions.at(-1) ?? 0;
            const good = await alone(version, async (scene) => {
                for (const one of versions) {
                    scene.way.requests.splice(0);
                    await run(scene, scene.state, one);
                }
                return { requests: [...scene.way.requests], picture: await pictureOf(scene.realm) };
            });
            const bad: string[] = [];
            const interrupt = (at: number, cut: string) =>
                alone(version, async (scene) => {
                    for (const one of versions.slice(0, -1)) await run(scene, scene.state, one);
                    await runCut(scene, last, at, cut);
                    const what = `${cut}, request ${at} (${good.requests[at]?.call})`;
                    await run(scene, scene.state, last).catch((error: Error) => bad.push(`${what}: ${error.message}`));
                    const now = await pictureOf(scene.realm);
                    if (now !== good.picture) bad.push(`${what}:\n${now}\n${good.picture}`);
                    bad.push(...(await lostSecrets(scene)).map((name) => `${what}: secret of ${name} lost`));
                });
            const cases = good.requests.flatMap(({ write }, at) =>
                waysToCut(version, write, at).map((cut) => () => interrupt(at, cut)),
            );
            await new PQueue({ concurrency: 4 }).addAll(cases);
            console.log(`      ${good.requests.length} requests, ${cases.length} cases`);
            expect(bad.join("\n")).to.equal("");
            expect(good.requests.length).to.be.greaterThan(4);
        }).timeout(600_000);

    it("an unmanaged client or identity provider is not touched, and the error says how to continue", () =>
        alone(version, async (scene) => {
            const { admin } = scene.realm;
            await admin.post("/clients", { clientId: "importer", description: "by hand" });
            const error = await run(scene, scene.state, 1).catch((failure: Error) => failure);
            expect(String(error)).to.include('a provider client "importer" already exists (id ');
            const [there] = await admin.get<ClientRepresentation[]>("/clients?clientId=importer");
            expect(there).to.include({ description: "by hand" });
        }));
});
