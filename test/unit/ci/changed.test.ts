import { expect } from "chai";
import { filesFor, goneTenants, type PlacedTenant } from "../../../cli/ci/changed";

const tenant = (folder: string, stack: string): PlacedTenant => ({
    stack,
    folder,
    canary: false,
    stackFile: `${folder}/tenants/Pulumi.${stack}.yaml`,
});
const [acme, umbrella] = [tenant("/repo", "acme"), tenant("/repo", "umbrella")];
const fleet = [acme, umbrella];

/** Stacks that a changed file concerns. */
const concerned = (file: string, tenants: readonly PlacedTenant[] = fleet): string[] =>
    tenants.filter((one) => filesFor(one, tenants, [file]).length > 0).map(({ stack, folder }) => `${folder}:${stack}`);

describe("a changed file concerns", () => {
    const cases: [string, string, string[]][] = [
        ["one tenant, where it is that tenant's", "/repo/tenants/Pulumi.acme.yaml", ["/repo:acme"]],
        ["nobody, where it is that of a stack outside of the fleet", "/repo/tenants/Pulumi.old.yaml", []],
        ["all, where programs share it", "/repo/index.ts", ["/repo:acme", "/repo:umbrella"]],
        ["all, where it locks versions", "/repo/package-lock.json", ["/repo:acme", "/repo:umbrella"]],
        ["all, where it is a guard rail", "/repo/policy/index.ts", ["/repo:acme", "/repo:umbrella"]],
        ["all, where the project is described", "/repo/Pulumi.yaml", ["/repo:acme", "/repo:umbrella"]],
        ["all, where nobody knows who reads it", "/repo/tenants/people.csv", ["/repo:acme", "/repo:umbrella"]],
        ["nobody, where it is words", "/repo/docs/README.md", []],
        ["nobody, where it is a pipeline", "/repo/.github/workflows/up.yml", []],
        ["nobody, where it is a pipeline of GitLab's", "/repo/.gitlab-ci.yml", []],
        ["nobody, where it is a decision on drift", "/repo/drift-review.yaml", []],
    ];
    for (const [title, file, tenants] of cases) it(title, () => expect(concerned(file)).to.deep.equal(tenants));

    it("the tenants of its own project, and all where it is of none", () => {
        const two = [tenant("/repo/eu", "acme"), tenant("/repo/us", "acme")];
        expect(concerned("/repo/eu/index.ts", two)).to.deep.equal(["/repo/eu:acme"]);
        expect(concerned("/repo/us/tenants/Pulumi.acme.yaml", two)).to.deep.equal(["/repo/us:acme"]);
        expect(concerned("/repo/package-lock.json", two)).to.deep.equal(["/repo/eu:acme", "/repo/us:acme"]);
    });

    it("the projects within the one that it belongs to", () => {
        const nested = [tenant("/repo", "acme"), tenant("/repo/lab", "beta")];
        expect(concerned("/repo/index.ts", nested)).to.deep.equal(["/repo:acme", "/repo/lab:beta"]);
        expect(concerned("/repo/lab/index.ts", nested)).to.deep.equal(["/repo/lab:beta"]);
    });
});

describe("a tenant whose file is gone", () => {
    it("is named, and one whose file only changed is not", () => {
        const changed = ["/repo/tenants/Pulumi.old.yaml", "/repo/tenants/Pulumi.acme.yaml", "/repo/old.yaml"];
        expect(goneTenants(fleet, changed, (file) => file === acme.stackFile)).to.deep.equal(["old"]);
    });
});
