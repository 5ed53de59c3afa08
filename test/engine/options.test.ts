import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { Simulator } from "../../simulator";
import { resourceName, type Stack } from "../../tools/engine/stack";
import * as contact from "../../sdk";
import { withStack } from "./fixture";

const up = (stack: Stack) => stack.must(["up", "--yes", "--skip-preview", "--color=never"]);
const group =
    (args: contact.genesys.GroupArgs, opts: pulumi.CustomResourceOptions = {}, name = "group") =>
    () =>
        void new contact.genesys.Group(name, args, opts);
const living = (sim: Simulator, name: string) =>
    [...sim.tenant.groups.values()].filter((one) => one.name === name && one.state === "active");
const ops = async (stack: Stack) => (await stack.steps("preview")).map(({ op, urn }) => `${op} ${resourceName(urn)}`);

describe("Pulumi's resource options work as usual", () => {
    it("protect refuses to destroy", () =>
        withStack({ program: group({ name: "G" }, { protect: true }) }, async ({ sim, stack }) => {
            await up(stack);
            const { code, output } = await stack.destroy();
            expect(code).not.to.equal(0);
            expect(output).to.include("protected");
            expect(living(sim, "G")).to.have.length(1);
        }));

    it("retainOnDelete leaves the object", () =>
        withStack({ program: group({ name: "G" }, { retainOnDelete: true }) }, async ({ sim, stack }) => {
            await up(stack);
            await stack.destroy();
            expect(living(sim, "G")).to.have.length(1);
        }));

    it("ignoreChanges keeps a property as it is, also a set", () =>
        withStack(
            {
                program: () =>
                    void new contact.genesys.Role("role", { name: "R", permissions: ["routing:queue:view"] }),
            },
            async ({ sim, stack, program }) => {
                await up(stack);
                const permissions = ["routing:queue:edit"];
                program(
                    () =>
                        void new contact.genesys.Role(
                            "role",
                            { name: "R", permissions },
                            { ignoreChanges: ["permissions"] },
                        ),
                );
                expect(await stack.steps("preview")).to.deep.equal([]);
                sim.clearRequests();
                await up(stack);
                expect(sim.writes()).to.deep.equal([]);
            },
        ));

    it("replaceOnChanges replaces, and deletes first because the name is the object's key", () =>
        withStack({ program: group({ name: "G", visibility: "public" }) }, async ({ sim, stack, program }) => {
            await up(stack);
            const [before] = living(sim, "G");
            program(group({ name: "G", visibility: "owners" }, { replaceOnChanges: ["visibility"] }));
            expect((await ops(stack)).some((one) => one.startsWith("replace"))).to.equal(true);
            await up(stack);
            const [after] = living(sim, "G");
            expect(living(sim, "G")).to.have.length(1);
            expect(after?.id).not.to.equal(before?.id);
        }));

    it("a property that cannot change in place always replaces the object, deleting first", () =>
        withStack({ program: group({ name: "G", type: "official" }) }, async ({ sim, stack, program }) => {
            await up(stack);
            program(group({ name: "G", type: "social" }));
            sim.clearRequests();
            await up(stack);
            const writes = sim.writes().map(({ method }) => method);
            expect(writes).to.deep.equal(["DELETE", "POST", "PUT"]);
            program(group({ name: "G", type: "official" }, { deleteBeforeReplace: false }));
            const { code, output } = await stack.up();
            expect(code).not.to.equal(0);
            expect(output).to.include("deleteBeforeReplace cannot be false");
        }));

    it("aliases rename a resource and change only the object's marker", () =>
        withStack({ program: group({ name: "G" }) }, async ({ sim, stack, program }) => {
            await up(stack);
            program(group({ name: "G" }, { aliases: [{ name: "group" }] }, "renamed"));
            const [before] = living(sim, "G");
            await up(stack);
            const marker = "managed by pulumi-contact-center: test/test/renamed";
            expect(living(sim, "G")).to.deep.equal([{ ...before, description: marker, version: 3 }]);
            expect(await ops(stack)).to.deep.equal([]);
        }));

    it("get reads a whole existing object, and never changes or deletes it", () =>
        withStack({}, async ({ sim, stack, program }) => {
            const existing = living(sim, "Sales Europe")[0];
            const reporting = [...sim.tenant.oauthClients.keys()][0];
            program(() => {
                const { name, description, visibility } = contact.genesys.Group.get("existing", existing?.id ?? "");
                const admin = contact.genesys.role("admin").then(({ id }) => id);
                const { permissions } = contact.genesys.Role.get("admin", admin);
                const { scopes } = contact.genesys.OAuthClient.get("reporting", reporting ?? "");
                return { name, description, visibility, permissions: permissions.apply((all) => all?.length), scopes };
            });
            await up(stack);
            expect(await stack.outputs()).to.deep.equal({
                name: "Sales Europe",
                description: "Everybody who sells in Europe",
                visibility: "public",
                permissions: sim.tenant.permissions.size,
                scopes: ["analytics:readonly"],
            });
            await stack.destroy();
            expect(sim.writes()).to.deep.equal([]);
        }));

    it("get of a missing object is an error", () =>
        withStack({ program: () => void contact.genesys.Group.get("none", "no-such-id") }, async ({ stack }) => {
            const { code, output } = await stack.preview();
            expect(code).not.to.equal(0);
            expect(output).to.include('this organization has no group with the id "no-such-id"');
        }));

    it("a property removed from the program stays as it is, and is no longer drift", () =>
        withStack({ program: group({ name: "G", description: "d" }) }, async ({ sim, stack, program }) => {
            await up(stack);
            program(group({ name: "G" }));
            await up(stack);
            const [there] = living(sim, "G");
            expect(there?.description).to.match(/^d\n/);
            if (there) there.description = there.description.replace(/^d/, "by hand");
            expect(await stack.steps("refresh")).to.deep.equal([]);
        }));

    it("a transform reaches the children of a component", () =>
        withStack(
            {
                program: () => {
                    const category: pulumi.ResourceTransform = async ({ type, props, opts }) =>
                        type.endsWith("genesys:ClientApp")
                            ? { props: { ...props, category: "analytics" }, opts }
                            : undefined;
                    new contact.emite.Integration("emite", {}, { transforms: [category] });
                },
            },
            async ({ sim, stack }) => {
                await up(stack);
                const app = [...sim.tenant.integrations.values()].find(
                    ({ config }) => config.name === "eMite Advanced Analytics",
                );
                expect(app?.config.properties["featureCategory"]).to.equal("analytics");
            },
        ));

    it("the next `up` finishes a partial create", () =>
        withStack({ program: group({ name: "G", description: "d" }) }, async ({ sim, stack }) => {
            sim.answerOnce("PUT /api/v2/groups/{groupId}", {
                status: 400,
                body: { code: "bad.request", message: "not now" },
            });
            const { code, output } = await stack.up();
            expect(code).not.to.equal(0);
            expect(output).to.include("It exists but is not fully configured. Run `pulumi up` again to finish.");
            await up(stack);
            expect(living(sim, "G")).to.have.length(1);
            expect(living(sim, "G")[0]?.description).to.match(/^d\n/);
        }));
});
