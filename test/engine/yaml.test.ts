import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { type Simulator, startSimulator } from "../../simulator";
import { nativeConnectionTo } from "../../tools/emiteTenant";
import { addLanguages } from "../../tools/engine/languages";
import { resourceName, Stack } from "../../tools/engine/stack";
import { attach, withStack, yamlProject } from "./fixture";
import { namesIn, project } from "./project";

/** The complete eMite integration: that of requests.test.ts. */
const emite = `
resources:
    emite:
        type: contactcenter:emite:Integration
        properties:
            wfm: true
            licences: { divisions: [Sales] }
            members:
                access: [anna.smith@acme.example, ben.smith@acme.example]
                dashboardViewers: [anna.smith@acme.example]
                dashboardCreators: [ben.smith@acme.example]
outputs:
    redirectUrl: \${emite.redirectUrl}
    clientIds: \${emite.clientIds}
    clientSecrets: \${emite.clientSecrets}
`;

interface WithTimeouts {
    urn: string;
    customTimeouts?: { create: number };
}

/** A provider, a group and a role for each tenant. */
const twoTenants = (tenants: Readonly<Record<string, Simulator>>): string =>
    `config:${Object.keys(tenants)
        .map((tenant) => `\n    ${tenant}: { type: string }`)
        .join("")}\nresources:${Object.entries(tenants)
        .map(
            ([tenant, sim]) => `
    ${tenant}Tenant:
        type: pulumi:providers:contactcenter
        properties:
            genesys: ${JSON.stringify({ ...nativeConnectionTo(sim), oauthClientSecret: `\${${tenant}}` })}
    ${tenant}Team:
        type: contactcenter:genesys:Group
        properties: { name: Team ${tenant} }
        options: { provider: "\${${tenant}Tenant}" }
    ${tenant}Role:
        type: contactcenter:genesys:Role
        properties: { name: Reader ${tenant}, description: Reads, permissions: ["routing:queue:view"] }
        options: { provider: "\${${tenant}Tenant}", customTimeouts: { create: 5m } }`,
        )
        .join("")}\n`;

const oursIn = (sim: Simulator) => namesIn(sim).filter((name) => / (emea|apac)$/.test(name));

/** The requests of a command that must succeed. */
async function counted(sim: Simulator, stack: Stack, args: readonly string[]): Promise<number> {
    sim.clearRequests();
    await stack.must(args[0] === "preview" ? args : [...args, "--yes", "--skip-preview"]);
    return sim.requests.length;
}

describe("programs in YAML", () => {
    it("create the complete eMite integration with as many requests as a program in TypeScript", () =>
        withStack({ yaml: emite }, async ({ sim, stack }) => {
            const before = JSON.stringify(sim.dump());
            const up = await counted(sim, stack, ["up"]);
            const unchanged = await counted(sim, stack, ["preview", "--expect-no-changes"]);
            const refresh = await counted(sim, stack, ["refresh", "--expect-no-changes"]);
            const ours = [...sim.tenant.oauthClients.values()].filter(({ name }) => name.startsWith("emite_"));
            const { clientSecrets } = await stack.outputs(true);
            expect(clientSecrets).to.deep.equal(Object.fromEntries(ours.map(({ name, secret }) => [name, secret])));
            const state = JSON.stringify(await stack.state());
            for (const { secret } of ours) expect(state).not.to.include(secret);
            const destroy = await counted(sim, stack, ["destroy"]);
            expect(JSON.stringify(sim.dump())).to.equal(before);
            // The bounds of the same program in TypeScript.
            expect(up).to.be.at.most(45);
            expect(unchanged).to.be.at.most(4);
            expect(refresh).to.be.at.most(16);
            expect(destroy).to.be.at.most(45);
            console.log(`      requests: up ${up}, unchanged ${unchanged}, refresh ${refresh}, destroy ${destroy}`);
        }));

    it("create objects in two tenants, restore what was changed in one of them, and pass on timeouts", async () => {
        const apac = await startSimulator({ organization: { name: "Acme APAC", shortName: "acmeapac" } });
        try {
            await withStack({ yaml: "", unconfigured: true }, async ({ sim: emea, stack, folder }) => {
                const before = [emea, apac].map((sim) => JSON.stringify(sim.dump()));
                await writeFile(join(folder, "Pulumi.yaml"), yamlProject(twoTenants({ emea, apac })));
                await stack.setConfig("test:emea", emea.credentials.clientSecret, true);
                await stack.setConfig("test:apac", apac.credentials.clientSecret, true);
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect(oursIn(emea)).to.deep.equal(["group Team emea", "role Reader emea"]);
                expect(oursIn(apac)).to.deep.equal(["group Team apac", "role Reader apac"]);
                const { resources = [] } = (await stack.state()).deployment as { resources?: WithTimeouts[] };
                const timeouts = resources.flatMap(({ urn, customTimeouts }) =>
                    customTimeouts ? [[resourceName(urn), customTimeouts.create]] : [],
                );
                expect(Object.fromEntries(timeouts)).to.deep.equal({ emeaRole: 300, apacRole: 300 });

                const role = [...apac.tenant.roles.values()].find(({ name }) => name === "Reader apac");
                if (role) role.description = "changed by hand";
                for (const sim of [emea, apac]) sim.clearRequests();
                await stack.must(["refresh", "--yes", "--skip-preview"]);
                const steps = (await stack.steps("preview")).map(({ op, urn }) => `${op} ${resourceName(urn)}`);
                expect(steps).to.deep.equal(["update apacRole"]);
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect(role?.description).to.match(/^Reads\n/);
                expect(emea.writes()).to.deep.equal([]);
                await stack.must(["destroy", "--yes", "--skip-preview"]);
                expect([emea, apac].map((sim) => JSON.stringify(sim.dump()))).to.deep.equal(before);
            });
        } finally {
            await apac.stop();
        }
    });

    it("start the plugin of the installed package, and add it without its development packages", async () => {
        const { engine, folder: home } = await project();
        const { secretsProvider } = await attach();
        await addLanguages(engine, (line) => console.log(`    ${line}`));
        const sim = await startSimulator();
        const folder = await mkdtemp(join(home, "programs", "yaml-"));
        try {
            await writeFile(join(folder, "Pulumi.yaml"), yamlProject(emite));
            const secrets = { "contactcenter:genesys": JSON.stringify(nativeConnectionTo(sim)) };
            const stack = await Stack.create({ engine, program: folder, secrets, secretsProvider });
            try {
                // What the engine would install is there already, and other tests use it.
                await writeFile(join(folder, "npm"), '#!/bin/sh\necho "$@" > "$(dirname "$0")/npm.txt"\n', {
                    mode: 0o755,
                });
                const env = { PATH: `${folder}${delimiter}${stack.environment["PATH"] ?? ""}` };
                await stack.must(["package", "add", "../../node_modules/pulumi-contact-center"], { env });
                expect(await readFile(join(folder, "npm.txt"), "utf8")).to.match(/^install .*--(omit=dev|production)/);
                expect(await counted(sim, stack, ["up"])).to.be.at.most(45);
                expect(await counted(sim, stack, ["preview", "--expect-no-changes"])).to.be.at.most(4);
            } finally {
                await stack.dispose();
            }
        } finally {
            await sim.stop();
            await rm(folder, { recursive: true });
        }
    });
});
