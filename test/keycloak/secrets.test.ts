import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { contactCenter } from "../../tools/contactCenter";
import { using } from "../engine/project";
import { expectNowhere, filesBelow, ourLines, ourTraces, withEveryCharacter } from "../engine/secrets";
import { capture } from "./captured";
import { onNewestKeycloak, withProcesses } from "./fixture";

const source = using(`
const config = new pulumi.Config();
const importer = new contact.eleveo.ProviderClient("importer", { name: "uccx-user-pusher-app", clientType: "User import", secret: config.requireSecret("given") });
new contact.eleveo.WebexContactCenterLogin("login", { region: "us", clientId: "C1", clientSecret: config.requireSecret("webexSecret") });
exports.clientSecret = importer.clientSecret;`);
const secrets = { "test:webexSecret": withEveryCharacter("webex"), "test:given": withEveryCharacter("given") };

onNewestKeycloak("secrets of Eleveo, with a process for the program and one for the provider", (version) => {
    it("no secret and no token is in state, profiles, event log, logs, traces, errors, reports or output, in any form", () =>
        withProcesses({ version, source, config: { "eleveo:profiles": "profiles" }, secrets }, async (ground) => {
            const { stack, admin } = ground;
            await capture(ground);
            const traces = await mkdtemp(join(tmpdir(), "traces-"));
            const talkative = ["--logtostderr", "-v9"];
            const recorded = ["--event-log", join(traces, "events.json"), `--tracing=file:${join(traces, "trace")}`];
            const next = withEveryCharacter("next");
            const wrong = withEveryCharacter("wrong");
            try {
                // Refused: an alias that is taken, then wrong credentials.
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
                const command = (...args: string[]) => contactCenter(args, ground.folder, stack.environment);
                const reports = [
                    await command("preflight"),
                    await command("eleveo", "check", "--client", "uccx-user-pusher-app"),
                    await command("eleveo", "clients"),
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
                const given = [...Object.values(secrets), next, wrong];
                expectNowhere([...given, ground.settings.clientSecret], places);
                // A token begins with `{"alg":` in base64.
                for (const [place, text] of Object.entries({ ...places, "whole traces": whole }))
                    expect(text, place).not.to.match(/eyJhbGci/);
            } finally {
                await rm(traces, { recursive: true, force: true });
            }
        })).timeout(600_000);
});
