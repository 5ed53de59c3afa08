import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import got from "got";
import { format, resolveConfig } from "prettier";
import { type Simulator, startSimulator } from "../../simulator";
import { newGroup } from "../../simulator/tenant";
import { contactCenter } from "../../tools/contactCenter";
import { Stack } from "../../tools/engine/stack";
import { type Mistakes, setUpByHand } from "./byHand";
import { addOddities, refusedOddities } from "../oddities";
import { attach } from "./fixture";
import { project } from "./project";

const run = promisify(execFile);

/** A program that was generated for a tenant, in a folder below the packages that it needs. */
interface Generated {
    folder: string;
    sim: Simulator;
    /** Text of a file. */
    file(name: string): Promise<string>;
    said: string;
}

/** Each is a variation that people make; all together they still follow the procedure. */
const mistakes: Mistakes = {
    extraPermission: "routing:queue:add",
    missingScope: "users:readonly",
    description: "Login",
    groupName: "eMite people",
    redirect: "http://localhost/Auth/OAuthPureCloud",
    tokenLife: 3_600,
    address: "https://emite.example",
    allowedIpAddresses: ["192.0.2.1"],
};

const folders: string[] = [];

async function generated(sim: Simulator, test: (generated: Generated) => Promise<void>, ...more: string[]) {
    const { folder: home } = await project();
    const folder = await mkdtemp(join(home, "programs", "generated-"));
    await rm(folder, { recursive: true });
    folders.push(folder);
    const env = {
        GENESYSCLOUD_REGION: "eu-west-1",
        GENESYSCLOUD_GATEWAY: sim.url,
        GENESYSCLOUD_REQUESTS_PER_MINUTE: "100000",
        GENESYSCLOUD_OAUTHCLIENT_ID: sim.credentials.clientId,
        GENESYSCLOUD_OAUTHCLIENT_SECRET: sim.credentials.clientSecret,
    };
    const args = ["adopt", "--generate", folder, "--stack", "test", ...more];
    const { code, output } = await contactCenter(args, tmpdir(), env);
    expect(code, output).to.equal(0);
    await test({ folder, sim, file: (name) => readFile(join(folder, name), "utf8"), said: output });
}

/** It imports everything, and the preview shows no change; nothing is changed in the tenant. */
async function fits({ folder, sim, said }: Generated): Promise<void> {
    const { engine, env } = await project();
    const before = JSON.stringify(sim.dump());
    sim.clearRequests();
    const stack = await Stack.create({
        engine,
        program: folder,
        // Types are checked for all programs at once.
        env: { ...env, ...(await attach()).provider.env, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
        config: { "genesyscloud:requestsPerMinute": "100000" },
        secrets: { "genesyscloud:oauthClientSecret": sim.credentials.clientSecret },
    });
    try {
        const adopt = await contactCenter(["adopt", "--ids", "import.json", "--yes"], folder, stack.environment);
        expect(adopt.code, adopt.output).to.equal(0);
        expect(adopt.stdout)
            .to.match(/ \d+ identical\.$/m)
            .and.not.include("missing");
        expect(await stack.steps("preview"), said).to.deep.equal([]);
        expect(sim.writes()).to.deep.equal([]);
        expect(JSON.stringify(sim.dump())).to.equal(before);
    } finally {
        await stack.dispose();
    }
}

async function onTenant(test: (sim: Simulator) => Promise<void>): Promise<void> {
    const sim = await startSimulator({ requestsPerMinute: 0, oauthClientLimit: 1_000 });
    try {
        await test(sim);
    } finally {
        await sim.stop();
    }
}

describe("contact-center adopt --generate", () => {
    before(() => project());

    it("recognizes eMite's integration, and writes the rest as single resources", () =>
        onTenant(async (sim) => {
            await setUpByHand(sim);
            await generated(sim, async (one) => {
                const program = await one.file("index.ts");
                expect(program)
                    .to.include('new emite.Integration("emite", {})')
                    .and.include("group: allSupervisors.id");
                await fits(one);
            });
        }));

    it("writes a hundred objects that refer to each other, with as few requests as lists and members take", () =>
        onTenant(async (sim) => {
            const people = [...sim.tenant.users.values()];
            const post = rawPost(sim);
            for (let index = 0; index < 30; index++) {
                const group = newGroup(sim.tenant, `Team ${index}`);
                const member = people[index % people.length];
                if (member && index < 10) group.members.set(member.id, { from: 0, until: Number.POSITIVE_INFINITY });
                const name = `Role ${index}`;
                const permissions = [{ domain: "routing", entityName: "queue", actionSet: ["view"] }];
                const role = await post("/authorization/roles", { name, permissionPolicies: permissions });
                await post(`/authorization/roles/${role.id}?subjectType=PC_OAUTH_CLIENT`, {
                    subjectIds: [sim.credentials.clientId],
                    divisionIds: ["*"],
                });
                await post("/oauth/clients", {
                    name: `Client ${index}`,
                    authorizedGrantType: "CLIENT-CREDENTIALS",
                    accessTokenValiditySeconds: 86_400,
                    roleDivisions: [{ roleId: role.id, divisionId: "*" }],
                });
            }
            sim.clearRequests();
            await generated(sim, async (one) => {
                console.log(`      ${sim.requests.length} requests`);
                // One request for each group, for its members and for each role's holders, and the lists.
                expect(sim.requests.length).to.be.at.most(85 + 32);
                const references = (await one.file("index.ts")).match(/role: role\w*\.id,/g);
                expect(references, "of 30 clients and of 30 assignments").to.have.length(60);
                await fits(one);
            });
        }));

    it("copes with hostile names, an integration that differs too much from the procedure, and objects of other stacks", () =>
        onTenant(async (sim) => {
            await setUpByHand(sim, { wfm: true, sandbox: "allow-scripts", address: "https://emite.example" });
            const data = [...sim.tenant.oauthClients.values()].filter(({ name }) => name.startsWith("emite_"));
            data.forEach((client, index) => (client.accessTokenValiditySeconds = 1_000 + index));
            const names = [
                '"};process.exit(1);//',
                "${x} `y` \\",
                "__proto__",
                "*/ end",
                "delete",
                "Ünï ☎ 组",
                "a: !!js b",
                "../../etc",
            ];
            for (const name of names) {
                const group = newGroup(sim.tenant, name);
                group.description = `${name}\n${name}`;
            }
            newGroup(sim.tenant, "Theirs").description = "managed by pulumi-contact-center: other/prod/theirs";
            await generated(sim, async (one) => {
                expect(one.said).to.include('Left out: genesys.Group "Theirs": it has the marker other/prod/theirs.');
                const program = await one.file("index.ts");
                expect(program).to.include("eMite's integration differs from its procedure");
                expect(program).not.to.include("emite.Integration(");
                const first = await Promise.all(
                    ["index.ts", "Pulumi.yaml", "Pulumi.test.yaml", "import.json"].map(one.file),
                );
                await generated(sim, async (again) => {
                    const second = await Promise.all(
                        ["index.ts", "Pulumi.yaml", "Pulumi.test.yaml", "import.json"].map(again.file),
                    );
                    expect(second).to.deep.equal(first);
                });
                await fits(one);
            });
        }));

    it("does not write `emite.Integration` for a role that people hold and the calling client does not", () =>
        onTenant(async (sim) => {
            const { ids } = await setUpByHand(sim);
            for (const [key, { subjectId, roleId }] of sim.tenant.grants)
                if (subjectId === sim.credentials.clientId && roleId === ids["role"]) sim.tenant.grants.delete(key);
            await generated(sim, async (one) => {
                const program = await one.file("index.ts");
                expect(program.replaceAll("\n * ", " ")).to.include(
                    "the calling client does not have the role in all divisions",
                );
                expect(program).not.to.include("emite.Integration(");
                await fits(one);
            });
        }));

    it("keeps `emite.Integration` for a setup with some mistakes: arguments, transforms, and a comment for each", () =>
        onTenant(async (sim) => {
            await setUpByHand(sim, mistakes);
            await generated(sim, async (one) => {
                const program = await one.file("index.ts");
                expect(program).to.include("new emite.Integration(");
                expect(program).not.to.match(/new genesys\.\w+\("emite/);
                const options = { ...(await resolveConfig(__filename)), parser: "typescript" };
                expect(program).to.equal(await format(program, options));
                for (const words of [
                    /More than the procedure: "routing:queue:add"\.\n\s+permissions: \[\.\.\.emite\.procedurePermissions/,
                    /Less than the procedure: "users:readonly"\.\n\s+scopes: \[/,
                    /The procedure: blank\.\n\s+descriptions: \{/,
                    /The procedure: "emite_Access"\.\n\s+names: \{\s+accessGroup: "eMite people",/,
                    /The procedure: any address\.\n\s+allowedIpAddresses: \["192\.0\.2\.1"\]/,
                    /if \(name !== "emite-app"\)[^]+The procedure:[^]+url: "https:\/\/emite\.example"/,
                    /if \(name !== "emite-ssoClient"\)[^]+The procedure:[^]+redirectUris: \[/,
                    /if \(name !== "emite-dataClient"\)[^]+The procedure: 86400\.\n\s+tokenLifetimeSeconds: 3600,/,
                ])
                    expect(program).to.match(words);
                await fits(one);
            });
        }));

    it("writes an integration's differences as arguments; licences and patterns", () =>
        onTenant(async (sim) => {
            await setUpByHand(sim, {
                extraPermission: "routing:queue:add",
                description: "Login",
                wfm: true,
                licences: "Sales",
            });
            await generated(
                sim,
                async (one) => {
                    const program = await one.file("index.ts");
                    expect(program)
                        .to.include("wfm: true")
                        .and.match(/descriptions: \{\s*ssoClient: "Login",?\s*\}/);
                    expect(program).to.include('divisions: ["Sales"]').and.include('roleDescription: ""');
                    expect(program).not.to.include("All Supervisors");
                    await fits(one);
                },
                "--only",
                "name:emite*",
                "--only",
                "name:eMite_*",
            );
        }));

    it("declares all that it can of a tenant with every oddity, and names the rest with the reason", () =>
        onTenant(async (sim) => {
            addOddities(sim);
            await generated(sim, async (one) => {
                for (const words of refusedOddities) expect(one.said).to.match(words);
                // And the calling client.
                expect(one.said.match(/^Left out: /gm)).to.have.length(refusedOddities.length + 1);
                await fits(one);
            });
        }));

    it("writes programs that compile", async () => {
        const { folder: home } = await project();
        expect(folders).not.to.deep.equal([]);
        const config = await mkdtemp(join(home, "programs", "types-"));
        const [first = ""] = folders;
        const include = folders.map((folder) => join(folder, "*.ts"));
        await writeFile(
            join(config, "tsconfig.json"),
            JSON.stringify({ extends: join(first, "tsconfig.json"), include, exclude: [] }),
        );
        await run(join(home, "node_modules", ".bin", "tsc"), ["--project", config]).catch((error: { stdout: string }) =>
            expect.fail(error.stdout),
        );
    });
});

function rawPost(sim: Simulator) {
    const http = got.extend({ headers: { authorization: `Bearer ${sim.tokenFor()}` }, retry: { limit: 0 } });
    return async (path: string, json: object): Promise<{ id: string }> => {
        const { body } = await http.post(`${sim.url}/api/v2${path}`, { json });
        return (body === "" ? {} : JSON.parse(body)) as { id: string };
    };
}
