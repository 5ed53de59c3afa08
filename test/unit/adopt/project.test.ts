import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { projectOf } from "../../../cli/adopt/generate/project";
import type { Survey } from "../../../operations/adopt/survey";

const survey = (organization: string): Survey => ({
    organization,
    region: "eu-west-1",
    caller: "caller",
    divisions: [],
    ownRoles: new Map(),
    activeUsers: new Map(),
    objects: [],
    leftOut: [],
});
const project = (organization: string, stack: string, config: Record<string, string> = {}) =>
    projectOf({ survey: survey(organization), objects: [], stack, config, versions: { own: "1", pulumi: "3" } }).files;

describe("a generated project", () => {
    it("has names that Pulumi, YAML and file systems accept, whatever the organization is called", () =>
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), fc.string(), (organization, value) => {
                const files = project(organization, "acme/prod", { "genesyscloud:oauthClientId": value });
                expect(Object.keys(files)).to.include("Pulumi.prod.yaml");
                const { name, description } = parse(files["Pulumi.yaml"] ?? "") as Record<string, string>;
                expect(name).to.match(/^[\w.-]{1,100}$/);
                expect(description).to.equal(`The existing setup of the Genesys Cloud organization ${organization}`);
                expect(parse(files["Pulumi.prod.yaml"] ?? "")).to.deep.equal({
                    config: { "genesyscloud:oauthClientId": value },
                });
            }),
        ));

    it("refuses a stack name that would be a path, or is not a name", () => {
        for (const stack of ["a/..%2f", "acme/", "a b", "x".repeat(101)])
            expect(() => project("acme", stack), stack).to.throw("Pulumi allows only letters");
    });
});
