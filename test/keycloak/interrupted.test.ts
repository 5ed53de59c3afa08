import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createOnce } from "../../provider/createOnce";
import { connectEleveo } from "../../provider/eleveo/api";
import { identityProvider, type IdentityProviderInputs } from "../../provider/eleveo/identityProvider";
import { providerClient, type ProviderClientInputs } from "../../provider/eleveo/providerClient";
import type { ClientRepresentation, IdentityProviderRepresentation } from "../../provider/eleveo/types";
import { journalOf } from "../../provider/journal";
import { checked } from "../unit/genesys/checked";
import { makeRealm, onEveryKeycloak, type Realm } from "./ground";

const cuts = ["killed before", "killed after", "reset before", "answer lost"] as const;
type Cut = (typeof cuts)[number];

/** A way to Keycloak that breaks at one request. */
async function through<T>(target: string, test: (way: Way) => Promise<T>): Promise<T> {
    const way: Way = { url: "", count: 0, breakAt: undefined, broken: () => undefined };
    const server = createServer((incoming, answer) => pass(way, target, incoming, answer));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    way.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
        return await test(way);
    } finally {
        server.close();
        server.closeAllConnections();
    }
}

interface Way {
    url: string;
    count: number;
    breakAt: { request: number; cut: Cut } | undefined;
    broken: () => void;
}

function pass(way: Way, target: string, incoming: IncomingMessage, answer: ServerResponse): void {
    const { request = -1, cut } = way.breakAt ?? {};
    const here = way.count++ === request ? cut : undefined;
    const end = () => {
        way.broken();
        // Who was killed hears nothing; who was not, loses the connection.
        if (here?.startsWith("killed")) return;
        incoming.socket.destroy();
    };
    if (here?.endsWith("before")) return end();
    const onward = send(
        target + (incoming.url ?? ""),
        { method: incoming.method, headers: incoming.headers },
        (response) => {
            if (here !== undefined) {
                response.resume().on("end", end);
                return;
            }
            answer.writeHead(response.statusCode ?? 502, response.headers);
            response.pipe(answer);
        },
    );
    onward.on("error", () => incoming.socket.destroy());
    incoming.pipe(onward);
}

const client = checked(providerClient, {
    name: "importer",
    clientType: "User import",
    marker: "project/stack/importer",
    profile: {
        client: { serviceAccountsEnabled: true, standardFlowEnabled: false, attributes: { origin: "here" } },
        serviceAccount: { roles: { client: { "realm-management": ["view-users"] } } },
    },
}) as ProviderClientInputs;
const login = checked(identityProvider, {
    alias: "webexcc",
    clientId: "C1",
    clientSecret: "secret of Webex",
    authorizationUrl: "https://idp.example/authorize",
    tokenUrl: "https://idp.example/token",
    marker: "project/stack/login",
}) as IdentityProviderInputs;

/** One process that makes both. */
async function make({ settings }: Realm, way: Way, home: string): Promise<string | undefined> {
    const api = connectEleveo({ ...settings, url: way.url });
    const journal = (name: string) => journalOf([api.target, name], home);
    const importer = await createOnce(providerClient, api, client, { journal: journal("importer") });
    await createOnce(identityProvider, api, login, { journal: journal("login") });
    return importer.outputs.clientSecret;
}

/** What is there, without what differs from realm to realm. */
async function picture({ admin }: Realm) {
    const clients = await admin.get<ClientRepresentation[]>("/clients?clientId=importer");
    const instances = await admin.get<IdentityProviderRepresentation[]>("/identity-provider/instances");
    const user = await admin.get<{ id: string }>(`/clients/${clients[0]?.id}/service-account-user`);
    const roles = await admin.get<{ clientMappings?: Record<string, { mappings: { name: string }[] }> }>(
        `/users/${user.id}/role-mappings`,
    );
    const secrets = await admin.get<{ value: string }>(`/clients/${clients[0]?.id}/client-secret`);
    // Keycloak's lists are sets, and each realm has ids of its own.
    const own = /^(id|internalId|secret|client\.secret\.creation\.time)$/;
    const inOrder = (value: unknown): unknown => {
        if (Array.isArray(value))
            return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        if (typeof value !== "object" || value === null) return value;
        const kept = Object.entries(value).filter(([key]) => !own.test(key));
        return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, inOrder(one)]));
    };
    const text = JSON.stringify(inOrder({ clients, instances }));
    return {
        text,
        roles: roles.clientMappings?.["realm-management"]?.mappings.map(({ name }) => name),
        secret: secrets.value,
    };
}

onEveryKeycloak("interrupted at each request, the next run makes the same, once", (version) => {
    for (const cut of cuts)
        it(cut, async () => {
            const good = await alone(version, async (realm, way, home) => {
                await make(realm, way, home);
                return { requests: way.count, ...(await picture(realm)) };
            });
            for (let request = 0; request < good.requests; request++)
                await alone(version, async (realm, way, home) => {
                    way.breakAt = { request, cut };
                    const death = new Promise<void>((resolve) => (way.broken = resolve));
                    const running = make(realm, way, home).catch(() => undefined);
                    await Promise.race([running, ...(cut.startsWith("killed") ? [death] : [])]);
                    way.breakAt = undefined;
                    const secret = await make(realm, way, home);
                    const now = await picture(realm);
                    expect(now.text, `request ${request}`).to.equal(good.text);
                    expect(now.roles, `request ${request}`).to.deep.equal(good.roles);
                    expect(secret, `request ${request}`).to.equal(now.secret);
                });
            expect(good.requests).to.be.greaterThan(8);
        });

    it("a client or an identity provider that is not ours is left alone, and the error says how to go on", () =>
        alone(version, async (realm, way, home) => {
            await realm.admin.post("/clients", { clientId: "importer", description: "by hand" });
            const error = await make(realm, way, home).catch((failure: Error) => failure);
            expect(String(error)).to.include('there is a provider client "importer" already (id ');
            const [there] = await realm.admin.get<ClientRepresentation[]>("/clients?clientId=importer");
            expect(there).to.include({ description: "by hand" });
        }));
});

/** A realm, a way to it and a machine of their own. */
async function alone<T>(
    version: Parameters<typeof makeRealm>[0],
    test: (realm: Realm, way: Way, home: string) => Promise<T>,
): Promise<T> {
    const realm = await makeRealm(version);
    const home = await mkdtemp(join(tmpdir(), "begun-"));
    try {
        return await through(realm.settings.url, (way) => test(realm, way, home));
    } finally {
        await rm(home, { recursive: true, force: true });
    }
}
