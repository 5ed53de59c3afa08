import { expect } from "chai";
import { importsOf } from "../../../cli/adopt/importFile";
import { filtered, parsePattern } from "../../../cli/adopt/generate/filter";
import type { Surveyed } from "../../../operations/adopt/survey";

const placeholder = "<PLACEHOLDER>";
const component = (name: string, parent?: string) => ({
    type: "c:C",
    name,
    component: true,
    ...(parent === undefined ? {} : { parent }),
});
const resource = (name: string, parent?: string) => ({
    type: "t:R",
    name,
    id: placeholder,
    ...(parent === undefined ? {} : { parent }),
});

describe("an import file", () => {
    const ids: Record<string, string> = { a: "1", b: "2", below: "3" };
    const named = (resources: object[], nameTable: Record<string, string> = {}) =>
        importsOf({ nameTable, resources: resources as never }, ({ name }) => ids[name]).resources?.map(
            ({ name, id }) => `${name} ${id}`,
        );

    it("has the existing objects and their components, each with its parents", () => {
        expect(
            named([component("outer"), component("inner", "outer"), component("empty"), resource("a", "inner")]),
        ).to.deep.equal(["outer undefined", "inner undefined", "a 1"]);
    });

    it("omits what is missing, and its children, whose URNs name it", () => {
        expect(named([resource("missing"), resource("below", "missing"), resource("b")])).to.deep.equal(["b 2"]);
    });

    it("has the providers of what is there, as the engine wrote them, and those that the stack holds by name", () => {
        const provider = (name: string) => ({ type: "pulumi:providers:t", name, inputs: { key: name } });
        const of = (name: string, by: string) => ({ ...resource(name), provider: by });
        const resources = [
            provider("new"),
            provider("unused"),
            of("a", "new"),
            of("b", "held"),
            of("missing", "unused"),
        ];
        const nameTable = { held: "urn:pulumi:s::p::pulumi:providers:t::held" };
        const { resources: kept, ...rest } = importsOf({ nameTable, resources }, ({ name }) => ids[name]);
        expect(kept).to.deep.equal([provider("new"), { ...of("a", "new"), id: "1" }, { ...of("b", "held"), id: "2" }]);
        expect(rest).to.deep.equal({ nameTable });
    });

    it("takes what lies in a resource that the stack holds already", () => {
        expect(named([resource("a", "held")], { held: "urn:pulumi:s::p::t:R::held" })).to.deep.equal(["a 1"]);
    });
});

describe("patterns", () => {
    const object = (type: string, name: string, outputs: Record<string, unknown> = {}): Surveyed =>
        ({ type, id: name, name, outputs }) as Surveyed;
    const objects = [
        object("genesys:Role", "eMite (1)"),
        object("genesys:Group", "Sales.*"),
        object("genesys:OAuthClient", "C", { roles: [{ role: "r", divisions: ["d1"] }] }),
        object("genesys:RoleAssignment", "eMite (1)", { divisions: ["d2"] }),
    ];
    const divisions = [
        { id: "d1", name: "Sales", home: false },
        { id: "d2", name: "Support", home: false },
    ];
    const names = (only: string[], except: string[] = []) =>
        filtered({ objects, divisions }, only.map(parsePattern), except.map(parsePattern)).map(
            ({ type, name }) => `${type.slice(8)} ${name}`,
        );

    it("are by kind, name and division, without regard to case, * for anything and nothing else special", () => {
        expect(names(["kind:role*"])).to.deep.equal(["Role eMite (1)", "RoleAssignment eMite (1)"]);
        expect(names(["name:EMITE (*)"], ["kind:RoleAssignment"])).to.deep.equal(["Role eMite (1)"]);
        expect(names(["name:sales.*"])).to.deep.equal(["Group Sales.*"]);
        expect(names(["name:sales?*"])).to.deep.equal([]);
        expect(names(["division:Sales", "division:supp*"])).to.deep.equal([
            "OAuthClient C",
            "RoleAssignment eMite (1)",
        ]);
        expect(names([], ["name:*"])).to.deep.equal([]);
    });

    it("of another form are refused", () => {
        expect(() => parsePattern("Sales")).to.throw("Use kind:<kind>, name:<name> or division:<name>");
    });
});
