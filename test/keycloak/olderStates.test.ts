import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type {
    ClientRepresentation,
    IdentityProviderRepresentation,
    RoleRepresentation,
} from "../../provider/eleveo/types";
import * as contact from "../../sdk";
import { type Fixture, onNewestKeycloak, withStack } from "./fixture";

const folder = join(__dirname, "../data/eleveoStates");
const { version } = require("pulumi-contact-center/package.json") as { version: string };
const webexSecret = "of Webex";

function program(): void {
    new contact.eleveo.ProviderClient("importer", {
        name: "importer",
        clientType: "User import",
        secret: pulumi.secret("of the importer"),
        deletionProtection: false,
        profile: {
            client: { serviceAccountsEnabled: true, attributes: { origin: "here" } },
            serviceAccount: { roles: { realm: ["data-importer"], client: { "realm-management": ["view-users"] } } },
        },
    });
    const clientSecret = pulumi.secret(webexSecret);
    new contact.eleveo.WebexContactCenterLogin("login", { region: "us", clientId: "C1", clientSecret });
}

/** What a version of this library left behind: the state of the program, and the objects in the realm. */
interface Kept {
    realm: string;
    state: object;
    client: ClientRepresentation;
    login: IdentityProviderRepresentation;
}

const mappingsOf = async ({ admin }: Fixture, { id }: ClientRepresentation) => {
    const user = await admin.get<{ id: string }>(`/clients/${id}/service-account-user`);
    return `/users/${user.id}/role-mappings`;
};

async function keep(ground: Fixture): Promise<void> {
    const { admin, settings, stack } = ground;
    const [client] = await admin.get<ClientRepresentation[]>("/clients?clientId=importer");
    const login = await admin.get<IdentityProviderRepresentation>("/identity-provider/instances/webexcc");
    // With its secrets encrypted for this stack's passphrase, as `restore` imports it.
    const state = JSON.parse((await stack.must(["stack", "export"])).stdout) as object;
    const kept = { realm: settings.realm, state, client, login };
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${version}.json`), `${JSON.stringify(kept)}\n`);
}

/** Puts the objects into the realm and the state into the stack. */
async function restore(ground: Fixture, { realm, state, client, login }: Kept): Promise<void> {
    const { admin, settings, stack } = ground;
    await admin.post("/clients", client);
    const mappings = await mappingsOf(ground, client);
    const give = async (path: string, roles: string, name: string) => {
        const all = await admin.get<RoleRepresentation[]>(roles);
        await admin.post(
            `${mappings}${path}`,
            all.filter((role) => role.name === name),
        );
    };
    const [administration] = await admin.get<ClientRepresentation[]>("/clients?clientId=realm-management");
    await give("/realm", "/roles", "data-importer");
    await give(`/clients/${administration?.id}`, `/clients/${administration?.id}/roles`, "view-users");
    await admin.post("/identity-provider/instances", {
        ...login,
        config: { ...login.config, clientSecret: webexSecret },
    });
    const file = join(stack.stateFolder, "older.json");
    // The address of the old realm is part of the state.
    const here = JSON.stringify(state)
        .replace(/http:\/\/127\.0\.0\.1:\d+/g, settings.url)
        .replaceAll(`/realms/${realm}/`, `/realms/${settings.realm}/`);
    await writeFile(file, here);
    await stack.must(["stack", "import", "--file", file]);
}

onNewestKeycloak("the state of an older version works", (keycloak) => {
    // A value that one version of Keycloak shows may be rejected by an older one.
    // After a release: UPDATE_STATE=1 npm test -- keycloak
    if (process.env["UPDATE_STATE"])
        it(`that of ${version} is kept`, () =>
            withStack({ version: keycloak, program }, async (ground) => {
                await ground.stack.must(["up", "--yes", "--skip-preview"]);
                await keep(ground);
                // The ids of one server are unique across all realms.
                await ground.stack.must(["destroy", "--yes", "--skip-preview"]);
            }));

    it("there is one for this version", () => {
        expect(existsSync(join(folder, `${version}.json`))).to.equal(true);
    });

    it("needs no changes, and nothing has drifted", async () => {
        for (const name of await readdir(folder))
            await withStack({ version: keycloak, program }, async (ground) => {
                await restore(ground, JSON.parse(await readFile(join(folder, name), "utf8")) as Kept);
                expect(await ground.stack.steps("preview"), name).to.deep.equal([]);
                // A refresh uses the credentials of the last `up`.
                await ground.stack.must(["up", "--yes", "--skip-preview"]);
                expect(await ground.stack.steps("refresh"), name).to.deep.equal([]);
                expect(await ground.writes()).to.deep.equal([]);
            });
    });
});
