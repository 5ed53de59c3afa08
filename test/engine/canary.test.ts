import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { packLibrary } from "../../tools/package";
import { descendants, isProvider } from "../fault/matrix/processes";
import { attach } from "./fixture";
import { contactCenter, type ProcessFixture, withProcesses, project, tenantConfig, using } from "./project";
import { expectNowhere, filesBelow, ourLines, ourTraces, withEveryCharacter } from "./secrets";

const callersSecret = withEveryCharacter("canary");

/** Faults whose answers become error messages. */
const faults = [
    ["POST /api/v2/oauth/clients", { status: 500, body: { message: "the server failed", code: "internal" } }],
    ["POST /login/oauth/token", "echo"],
    ["POST /api/v2/groups", "not-json"],
    ["PUT /api/v2/integrations/{integrationId}/config/current", "echo"],
    ["POST /api/v2/authorization/roles", { status: 429, headers: { "retry-after": "99999" }, body: {} }],
    ["GET /api/v2/authorization/permissions", { status: 401, body: { message: "no", code: "bad.credentials" } }],
] as const;

const command = ({ stack, folder }: ProcessFixture, ...args: string[]) => stack.command(contactCenter(folder), args);

describe("a secret is never in plain text", () => {
    before(() => project());

    it("in state, event log, logs, traces, errors, reports, package, arguments or environment, in any form", () =>
        // docs/tutorial.md shows the simulated secrets of the usual seed.
        withProcesses({ config: tenantConfig, simulator: { seed: 2 } }, async (ground) => {
            const { sim, stack } = ground;
            const pipeline = sim.tenant.oauthClients.get(sim.credentials.clientId);
            if (pipeline) pipeline.secret = callersSecret;
            await stack.setConfig("genesyscloud:oauthClientSecret", callersSecret, true);
            const further = sim.addClient("Second pipeline");
            await stack.setConfig("genesyscloud:oauthClients", JSON.stringify([further]), true);
            const traces = await mkdtemp(join(tmpdir(), "traces-"));
            const places: Record<string, string> = {};
            let wholeTraces: string;
            // Without it, the engine has no flag for its event log.
            const debug = { PULUMI_DEBUG_COMMANDS: "true" };
            try {
                // Errors of every kind, with the engine's most verbose logs; the provider in this process is faster.
                const { provider } = await attach();
                let errors = "";
                for (const [call, answer] of faults) {
                    sim.answerOnce(call, answer as Parameters<typeof sim.answerOnce>[1]);
                    if (typeof answer !== "string" && answer.status === 401) sim.answerOnce(call, answer);
                    const up = ["up", "--yes", "--skip-preview", "--logtostderr", "-v9"];
                    errors += (await stack.run(up, { env: provider.env })).output;
                }
                places["errors and logs"] = ourLines(errors);

                const log = join(traces, "events.json");
                const up = [
                    "up",
                    "--yes",
                    "--skip-preview",
                    "--event-log",
                    log,
                    `--tracing=file:${join(traces, "trace")}`,
                ];
                places["output"] = (await stack.must(up, { env: debug })).output;
                const refresh = await stack.must([
                    "refresh",
                    "--yes",
                    "--skip-preview",
                    "--diff",
                    "--logtostderr",
                    "-v9",
                ]);
                places["log of a refresh"] = ourLines(refresh.output);
                await stack.setConfig("emite:rotation", "2");
                const preview = await stack.must(["preview", "--diff", "--json", "--event-log", `${log}2`], {
                    env: debug,
                });
                places["preview"] = preview.output;
                // Arguments, environment and a crash report while it runs.
                const crash = join(traces, "crash");
                await mkdir(crash);
                let pid = 0;
                let seen = "";
                sim.intercept(async (call) => {
                    if (!call.endsWith("/secret") || seen !== "") return undefined;
                    const family = await descendants(pid);
                    seen = family.map(({ command: line }) => line).join("\n");
                    for (const { pid: one } of family.filter(isProvider)) {
                        seen += await readFile(`/proc/${one}/environ`, "latin1").catch(() => "");
                        process.kill(one, "SIGUSR2");
                    }
                    return undefined;
                });
                await stack.must(["up", "--yes", "--skip-preview"], {
                    onStart: (id) => (pid = id),
                    env: { NODE_OPTIONS: `--report-on-signal --report-directory=${crash}` },
                });
                sim.intercept(undefined);
                places["arguments and the provider's environment"] = seen;
                places["the provider's crash report"] = await filesBelow(crash);
                wholeTraces = await filesBelow(traces);
                places["event logs and traces"] = ourTraces(wholeTraces);
                places["state"] = await filesBelow(stack.stateFolder);
                places["stack export and output"] =
                    (await stack.must(["stack", "export"])).output + (await stack.must(["stack", "output"])).output;
                const reports = [
                    await command(ground, "preflight"),
                    await command(ground, "preflight", "--json"),
                    await command(ground, "handover", "--format", "html"),
                    await command(ground, "handover", "--format", "json"),
                ];
                places["reports"] = reports.map(({ output }) => output).join("\n");
                const tarball = await packLibrary(join(traces, "package"));
                await promisify(execFile)("tar", ["xzf", tarball, "-C", join(traces, "package")]);
                places["package"] = await filesBelow(join(traces, "package", "package"));
            } finally {
                await rm(traces, { recursive: true, force: true });
            }
            const clients = [...sim.tenant.oauthClients.values()].map(({ secret }) => secret);
            expectNowhere([...clients, ...sim.tokens()], places);
            expectNowhere(sim.tokens(), { "whole traces": wholeTraces });
        })).timeout(600_000);

    it("passwords and PINs of a user sync are in no state, log, error or output", () => {
        const [password, pin, start] = ["password", "pin", "start"].map(withEveryCharacter);
        const secrets = { "test:password": password ?? "", "test:pin": pin ?? "", "test:start": start ?? "" };
        // Nobody answers there: the synchronization fails after the state is written.
        const source = using(`const config = new pulumi.Config();
            new contact.imagicle.UserSync("sync", {
                name: "acme",
                users: { password: config.requireSecret("password"), pin: config.requireSecret("pin"), extension: "esn" },
                start: { url: "http://127.0.0.1:9", username: "admin", password: config.requireSecret("start") },
            });`);
        return withProcesses({ source, secrets, unconfigured: true }, async ({ stack }) => {
            const talkative = ["--logtostderr", "-v9"];
            const up = await stack.run(["up", "--yes", "--skip-preview", ...talkative]);
            expect(up.code).not.to.equal(0);
            const preview = await stack.run(["preview", "--diff", ...talkative]);
            expectNowhere(Object.values(secrets), {
                "errors and logs": ourLines(up.output),
                preview: ourLines(preview.output),
                state: await filesBelow(stack.stateFolder),
                "stack export": (await stack.must(["stack", "export"])).output,
            });
        });
    });
});
