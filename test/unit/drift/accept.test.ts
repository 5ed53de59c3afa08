import { expect } from "chai";
import { type Parent, withAcceptance } from "../../../operations/drift/accept";
import { procedurePermissions } from "../../../sdk/emite/permissions";
import { review } from "../../../operations/drift/findings";

/** The change for what was accepted: everything, or what differs in some values. */
const accept = (...[token, name, declared, found, parent, only]: Accepted) =>
    withFindings(token, name, declared, found, only, parent).find(({ decision, accept: text }) => decision && text)
        ?.accept;

type Accepted = [token: string, name: string, declared: object, found?: object, parent?: Parent, only?: RegExp];

function withFindings(
    token: string,
    name: string,
    declared: object,
    found: object | undefined,
    only = /./,
    parent?: Parent,
) {
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
    return withAcceptance(resource, { ...reviewed, findings }, parent).findings;
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

    it("has what was accepted of a set, and nothing else", () => {
        const declared = { permissions: { "a:b:view": true } };
        const found = { permissions: { "a:b:view": true, "a:b:add": true, "a:b:delete": true } };
        expect(accept("genesys:Role", "reader", declared, found, undefined, /add/)).to.equal(
            'new genesys.Role("reader", …):\n    permissions: ["a:b:add", "a:b:view"],',
        );
        expect(accept("genesys:Role", "reader", declared, found, undefined, /none/)).to.equal(undefined);
    });

    it("is shown for undecided findings too, with what was accepted of the same property", () => {
        const declared = { permissions: { "a:b:view": true }, description: "d" };
        const found = { permissions: { "a:b:view": true, "a:b:add": true, "a:b:delete": true }, description: "e" };
        const open = withFindings("genesys:Role", "reader", declared, found, /add/);
        expect(open.map(({ accept: text }) => text)).to.deep.equal([
            'new genesys.Role("reader", …):\n    description: "e",',
            'new genesys.Role("reader", …):\n    permissions: ["a:b:add", "a:b:view"],',
            'new genesys.Role("reader", …):\n    permissions: ["a:b:add", "a:b:delete", "a:b:view"],',
        ]);
    });

    it("is short: it shows the changes of a long list, and the procedure's permissions as a program writes them", () => {
        const set = (...items: string[]) => Object.fromEntries(items.map((item) => [item, true]));
        const members = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `${name}@acme.example`);
        const changed = set(...members.slice(1), "eve@acme.example");
        expect(accept("genesys:GroupMembership", "team", { members: set(...members) }, { members: changed })).to.equal(
            'new genesys.GroupMembership("team", …):\n    members: […, "eve@acme.example"] without "a@acme.example",',
        );
        const all = procedurePermissions.map(({ permission }) => permission);
        const there = procedurePermissions.filter((one) => !one.mayBeMissing).map(({ permission }) => permission);
        const role = (declared: string[], found: string[]) =>
            accept(
                "genesys:Role",
                "emite-role",
                { permissions: set(...declared) },
                { permissions: set(...found) },
                emite,
            );
        const procedure = "emite.procedurePermissions.map(({ permission }) => permission)";
        const component = 'new emite.Integration("emite", …):\n    permissions: ';
        for (const declared of [all, there])
            expect(role(declared, [...declared, "routing:queue:delete"])).to.equal(
                `${component}[...${procedure}, "routing:queue:delete"],`,
            );
        const [first = "", ...rest] = all;
        expect(role(all, rest)).to.equal(`${component}${procedure}.filter((one) => !["${first}"].includes(one)),`);
        expect(role([...all, "a:b:view"], [...all, "a:b:view", "a:b:add"])).to.equal(`${component}[…, "a:b:add"],`);
    });

    it("names the argument of eMite's component if one decides it", () => {
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

    it("is a transform if a component has no argument for it", () => {
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
            'remove new genesys.Group("group", …) from the program, then run pulumi up --refresh',
        );
        const text = accept("eleveo:ProviderClient", "client", { secret: "[secret]" }, { secret: "[secret]" });
        expect(text).to.equal(undefined);
    });

    it("is written as properties for a native resource, which no program in TypeScript has", () => {
        const isEmite: Parent = { type: "contactcenter:emite:Integration", name: "emite" };
        const native = (...[token, name, declared, found, parent]: Accepted) => {
            const type = `contactcenter:${token}`;
            const resource = {
                urn: `urn:pulumi:acme::emite::${type}::${name}`,
                type,
                id: "id",
                declared: { ...declared },
                ...(found === undefined ? {} : { found: { ...found } }),
                gone: found === undefined,
                changed: [],
            };
            const { findings } = withAcceptance(resource, review(resource), parent);
            return findings[0]?.accept;
        };
        const roles = (...ids: string[]) => ({ roles: Object.fromEntries(ids.map((id) => [id, { "*": true }])) });
        expect(native("genesys:OAuthClient", "client", roles("r"), roles("r", "s"))).to.equal(
            'genesys.OAuthClient "client", properties:\n    roles: [{ role: "r", divisions: ["*"] }, { role: "s", divisions: ["*"] }]',
        );
        const members = { "eve@acme.example": true };
        expect(
            native("genesys:GroupMembership", "emite-accessGroup-members", { members: {} }, { members }, isEmite),
        ).to.equal('emite.Integration "emite", properties:\n    members: { access: ["eve@acme.example"] }');
        const all = Object.fromEntries(procedurePermissions.map(({ permission }) => [permission, true]));
        expect(
            native(
                "genesys:Role",
                "emite-role",
                { permissions: all },
                { permissions: { ...all, "a:b:c": true } },
                isEmite,
            ),
        )
            .to.include('permissions: ["a:b:c", "')
            .and.not.include("procedurePermissions");
        const within = native(
            "genesys:Group",
            "emite-accessGroup",
            { callsEnabled: false },
            { callsEnabled: true },
            isEmite,
        );
        expect(within).to.match(
            /a transform of the component sets it on "emite-accessGroup".*\n {4}callsEnabled: true$/,
        );
        expect(native("genesys:Group", "group", {}, undefined)).to.equal(
            'remove genesys.Group "group" from the program, then run pulumi up --refresh',
        );
    });
});
