import { expect } from "chai";
import { clientPermissions, type OfStack } from "../../../policy/clientPermissions";
import { completed, type GuardRails } from "../../../policy/guardRails";

const rails = (more: Partial<GuardRails> = {}) =>
    completed({
        redirectHosts: [],
        clientPermissions: { data: ["routing:queue:view", "analytics:*:view"], "*": ["users:user:view"] },
        ...more,
    });
const resource = (
    token: string,
    name: string,
    props: object,
    sources: Record<string, readonly OfStack[]> = {},
): OfStack => ({
    token,
    name,
    props: props as Record<string, unknown>,
    sources,
});
const role = (permissions: string[], more: object = {}) =>
    resource("genesys:Role", "role", {
        name: "R",
        permissions: Object.fromEntries(permissions.map((one) => [one, true])),
        ...more,
    });
/** Props as a preview has them: unknown values throw. */
const unknown = (...keys: string[]) =>
    Object.defineProperties(
        {},
        Object.fromEntries(
            keys.map((key) => [
                key,
                {
                    get: () => {
                        throw new Error("unknown");
                    },
                },
            ]),
        ),
    );
const client = (name: string, roles: readonly OfStack[], props: object = unknown("roles")) =>
    resource("genesys:OAuthClient", name, props, { roles });

describe("client-permissions", () => {
    it("allows what is declared for the client, by its name and by what `*` stands for, without regard to case", () => {
        const given = role(["routing:queue:view", "Analytics:conversationDetail:View", "users:user:view"]);
        expect(clientPermissions(client("data", [given]), rails())).to.deep.equal([]);
    });

    it("names excess permissions, the role and the client", () => {
        expect(
            clientPermissions(client("data", [role(["routing:queue:view", "routing:queue:delete"])]), rails()),
        ).to.deep.equal([
            'roles: the role "R" grants routing:queue:delete. Add these permissions to clientPermissions["data"], or remove them from the role [CC1416]',
        ]);
        expect(clientPermissions(client("other", [role(["routing:queue:view"])]), rails())).to.have.length(1);
    });

    it("counts permissions under conditions, and roles as outputs hold them", () => {
        const policies = [{ domain: "routing", entity: "queue", actions: ["view", "delete"], conditions: {} }];
        expect(clientPermissions(client("data", [role([], { policies })]), rails())[0]).to.include(
            "grants routing:queue:delete.",
        );
        const listed = role([], { permissions: ["routing:queue:delete"] });
        expect(clientPermissions(client("data", [listed]), rails())[0]).to.include("grants routing:queue:delete.");
    });

    it("refuses a role to which others may add", () => {
        const open = /^roles: others can add permissions to the role "R"/;
        for (const more of [{ extraPermissions: "keep" }, { permissions: undefined }]) {
            const [found = "", ...rest] = clientPermissions(client("data", [role([], more)]), rails());
            expect(found).to.match(open);
            expect(rest).to.deep.equal([]);
        }
    });

    it("refuses a role whose permissions are not known yet", () => {
        const late = resource("genesys:Role", "role", unknown("name", "permissions"));
        expect(clientPermissions(client("data", [late]), rails())).to.deep.equal([
            'roles: the permissions of the role "role" are not known yet [CC1414]',
        ]);
    });

    it("refuses a role that is not of the stack unless its id is allowed", () => {
        const roles = { roles: { r1: { "*": true }, r2: { "*": true } } };
        const one = [role(["routing:queue:view"])];
        expect(clientPermissions(client("data", one, roles), rails())[0]).to.match(
            /^roles: grants a role that is not in this stack \(r1, r2\)/,
        );
        expect(clientPermissions(client("data", one, roles), rails({ otherRoles: ["r2"] }))).to.deep.equal([]);
        expect(clientPermissions(client("data", []), rails())[0]).to.match(
            /^roles: grants a role that is not in this stack, so/,
        );
    });

    it("finds a role outside the stack next to an unknown one, if the list is known", () => {
        const roles = [
            Object.defineProperties({ divisions: ["d"] }, Object.getOwnPropertyDescriptors(unknown("role"))),
        ];
        const one = [role(["routing:queue:view"])];
        expect(clientPermissions(client("data", one, { roles }), rails())).to.deep.equal([]);
        const more = [...roles, { role: "r1", divisions: ["d"] }];
        expect(clientPermissions(client("data", one, { roles: more }), rails())[0]).to.include("(r1)");
    });

    it("ignores a client without roles", () => {
        expect(clientPermissions(client("sso", [], {}), rails())).to.deep.equal([]);
    });

    const assignment = (subjects: object, sources: OfStack[] = []) =>
        resource("genesys:RoleAssignment", "it", Object.assign(unknown("role"), subjects), {
            role: [role(["routing:queue:view"])],
            subjects: sources,
        });

    it("checks an assignment to a client: of the stack, of the tenant, in either form", () => {
        for (const one of [
            assignment({ subjects: { "user:u": true, "oauthClient:c": true } }),
            assignment({ subjects: [{ user: "u" }, { oauthClient: "c" }] }),
            assignment({}, [client("data", [])]),
        ])
            expect(clientPermissions(one, rails())[0]).to.match(/^role: the role "R" grants routing:queue:view\./);
    });

    it("ignores an assignment to people and groups", () => {
        for (const one of [
            assignment({ subjects: { "user:u": true, "group:g": true } }),
            assignment({}, [resource("genesys:Group", "g", {})]),
            assignment({ everyActiveUserOf: "d" }),
        ])
            expect(clientPermissions(one, rails())).to.deep.equal([]);
    });
});
