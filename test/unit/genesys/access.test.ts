import { expect } from "chai";
import { verifyHeld } from "../../../provider/genesys/access";
import type { Simulator } from "../../../simulator";
import { connectTo, withGenesys } from "./tenant";

const subjectsMe = "GET /api/v2/authorization/subjects/me";
const oneRole = "GET /api/v2/authorization/roles/{roleId}";

/** What `subjects/me` returns of the caller's roles, and what a read of each returns. */
interface Told {
    grants?: unknown;
    roles?: { status?: number; body?: object }[];
}

const role = (policies?: unknown) => ({
    role: { id: "r", name: "Ops", ...(policies === undefined ? {} : { policies }) },
});
const policy = (domain: string, entityName: string, ...actions: string[]) => ({ domain, entityName, actions });
const read = (body: object) => ({ body: { id: "r", name: "Ops", permissions: [], ...body } });

/** The problem of a caller that needs `directory:group:add`, and the requests that it took. */
async function lackingOf(sim: Simulator, { grants, roles = [] }: Told, needed = ["directory:group:add"]) {
    sim.clearRequests();
    sim.answerOnce(subjectsMe, { status: 200, body: { id: "c", grants } });
    for (const { status = 200, body } of roles) sim.answerOnce(oneRole, { status, ...(body && { body }) });
    const problems = await connectTo(sim).lacking(needed);
    const asked = sim.requests.filter(({ route }) => route === oneRole).length;
    return { problems, asked };
}

const other = policy("routing", "queue", "view");
const certain = [
    {
        path: "",
        reason: /^the calling client .* lacks the permission directory:group:add\. Give it a role that has this permission$/,
    },
];

describe("what the calling client may do", () => {
    it(
        "wildcards of its roles count in every position",
        withGenesys(async ({ sim }) => {
            for (const held of [
                policy("directory", "group", "*"),
                policy("directory", "*", "*"),
                policy("directory", "*", "add"),
                policy("*", "group", "add"),
                policy("*", "*", "*"),
                policy("DIRECTORY", "Group", "Add"),
            ])
                expect((await lackingOf(sim, { grants: [role([held])] })).problems, JSON.stringify(held)).to.be.empty;
            for (const held of [policy("directory", "*", "view"), policy("*", "user", "add")])
                expect((await lackingOf(sim, { grants: [role([held])], roles: [read({})] })).problems).to.have.length(
                    1,
                );
        }),
    );

    it(
        "a role whose policies are absent, null or empty in the grants is read, once",
        withGenesys(async ({ sim }) => {
            const whole = read({
                permissionPolicies: [{ domain: "directory", entityName: "group", actionSet: ["add"] }],
            });
            for (const policies of [undefined, null, []]) {
                const { problems, asked } = await lackingOf(sim, { grants: [role(policies)], roles: [whole] });
                expect(problems).to.be.empty;
                expect(asked).to.equal(1);
            }
        }),
    );

    it(
        "the policies of a grant need not be all of the role's: a lack is certain only if the role itself has no other",
        withGenesys(async ({ sim }) => {
            const whole = read({
                permissionPolicies: [
                    { domain: "routing", entityName: "queue", actionSet: ["view"] },
                    { domain: "directory", entityName: "*", actionSet: ["add"] },
                ],
            });
            const needed = ["directory:group:add", "directory:group:edit"];
            const { problems } = await lackingOf(sim, { grants: [role([other])], roles: [whole] }, needed);
            expect(problems.map(({ reason }) => /permission (.*?)\. /.exec(reason)?.[1])).to.deep.equal([needed[1]]);
        }),
    );

    it(
        "a lack is certain if every role told its policies and none has old-style permissions",
        withGenesys(async ({ sim }) => {
            const { problems, asked } = await lackingOf(sim, { grants: [role([other])], roles: [read({})] });
            expect(problems).to.have.length(1);
            expect(problems[0]).not.to.have.property("inferred");
            expect(problems[0]?.reason).to.match(certain[0]?.reason as RegExp);
            expect(asked).to.equal(1);
        }),
    );

    it(
        "otherwise it is inferred, and names what the tenant does not return",
        withGenesys(async ({ sim }) => {
            const doubts: [Told, string][] = [
                [{ grants: undefined }, "does not report which roles the client has"],
                [{ grants: null }, "does not report which roles the client has"],
                [{ grants: [] }, "does not report which roles the client has"],
                [{ grants: [role([other]), { role: null }] }, "does not report which roles"],
                [{ grants: [role([])], roles: [read({})] }, 'the role "Ops" of the client shows no permissions'],
                [{ grants: [role()], roles: [read({ permissionPolicies: null })] }, "shows no permissions"],
                [
                    { grants: [role([other])], roles: [{ status: 404, body: {} }] },
                    'the role "Ops" of the client cannot be read',
                ],
                [
                    { grants: [role([other])], roles: [read({ permissions: ["group_administration"] })] },
                    'the role "Ops" of the client has old-style permissions (group_administration)',
                ],
            ];
            for (const [told, doubt] of doubts) {
                const { problems } = await lackingOf(sim, told, ["directory:group:add", "directory:user:view"]);
                expect(problems, doubt).to.have.length(1);
                expect(problems[0]?.inferred, doubt).to.equal(true);
                expect(problems[0]?.reason).to.include("may lack directory:group:add, directory:user:view: ");
                expect(problems[0]?.reason).to.include(doubt);
            }
        }),
    );

    it(
        "a refusal to read a role proves that authorization:role:view is missing",
        withGenesys(async ({ sim }) => {
            const told = { grants: [role([other])], roles: [{ status: 403, body: {} }] };
            const { problems } = await lackingOf(sim, told, ["authorization:role:view", "directory:group:add"]);
            expect(
                problems.map(({ reason, inferred }) => [
                    /(may lack|permission) (.*?)[:.] /.exec(reason)?.[2],
                    inferred,
                ]),
            ).to.deep.equal([
                ["authorization:role:view", undefined],
                ["directory:group:add", true],
            ]);
        }),
    );

    it(
        "if the tenant tells its own client nothing, nothing is certain; a fault is an error",
        withGenesys(async ({ sim }) => {
            sim.answerOnce(subjectsMe, { status: 403, body: { code: "not.authorized" } });
            const [problem] = await connectTo(sim).lacking(["directory:group:add"]);
            expect(problem?.inferred).to.equal(true);
            expect(problem?.reason).to.include("the permissions of the client could not be looked up");
        }),
    );

    it(
        "a role that the client does not hold is certain only if it was told which it holds",
        withGenesys(async ({ sim }) => {
            const held = async (grants: unknown) => {
                sim.answerOnce(subjectsMe, { status: 200, body: { id: "c", grants } });
                return verifyHeld(connectTo(sim), ["foreign", "r"], (one) => `roles["${one}"].role`);
            };
            const [problem, ...others] = await held([role([other])]);
            expect(others).to.deep.equal([]);
            expect(problem).to.include({ path: 'roles["foreign"].role' });
            expect(problem?.reason).to.include("does not have this role");
            expect(problem).not.to.have.property("inferred");
            for (const grants of [undefined, null, []]) {
                const doubtful = await held(grants);
                expect(doubtful).to.have.length(1);
                expect(doubtful[0]).to.include({ path: "", inferred: true });
            }
        }),
    );
});
