import { expect } from "chai";
import type { ClientRepresentation } from "../../provider/eleveo/types";
import type { Need } from "../../operations/preflight";
import * as contact from "../../sdk";
import { printedDuring } from "../printed";
import { type Fixture, onNewestKeycloak, withStack } from "./fixture";

/** A role of the realm, one that only its holders may grant, an address and a flow that are looked up. */
const program =
    (rotation: string, roles: readonly string[] = ["query-users", "view-events"]) =>
    () => {
        new contact.eleveo.ProviderClient("importer", {
            name: "importer",
            clientType: "User import",
            rotation,
            deletionProtection: false,
            profile: {
                client: { serviceAccountsEnabled: true },
                serviceAccount: { roles: { realm: ["data-importer"], client: { "realm-management": [...roles] } } },
            },
        });
        new contact.eleveo.IdentityProvider("login", {
            alias: "login",
            clientId: "c",
            clientSecret: "s",
            firstBrokerLoginFlow: "first broker login",
            authorizationUrl: "http://127.0.0.1/authorize",
            tokenUrl: "https://acme.example/token",
        });
    };

/** Grants the calling client exactly these roles. */
async function allow({ admin, settings }: Fixture, names: readonly string[]): Promise<void> {
    const idOf = async (clientId: string) =>
        (await admin.get<ClientRepresentation[]>(`/clients?clientId=${clientId}`))[0]?.id;
    const user = await admin.get<{ id: string }>(`/clients/${await idOf(settings.clientId)}/service-account-user`);
    const administration = await idOf("realm-management");
    const mappings = `/users/${user.id}/role-mappings/clients/${administration}`;
    const all = await admin.get<{ id: string; name: string }[]>(`/clients/${administration}/roles`);
    await admin.delete(mappings, await admin.get(mappings));
    await admin.post(
        mappings,
        all.filter(({ name }) => names.includes(name)),
    );
}

async function preflight({ command }: Fixture) {
    const { code, output, stdout } = await command("preflight", "--json");
    expect(code, output).to.equal(0);
    return (JSON.parse(stdout) as { needs: Need[] }).needs;
}
const now = (needs: readonly Need[]) => needs.filter((need) => need.now).map(({ permission }) => permission);

/** Without any one of them, the preview names it, and nothing is changed. */
async function everyOneIsNeeded(ground: Fixture, all: readonly string[], needed: readonly string[]) {
    const before = await ground.writes();
    for (const missing of needed) {
        await allow(
            ground,
            all.filter((role) => role !== missing),
        );
        // The provider runs in this process: its warnings are printed here.
        let errors = "";
        const warnings = await printedDuring(async () => (errors = (await ground.stack.preview()).output));
        expect(errors + warnings).to.match(new RegExp(`(lacks|may lack) the role ${missing} of realm-management`));
    }
    expect(await ground.writes()).to.deep.equal(before);
    await allow(ground, all);
}

onNewestKeycloak("contact-center preflight for Eleveo", (version) => {
    it("lists the roles: a caller with exactly these completes the program's life, and the preview warns if any one is missing", () =>
        withStack({ version, program: program("1"), roles: ["realm-admin"] }, async (ground) => {
            const { stack } = ground;
            const needs = await preflight(ground);
            const all = needs.map(({ permission }) => permission);
            console.log(`      ${all.join(" ")}`);
            expect(all).to.deep.equal([
                "manage-clients",
                "manage-identity-providers",
                "manage-users",
                "view-events",
                "view-realm",
            ]);
            await everyOneIsNeeded(ground, all, now(needs));
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(await stack.steps("refresh")).to.deep.equal([]);
            ground.program(program("2"));
            const change = now(await preflight(ground));
            console.log(`      to renew the secret: ${change.join(" ")}`);
            await everyOneIsNeeded(ground, all, change);
            await stack.must(["up", "--yes", "--skip-preview"]);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
        }));

    it("a role that an update grants and its caller does not hold is named at preview", () =>
        withStack({ version, program: program("1"), roles: ["realm-admin"] }, async (ground) => {
            await ground.stack.must(["up", "--yes", "--skip-preview"]);
            await allow(ground, ["manage-clients", "manage-identity-providers", "manage-users", "view-realm"]);
            await ground.stack.must(["up", "--yes", "--skip-preview"]);
            ground.program(program("1", ["query-users", "manage-realm", "view-events"]));
            const printed = await printedDuring(() => ground.stack.must(["preview"]));
            expect(printed).to.include("may lack the role manage-realm of realm-management");
        }));
});
