import { expect } from "chai";
import { simulateCommand } from "../../../cli/simulate";
import { takeOutput } from "../../../tools/output";

/** The answer of `contact-center simulate` with these arguments to a call. */
async function answered(args: string[], path: string): Promise<string> {
    const before = process.listeners("SIGTERM");
    let restore = () => {};
    const started = new Promise<string>((resolve) => (restore = takeOutput(resolve)));
    const running = simulateCommand().parseAsync([...args, "--json"], { from: "user" });
    try {
        const { url, clientId, clientSecret } = JSON.parse(await started) as Record<string, string>;
        const login = await fetch(`${url}/oauth/token`, {
            method: "POST",
            headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
            body: new URLSearchParams({ grant_type: "client_credentials" }),
        });
        const { access_token: token } = (await login.json()) as { access_token: string };
        return await (await fetch(`${url}/api/v2${path}`, { headers: { authorization: `Bearer ${token}` } })).text();
    } finally {
        restore();
        // Stops the command, but not the process of the tests.
        for (const end of process.listeners("SIGTERM")) if (!before.includes(end)) end("SIGTERM");
        await running;
    }
}

describe("contact-center simulate", () => {
    it("switches the behavior of organizations, and changes fields", async () => {
        const path = "/authorization/subjects/me";
        const usual = JSON.parse(await answered([], path)) as { grants: { role: { policies: unknown[] } }[] };
        expect(usual.grants[0]?.role.policies).not.to.have.length(0);
        expect(await answered(["--switch", "emptyPolicies"], path)).to.include('"policies":[]');
        const fields = ["--field", "subject.grants.*.role.policies=absent", "subject.version=null"];
        expect(await answered(fields, path))
            .to.include('"version":null')
            .and.not.include("policies");
    });

    it("refuses what it cannot switch or change", async () => {
        for (const [option = "", value = "", says] of [
            ["--switch", "nothing", "Allowed choices are"],
            ["--field", "group=absent", "The object must be one of"],
            ["--field", "group.name=gone", "The change must be one of"],
        ]) {
            const command = simulateCommand()
                .exitOverride()
                .configureOutput({ writeErr: () => undefined });
            const failure: Error = await command.parseAsync([option, value], { from: "user" }).then(
                () => new Error("no failure"),
                (error) => error,
            );
            expect(failure.message).to.include(says);
        }
    });
});
