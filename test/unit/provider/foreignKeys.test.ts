import { expect } from "chai";
import { differences } from "../../../provider/core/differences";
import { source } from "../../../operations/source";
import { importsOf } from "../../../cli/adopt/importFile";
import { decoders } from "../../../provider/genesys/answers";
import { declaredKeys } from "../../../provider/genesys/declaredKeys";
import { fromPairs, toPairs } from "../../../provider/genesys/grants";
import { toPolicies } from "../../../provider/genesys/policies";
import { role } from "../../../provider/genesys/role";
import { clientBody } from "../../../provider/eleveo/profileCalls";
import { asDeclared, declaredPart, type Profile } from "../../../provider/eleveo/profile";
import { checkInputs } from "../../../provider/runtime/check";
import { looksLikeFormula, valueProblem } from "../../../provider/webex/values";
import { Provider } from "../../../sdk/provider";
import { foreignFields } from "../../../simulator/described";
import { scopesFor } from "../../../simulator/genesys/scope";
import { fits } from "../../../simulator/genesys/search";

/** Names that every object has by default. */
const inherited = ["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__"];
const bag = <T>(key: string, value: T): Record<string, T> => Object.fromEntries([[key, value]]);
const keysOf = (value: unknown) => Object.keys(value as object);

describe("A name that every object has is data like any other:", () => {
    for (const key of inherited) {
        it(`a property of a resource, ${key}`, () => {
            const { problems } = checkInputs(role as never, { name: "r", ...bag(key, 1) });
            expect(problems.map(({ path }) => path)).to.deep.equal([key]);
        });

        it(`a field in an answer, ${key}`, () => {
            const decoder = decoders.integrations.getIntegrationConfigCurrent;
            const config = {
                name: "n",
                properties: bag(key, { a: 1 }),
                ...(key === "__proto__" ? {} : bag(key, null)),
            };
            const read = decoder.parse(config);
            expect(keysOf(read)).to.deep.equal(keysOf(config));
            expect(keysOf(read.properties)).to.deep.equal([key]);
        });

        it(`a declared setting of an integration, ${key}`, () => {
            expect(keysOf(declaredKeys({}, bag(key, "a"), "properties"))).to.deep.equal([]);
            expect(keysOf(declaredKeys(bag(key, "a"), bag(key, "a"), "properties"))).to.deep.equal([key]);
        });

        it(`a field of a condition, and a division, ${key}`, () => {
            const parts = { variableName: "v", operator: "EQ", operands: [] };
            const policy = { domain: "d", entity: "e", actions: ["a"], conditions: parts };
            const node = { ...parts, ...bag(key, { id: "1" }) };
            const wire = { domain: "d", entityName: "e", actionSet: ["a"], resourceConditionNode: node };
            const [sent] = toPolicies({ permissions: [], policies: [policy] }, [wire]);
            expect(keysOf((sent as typeof wire).resourceConditionNode)).to.include(key);
            expect(keysOf(fromPairs(toPairs(bag(key, ["user:1"]))))).to.deep.equal([key]);
        });

        it(`a mapper, an attribute and a client of Keycloak, ${key}`, () => {
            const mapper = { name: key, protocol: "openid-connect", protocolMapper: "oidc-audience-resolve-mapper" };
            const declared: Profile = { client: { attributes: bag(key, "x") }, protocolMappers: {} };
            const body = clientBody(declared, "c", { attributes: { a: "b" }, protocolMappers: [mapper] as never });
            expect(keysOf(body.attributes)).to.deep.equal(["a", key]);
            const whole: Profile = {
                client: bag(key, "x"),
                serviceAccount: { roles: { client: bag(key, ["admin"]) } },
            };
            const like: Profile = { client: {}, serviceAccount: { roles: { client: {} } } };
            expect(declaredPart(whole, like).client).to.deep.equal({});
            expect(keysOf(declaredPart(whole, whole).client)).to.deep.equal([key]);
            expect(keysOf(asDeclared(whole, like, "c").client)).to.deep.equal([key]);
        });

        it(`a column of a CSV file, ${key}`, () => {
            expect(valueProblem(key, "x")).to.equal(undefined);
            expect(looksLikeFormula(key, "+x")).to.equal(true);
        });

        it(`a key in drift and in a generated program, ${key}`, () => {
            expect(differences({ advanced: bag(key, "a") }, { advanced: {} })).to.have.length(1);
            // oxlint-disable-next-line no-implied-eval -- what the text means in a program
            const made = new Function(`return ${source(bag(key, "a"))};`) as () => object;
            expect(Object.entries(made())).to.deep.equal([[key, "a"]]);
        });

        it(`the name of a component in an import, ${key}`, () => {
            const child = { type: "genesys:Role", name: "r", parent: key };
            expect(importsOf({ resources: [child], nameTable: {} } as never, () => "1").resources).to.deep.equal([]);
        });

        it(`a setting of a provider, ${key}`, () => {
            expect(() => new Provider("p", bag(key, {}) as never)).to.throw(`has no setting ${key}`);
            expect(() => new Provider("p", { genesys: bag(key, "x") } as never)).to.throw(`no setting genesys.${key}`);
        });

        it(`a field, a criterion and an area of the simulator, ${key}`, () => {
            const model = { used: [], kept: [] };
            expect(() => foreignFields(bag(key, 1), model)).to.throw();
            expect(keysOf(foreignFields(bag(key, 1), model, bag(key, 1)))).to.deep.equal([key]);
            expect(fits({}, [{ type: "EXACT", fields: [key], value: "x" }])).to.equal(false);
            expect(scopesFor({ method: "GET", path: `/api/v2/${key}` })).to.deep.equal([key, `${key}:readonly`]);
        });
    }
});
