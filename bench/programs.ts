import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tenantConfig, using } from "../test/engine/project";

/** Says what "one change" changes; the program's environment. */
export const revisionKey = "BENCH_REVISION";

/** The objects of both sides: roles, groups and OAuth clients, a third each; `make` and `admin` are each side's own. */
const objects = (size: number) => `
for (let i = 0; i < ${size}; i++) {
    const name = "Benchmark " + i;
    const description = i === 0 ? (process.env.${revisionKey} ?? "first") : "An object of the benchmark";
    if (i % 3 === 0)
        make("Role", "role-" + i, {
            name,
            description,
            permissions: ["routing:queue:view", "routing:queue:edit", "directory:user:view"],
        });
    if (i % 3 === 1) make("Group", "group-" + i, { name, description, visibility: "public" });
    if (i % 3 === 2)
        make("OAuthClient", "client-" + i, { name, description, roles: [{ role: admin, divisions: ["*"] }] });
}`;

/** The name that each object of {@link objects} has. */
export const isOurs = (name: string): boolean => name.startsWith("Benchmark ");

export const ours = (size: number): string =>
    using(`
const make = (kind, name, args) => new contact.genesys[kind](name, args);
const admin = contact.genesys.role("admin").then(({ id }) => id);
${objects(size)}`);

/** The engine's own cost: the same inputs and a text of the same length, but no work behind it. */
export const nothing = (size: number): string => `${doNothing}
const admin = "00000000-0000-4000-8000-000000000000";
${objects(size)}`;

const doNothing = `
const pulumi = require("@pulumi/pulumi");
class DoNothing extends pulumi.CustomResource {
    constructor(kind, name, args) {
        const __provider = \`exports.handler = () => require("pulumi-does-nothing/provider").dynamic("nothing:\${kind}")\`;
        const marker = \`\${pulumi.getProject()}/\${pulumi.getStack()}/\${name}\`;
        super("pulumi-nodejs:dynamic/nothing:" + kind, name, { ...args, marker, __provider });
    }
}
const make = (kind, name, args) => new DoNothing(kind, name, args);`;

/** Only one group. */
export const oneOfOurs = using(`new contact.genesys.Group("group", { name: "Benchmark 0" });`);
export const oneNothing = `${doNothing}\nmake("Group", "group", { name: "Benchmark 0" });`;

/** All of eMite: workforce management, and the licences of one division. */
export const emite = using(`
new contact.emite.Integration("emite", {
    members: ${tenantConfig["emite:members"]},
    wfm: true,
    licences: { divisions: ["Sales"] },
    descriptions: { role: process.env.${revisionKey} ?? "" },
});`);

/** The package behind {@link nothing}: a provider that returns its inputs. */
export async function installDoNothing(project: string): Promise<void> {
    const folder = join(project, "node_modules", "pulumi-does-nothing");
    await mkdir(folder, { recursive: true });
    await writeFile(
        join(folder, "provider.js"),
        `const { randomUUID } = require("node:crypto");
const withoutText = ({ __provider, ...inputs }) => inputs;
exports.dynamic = () => ({
    check: async (olds, news) => ({ inputs: news }),
    diff: async () => ({}),
    create: async (inputs) => ({ id: randomUUID(), outs: inputs }),
    read: async (id, props) => ({ id, props, inputs: withoutText(props) }),
    update: async (id, olds, news) => ({ outs: news }),
    delete: async () => {},
});\n`,
    );
}
