import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect } from "chai";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import type { Cluster } from "../../cli/fleet/cluster";
import { toYaml } from "../../cli/fleet/generated";
import { manifests } from "../../cli/fleet/manifests";
import { objectName } from "../../cli/fleet/names";
import type { RemoteTenant } from "../../cli/fleet/source";

type Schema = { [key: string]: unknown };
interface Stack {
    metadata: { name: string; labels?: object };
    spec: { stack: string; prerequisites?: { name: string }[]; workspaceTemplate: { spec: object } } & object;
}
interface Drift {
    spec: { jobTemplate: { spec: { template: { spec: { containers: { command: string[]; env: object[] }[] } } } } };
}

/** Kubernetes silently drops what a schema does not name. Here it is refused. */
function strict(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map(strict);
    if (typeof schema !== "object" || schema === null) return schema;
    const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)])) as Schema;
    const open = "additionalProperties" in inner || inner["x-kubernetes-preserve-unknown-fields"] === true;
    return inner["type"] === "object" && typeof inner["properties"] === "object" && !open
        ? { ...inner, additionalProperties: false }
        : inner;
}

let made: ReturnType<typeof compiled> | undefined;
const validators = () => (made ??= compiled());

/** The operator's own schemas, version 2.x of August 2026, without their descriptions. */
async function compiled() {
    const file = join(__dirname, "..", "data", "pulumi-kubernetes-operator.json");
    const schemas = JSON.parse(await readFile(file, "utf8")) as Record<string, Schema>;
    // Kubernetes checks `metadata` itself.
    const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));
    const compile = (kind: string) => ajv.compile(strict(schemas[kind]) as Schema);
    const workspace = strict(schemas["auto.pulumi.com/v1alpha1 Workspace"]) as {
        properties: { spec: { properties: { podTemplate: { properties: { spec: Schema } } } } };
    };
    return {
        stack: compile("pulumi.com/v1 Stack"),
        workspace: compile("auto.pulumi.com/v1alpha1 Workspace"),
        pod: ajv.compile(workspace.properties.spec.properties.podTemplate.properties.spec),
    };
}

const cluster: Cluster = {
    repository: "https://git.example/acme/platform.git",
    branch: "main",
    namespace: "contact-center",
    image: "pulumi/pulumi:latest-nonroot",
    secret: "contact-center",
    poll: 300,
    schedule: "0 5 * * *",
    fleetFile: "fleet.yaml",
};
const clusters: Cluster[] = [
    cluster,
    { ...cluster, gitSecret: "git", organization: "acme" },
    {
        ...cluster,
        repository: "git@git.example:acme/platform.git",
        gitSecret: "git",
        identity: ["azure.workload.identity/client-id", "6c3e3f0a-5b1c-4c1e-9d77-2f1f9d0c8a11"],
    },
];

const tenant = (stack: string, more: Partial<RemoteTenant> = {}): RemoteTenant => ({
    stack,
    canary: false,
    project: "platform",
    folder: "",
    stackFolder: "tenants",
    file: `tenants/Pulumi.${stack}.yaml`,
    backend: "s3://acme-states",
    ...more,
});

/** Names that YAML, shells or Kubernetes may misinterpret; a list of tenants may contain any of them. */
const hostile = [
    ..."no,No,null,~,true,012,1e3,0x1F,2026-11-26,12:30:45,=,<<,-,--,..,_,a-,-a,0,9lives,Acme,acme.eu,acme_eu".split(
        ",",
    ),
    "a".repeat(40),
    "a".repeat(41),
    `${"a".repeat(99)}b`,
    "acme: {x}",
    "# none",
    "a\nb: c",
    "- a",
    "&a *b !c",
    "'\"`$(id)",
    "$(REPOSITORY)",
    "münchen",
    "日本",
    "\u202eacme",
    "organization/platform/acme",
    "../../etc/passwd",
];

const stacksIn = (files: Record<string, object[]>): Stack[] =>
    Object.entries(files).flatMap(([path, objects]) => (path.startsWith("tenants/") ? (objects as Stack[]) : []));

describe("manifests for Pulumi Kubernetes Operator", () => {
    // Schemas of a hundred kilobytes take seconds to compile while other suites run.
    before(async function () {
        this.timeout(60_000);
        await validators();
    });

    it("pass the operator's schemas for every name of a tenant and every kind of access", async () => {
        const { stack, workspace } = await validators();
        const tenants = [
            ...hostile.map((name, index) => tenant(name, { canary: index % 5 === 0 })),
            tenant("acme", { folder: "eu/platform" }),
        ];
        for (const one of clusters) {
            const stacks = stacksIn(manifests(tenants, one));
            expect(stacks).to.have.length(tenants.length);
            for (const made of stacks) {
                expect(stack(made), JSON.stringify(stack.errors)).to.equal(true);
                const merged = { spec: { ...made.spec.workspaceTemplate.spec, serviceAccountName: "contact-center" } };
                expect(workspace(merged), JSON.stringify(workspace.errors)).to.equal(true);
            }
            expect(stacks.map(({ spec }) => spec.stack.replace(/^acme\//, "")).sort()).to.deep.equal(
                tenants.map((given) => given.stack).sort(),
            );
        }
        const [made] = stacksIn(manifests([tenant("acme")], cluster));
        expect(stack({ ...made, spec: { ...made?.spec, projectRepos: "" } }), "a misspelt property").to.equal(false);
        expect(stack({ ...made, spec: { ...made?.spec, resyncFrequencySeconds: "300" } })).to.equal(false);
    });

    it("read the same by YAML 1.1, which kubectl has, and by YAML 1.2", () => {
        const files = manifests(
            hostile.map((name) => tenant(name)),
            clusters[1] ?? cluster,
        );
        for (const [path, objects] of Object.entries(files))
            for (const version of ["1.1", "1.2"] as const) {
                const documents = parseAllDocuments(toYaml(objects), { version });
                expect(
                    (documents as { toJS(): unknown }[]).map((one) => one.toJS()),
                    `${path}, ${version}`,
                ).to.deep.equal(JSON.parse(JSON.stringify(objects)));
            }
    });

    it("name objects as Kubernetes and the operator's own objects allow, each tenant's differently", () => {
        const isName = (name: string) => name.length <= 40 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name);
        fc.assert(
            fc.property(
                fc.uniqueArray(fc.string({ maxLength: 120, unit: "binary-ascii" }), { maxLength: 10 }),
                (stacks) => {
                    const names = stacks.map((stack) => objectName(stack, ""));
                    return names.every(isName) && new Set(names).size === names.length;
                },
            ),
            { numRuns: 30 },
        );
        expect(objectName("acme", "")).to.equal("acme");
        expect(objectName("acme", "eu")).to.match(/^acme-[0-9a-f]{8}$/);
        expect(objectName("acme.EU", "")).to.match(/^acme-eu-[0-9a-f]{8}$/);
        expect(objectName("012", "")).to.match(/^tenant-012-[0-9a-f]{8}$/);
    });

    it("hold the other tenants back while a canary's last update has failed, but never canaries", () => {
        const tenants = [tenant("acme"), tenant("Beta", { canary: true }), tenant("canary", { canary: true })];
        const stacks = stacksIn(manifests(tenants, cluster));
        const waitsFor = Object.fromEntries(
            stacks.map(({ spec }) => [spec.stack, (spec.prerequisites ?? []).map(({ name }) => name)]),
        );
        expect(waitsFor).to.deep.equal({ acme: [objectName("Beta", ""), "canary"], Beta: [], canary: [] });
    });

    it("review the fleet in a job that a container can run, with no code from outside", async () => {
        const { pod } = await validators();
        const hostileCluster = { ...cluster, branch: '"; id; "$(HOME)', fleetFile: "$(HOME)/`id`/fleet.yaml" };
        const commands = [...clusters, hostileCluster].map((one) => {
            const [job] = manifests([tenant("acme")], one)["drift.yaml"] as Drift[];
            const { spec } = job?.spec.jobTemplate.spec.template ?? {};
            expect(pod(spec), JSON.stringify(pod.errors)).to.equal(true);
            const [container] = spec?.containers ?? [];
            expect(JSON.stringify(container?.env)).not.to.match(/(?<!\$)\$\(HOME\)/);
            return container?.command.join(" ");
        });
        expect(new Set(commands).size).to.equal(1);
    });

    it("have sizes that Kubernetes accepts: one object each, and no list but the kustomization's", () => {
        for (const count of [10, 100, 1_000]) {
            const tenants = Array.from({ length: count }, (_, index) =>
                tenant(`tenant${index}`, { canary: index < 3 }),
            );
            const texts = Object.entries(manifests(tenants, clusters[1] ?? cluster)).map(
                ([path, objects]) => [path, toYaml(objects).length] as const,
            );
            const sizes = texts.filter(([path]) => path.startsWith("tenants/")).map(([, size]) => size);
            const all = texts.reduce((sum, [, size]) => sum + size, 0);
            const list = Object.fromEntries(texts)["kustomization.yaml"] ?? 0;
            console.log(
                `      ${count} tenants: ${texts.length} files, ${all} bytes, a Stack at most ${Math.max(...sizes)}, kustomization.yaml ${list}`,
            );
            expect(Math.max(...sizes)).to.be.below(2_000);
            expect(list).to.be.below(40 * count + 300);
        }
    });
});
