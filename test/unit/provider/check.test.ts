import { expect } from "chai";
import { problemText } from "../../../provider/core/problem";
import { identityProvider } from "../../../provider/eleveo/identityProvider";
import { group } from "../../../provider/genesys/group";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { role } from "../../../provider/genesys/role";
import { checkInputs } from "../../../provider/runtime/check";
import { unknownValue } from "../../../provider/runtime/wire";

const text = (type: typeof role | typeof oauthClient | typeof group | typeof identityProvider, inputs: object) =>
    checkInputs(type as never, inputs as Record<string, unknown>).problems.map((one) =>
        problemText(one).replace(/ \[CC\d+\]$/, ""),
    );

describe("check", () => {
    it("reports every mistake at once, each with path, value and rule", () => {
        expect(
            text(oauthClient, {
                name: " ",
                grantType: "client-credential",
                tokenLifetimeSeconds: 12,
                redirectUris: ["a.example/"],
                scope: ["x"],
            }),
        ).to.deep.equal([
            'scope: is not a property of this resource; did you mean "scopes"?',
            "name: must not be empty",
            'grantType: must be one of "client-credentials", "code", "token", "saml2-bearer", "password"; it is "client-credential"; did you mean "client-credentials"?',
            'redirectUris[0]: must be an absolute address; it is "a.example/"',
            "tokenLifetimeSeconds: must be 300 to 38880000 seconds; it is 12",
        ]);
    });

    it("names what is missing and what has the wrong type", () => {
        expect(text(group, { visibility: 3 })).to.deep.equal([
            "name: is required",
            'visibility: must be one of "public", "owners", "members"; it is 3',
        ]);
        expect(text(role, { name: "r", permissions: "routing:queue:view" })).to.deep.equal([
            'permissions: must be a list; it is "routing:queue:view"',
        ]);
    });

    it("never prints a secret of the wrong type, nor what is in an object or a list", () => {
        expect(text(role, { name: { password: "p1" }, permissions: [["p1"]], description: null })).to.deep.equal([
            "name: must be a string; it is an object",
            "permissions[0]: must be a string; it is a list",
        ]);
        expect(text(identityProvider, { alias: "webex", clientSecret: 4711 })).to.include(
            "clientSecret: must be a string; it is a number",
        );
    });

    it("reports the index that the program wrote", () => {
        expect(text(role, { name: "r", permissions: ["b:b:b", "a:a", "c:d*:c"] })).to.deep.equal([
            'permissions[1]: must have the form domain:entity:action, where each part is a name or *; it is "a:a"',
            'permissions[2]: must have the form domain:entity:action, where each part is a name or *; it is "c:d*:c"',
        ]);
    });

    it("skips what a preview does not know yet, and checks the rest", () => {
        const { state, known, problems } = checkInputs(oauthClient as never, {
            name: "x",
            roles: [{ role: unknownValue, divisions: [] }],
            tokenLifetimeSeconds: unknownValue,
        });
        expect(problems.map(({ path }) => path)).to.deep.equal(["roles[0].divisions"]);
        expect(state).to.deep.include({
            roles: [{ role: unknownValue, divisions: [] }],
            tokenLifetimeSeconds: unknownValue,
            name: "x",
        });
        expect(known).not.to.have.any.keys("roles", "tokenLifetimeSeconds");
        expect(checkInputs(oauthClient as never, { name: "x", roles: unknownValue }).problems).to.deep.equal([]);
    });

    it("accepts the state's own form unchanged, as the engine passes it with ignoreChanges", () => {
        const first = checkInputs(role as never, { name: "r", permissions: ["b:b:b", "a:a:a"] }).state;
        expect(checkInputs(role as never, first)).to.deep.include({ state: first, problems: [] });
    });

    it("adds defaults only for what cannot stay open", () => {
        expect(checkInputs(group as never, { name: "g" }).state).to.deep.equal({ name: "g", type: "official" });
    });
});
