import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { ClientRepresentation, IdentityProviderRepresentation } from "../../provider/eleveo/types";
import { resourceName, type Step } from "../../tools/engine/stack";
import * as contact from "../../sdk";
import { capture } from "./captured";
import { FaultyProxy } from "./faultyProxy";
import { type Fixture, makeRealm, onEveryKeycloak, onNewestKeycloak, withStack } from "./fixture";

type Client = Partial<contact.eleveo.ProviderClientArgs>;

/** The two kinds of resource; what is `more` is part of the client's arguments. */
const program =
    (more: Client = {}, options?: pulumi.CustomResourceOptions) =>
    () => {
        const importer = new contact.eleveo.ProviderClient(
            "importer",
            { name: "uccx-user-pusher-app", clientType: "User import", ...more },
            options,
        );
        const login = new contact.eleveo.WebexContactCenterLogin("login", {
            region: "us",
            clientId: "C1",
            clientSecret: new pulumi.Config().requireSecret("webexSecret"),
        });
        return {
            clientId: importer.clientId,
            clientSecret: importer.clientSecret,
            redirectUri: login.redirectUri,
            before: contact.eleveo.redirectUri("webexcc"),
        };
    };
const secrets = { "test:webexSecret": "of Webex" };

/** The example, configured by its stack; a module runs once. */
const example = () => require("../../examples/eleveo") as object;

/** With a profile in the folder of the program. */
const withProfile = (
    options: Parameters<typeof withStack>[0],
    test: (fixture: Fixture) => Promise<void>,
): Promise<void> =>
    withStack({ ...options, secrets: { ...secrets, ...options.secrets } }, async (fixture) => {
        await fixture.stack.setConfig("eleveo:profiles", await capture(fixture));
        await test(fixture);
    });

const changes = (steps: readonly Step[]) =>
    Object.fromEntries(
        steps.map(({ urn, op, detailedDiff }) => [
            resourceName(urn),
            [op, ...Object.keys(detailedDiff ?? {}).sort()].join(" "),
        ]),
    );
const clientOf = async ({ admin }: Fixture, clientId = "uccx-user-pusher-app") =>
    (await admin.get<ClientRepresentation[]>(`/clients?clientId=${clientId}`))[0];
/** What the state has of objects: secrets are encrypted anew whenever it is written. */
async function objectsIn({ stack }: Fixture): Promise<string[]> {
    const { resources = [] } = (await stack.state()).deployment;
    return resources
        .filter(({ custom }) => custom)
        .map(({ urn, id, inputs, outputs }) => JSON.stringify([urn, id, inputs, outputs]))
        .map((text) => text.replace(/"ciphertext":"[^"]*"/g, ""))
        .sort();
}
const up = ({ stack }: Fixture) => stack.must(["up", "--yes", "--skip-preview", "--color=never"]);

onEveryKeycloak("Eleveo on the real engine", (version) => {
    it("up, up again without a writing request, refresh without drift; the redirect address is known before", () =>
        withProfile({ version, program: program() }, async (ground) => {
            const preview = await ground.stack.must(["preview", "--color=never"]);
            expect(preview.output).to.include("Do these steps manually:").and.include("broker/webexcc/endpoint");
            expect(await ground.writes()).to.deep.equal([]);
            await up(ground);
            const outputs = await ground.stack.outputs(true);
            expect(outputs["redirectUri"]).to.equal(outputs["before"]);
            expect(outputs["clientSecret"]).to.be.a("string").with.length.greaterThan(20);
            const before = await ground.writes();
            expect((await up(ground)).output).to.match(/4 unchanged/);
            expect(await ground.writes()).to.deep.equal(before);
            expect(await ground.stack.steps("refresh")).to.deep.equal([]);
            expect(await ground.stack.steps("preview")).to.deep.equal([]);
        }));

    it("one drifted property of each kind is shown exactly, and `up` repairs it", () =>
        withProfile({ version, program: program() }, async (ground) => {
            const { admin, stack } = ground;
            await up(ground);
            const client = (await clientOf(ground)) as ClientRepresentation;
            await admin.put(`/clients/${client.id}`, { ...client, directAccessGrantsEnabled: true });
            const user = await admin.get<{ id: string }>(`/clients/${client.id}/service-account-user`);
            const roles = await admin.get<{ name: string }[]>("/roles");
            await admin.post(
                `/users/${user.id}/role-mappings/realm`,
                roles.filter(({ name }) => name === "uma_authorization"),
            );
            const path = "/identity-provider/instances/webexcc";
            const provider = await admin.get<IdentityProviderRepresentation>(path);
            await admin.put(path, { ...provider, trustEmail: true });
            expect(changes(await stack.steps("refresh"))).to.deep.equal({
                importer:
                    "update profile.client.directAccessGrantsEnabled profile.serviceAccount.roles.realm.uma_authorization",
                "login-identityProvider": "update trustEmail",
            });
            await stack.must(["refresh", "--yes", "--skip-preview"]);
            await up(ground);
            expect(await stack.steps("refresh")).to.deep.equal([]);
            expect((await clientOf(ground))?.["directAccessGrantsEnabled"]).to.equal(false);
            expect((await admin.get<IdentityProviderRepresentation>(path)).trustEmail ?? false).to.equal(false);
        }));
});

onNewestKeycloak("Eleveo on the real engine, whatever the version", (version) => {
    it("objects deleted by others are recreated", () =>
        withProfile({ version, program: program() }, async (ground) => {
            await up(ground);
            await ground.admin.delete(`/clients/${(await clientOf(ground))?.id}`);
            await ground.admin.delete("/identity-provider/instances/webexcc");
            await ground.stack.must(["refresh", "--yes", "--skip-preview"]);
            await up(ground);
            expect(await clientOf(ground)).not.to.equal(undefined);
            expect(await ground.stack.steps("refresh")).to.deep.equal([]);
        }));

    it("a rotation creates a new secret and changes nothing else", () =>
        withProfile({ version, program: program({ rotation: "1" }) }, async (ground) => {
            await up(ground);
            const first = await ground.stack.outputs(true);
            const before = (await ground.writes()).length;
            ground.program(program({ rotation: "2" }));
            expect(changes(await ground.stack.steps("preview"))).to.deep.equal({ importer: "update rotation" });
            await up(ground);
            expect((await ground.writes()).slice(before)).to.deep.equal(["ACTION CLIENT"]);
            const second = await ground.stack.outputs(true);
            expect(second["clientSecret"]).not.to.equal(first["clientSecret"]);
        }));

    it("a destroy is refused before anything is deleted, a new name with the reason; then the described remedy works", () =>
        withProfile({ version, program: program() }, async (ground) => {
            const { stack } = ground;
            await up(ground);
            const before = await ground.writes();
            for (const options of [["--preview-only"], ["--yes"]]) {
                const { code, output } = await stack.run(["destroy", ...options]);
                expect(code, output).not.to.equal(0);
                expect(output).to.match(/importer.*protected/s);
            }
            expect(await ground.writes()).to.deep.equal(before);

            const renamed = (more: Client = {}) => program({ ...more, name: "renamed" });
            ground.program(renamed());
            const preview = await stack.preview();
            expect(preview.code).not.to.equal(0);
            expect(preview.output).to.match(
                /name: a change from "uccx-user-pusher-app" to "renamed" would delete the client/,
            );

            ground.program(program({ deletionProtection: false }));
            await up(ground);
            ground.program(renamed({ deletionProtection: false }));
            await up(ground);
            expect(await clientOf(ground)).to.equal(undefined);
            expect(await clientOf(ground, "renamed")).not.to.equal(undefined);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(await clientOf(ground, "renamed")).to.equal(undefined);
        }));

    it("a proxy that sends everything but tokens to a login page changes neither state nor realm; each command says so", async () => {
        const realm = await makeRealm(version);
        const config = (url: string) => ({ "eleveo:url": url });
        await FaultyProxy.through(realm.settings.url, realm.settings.realm, (way) =>
            withProfile(
                { version, realm, config: config(way.url), program: program({ deletionProtection: false }) },
                async (ground) => {
                    await up(ground);
                    const before = [await objectsIn(ground), await ground.writes()];
                    way.decide = (call) => (call.endsWith("/token") ? undefined : "login");
                    ground.program(program({ deletionProtection: false, rotation: "2" }));
                    const later = ["--yes", "--skip-preview"];
                    for (const command of [
                        ["preview"],
                        ["up", ...later],
                        ["refresh", ...later],
                        ["destroy", ...later],
                    ]) {
                        const { code, output } = await ground.stack.run([...command, "--color=never"]);
                        expect(code, output).not.to.equal(0);
                        expect(output).to.include("redirected to https://sso.acme.example").and.not.include("canary");
                        expect([await objectsIn(ground), await ground.writes()], command[0]).to.deep.equal(before);
                    }
                    const drift = await ground.command("drift");
                    expect(drift.code, drift.output).to.equal(3);
                    expect(drift.stdout).to.match(/^(\d+) resources: \1 unchecked$/m);
                    way.decide = undefined;
                },
            ),
        );
    });

    it("retainOnDelete leaves the client in place", () =>
        withProfile({ version, program: program({}, { retainOnDelete: true }) }, async (ground) => {
            await up(ground);
            await ground.stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(await clientOf(ground)).not.to.equal(undefined);
        }));

    it("the example creates a tenant by configuration only", () => {
        const importers = JSON.stringify({ "uccx-user-pusher-app": "User import" });
        const config = { "tenant:importers": importers, "tenant:webexRegion": "us", "tenant:webexClientId": "C1" };
        const own = { "tenant:webexClientSecret": "from Webex" };
        return withProfile({ version, program: example, config, secrets: own }, async (ground) => {
            await up(ground);
            const { clientSecrets } = await ground.stack.outputs(true);
            expect(clientSecrets).to.have.all.keys("uccx-user-pusher-app");
            expect(await ground.stack.steps("refresh")).to.deep.equal([]);
        });
    });
});
