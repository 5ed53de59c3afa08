import { expect } from "chai";
import { group, roleId, withSimulator } from "./served";

describe("the simulator's lists", () => {
    it(
        "take ids repeated or joined by commas, and refuse any other repetition",
        withSimulator(async (sim, call) => {
            const [a, b] = sim.tenant.users.keys();
            for (const query of [`id=${a}&id=${b}`, `id=${a},${b}`])
                expect((await call("GET", `/users?${query}`)).body.total).to.equal(2);
            expect((await call("GET", "/users?pageSize=5&pageSize=6")).status).to.equal(400);
        }),
    );

    it(
        "link to their neighbors, keeping the other parameters; the first has none before it, the last none after",
        withSimulator(async (_sim, call) => {
            const list = "/users?pageSize=20&state=active";
            const { body: first } = await call("GET", list);
            expect(first).to.include({ pageCount: 3, total: 57 }).and.not.have.property("previousUri");
            expect(first["nextUri"]).to.include("pageNumber=2").and.include("state=active").and.include("pageSize=20");
            const { body: last } = await call("GET", `${list}&pageNumber=3`);
            expect(last).to.have.property("previousUri");
            expect(last).not.to.have.property("nextUri");
            expect(last.entities).to.have.length(17);
        }),
    );

    it(
        "of roles can be narrowed by permission, ids, name and default role, and count users unless told not to",
        withSimulator(async (sim, call) => {
            const names = async (query: string) =>
                (await call("GET", `/authorization/roles?${query}`)).body.entities?.map(({ name }) => name);
            expect(await names("permission=oauth:client:add")).to.deep.equal(["admin"]);
            expect(await names("permission=nothing:such:view")).to.deep.equal([]);
            expect(await names("name=Qual*")).to.deep.equal(["Quality Evaluator"]);
            expect(await names("defaultRoleId=employee")).to.deep.equal(["employee"]);
            const many = Array.from({ length: 101 }, (_, index) => `id=${index}`).join("&");
            expect((await call("GET", `/authorization/roles?${many}`)).status).to.equal(400);
            const path = `/authorization/roles/${roleId(sim, "employee")}`;
            expect((await call("GET", path)).body["userCount"]).to.equal(60);
            expect((await call("GET", `${path}?userCount=false`)).body).not.to.have.property("userCount");
            expect((await call("GET", `${path}/users?pageSize=7`)).body).to.include({ total: 60, pageCount: 9 });
        }),
    );

    it("show a new object only after the lag, while a single read shows it at once", async () => {
        let now = 1_000;
        await withSimulator(
            async (_sim, call) => {
                const { body } = await call("POST", "/groups", group);
                const query = [{ type: "EXACT", fields: ["name"], value: "G" }];
                const seen = async () => [
                    (await call("GET", "/groups")).body.total,
                    (await call("POST", "/groups/search", { query })).body.total,
                ];
                expect((await call("GET", `/groups/${body.id}`)).status).to.equal(200);
                expect(await seen()).to.deep.equal([2, 0]);
                now += 500;
                expect(await seen()).to.deep.equal([3, 1]);
            },
            { listLag: 500, clock: () => now },
        )();
    });

    it(
        "found by a search have `results` only if there are some; criteria need a known type and a value",
        withSimulator(async (_sim, call) => {
            const search = (query: object[]) => call("POST", "/groups/search", { query });
            const name = { type: "EXACT", fields: ["name"], value: "sales europe" };
            const { body } = await search([name]);
            expect(body.results?.map((one) => one["name"])).to.deep.equal(["Sales Europe"]);
            expect((await search([{ ...name, value: "none" }])).body).not.to.have.property("results");
            for (const wrong of [
                { ...name, type: "LIKE" },
                { ...name, fields: [] },
                { ...name, value: undefined },
            ])
                expect((await search([wrong])).status).to.equal(400);
        }),
    );

    it(
        "a deleted group is in no list and no search, and its name can be used again",
        withSimulator(async (sim, call) => {
            const { body } = await call("POST", "/groups", group);
            expect((await call("DELETE", `/groups/${body.id}`)).status).to.equal(200);
            expect((await call("GET", `/groups/${body.id}`)).status).to.equal(404);
            sim.settings.showDeleted = true;
            expect((await call("GET", `/groups/${body.id}`)).body["state"]).to.equal("deleted");
            const again = await call("POST", "/groups", group);
            expect(again.status).to.equal(200);
            expect((await call("GET", "/groups?pageSize=500")).body.entities?.map(({ id }) => id))
                .to.include(again.body.id)
                .and.not.include(body.id);
        }),
    );

    it(
        "an OAuth client that was deleted lingers in the list as deleted",
        withSimulator(async (sim, call) => {
            const scope = { name: "S", authorizedGrantType: "CODE" };
            const { body } = await call("POST", "/oauth/clients", scope);
            await call("PUT", `/oauth/clients/${body.id}`, { ...scope, state: "inactive" });
            expect((await call("DELETE", `/oauth/clients/${body.id}`)).status).to.equal(204);
            expect((await call("GET", `/oauth/clients/${body.id}`)).status).to.equal(404);
            const { entities } = (await call("GET", "/oauth/clients")).body;
            expect(entities?.find(({ id }) => id === body.id)?.["state"]).to.equal("deleted");
            expect(JSON.stringify(sim.dump())).not.to.include(body.id);
        }),
    );
});
