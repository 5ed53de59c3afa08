import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { emite, genesys, Provider } from "../../sdk";
import type { Stack } from "../../tools/engine/stack";
import { nativeConnectionTo } from "../../tools/emiteTenant";
import { printedDuring, withStack } from "./fixture";

const integration = { members: { access: ["anna.smith@acme.example"] }, licences: { divisions: ["Home"] } };
const role = { name: "Reporting", permissions: ["routing:queue:view", "analytics:conversationDetail:view"] };
const options = { customTimeouts: { create: "7m", delete: "90s" } };

/** The connection of an explicit provider. */
let connection: Record<string, string> = {};

const dynamic = () => {
    const provider = new Provider("emea", { genesys: connection });
    new genesys.Group("agents", { name: "Agents" }, { provider });
    const { clientSecrets } = new emite.Integration("emite", integration);
    new genesys.Role("reporting", { ...role, permissions: pulumi.secret(role.permissions) }, options);
    return { clientSecrets };
};

class Remote extends pulumi.ComponentResource {
    declare readonly clientSecrets: pulumi.Output<Record<string, string>>;
    constructor(name: string, args: pulumi.Inputs) {
        super("contactcenter:emite:Integration", name, { ...args, clientSecrets: undefined }, {}, true);
    }
}
class Native extends pulumi.CustomResource {
    constructor(type: string, name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
        super(`contactcenter:genesys:${type}`, name, args, opts);
    }
}
class NativeProvider extends pulumi.ProviderResource {
    constructor(name: string, args: pulumi.Inputs) {
        super("contactcenter", name, args);
    }
}
const native = () => {
    const provider = new NativeProvider("emea", { genesys: JSON.stringify(connection) });
    new Native("Group", "agents", { name: "Agents" }, { provider });
    const { clientSecrets } = new Remote("emite", integration);
    new Native("Role", "reporting", { ...role, permissions: pulumi.secret(role.permissions) }, options);
    return { clientSecrets };
};

/** The objects of this library in a state, without what only their kind has. */
const objects = async (stack: Stack) =>
    (await stack.state()).deployment.resources
        ?.filter(({ id, type }) => id !== undefined && !type.startsWith("pulumi:"))
        .map(({ urn, id }) => [urn.split("::").at(-1), id]);

describe("contact-center migrate", () => {
    it("moves a stack to the native plugin and back, with every object and secret; without it, no object is deleted", async () => {
        await withStack({ program: dynamic }, async ({ sim, stack, program, command }) => {
            connection = nativeConnectionTo(sim);
            await stack.must(["up", "--yes", "--skip-preview"]);
            const before = { objects: await objects(stack), secrets: await stack.outputs(true), tenant: sim.dump() };
            for (const [kind, next] of [
                ["native", native],
                ["dynamic", dynamic],
            ] as const) {
                const migrated = await command("migrate", "--to", kind, "--yes");
                expect(migrated.code, migrated.output).to.equal(0);
                expect(migrated.output).not.to.include(sim.credentials.clientSecret);
                program(next);
                const preview = await stack.run(["preview", "--diff", "--expect-no-changes"]);
                expect(preview.code, preview.output).to.equal(0);
                const refresh = await stack.run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
                expect(refresh.code, refresh.output).to.equal(0);
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect(await objects(stack)).to.have.deep.members(before.objects ?? []);
                expect(await stack.outputs(true)).to.deep.equal(before.secrets);
                expect(sim.dump()).to.deep.equal(before.tenant);
            }
            // The program is replaced before the stack is migrated.
            program(native);
            const printed = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview"]));
            expect(printed).to.include(": not deleted, because this update has adopted it [CC1219]");
            expect(await objects(stack)).to.have.deep.members(before.objects ?? []);
            await stack.must(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
        });
    });
});
