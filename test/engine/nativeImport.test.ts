import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import type { Simulator } from "../../simulator";
import { setUpByHand } from "./byHand";
import { withStack, yamlProject } from "./fixture";

const write = (folder: string, program: object) =>
    writeFile(join(folder, "Pulumi.yaml"), yamlProject(stringify(program)));

const idOf = <T>(all: Iterable<[string, T]>, isIt: (one: T) => boolean): string =>
    [...all].find(([, one]) => isIt(one))?.[0] ?? "";

/** An integration with every kind of setting, as the product returns it. */
function addIntegration({ tenant }: Simulator): string {
    const settings = { properties: { customProperty: "a: b # c" }, advanced: { retries: [1, null, { more: true }] } };
    const config = { name: "Actions", version: 1, notes: "Line 1\n${line} 2", ...settings };
    const credentials = { basicAuth: { id: "credential-1" } };
    const about = { type: "custom-rest-actions", intendedState: "DISABLED", settledAt: 0 } as const;
    tenant.integrations.set("actions", { id: "actions", ...about, config: { ...config, credentials } });
    return "actions";
}

/** Objects of every type, with what a person changes in the generated program later. */
async function objectsOf(sim: Simulator): Promise<Record<string, { id: string; change?: Record<string, unknown> }>> {
    const { ids } = await setUpByHand(sim);
    const { roles, groups, divisions, grants, integrations, oauthClients } = sim.tenant;
    const employee = idOf(roles, ({ name }) => name === "employee");
    const [first] = [...grants.values()].filter(({ roleId }) => roleId === employee);
    const access = ids["emite_Access"] ?? "";
    return {
        Group: { id: access, change: { description: "Changed" } },
        GroupMembership: { id: access, change: { members: [first?.subjectId] } },
        Role: { id: idOf(roles, ({ name }) => name.startsWith("eMite")), change: { description: "Changed" } },
        RoleAssignment: {
            id: `${employee}/${idOf(divisions, ({ home }) => home === true)}`,
            change: { subjects: [{ user: first?.subjectId }] },
        },
        OAuthClient: { id: ids["emite_SSO"] ?? "", change: { description: "Changed" } },
        ClientApp: { id: ids["app"] ?? "", change: { notes: "Changed" } },
        Integration: { id: addIntegration(sim), change: { notes: "Changed", properties: { customProperty: "new" } } },
        "Role default": { id: idOf(roles, ({ name }) => name === "Supervisor") },
        "Group of others": { id: idOf(groups, ({ name }) => name === "Sales Europe") },
        "OAuthClient of others": { id: idOf(oauthClients, ({ name }) => name === "Reporting export") },
        "ClientApp of others": { id: idOf(integrations, ({ config }) => config.name === "Intranet") },
    };
}

interface Declared {
    properties: object;
}

describe("pulumi import by the native plugin", () => {
    it("imports every kind of object that exists; its generated program changes nothing and asks nothing, and can be changed", () =>
        withStack({ yaml: "" }, async ({ sim, stack, folder }) => {
            const objects = await objectsOf(sim);
            const before = sim.dump();
            const resources = Object.entries(objects).map(([kind, { id }]) => ({
                type: `contactcenter:genesys:${kind.split(" ")[0]}`,
                name: kind.replaceAll(" ", ""),
                id,
            }));
            const [file, out] = [join(folder, "import.json"), join(folder, "out.yaml")];
            await writeFile(file, JSON.stringify({ resources }));
            const { output } = await stack.must(["import", "--file", file, "--out", out, "--yes", "--protect=false"]);
            expect(output).to.include(`${resources.length} imported`).and.not.to.include("warning");
            const generated = parse(await readFile(out, "utf8")) as Record<"resources", Record<string, Declared>>;
            await write(folder, generated);
            sim.clearRequests();
            await stack.must(["preview", "--expect-no-changes"]);
            expect(sim.requests.map(({ route }) => route)).to.deep.equal([]);
            await stack.must(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
            expect(sim.dump()).to.deep.equal(before);

            for (const [kind, { change }] of Object.entries(objects))
                Object.assign(generated.resources[kind.replaceAll(" ", "")]?.properties ?? {}, change);
            await write(folder, generated);
            await stack.must(["up", "--yes", "--skip-preview"]);
            await stack.must(["preview", "--expect-no-changes"]);
            const { integrations, grants, roles } = sim.tenant;
            expect(integrations.get("actions")?.config.properties).to.deep.include({ customProperty: "new" });
            const employee = idOf(roles, ({ name }) => name === "employee");
            expect([...grants.values()].filter(({ roleId }) => roleId === employee)).to.have.length(1);
            for (const kind of ["RoleAssignment", "Integration"])
                await stack.must(["destroy", "--target", `**${kind}`, "--yes", "--skip-preview"]);
            expect([...grants.values()].filter(({ roleId }) => roleId === employee)).to.have.length(0);
            expect(integrations.has("actions")).to.equal(false);
        })).timeout(120_000);

    it("rejects an object of another stack and one that no product shows, and follows the option `import`", () =>
        withStack({ yaml: "" }, async ({ sim, stack, folder }) => {
            const { ids } = await setUpByHand(sim);
            const group = sim.tenant.groups.get(ids["emite_Access"] ?? "");
            const options = { import: group?.id };
            const properties = { name: group?.name, visibility: "public" };
            const resources = { access: { type: "contactcenter:genesys:Group", properties, options } };
            await write(folder, { resources });
            if (group) group.description = "managed by pulumi-contact-center: other/prod/access";
            expect((await stack.up()).output).to.include(
                'group "emite_Access" is managed by the stack other/prod, as "access"',
            );
            if (group) group.description = "";
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(await stack.steps("preview")).to.deep.equal([]);
            const sync = [
                "import",
                "contactcenter:imagicle:UserSync",
                "sync",
                "Acme",
                "--yes",
                "--generate-code=false",
            ];
            expect((await stack.run(sync)).output).to.include("a user sync cannot be imported");
        })).timeout(120_000);
});
