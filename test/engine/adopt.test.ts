import { once } from "node:events";
import { mkdtempSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Simulator } from "../../simulator";
import { resourceName } from "../../tools/engine/stack";
import { descendants, kill } from "../fault/matrix/processes";
import { adopt, ofPreview, ofTable, plan } from "./adopting";
import { type HandMade, setUpByHand } from "./byHand";
import * as contact from "../../sdk";
import { type Fixture, type FixtureOptions, type Program, withStack } from "./fixture";
import { installedCommand, restoreAttributes } from "./project";

/** Small variations that people make, and the program that declares the procedure as it is. */
const mistakes = {
    extraPermission: "routing:queue:add",
    missingScope: "oauth:readonly",
    description: "made by Anna",
    address: "https://eu-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acmecontact",
    redirect: "http://localhost/Auth/OAuthPureCloud",
};
const emite =
    (args: contact.emite.IntegrationArgs = {}): Program =>
    () => {
        const descriptions = { ssoClient: "Login of eMite" };
        const { clientSecrets: secrets } = new contact.emite.Integration("emite", { descriptions, ...args });
        return { secrets };
    };

/** All existing objects, and whether anything was written since the last check. */
function unchanged({ sim }: Fixture): () => void {
    const before = JSON.stringify(sim.dump());
    sim.clearRequests();
    return () => {
        expect(JSON.stringify(sim.dump())).to.equal(before);
        expect(sim.writes()).to.deep.equal([]);
    };
}

const onHandMade = (
    options: FixtureOptions,
    test: (fixture: Fixture, made: HandMade) => Promise<void>,
    more: Parameters<typeof setUpByHand>[1] = {},
) =>
    withStack({ program: emite(), ...options }, async (fixture) => test(fixture, await setUpByHand(fixture.sim, more)));

const secretOf = (sim: Simulator, name: string) =>
    [...sim.tenant.oauthClients.values()].find((client) => client.name === name)?.secret;

describe("contact-center adopt", () => {
    it("adopts a tenant that was set up by hand without changing it; the preview shows what the table showed, and `up` fixes it", () =>
        onHandMade(
            {},
            async (fixture) => {
                const { stack, sim } = fixture;
                const check = unchanged(fixture);
                const shown = await adopt(fixture);
                expect(shown.code, shown.output).to.equal(1);
                expect(shown.stdout)
                    .to.include("scopes: + oauth:readonly")
                    .and.include("permissions: - routing:queue:add")
                    .and.include('! 1 permission is taken from all holders of the role: "routing:queue:add"');
                const { adopted, resources } = await plan(fixture, "--yes");
                check();
                expect(adopted).to.equal(9);
                expect(ofTable(resources)).to.deep.equal({
                    "emite-app": ["url"],
                    "emite-role": ["permissions"],
                    "emite-ssoClient": ["description", "redirectUris", "scopes"],
                });
                expect(await ofPreview(fixture)).to.deep.equal(ofTable(resources));
                expect(await stack.steps("refresh"), "nothing is drift").to.deep.equal([]);
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect(await stack.steps("preview")).to.deep.equal([]);
                const { description } =
                    [...sim.tenant.roles.values()].find(({ name }) => name.startsWith("eMite")) ?? {};
                expect(description).to.equal("managed by pulumi-contact-center: test/test/emite-role");
                expect((await plan(fixture)).resources).to.deep.equal([]);
            },
            mistakes,
        ));

    it("an unmarked object of the stack is no finding of any command, gets its marker by --markers, and is forgotten unless others need it", () =>
        onHandMade(
            {},
            async (fixture) => {
                const { stack, sim } = fixture;
                await plan(fixture, "--yes");
                fixture.program(emite({ members: { access: ["anna.smith@acme.example"] } }));
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect((await fixture.command("handover", "--format", "json")).stdout).not.to.include("marker");
                const sso = [...sim.tenant.oauthClients.values()].find(({ name }) => name === "emite_SSO");
                if (sso) sso.registeredRedirectUri = ["https://elsewhere.example"];
                const { adopted, completed, held } = await plan(fixture, "--yes", "--markers");
                expect({ adopted, completed, held: held.length }).to.deep.equal({ adopted: 0, completed: 8, held: 8 });
                expect(JSON.stringify(sim.dump()).split("managed by").length - 1).to.equal(8);
                const drift = (await stack.steps("refresh")).map(({ urn }) => resourceName(urn));
                expect(drift, "a drift stays visible").to.deep.equal(["emite-ssoClient"]);
                expect((await adopt(fixture, "--markers")).stdout).to.include("There is nothing to adopt.");
                const { result: undone, files } = await withTemporaryFiles(() => adopt(fixture, "--undo", "--yes"));
                expect(undone.code).to.equal(1);
                expect(files, "the state is not written to a temporary file, with its secrets").to.deep.equal([]);
                expect(undone.stdout)
                    .to.match(/^kept .*::emite-accessGroup\n .*::emite-accessGroup-members depends on it$/m)
                    .and.include("Removed 8 from the stack.");
                await stack.must(["preview"]);
            },
            { description: "Login of eMite" },
        ));

    it("missing objects are left to `up`", () =>
        onHandMade(
            { program: emite({ wfm: true, members: { access: ["anna.smith@acme.example"] } }) },
            async (fixture) => {
                const { adopted, resources } = await plan(fixture, "--yes");
                expect(adopted).to.equal(9);
                const missing = resources.filter(({ status }) => status === "missing").map(({ name }) => name);
                expect(missing.sort()).to.deep.equal([
                    "emite-accessGroup-members",
                    "emite-wfmActivityClient",
                    "emite-wfmLookbackClient",
                ]);
                const steps = await fixture.stack.steps("preview");
                expect(steps.map(({ op, urn }) => `${op} ${resourceName(urn)}`).sort()).to.deep.equal(
                    missing.map((name) => `create ${name}`),
                );
            },
            { description: "Login of eMite" },
        ));

    it("several objects of one name are ambiguous until one is named by its id; another stack's is refused, also by its id", () =>
        onHandMade(
            {},
            async (fixture, { ids }) => {
                const check = unchanged(fixture);
                const { code, stdout } = await adopt(fixture, "--yes");
                expect(code).to.equal(1);
                expect(stdout).to.include("ambiguous  genesys.OAuthClient");
                expect(stdout).to.include(`--id emite-ssoClient=${ids["emite_SSO again"]}`);
                expect(await fixture.stack.state().then(({ deployment }) => deployment.resources ?? [])).to.have.length(
                    0,
                );
                const chosen = `emite-ssoClient=${ids["emite_SSO again"]}`;
                const { resources } = await plan(fixture, "--id", chosen);
                expect(resources.find(({ name }) => name === "emite-ssoClient")?.status).to.equal("differs");
                check();
                const role = fixture.sim.tenant.roles.get(ids["role"] ?? "");
                if (role) role.description = "managed by pulumi-contact-center: other/prod/their-role";
                for (const args of [
                    ["--id", chosen],
                    ["--id", chosen, "--id", `emite-role=${ids["role"]}`],
                ]) {
                    const taken = await adopt(fixture, "--yes", ...args);
                    expect(taken.code).to.equal(1);
                    expect(taken.stdout).to.include('managed by the stack other/prod, as "their-role"');
                }
                expect((await adopt(fixture, "--id", "nobody=1")).stderr).to.include(
                    "no resource to adopt has this name",
                );
                expect((await adopt(fixture, "--ids", "Pulumi.yaml")).stderr).to.include("is not valid JSON");
                expect((await adopt(fixture, "--secret", "keep:fd")).stderr).to.include(
                    'unknown choice "keep:fd". Use none, rotate, keep',
                );
            },
            { twiceTheClient: true },
        ));

    it("a secret that a person has is tested and kept; a wrong one stops everything; rotation must be requested by name", () =>
        onHandMade({}, async (fixture, { secrets }) => {
            const { stack, sim } = fixture;
            const check = unchanged(fixture);
            const keep = "emite-dataClient=keep:config:emite:dataSecret";
            await stack.setConfig("emite:dataSecret", "not the secret", true);
            const wrong = await adopt(fixture, "--yes", "--secret", keep);
            expect(wrong.code).to.equal(2);
            expect(wrong.stderr).to.include("is wrong: the product grants no token for it");
            const blunt = await adopt(fixture, "--yes", "--secret", "rotate");
            expect(blunt.stderr).to.include("is rotated only if you name the client");
            check();
            await stack.setConfig("emite:dataSecret", secrets["emite_APIdata"] ?? "", true);
            const rotate = ["--secret", "emite-realtimeClient=rotate", "--secret", "emite-ssoClient=none"];
            const { adopted } = await plan(fixture, "--yes", "--secret", keep, ...rotate);
            expect(adopted).to.equal(9);
            expect(sim.writes().map(({ route }) => route)).to.deep.equal([
                "POST /api/v2/oauth/clients/{clientId}/secret",
            ]);
            expect(secretOf(sim, "emite_RealtimeData")).not.to.equal(secrets["emite_RealtimeData"]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect((await stack.outputs(true))["secrets"]).to.deep.include({
                emite_APIdata: secrets["emite_APIdata"],
                emite_RealtimeData: secretOf(sim, "emite_RealtimeData"),
            });
            // What was left out can be added later, and the handover says so.
            const cover = async () => (await fixture.command("handover", "--format", "markdown")).stdout;
            expect(await cover())
                .to.match(/Do not hand this over yet: 1 of 12 /)
                .and.include("--secret emite-ssoClient=keep");
            await stack.setConfig("emite:ssoSecret", secrets["emite_SSO"] ?? "", true);
            const later = unchanged(fixture);
            const kept = await adopt(fixture, "--yes", "--secret", "emite-ssoClient=keep:config:emite:ssoSecret");
            expect(kept.stdout).to.include("Completed 1 in the stack.");
            later();
            expect(await cover()).to.include(
                "11 checks: everything in this form is true now, except for 1 not verified",
            );
            const { deployment } = await stack.state();
            expect(JSON.stringify(deployment)).not.to.include(secrets["emite_SSO"]);
            // A later rotation fills what was left out.
            fixture.program(emite({ rotation: "1" }));
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect((await stack.outputs(true))["secrets"]).to.deep.include({ emite_SSO: secretOf(sim, "emite_SSO") });
        }));

    it("markers are written only on request, and nothing else is written", () =>
        onHandMade(
            {},
            async (fixture) => {
                // Genesys returns an application's sandbox in its own order, with an empty category.
                const text = () =>
                    JSON.stringify(fixture.sim.dump())
                        .replace(/(\\n)?managed by pulumi-contact-center: [^"]+/g, "")
                        .replace('"featureCategory":"",', "")
                        .replace(/(?<="sandbox":")[^"]+/, (options) => options.split(",").sort().join());
                const before = text();
                const { adopted } = await plan(fixture, "--yes", "--markers");
                expect(adopted).to.equal(9);
                expect(text()).to.equal(before);
                expect(JSON.stringify(fixture.sim.dump()).split("managed by").length - 1).to.equal(8);
                expect(await fixture.stack.steps("refresh")).to.deep.equal([]);
            },
            { description: "Login of eMite" },
        ));

    it("a killed import is continued; an undo forgets both parts and changes nothing", () =>
        onHandMade({}, async (fixture) => {
            const { stack } = fixture;
            const held = async () =>
                ((await stack.state()).deployment.resources ?? []).filter(
                    ({ id, type }) => id && !type.startsWith("pulumi:"),
                ).length;
            await killedInTheMiddle(fixture);
            await restoreAttributes(fixture);
            expect((await adopt(fixture, "--yes")).output).to.include("the stack is currently locked by");
            await stack.must(["cancel", "--yes"]);
            const before = await held();
            expect(before).to.be.within(0, 8);
            const check = unchanged(fixture);
            expect((await plan(fixture, "--yes")).adopted).to.equal(9 - before);
            expect(await held()).to.equal(9);
            expect((await adopt(fixture, "--undo")).output).to.include("--yes to remove without confirmation");
            expect((await adopt(fixture, "--undo", "--yes")).output).to.include("Removed 9 from the stack.");
            expect(await held()).to.equal(0);
            check();
            expect((await adopt(fixture, "--undo", "--yes")).stderr).to.include(
                "no record of an adoption into the stack test",
            );
            expect((await adopt(fixture, "--yes")).stdout, "what the stack lacks is said").to.match(
                /^Adopted 9\. .*\nThe stack does not have the secret of emite-dataClient, emite-realtimeClient, emite-ssoClient\. .* `npx contact-center adopt --stack test --secret emite-dataClient=keep`$/m,
            );
        }));
});

/**
 * Runs something with its own temporary folder; reports the files that were created there, even if they are gone again.
 */
async function withTemporaryFiles<T>(run: () => Promise<T>): Promise<{ result: T; files: string[] }> {
    const before = process.env.TMPDIR;
    const folder = mkdtempSync(join(tmpdir(), "temporary-"));
    const files = new Set<string>();
    const watcher = watch(folder, (_, name) => void files.add(name ?? ""));
    process.env.TMPDIR = folder;
    try {
        const result = await run();
        writeFileSync(join(folder, "last"), "");
        while (!files.has("last")) await once(watcher, "change");
        files.delete("last");
        return { result, files: [...files] };
    } finally {
        watcher.close();
        if (before === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = before;
        rmSync(folder, { recursive: true });
    }
}

/** Kills command and engine at the third object that is imported, while its marker is written. */
async function killedInTheMiddle({ sim, stack }: Fixture): Promise<void> {
    let pid = 0;
    let writes = 0;
    sim.intercept(async (call) => {
        if (call.startsWith("GET") || ++writes !== 3) return undefined;
        const engine = await descendants(pid);
        for (const one of [pid, ...engine.map((other) => other.pid)]) kill(one);
        return "reset-after";
    });
    await stack.command(await installedCommand(), ["adopt", "--yes", "--markers"], (id) => (pid = id));
    sim.intercept(async () => undefined);
    expect(writes).to.be.at.least(3);
}
