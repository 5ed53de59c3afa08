import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { StackReview } from "../../operations/drift/findings";
import type { Need } from "../../operations/preflight";
import * as contact from "../../sdk";
import { nativeConnectionTo } from "../../tools/emiteTenant";
import { resourceName } from "../../tools/engine/stack";
import { adopt, ofPreview, ofTable, plan } from "./adopting";
import { setUpByHand } from "./byHand";
import { configureNative, type Fixture, Native, withStack, yamlProject } from "./fixture";

class NativeProvider extends pulumi.ProviderResource {
    constructor(name: string, args: Record<string, object>) {
        const texts = Object.entries(args).map(([group, settings]) => [group, JSON.stringify(settings)] as const);
        super("contactcenter", name, Object.fromEntries(texts));
    }
}

async function reviewOf({ command }: Fixture): Promise<StackReview> {
    const { stdout, stderr } = await command("drift", "--json");
    const [review] = (JSON.parse(stdout || "{}") as { stacks: StackReview[] }).stacks ?? [];
    if (review === undefined || !("resources" in review)) throw new Error(stdout + stderr);
    return review;
}

const findingsOf = ({ resources }: StackReview) =>
    resources.flatMap(({ type, name, findings }) =>
        findings.map(({ difference, accept }) => ({
            of: `${type} ${name}: ${difference?.kind ?? "gone"} ${difference?.path ?? ""}`,
            accept,
        })),
    );

const emite = `
resources:
    emite:
        type: contactcenter:emite:Integration
        properties: { descriptions: { ssoClient: Login of eMite } }
outputs: { secrets: "\${emite.clientSecrets}" }
`;

const git = (cwd: string, ...args: string[]): Buffer =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@acme.example", ...args], { cwd });

/** A user of Webex. */
const anna = {
    kind: "user",
    id: "person-1",
    email: "anna.smith@acme.example",
    firstName: "Anna",
    lastName: "Smith",
    routingPrefix: "33",
    extension: "1000",
};

/** A group with members. @param more - another property of the group */
const team = (members: readonly string[], more = ""): string => `
resources:
    group: { type: contactcenter:genesys:Group, properties: { name: Team${more} } }
    members:
        type: contactcenter:genesys:GroupMembership
        properties: { group: "\${group.id}", members: [${members.map((name) => `${name}.smith@acme.example`).join(", ")}] }
`;

describe("the commands on a stack of the native plugin", () => {
    it("roll out, preview and comment as pipelines do", () =>
        withStack({ yaml: team(["anna", "ben"]) }, async ({ sim, command, folder }) => {
            const commit = async (program: string, branch?: string) => {
                await writeFile(join(folder, "Pulumi.yaml"), yamlProject(program));
                if (branch !== undefined) git(folder, "switch", "--quiet", "--create", branch);
                git(folder, "add", "--all");
                git(folder, "commit", "--quiet", "--message=change");
            };
            await writeFile(join(folder, "fleet.yaml"), "tenants: [{ stack: test }]\n");
            git(folder, "init", "--quiet", "--initial-branch=main");
            await commit(team(["anna", "ben"]));
            const up = await command("ci", "up");
            expect(up.stdout, up.output).to.match(/\ntest {2}2 created\n1 of 1 tenant affected: 1 updated\n$/);

            await commit(team(["anna"]), "feature");
            const preview = await command("ci", "preview", "--base", "main", "--comment", "comment.md");
            expect(preview.stdout).to.match(
                /^test {2}1 to change; drift: in sync\n.*"members": 1 member is removed from the group: "ben\.smith@/,
            );
            const comment = await readFile(join(folder, "comment.md"), "utf8");
            expect(comment).to.include('~ genesys.GroupMembership "members"\n    members: - ben.smith@acme.example\n');

            await commit(team(["anna"], ", visiblity: public"));
            const wrong = await command("ci", "preview", "--base", "main");
            expect(wrong.code).to.equal(2);
            expect(wrong.stdout).to.match(/^test {2}would fail; .*\n {4}Error: Property visiblity does not exist on/);
            const [group] = [...sim.tenant.groups.values()].filter(({ name }) => name === "Team");
            expect(group?.members.size).to.equal(2);
        }));

    it("adopt a tenant that was set up manually, complete it, review it, hand it over and forget it", () =>
        withStack({ yaml: emite.replace("descriptions", "descriptoins") }, async (fixture) => {
            const { stack, sim, command, folder } = fixture;
            const { secrets } = await setUpByHand(sim, { description: "made by Anna" });
            for (const wrong of [await command("preflight"), await command("adopt", "--yes")]) {
                expect(wrong.code, wrong.output).not.to.equal(0);
                expect(wrong.output).to.include("Property descriptoins does not exist on");
            }
            await writeFile(join(folder, "Pulumi.yaml"), yamlProject(emite));
            const before = JSON.stringify(sim.dump());
            const { adopted, resources } = await plan(fixture, "--yes");
            expect(adopted).to.equal(9);
            expect(JSON.stringify(sim.dump())).to.equal(before);
            expect(ofTable(resources)).to.deep.equal({ "emite-ssoClient": ["description"] });
            // The marker is written with the next change.
            expect(await ofPreview(fixture)).to.deep.equal({ "emite-ssoClient": ["description", "marker"] });

            await stack.setConfig("emite:secret", secrets["emite_APIdata"] ?? "", true);
            const keep = ["--markers", "--secret", "emite-dataClient=keep:config:emite:secret"];
            const { completed } = await plan(fixture, "--yes", ...keep);
            expect(completed).to.equal(8);
            expect(JSON.stringify(sim.dump()).split("managed by").length - 1).to.equal(8);
            const drift = (await stack.steps("refresh")).map(({ urn }) => resourceName(urn));
            expect(drift, "only what the program declares differently").to.deep.equal([]);

            const role = [...sim.tenant.roles.values()].find(({ name }) => name.startsWith("eMite"));
            role?.policies.push({ domain: "routing", entityName: "queue", actionSet: ["add"], allowConditions: false });
            const found = findingsOf(await reviewOf(fixture));
            expect(found.map(({ of }) => of)).to.deep.equal([`genesys.Role ${role?.name}: added permissions`]);
            expect(found[0]?.accept).to.match(/^emite\.Integration "emite", properties:\n {4}permissions: \["/);

            const form = await command("handover", "--format", "markdown");
            expect(form.stdout)
                .to.match(/permissions .*routing:queue:add/)
                .and.include("--secret emite-ssoClient=keep")
                .and.not.include("emite-dataClient=keep");
            expect((await adopt(fixture, "--undo", "--yes")).stdout).to.include("Removed 9 from the stack.");
        }));

    it("list every permission, although the engine stops at the first resource that is rejected", () =>
        withStack({ yaml: team(["anna"], ", visibility: hidden") }, async ({ command }) => {
            const { stdout, code } = await command("preflight", "--json");
            const { needs, problems } = JSON.parse(stdout) as { needs: Need[]; problems: string[] };
            expect(code).to.equal(1);
            expect(problems).to.have.length(1);
            expect(problems[0]).to.include("visibility: must be one of");
            const now = needs.filter((need) => need.now).map(({ permission }) => permission);
            expect(now).to.include.members(["directory:group:add", "directory:group:edit"]);
        }));

    it("treat resources of both kinds in one project alike", () =>
        withStack({ unconfigured: true }, async (fixture) => {
            const { stack, sim, command, folder } = fixture;
            await configureNative(stack, sim);
            const data = join(folder, "webex.json");
            await writeFile(data, JSON.stringify({ organizationName: "ACME Inc.", objects: [anna] }));
            fixture.program(() => {
                const users = { extension: "esn", password: pulumi.secret("canary") };
                new Native("imagicle:UserSync", "sync", { name: "acme", data, users });
                const permissions = ["routing:queue:view"];
                new contact.genesys.Role("role", { name: "Dynamic", permissions });
                new Native("genesys:Role", "role", { name: "Native", permissions });
                const provider = new NativeProvider("other", { genesys: nativeConnectionTo(sim) });
                new Native(
                    "genesys:Group",
                    "group",
                    { name: "Explicit", owners: ["anna.smith@acme.example"] },
                    { provider },
                );
            });
            const preflight = await command("preflight", "--json");
            const { needs, ready } = JSON.parse(preflight.stdout) as { needs: Need[]; ready: boolean };
            expect(ready, preflight.output).to.equal(true);
            expect(needs.map(({ provider = "", permission }) => `${provider} ${permission}`)).to.include.members([
                "default authorization:role:add",
                "other directory:group:add",
            ]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            const users = await command("imagicle", "preview", data);
            expect(users.output).to.match(
                /^anna\.smith@acme\.example .*\nsince the last pulumi up: 0 added, 0 changed, 0 removed, .*\n1 user, 0 problems\n$/,
            );
            const checklist = await command("imagicle", "checklist");
            expect(checklist.output).to.include('"First extension number": ESN =').and.not.include("canary");
            const untouched = await reviewOf(fixture);
            expect(untouched.resources, JSON.stringify(untouched.notes)).to.deep.equal([]);
            for (const role of sim.tenant.roles.values())
                if (["Dynamic", "Native"].includes(role.name))
                    role.policies.push({ domain: "a", entityName: "b", actionSet: ["add"], allowConditions: false });
            const review = await reviewOf(fixture);
            const byText = findingsOf(review).sort((a, b) => (a.of < b.of ? -1 : 1));
            expect(byText).to.deep.equal([
                {
                    of: "genesys.Role Dynamic: added permissions",
                    accept: 'new genesys.Role("role", …):\n    permissions: ["a:b:add", "routing:queue:view"],',
                },
                {
                    of: "genesys.Role Native: added permissions",
                    accept: 'genesys.Role "role", properties:\n    permissions: ["a:b:add", "routing:queue:view"]',
                },
            ]);
        }));
});
