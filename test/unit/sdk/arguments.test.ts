import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { type ResourceToken, resources } from "../../../provider/resources";
import * as contact from "../../../sdk";
import type { ClassOf } from "./agreement";
import { declare } from "./declared";
import { mockEngine, value } from "./mocks";

const { genesys } = contact;

/** Inputs of a resource once it is registered. */
async function inputsOf(create: () => pulumi.CustomResource): Promise<Record<string, unknown>> {
    const registered = mockEngine();
    const resource = create();
    await value(resource.urn);
    const name = pulumi.resourceName(resource);
    const found = registered.find((one) => one.name === name);
    return found?.inputs ?? expect.fail(`${name} was not registered`);
}

describe("a resource as an argument", () => {
    const ways: Record<string, <R extends pulumi.CustomResource>(resource: R) => pulumi.Input<R>> = {
        "as it is": (resource) => resource,
        "as an output": (resource) => pulumi.output(Promise.resolve(resource)) as never,
        "as a promise": (resource) => Promise.resolve(resource),
    };
    const role = () => new genesys.Role("role", { name: "Role" });
    const group = () => new genesys.Group("group", { name: "Group" });
    const client = () => new genesys.OAuthClient("client", { name: "Client" });

    for (const [way, given] of Object.entries(ways)) {
        it(`is sent as its id, ${way}: roles of an OAuth client`, async () => {
            const { roles } = await inputsOf(
                () =>
                    new genesys.OAuthClient("given", {
                        name: "Given",
                        roles: [{ role: given(role()), divisions: ["*"] }],
                    }),
            );
            expect(roles).to.deep.equal([{ role: "role-id", divisions: ["*"] }]);
        });

        it(`is sent as its id, ${way}: group of a membership, groups of an application`, async () => {
            const member = () => new genesys.GroupMembership("given", { group: given(group()), members: [] });
            expect(await inputsOf(member)).to.include({ group: "group-id" });
            const app = () =>
                new genesys.ClientApp("given", { name: "A", url: "https://a.example", groups: [given(group()), "id"] });
            expect((await inputsOf(app))["groups"]).to.deep.equal(["group-id", "id"]);
        });

        it(`is sent as its id, ${way}: role and subjects of an assignment`, async () => {
            const assignment = () =>
                new genesys.RoleAssignment("given", {
                    role: given(role()),
                    divisions: ["*"],
                    subjects: [{ group: given(group()) }, { oauthClient: given(client()) }],
                });
            const { role: sent, subjects } = await inputsOf(assignment);
            expect(sent).to.equal("role-id");
            expect(subjects).to.deep.equal([{ group: "group-id" }, { oauthClient: "client-id" }]);
        });
    }

    it("may be in a list that is itself an output", async () => {
        const app = () =>
            new genesys.ClientApp("given", {
                name: "A",
                url: "https://a.example",
                groups: pulumi.output([group()]) as pulumi.Output<contact.genesys.Group[]>,
            });
        expect((await inputsOf(app))["groups"]).to.deep.equal(["group-id"]);
    });

    it("reads back as its id", async () => {
        mockEngine();
        const assignment = new genesys.RoleAssignment("given", {
            role: role(),
            divisions: ["*"],
            subjects: [genesys.caller(), { group: group() }],
        });
        const id: string = await value(assignment.role);
        expect(id).to.equal("role-id");
        expect(await value(assignment.subjects)).to.deep.equal([
            { id: "caller-id", oauthClient: "caller-id" },
            { group: "group-id" },
        ]);
    });

    it("keeps the secrecy of other values as it is", async () => {
        mockEngine();
        const config = { password: pulumi.secret("hush") };
        const provider = declare["eleveo:IdentityProvider"]("idp", { config, clientSecret: "s" });
        expect(await pulumi.isSecret(provider.clientSecret)).to.equal(true);
        expect(await pulumi.isSecret(provider.config)).to.equal(true);
        expect(await pulumi.isSecret(provider.alias)).to.equal(false);
    });
});

/** Optional arguments that refuse `undefined`, plain or in an output. With exactOptionalPropertyTypes they may. */
type Refusing<Class> = Class extends new (name: string, args: infer Args) => unknown ? RefusedOf<Args> : never;
type RefusedOf<Args> = {
    [K in keyof Args]-?: object extends Pick<Args, K> ? (Accepted extends Args[K] ? never : K) : never;
}[keyof Args];
type Accepted = undefined | pulumi.Output<undefined> | Promise<undefined>;

/** Plain objects, because the class takes the secrets out of them; their fields accept outputs. */
type PlainOnly<T> = T extends "imagicle:UserSync"
    ? "users" | "virtualObjects" | "faxWorkspaces" | "live" | "start"
    : never;

/** The compiler fails here if a class refuses more, and names it. */
export const refusing: {
    [
        Words in {
            [T in ResourceToken]: `${T}: ${Exclude<Refusing<ClassOf<T>>, PlainOnly<T>> & string}`;
        }[ResourceToken]
    ]: true;
} = {};

/** The optional inputs of a type. */
const optionalOf = (token: ResourceToken): string[] =>
    Object.entries(resources[token].inputs.shape as Record<string, z.ZodType>)
        .filter(([, schema]) => schema.safeParse(undefined).success)
        .map(([property]) => property);

/** A secret without a value is sent as null, which the engine and the provider take for absent. */
const withoutEmpty = (inputs: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
        Object.entries(inputs).filter(
            ([, input]) => (pulumi.runtime.unwrapRpcSecret(input) ?? undefined) !== undefined,
        ),
    );

describe("an optional argument", () => {
    for (const token of Object.keys(declare) as ResourceToken[])
        it(`${token}: undefined, plain or in an output, is the same as not declared`, async () => {
            const plain = await inputsOf(() => declare[token]("name"));
            for (const none of [undefined, pulumi.output(undefined), Promise.resolve(undefined)]) {
                const plainOnly = token === "imagicle:UserSync" || none === undefined;
                const optional = optionalOf(token).map((property) => [property, plainOnly ? undefined : none]);
                const given = await inputsOf(() => declare[token]("name", Object.fromEntries(optional)));
                expect(withoutEmpty(given)).to.deep.equal(plain);
            }
        });
});
