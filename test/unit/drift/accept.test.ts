import { expect } from "chai";
import { type Parent, withAcceptance } from "../../../operations/drift/accept";
import { review } from "../../../operations/drift/findings";

/** Everything accepted, or what differs in some paths. */
function accept(token: string, name: string, declared: object, found: object | undefined, parent?: Parent, only = /./) {
    const resource = {
        urn: `urn:pulumi:acme::emite::pulumi-nodejs:dynamic/${token}::${name}`,
        type: `pulumi-nodejs:dynamic/${token}`,
        id: "id",
        declared: { ...declared },
        ...(found === undefined ? {} : { found: { ...found } }),
        gone: found === undefined,
        changed: [],
    };
    const reviewed = review(resource);
    const findings = reviewed.findings.map((one) =>
        only.test(String(one.difference?.found)) ? { ...one, decision: { decision: "accept" as const } } : one,
    );
    return withAcceptance(resource, { ...reviewed, findings }, parent).findings.find(({ accept: text }) => text)
        ?.accept;
}
const emite: Parent = { type: "contactcenter:emite:Integration", name: "emite" };

describe("the change that accepts a finding", () => {
    it("names the resource and the properties as a program writes them, sets as lists", () => {
        expect(
            accept(
                "genesys:Role",
                "reader",
                { permissions: { "a:b:view": true }, description: "d" },
                { permissions: { "a:b:view": true, "a:b:add": true }, description: 'with "quotes"' },
            ),
        ).to.equal(
            [
                'new genesys.Role("reader", …):',
                '    description: "with \\"quotes\\"",',
                '    permissions: ["a:b:add", "a:b:view"],',
            ].join("\n"),
        );
        expect(
            accept(
                "genesys:OAuthClient",
                "client",
                { roles: { r: { "*": true } } },
                { roles: { r: { "*": true }, s: { "*": true } } },
            ),
        ).to.include('roles: [{ role: "r", divisions: ["*"] }, { role: "s", divisions: ["*"] }]');
    });

    it("holds what was accepted of a set, and nothing of what was not", () => {
        const declared = { permissions: { "a:b:view": true } };
        const found = { permissions: { "a:b:view": true, "a:b:add": true, "a:b:delete": true } };
        expect(accept("genesys:Role", "reader", declared, found, undefined, /add/)).to.equal(
            'new genesys.Role("reader", …):\n    permissions: ["a:b:add", "a:b:view"],',
        );
        expect(accept("genesys:Role", "reader", declared, found, undefined, /none/)).to.equal(undefined);
    });

    it("names the argument of eMite's component where one decides it", () => {
        expect(accept("genesys:Role", "emite-role", { description: "a" }, { description: "b" }, emite)).to.equal(
            'new emite.Integration("emite", …):\n    descriptions: { role: "b" },',
        );
        expect(
            accept(
                "genesys:GroupMembership",
                "emite-accessGroup-members",
                { members: {} },
                { members: { "eve@acme.example": true } },
                emite,
            ),
        ).to.equal('new emite.Integration("emite", …):\n    members: { access: ["eve@acme.example"] },');
    });

    it("is a transform where a component has no argument for it", () => {
        const text = accept(
            "genesys:Group",
            "emite-accessGroup",
            { callsEnabled: false },
            { callsEnabled: true },
            emite,
        );
        expect(text).to.include('new emite.Integration("emite", …), among its options:');
        expect(text).to.include('name === "emite-accessGroup" ? { props: { ...props, callsEnabled: true }, opts }');
    });

    it("tells what a missing object asks for, and keeps secrets to itself", () => {
        expect(accept("genesys:Group", "group", {}, undefined)).to.equal(
            'take new genesys.Group("group", …) out of the program, then run pulumi up --refresh',
        );
        const text = accept("eleveo:ProviderClient", "client", { secret: "[secret]" }, { secret: "[secret]" });
        expect(text).to.equal(undefined);
    });
});
