import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { resourceName, type Stack } from "../../tools/engine/stack";
import { configureNative, Native, printedDuring, withStack } from "./fixture";

const schema = JSON.parse(readFileSync(join(__dirname, "../../schemas/plugin.json"), "utf8")) as {
    resources: Record<string, { isComponent?: boolean; properties?: Record<string, { type?: string }> }>;
};

/** A component of the native plugin. */
class Remote extends pulumi.ComponentResource {
    declare readonly groups: pulumi.Output<Record<string, string>>;
    declare readonly clientSecrets: pulumi.Output<Record<string, string>>;
    constructor(type: string, name: string, args: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) {
        super(`contactcenter:${type}`, name, { ...args, groups: undefined, clientSecrets: undefined }, opts, true);
    }
}

const changes = async (stack: Stack) =>
    (await stack.steps("preview")).map(({ op, urn, detailedDiff }) => ({
        step: `${op} ${resourceName(urn)}`,
        paths: Object.entries(detailedDiff ?? {}).map(([path, { kind }]) => `${kind} ${path}`),
    }));

/** Describes the role of eMite. */
const described: pulumi.ResourceTransform = ({ name, props, opts }) =>
    name === "emite-role" ? { props: { ...props, description: "Reads" }, opts } : undefined;

/** The outputs of each component that are not of the schema's type. */
async function outputKinds(stack: Stack): Promise<Record<string, string[]>> {
    const { deployment } = await stack.state();
    const { resources } = deployment as { resources: { type: string; outputs?: Record<string, unknown> }[] };
    const wrong = ({ type, outputs = {} }: { type: string; outputs?: Record<string, unknown> }) => {
        const { properties = {} } = schema.resources[type] ?? {};
        const isOther = ([name, value]: [string, unknown]) =>
            properties[name] === undefined || Array.isArray(value) !== (properties[name].type === "array");
        return [
            type.split(":").at(-1) ?? "",
            Object.entries(outputs)
                .filter(isOther)
                .map(([name]) => name),
        ];
    };
    const components = resources.filter(({ type }) => schema.resources[type]?.isComponent);
    return Object.fromEntries(components.map(wrong)) as Record<string, string[]>;
}

describe("the native plugin", () => {
    it("creates, compares, changes and deletes resources like the dynamic provider", async () => {
        let permissions = ["routing:queue:view", "analytics:conversationDetail:view"];
        let description = "old";
        const program = () => {
            new Native("genesys:Role", "role", { name: "Reporting", permissions });
            new Native(
                "genesys:Group",
                "group",
                { name: "Agents", description },
                { replaceOnChanges: ["description"] },
            );
        };
        await withStack({ program, unconfigured: true }, async ({ sim, stack }) => {
            await configureNative(stack, sim);
            const before = sim.dump();
            await stack.must(["up", "--yes", "--skip-preview"]);
            permissions = ["analytics:conversationDetail:view", "routing:queue:view"];
            expect(await changes(stack)).to.deep.equal([]);
            permissions = ["analytics:conversationDetail:view", "routing:wrapupCode:view"];
            expect(await changes(stack)).to.deep.equal([{ step: "update role", paths: ["update permissions[1]"] }]);
            // A replacement for an option deletes first. One for `--replace` would delete the object that it adopts.
            description = "new";
            const idsOf = (objects: ReadonlyMap<string, { name: string }>, name: string) =>
                [...objects].flatMap(([id, one]) => (one.name === name ? [id] : []));
            const ids = () => ({
                role: idsOf(sim.tenant.roles, "Reporting"),
                group: idsOf(sim.tenant.groups, "Agents"),
            });
            const first = ids();
            const { resources = [] } = (await stack.state()).deployment as { resources?: { urn: string }[] };
            const role = resources.find(({ urn }) => resourceName(urn) === "role")?.urn ?? "";
            const printed = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview", "--replace", role]));
            expect(printed).to.match(/role "Reporting" \(id .+\): not deleted, because this update has adopted it/);
            const { role: kept, group } = ids();
            expect(kept).to.deep.equal(first.role);
            expect(group).not.to.deep.equal(first.group);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(sim.dump()).to.deep.equal(before);
        });
    });

    it("constructs the eMite integration with the requests of a program in TypeScript, and follows its options", async () => {
        let name = "emite";
        let opts: pulumi.ComponentResourceOptions = {};
        const program = () => {
            const args = {
                members: { access: ["anna.smith@acme.example"] },
                wfm: true,
                licences: { divisions: ["Sales"] },
            };
            const { groups, clientSecrets } = new Remote("emite:Integration", name, args, opts);
            return { groups, clientSecrets };
        };
        await withStack({ program, unconfigured: true }, async ({ sim, stack }) => {
            await configureNative(stack, sim);
            const counted = async (args: string[]) => {
                sim.clearRequests();
                await stack.must([...args, ...(args[0] === "preview" ? [] : ["--yes", "--skip-preview"])]);
                return sim.requests.length;
            };
            const up = await counted(["up"]);
            expect(await outputKinds(stack), "SDKs in other languages read a component by its state").to.deep.equal({
                Integration: [],
                AgentLicences: [],
            });
            const unchanged = await counted(["preview", "--expect-no-changes"]);
            const refresh = await counted(["refresh", "--expect-no-changes"]);
            opts = { transforms: [described] };
            expect(await changes(stack)).to.deep.equal([{ step: "update emite-role", paths: ["add description"] }]);
            name = "renamed";
            opts = { aliases: [{ name: "emite" }] };
            const operations = (await changes(stack)).map(({ step }) => step.split("-")[0]);
            expect([...new Set(operations)]).to.deep.equal(["update renamed"]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            const counts = { up, unchanged, refresh, destroy: await counted(["destroy"]) };
            // Those of the example in TypeScript are bounded by 45, 4, 16 and 45.
            expect(counts.up).to.be.at.most(45);
            expect(counts.unchanged).to.be.at.most(4);
            expect(counts.refresh).to.be.at.most(16);
            expect(counts.destroy).to.be.at.most(45);
        });
    });
});
