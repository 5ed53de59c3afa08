import { expect } from "chai";
import { idsIn, named, type NamedId, namesIn, type Names, withNames } from "../../../provider/core/names";
import { newGroup } from "../../../simulator/tenant";
import { withGenesys } from "./tenant";

const references = {
    role: "role",
    members: "users",
    divisions: "divisions",
    subjects: "subjects",
    roles: "grants",
    groups: "groups",
    queues: "queues",
} as const;

const forbidden = { status: 403, body: { status: 403, code: "missing.permission", message: "no" } };
const path = (request: { path: string }) => request.path.replace("/api/v2", "");

describe("names of objects that values refer to by ids", () => {
    it("are found for each way of naming objects, in the form of a program and of the state", () => {
        const program = idsIn(references, {
            role: "r",
            members: ["u", "anna.smith@acme.example"],
            divisions: ["d", "*"],
            subjects: [{ user: "u2" }, { group: "g" }, { oauthClient: "c" }],
            roles: [{ role: "r2", divisions: ["*", "d2"] }],
            groups: ["g2"],
            queues: ["q"],
        });
        const state = idsIn(references, {
            role: "r",
            members: { u: true, "anna.smith@acme.example": true },
            divisions: { d: true, "*": true },
            subjects: { "user:u2": true, "group:g": true, "oauthClient:c": true },
            roles: { r2: { "*": true, d2: true } },
            groups: { g2: true },
            queues: { q: true },
        });
        expect(state).to.have.deep.members(program);
        expect(program.map(({ kind, id }) => `${kind} ${id}`)).to.have.members(
            "role r,user u,division d,user u2,group g,oauthClient c,role r2,division d2,group g2".split(","),
        );
        expect(idsIn(references, { members: null, roles: "r", subjects: 3, divisions: [null, 4] })).to.deep.equal([]);
        expect(idsIn(undefined, { role: "r" })).to.deep.equal([]);
    });

    it(
        "are read by one request per kind and hundred ids, once per run, and by none if a text has no id",
        withGenesys(
            async ({ sim, api }) => {
                const { users, roles, divisions } = sim.tenant;
                const kinds = { user: users, role: roles, division: divisions, oauthClient: sim.tenant.oauthClients };
                const ids = Object.entries(kinds).flatMap(([kind, all]) =>
                    [...all.keys()].map((id): NamedId => ({ kind: kind as NamedId["kind"], id })),
                );
                const group = newGroup(sim.tenant, "Team");
                ids.push({ kind: "group", id: group.id });
                expect(users.size).to.equal(250);
                expect(await named("nothing of it", ids, () => api)).to.equal("nothing of it");
                expect(sim.requests).to.deep.equal([]);
                const text = ids.map(({ id }) => id).join(" ");
                const found = await named(text, ids, () => api);
                expect(found).to.include(`Team (${group.id})`);
                const [anna] = users.values();
                expect(found).to.include(`${anna?.email} (${anna?.id})`);
                expect(found.match(/\(/g)).to.have.length(ids.length);
                const paths = sim.requests.map(path).filter((one) => !one.includes("/oauth/token"));
                expect(paths.filter((one) => one.startsWith("/users"))).to.have.length(3);
                expect(paths.filter((one) => !one.startsWith("/users"))).to.have.length(4);
                sim.clearRequests();
                expect(await named(text, ids, () => api)).to.equal(found);
                expect(sim.requests).to.deep.equal([]);
            },
            { users: 250, requestsPerMinute: 0 },
        ),
    );

    it(
        "that cannot be read leave the id, whatever the answer; only what the product says is deleted no longer exists",
        withGenesys(async ({ sim, api }) => {
            const [anna, ben, gone] = [...sim.tenant.users.values()];
            if (anna === undefined || ben === undefined || gone === undefined) throw new Error("no users");
            gone.state = "deleted";
            const unknown = "00000000-0000-4000-8000-000000000000";
            const ids = [anna.id, gone.id, unknown].map((id): NamedId => ({ kind: "user", id }));
            expect(await named(`${anna.id}, ${gone.id}, ${unknown}`, ids, () => api)).to.equal(
                `${anna.email} (${anna.id}), ${gone.id} (no longer exists), ${unknown}`,
            );
            sim.intercept(() => forbidden);
            expect(await named(ben.id, [{ kind: "user", id: ben.id }], () => api)).to.equal(ben.id);
            const kinds = ["role", "group", "division", "oauthClient"] as const;
            for (const status of [403, 404])
                for (const kind of kinds) {
                    sim.intercept(() => ({ status, body: {} }));
                    const id = `${kind}-${status}`;
                    const names = await namesIn([id], [{ kind, id }], () => ({ nameOf: api.nameOf }));
                    expect(names, `${kind} ${status}`).to.deep.equal({});
                }
            const failing = () => {
                throw new Error("not configured");
            };
            expect(await named(ben.id, [{ kind: "user", id: ben.id }], failing)).to.equal(ben.id);
        }),
    );

    it("are shown without what a terminal obeys, in bounded length, and never for a part of a longer id", () => {
        const names: Names = { "a-1": "evil\u001b[2J\u202e\n::add-mask::x", "a-1-b": "other", c: "x".repeat(300) };
        const text = withNames("a-1, a-1-b, a-1x, xa-1, c", names);
        expect(text).to.include("evil\\u001b[2J\\u202e\\u000a::add-mask::x (a-1), other (a-1-b), a-1x, xa-1, x");
        expect(text.length).to.be.lessThan(200);
    });
});
