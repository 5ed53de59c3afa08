import { expect } from "chai";
import { type RefreshedResource, review } from "../../../operations/drift/findings";
import { pictureOf } from "../../../operations/drift/picture";
import { allRules } from "../../../operations/drift/rules";
import { resources } from "../../../provider/resources";

const urn = "urn:pulumi:acme::emite::pulumi-nodejs:dynamic/genesys:Role::emite-role";
const resource = (more: Partial<RefreshedResource>): RefreshedResource => ({
    urn,
    type: "pulumi-nodejs:dynamic/genesys:Role",
    id: "id",
    declared: { name: "eMite" },
    found: { name: "eMite" },
    gone: false,
    changed: [],
    ...more,
});
const ofType = (token: string, declared: object, found: object) =>
    review(
        resource({
            type: `pulumi-nodejs:dynamic/${token}`,
            declared: { name: "N", ...declared },
            found: { name: "N", ...found },
        }),
    ).findings.map(({ severity, rule }) => `${severity} ${rule}`);

describe("a review of one resource", () => {
    it("names it as the SDK and the product do", () => {
        expect(review(resource({}))).to.deep.include({ type: "genesys.Role", name: "eMite", status: "in sync" });
        const membership = resource({
            type: "pulumi-nodejs:dynamic/genesys:GroupMembership",
            declared: { group: "id" },
        });
        expect(review(membership).name).to.equal("emite-role");
        const password = "random:index/randomPassword:RandomPassword";
        expect(review(resource({ type: password }))).to.include({ type: password, name: "emite-role" });
    });

    it("never calls in sync what was not read", () => {
        expect(review(resource({ unchecked: "403" }))).to.include({ status: "unchecked", reason: "403" });
        const { found: _found, ...unseen } = resource({});
        expect(review(unseen)).to.include({ status: "unchecked" });
        expect(review({ ...unseen, gone: true })).to.include({ status: "missing" });
    });

    it("gives equal differences the same fingerprint, and others another", () => {
        const print = (description: string) =>
            review(resource({ found: { name: "eMite", description } })).findings.map(({ fingerprint }) => fingerprint);
        expect(print("a")).to.deep.equal(print("a")).and.have.length(1);
        expect(print("a")).not.to.deep.equal(print("b"));
    });

    it("counts in the picture what a role grants, in the singular if it is one", () => {
        const labels = (...permissions: string[]) => {
            const set = Object.fromEntries(permissions.map((one) => [one, true]));
            const role = resource({ declared: { permissions: set }, found: { permissions: set } });
            return pictureOf([role], [review(role)]).boxes.map(({ name }) => name);
        };
        expect(labels("a:b:view")).to.include("1 permission");
        expect(labels("a:b:view", "a:b:add")).to.include("2 permissions");
    });

    it("says what people lose if an addition is reverted, and nothing of what was removed", () => {
        const reverted = (token: string, declared: object, found: object) =>
            review(
                resource({ type: `pulumi-nodejs:dynamic/${token}`, declared: { ...declared }, found: { ...found } }),
            ).findings.map(({ revert }) => revert);
        const [anna, eve] = [{ "anna@acme.example": true }, { "eve@acme.example": true }];
        expect(reverted("genesys:GroupMembership", { members: anna }, { members: eve })).to.deep.equal([
            '1 member is removed from the group: "eve@acme.example"',
            undefined,
        ]);
        const roles = { roles: { r: { "*": true } } };
        expect(reverted("genesys:OAuthClient", { roles: {} }, roles)).to.deep.equal(['1 role is taken from it: "r"']);
    });

    it("is high if access widens", () => {
        const cases: [string, object, object][] = [
            ["genesys:Role", { permissions: {} }, { permissions: { "routing:queue:add": true } }],
            ["genesys:OAuthClient", { scopes: {} }, { scopes: { users: true } }],
            ["genesys:OAuthClient", { redirectUris: {} }, { redirectUris: { "https://evil.example/": true } }],
            ["genesys:OAuthClient", { roles: { r: { a: true } } }, { roles: { r: { a: true, b: true } } }],
            ["genesys:OAuthClient", { scopes: { users: true } }, { scopes: {} }],
            ["genesys:Group", { owners: {} }, { owners: { "eve@acme.example": true } }],
            ["genesys:GroupMembership", { members: {} }, { members: { "eve@acme.example": true } }],
            ["genesys:RoleAssignment", { noLongerActive: {} }, { noLongerActive: { "user:id": true } }],
            ["genesys:ClientApp", { groups: { g: true } }, {}],
            ["genesys:ClientApp", { sandbox: {} }, { sandbox: { popups: true } }],
            ["genesys:ClientApp", { url: "https://a.example/" }, { url: "https://b.example/" }],
            ["eleveo:IdentityProvider", { tokenUrl: "https://a.example/" }, { tokenUrl: "https://b.example/" }],
            ["eleveo:IdentityProvider", { trustEmail: false }, { trustEmail: true }],
            ["eleveo:ProviderClient", { profile: {} }, { profile: { client: { standardFlowEnabled: true } } }],
        ];
        for (const [token, declared, found] of cases)
            expect(ofType(token, declared, found).join(), `${token} ${JSON.stringify(found)}`).to.match(
                /^high [\w-]+$/,
            );
    });

    it("is medium if the integration breaks, and low otherwise", () => {
        expect(ofType("genesys:Role", { permissions: { p: true } }, { permissions: {} })).to.deep.equal([
            "medium less-access",
        ]);
        expect(ofType("genesys:ClientApp", { enabled: true }, { enabled: false })).to.deep.equal(["medium disabled"]);
        expect(ofType("genesys:OAuthClient", { state: "active" }, { state: "inactive" })).to.deep.equal([
            "medium inactive",
        ]);
        expect(ofType("genesys:Group", { description: "a" }, { description: "b" })).to.deep.equal(["low other"]);
        expect(ofType("genesys:Group", { marker: "m" }, {})).to.deep.equal(["low marker"]);
    });

    it("has only rules whose kinds and properties exist", () => {
        const rules = allRules();
        for (const { id, kind, properties = [] } of rules) {
            const types = kind === undefined ? Object.values(resources) : [resources[kind]];
            for (const property of properties)
                expect(
                    types.some(({ inputs }) => property in inputs.shape),
                    `${id} ${property}`,
                ).to.equal(true);
        }
    });

    it("gives every rule one meaning, whichever types have it", () => {
        const meanings = new Set(allRules().map(({ id, severity, why }) => [id, severity, why].join()));
        expect(meanings.size).to.equal(new Set(allRules().map(({ id }) => id)).size);
    });
});
