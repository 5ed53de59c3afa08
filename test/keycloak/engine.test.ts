import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { forAny, toProfile } from "../../provider/eleveo/profile";
import { readWhole } from "../../provider/eleveo/profileCalls";
import type { ClientRepresentation, IdentityProviderRepresentation } from "../../provider/eleveo/types";
import { resourceName, type Step } from "../../tools/engine/stack";
import { contactCenter, using } from "../engine/project";
import { expectNowhere, filesBelow, ourLines, ourTraces, withEveryCharacter } from "../engine/secrets";
import { type EngineGround, onEngine, onEveryKeycloak, onNewestKeycloak } from "./fixture";

/** The two kinds of resource; what is `more` is part of their arguments. */
const program = ({ client = "", login = "" } = {}) =>
    using(`
const importer = new contact.eleveo.ProviderClient("importer", { name: "uccx-user-pusher-app", clientType: "User import", ${client} });
const login = new contact.eleveo.WebexContactCenterLogin("login", { region: "us", clientId: "C1", clientSecret: new pulumi.Config().requireSecret("webexSecret"), ${login} });
exports.clientId = importer.clientId;
exports.clientSecret = importer.clientSecret;
exports.redirectUri = login.redirectUri;
exports.before = contact.eleveo.redirectUri("webexcc");`);
const secrets = { "test:webexSecret": withEveryCharacter("webex") };
const config = { "eleveo:profiles": "profiles" };

/** Captures the client that somebody made by hand, into the folder of the program. */
async function capture({ admin, api, settings, folder }: EngineGround): Promise<void> {
    const [found] = await admin.get<ClientRepresentation[]>("/clients?clientId=ucce-user-pusher-app");
    const profile = toProfile(await readWhole(api, found as ClientRepresentation, "all"), settings.realm);
    await mkdir(join(folder, "profiles"), { recursive: true });
    await writeFile(
        join(folder, "profiles", "user-import.json"),
        JSON.stringify(forAny(profile, "ucce-user-pusher-app")),
    );
}

const changes = (steps: readonly Step[]) =>
    Object.fromEntries(
        steps.map(({ urn, op, detailedDiff }) => [
            resourceName(urn),
            [op, ...Object.keys(detailedDiff ?? {}).sort()].join(" "),
        ]),
    );
const clientOf = async ({ admin }: EngineGround, clientId = "uccx-user-pusher-app") =>
    (await admin.get<ClientRepresentation[]>(`/clients?clientId=${clientId}`))[0];
const up = ({ stack }: EngineGround) => stack.must(["up", "--yes", "--skip-preview", "--color=never"]);

onEveryKeycloak("Eleveo on the real engine", (version) => {
    it("up, up again without a writing request, refresh without drift; the redirect address is known before", () =>
        onEngine({ version, source: program(), config, secrets }, async (ground) => {
            await capture(ground);
            const preview = await ground.stack.must(["preview", "--color=never"]);
            expect(preview.output).to.include("Only a person can do this:").and.include("broker/webexcc/endpoint");
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

    it("one drifted property of each kind is shown as exactly that, and `up` repairs it", () =>
        onEngine({ version, source: program(), config, secrets }, async (ground) => {
            const { admin, stack } = ground;
            await capture(ground);
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
    it("what others deleted is made again", () =>
        onEngine({ version, source: program(), config, secrets }, async (ground) => {
            await capture(ground);
            await up(ground);
            await ground.admin.delete(`/clients/${(await clientOf(ground))?.id}`);
            await ground.admin.delete("/identity-provider/instances/webexcc");
            await ground.stack.must(["refresh", "--yes", "--skip-preview"]);
            await up(ground);
            expect(await clientOf(ground)).not.to.equal(undefined);
            expect(await ground.stack.steps("refresh")).to.deep.equal([]);
        }));

    it("a rotation makes a new secret and nothing else", () =>
        onEngine({ version, source: program({ client: `rotation: "1"` }), config, secrets }, async (ground) => {
            await capture(ground);
            await up(ground);
            const first = await ground.stack.outputs(true);
            const before = (await ground.writes()).length;
            await ground.program(program({ client: `rotation: "2"` }));
            expect(changes(await ground.stack.steps("preview"))).to.deep.equal({ importer: "update rotation" });
            await up(ground);
            expect((await ground.writes()).slice(before)).to.deep.equal(["ACTION CLIENT"]);
            const second = await ground.stack.outputs(true);
            expect(second["clientSecret"]).not.to.equal(first["clientSecret"]);
        }));

    it("a destroy and a new name are refused, with the reason and the way out; then the way out works", () =>
        onEngine({ version, source: program(), config, secrets }, async (ground) => {
            const { stack } = ground;
            await capture(ground);
            await up(ground);
            const destroyed = await stack.destroy();
            expect(destroyed.code).not.to.equal(0);
            expect(destroyed.output)
                .to.match(/become local and stay local/)
                .and.match(/set deletionProtection to false/);
            expect(await clientOf(ground)).not.to.equal(undefined);

            const renamed = (more: string) => program({ client: more }).replace("uccx-user-pusher-app", "renamed");
            await ground.program(renamed(""));
            const preview = await stack.preview();
            expect(preview.code).not.to.equal(0);
            expect(preview.output).to.match(
                /name: a change from "uccx-user-pusher-app" to "renamed" would delete the client/,
            );

            await ground.program(program({ client: "deletionProtection: false" }));
            await up(ground);
            await ground.program(renamed("deletionProtection: false"));
            await up(ground);
            expect(await clientOf(ground)).to.equal(undefined);
            expect(await clientOf(ground, "renamed")).not.to.equal(undefined);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(await clientOf(ground, "renamed")).to.equal(undefined);
        }));

    it("retainOnDelete leaves the client in place", () => {
        const source = program().replace(
            `clientType: "User import",  }`,
            `clientType: "User import" }, { retainOnDelete: true }`,
        );
        expect(source).to.include("retainOnDelete");
        return onEngine({ version, source, config, secrets }, async (ground) => {
            await capture(ground);
            await up(ground);
            await ground.stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(await clientOf(ground)).not.to.equal(undefined);
        });
    });

    it("the example makes a tenant by configuration alone", () => {
        const importers = JSON.stringify({ "uccx-user-pusher-app": "User import" });
        const tenant = { "tenant:importers": importers, "tenant:webexRegion": "us", "tenant:webexClientId": "C1" };
        return onEngine(
            { version, config: { ...config, ...tenant }, secrets: { "tenant:webexClientSecret": "from Webex" } },
            async (ground) => {
                await capture(ground);
                await up(ground);
                const { clientSecrets } = await ground.stack.outputs(true);
                expect(clientSecrets).to.have.all.keys("uccx-user-pusher-app");
                expect(await ground.stack.steps("refresh")).to.deep.equal([]);
            },
        );
    });

    it("no secret and no token is in state, profiles, event log, logs, traces, errors, reports or output, in no form", () =>
        onEngine(
            {
                version,
                source: program({ client: `secret: new pulumi.Config().requireSecret("given")` }),
                config,
                secrets: { ...secrets, "test:given": withEveryCharacter("given") },
            },
            async (ground) => {
                const { stack, admin } = ground;
                await capture(ground);
                const traces = await mkdtemp(join(tmpdir(), "traces-"));
                const talkative = ["--logtostderr", "-v9"];
                const recorded = [
                    "--event-log",
                    join(traces, "events.json"),
                    `--tracing=file:${join(traces, "trace")}`,
                ];
                const next = withEveryCharacter("next");
                const wrong = withEveryCharacter("wrong");
                try {
                    // Refused: an alias that is taken; then credentials that are wrong.
                    const taken = "/identity-provider/instances";
                    const theirs = {
                        alias: "webexcc",
                        providerId: "oidc",
                        config: { clientId: "c", clientSecret: "s" },
                    };
                    await admin.post(taken, theirs);
                    const errors = [await stack.run(["up", "--yes", "--skip-preview", ...talkative])];
                    await admin.delete(`${taken}/webexcc`);
                    await stack.setConfig("eleveo:clientSecret", wrong, true);
                    errors.push(await stack.run(["up", "--yes", "--skip-preview", ...talkative]));
                    await stack.setConfig("eleveo:clientSecret", ground.settings.clientSecret, true);
                    for (const { code } of errors) expect(code).not.to.equal(0);
                    // Without it, the engine has no flag for its event log.
                    const env = { PULUMI_DEBUG_COMMANDS: "true" };
                    await stack.must(["up", "--yes", "--skip-preview", ...recorded], { env });
                    const refreshed = await stack.must(["refresh", "--yes", "--skip-preview", ...talkative]);
                    await stack.setConfig("test:given", next, true);
                    const changed = await stack.must(["up", "--yes", "--skip-preview", "--diff", ...talkative]);
                    expect(await stack.outputs(true)).to.include({ clientSecret: next });
                    const command = contactCenter(ground.folder);
                    const reports = [
                        await stack.command(command, ["preflight"]),
                        await stack.command(command, ["eleveo", "check", "--client", "uccx-user-pusher-app"]),
                        await stack.command(command, ["eleveo", "clients"]),
                    ].map(({ output }) => output);
                    const whole = await filesBelow(traces);
                    const places = {
                        "errors and logs": ourLines(errors.map(({ output }) => output).join("\n")),
                        "logs of a refresh and a change": ourLines(refreshed.output + changed.output),
                        "event log and traces": ourTraces(whole),
                        state: await filesBelow(stack.stateFolder),
                        "program and profiles": await filesBelow(ground.folder),
                        "stack export": (await stack.must(["stack", "export"])).output,
                        reports: reports.join("\n"),
                    };
                    const given = [...Object.values(secrets), withEveryCharacter("given"), next, wrong];
                    expectNowhere([...given, ground.settings.clientSecret], places);
                    // A token begins with `{"alg":` in base64.
                    for (const [place, text] of Object.entries({ ...places, "whole traces": whole }))
                        expect(text, place).not.to.match(/eyJhbGci/);
                } finally {
                    await rm(traces, { recursive: true, force: true });
                }
            },
        )).timeout(600_000);
});
