import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { setUpByHand } from "./byHand";
import { withStack, yamlProject } from "./fixture";

const write = (folder: string, program: object) =>
    writeFile(join(folder, "Pulumi.yaml"), yamlProject(stringify(program)));

describe("pulumi import by the native plugin", () => {
    it("imports every kind of object that exists, and its generated program changes nothing and asks nothing", () =>
        withStack({ yaml: "" }, async ({ sim, stack, folder }) => {
            const { ids } = await setUpByHand(sim);
            const before = sim.dump();
            const role = [...sim.tenant.roles.values()].find(({ name }) => name.startsWith("eMite"))?.id;
            const division = [...sim.tenant.divisions.keys()][0];
            const objects = {
                Group: ids["emite_Access"],
                GroupMembership: ids["emite_Access"],
                Role: role,
                RoleAssignment: `${role}/${division}`,
                OAuthClient: ids["emite_SSO"],
                ClientApp: ids["app"],
            };
            const resources = Object.entries(objects).map(([type, id]) => ({
                type: `contactcenter:genesys:${type}`,
                name: `one${type}`,
                id,
            }));
            const [file, out] = [join(folder, "import.json"), join(folder, "out.yaml")];
            await writeFile(file, JSON.stringify({ resources }));
            const { output } = await stack.must(["import", "--file", file, "--out", out, "--yes", "--protect=false"]);
            expect(output).to.include(`${resources.length} imported`).and.not.to.include("warning");
            const generated = parse(await readFile(out, "utf8")) as { resources: object };
            await write(folder, generated);
            sim.clearRequests();
            await stack.must(["preview", "--expect-no-changes"]);
            expect(sim.requests.map(({ route }) => route)).to.deep.equal([]);
            expect(sim.dump()).to.deep.equal(before);
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
