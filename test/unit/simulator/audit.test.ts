import { expect } from "chai";
import type { Simulator } from "../../../simulator";
import { type Call, client, group, roleId, withSimulator } from "./served";

const day = 86_400_000;
function last(days: number): string {
    const now = Date.now();
    return [now - days * day, now].map((at) => new Date(at).toISOString()).join("/");
}
const groups = () => ({ interval: last(1), serviceName: "Groups" });
const realtime = (call: Call, more: object) => call("POST", "/audits/query/realtime", { ...groups(), ...more });
const filter = (property: string, value: string) => ({ filters: [{ property, value }] });

/** A group created by the pipeline's client and changed by a person. */
async function changedGroup(sim: Simulator, call: Call): Promise<{ id: string; person: string }> {
    const { body } = await call("POST", "/groups", group);
    const [person = ""] = sim.tenant.users.keys();
    const change = { version: 1, description: "New" };
    await call("PUT", `/groups/${body.id}`, change, sim.tokenFor(undefined, person));
    return { id: body.id ?? "", person };
}

describe("the simulator's audit log", () => {
    it(
        "shows who did what, with the properties before and after, and a person's name on request",
        withSimulator(async (sim, call) => {
            const { id, person } = await changedGroup(sim, call);
            const { entities = [] } = (await realtime(call, {})).body;
            const [update, create] = entities as Record<string, unknown>[];
            expect(update).to.deep.include({ action: "Update", entityType: "DirectoryGroup", serviceName: "Groups" });
            expect(update).to.have.nested.property("entity.id", id);
            expect(update?.["user"]).to.have.keys("id", "selfUri");
            expect(update?.["propertyChanges"]).to.deep.include({
                property: "description",
                oldValues: [],
                newValues: ["New"],
            });
            expect(create?.["user"]).to.deep.equal({});
            expect(create?.["client"]).to.deep.equal({ id: "" });
            const named = await call("POST", "/audits/query/realtime?expand=user", groups());
            expect(named.body.entities?.[0]).to.have.nested.property(
                "user.name",
                sim.tenant.users.get(person)?.name ?? "",
            );
        }),
    );

    it(
        "has the changes of one service only, in either order, and those that fit every filter",
        withSimulator(async (sim, call) => {
            const { id, person } = await changedGroup(sim, call);
            const actions = async (more: object) =>
                (await realtime(call, more)).body.entities?.map(({ ["action"]: action }) => action);
            expect(await actions({ serviceName: "Integrations" })).to.deep.equal([]);
            const sort = [{ name: "Timestamp", sortOrder: "ascending" }];
            expect(await actions({ sort })).to.deep.equal(["Create", "Update"]);
            expect(await actions(filter("UserId", person))).to.deep.equal(["Update"]);
            expect(await actions(filter("EntityId", id))).to.have.length(2);
            expect(await actions(filter("EntityType", "Group"))).to.deep.equal([]);
            expect(await actions({ pageSize: 1, pageNumber: 2 })).to.deep.equal(["Create"]);
        }),
    );

    it(
        "has no secret of a client, and a new secret is an update",
        withSimulator(async (sim, call) => {
            const { body } = await call("POST", "/oauth/clients", client(sim));
            await call("PUT", `/oauth/clients/${body.id}`, client(sim, { description: "D" }));
            const renewed = await call("POST", `/oauth/clients/${body.id}/secret`);
            const log = await realtime(call, { serviceName: "PeoplePermissions" });
            expect(log.body.entities?.map(({ ["action"]: action }) => action)).to.deep.equal([
                "Update",
                "Update",
                "Create",
            ]);
            for (const secret of [body.secret, renewed.body.secret])
                expect(JSON.stringify(log.body)).not.to.include(secret);
        }),
    );

    it(
        "grants are members of the role",
        withSimulator(async (sim, call) => {
            const [subject = ""] = sim.tenant.users.keys();
            const role = roleId(sim, "Supervisor");
            const [division = ""] = sim.tenant.divisions.keys();
            await call("POST", `/authorization/roles/${role}`, { subjectIds: [subject], divisionIds: [division] });
            await call("DELETE", `/authorization/subjects/${subject}/divisions/${division}/roles/${role}`);
            const log = await realtime(call, { serviceName: "PeoplePermissions", ...filter("EntityId", role) });
            expect(log.body.entities?.map(({ ["action"]: action }) => action)).to.deep.equal([
                "MemberRemove",
                "MemberAdd",
            ]);
        }),
    );

    it(
        "refuses intervals that are too long, pages that are too large, unknown services, and an action without a type",
        withSimulator(async (sim, call) => {
            for (const wrong of [
                { interval: last(15) },
                { interval: "yesterday" },
                { interval: last(1).split("/").reverse().join("/") },
                { pageSize: 501 },
                { serviceName: "groups" },
                { serviceName: undefined },
                filter("Action", "Update"),
                filter("Colour", "Red"),
                { sort: [{ name: "Timestamp", sortOrder: "desc" }] },
            ])
                expect((await realtime(call, wrong)).status, JSON.stringify(wrong)).to.equal(400);
            expect((await realtime(call, { interval: last(14) })).status).to.equal(200);
            const search = (interval: string) => call("POST", "/audits/query", { ...groups(), interval });
            expect((await search(last(31))).status).to.equal(400);
            expect((await search(last(30))).status).to.equal(202);
            sim.settings.notInRealtime = ["Groups"];
            expect((await realtime(call, {})).status).to.equal(400);
        }),
    );

    it(
        "realtime shows only two weeks, and its mapping lacks some services",
        withSimulator(async (sim, call) => {
            await changedGroup(sim, call);
            for (const change of sim.tenant.changes) change.at -= 15 * day;
            expect((await realtime(call, { interval: `${last(20).split("/")[0]}/${last(10).split("/")[0]}` })).body)
                .to.have.property("entities")
                .that.deep.equals([]);
            sim.settings.notInRealtime = ["Groups"];
            const names = async (path: string) =>
                ((await call("GET", `/audits/query/${path}`)).body["services"] as { name: string }[]).map(
                    ({ name }) => name,
                );
            expect(await names("servicemapping")).to.deep.equal([
                "PeoplePermissions",
                "Directory",
                "Groups",
                "Integrations",
            ]);
            expect(await names("realtime/servicemapping")).to.deep.equal([
                "PeoplePermissions",
                "Directory",
                "Integrations",
            ]);
        }),
    );

    it(
        "a search in the background is queued, runs, succeeds, and only then has results, page by page",
        withSimulator(async (sim, call) => {
            await changedGroup(sim, call);
            const { body, status } = await call("POST", "/audits/query", groups());
            const path = `/audits/query/${body.id}`;
            expect([status, body["state"]]).to.deep.equal([202, "Queued"]);
            expect((await call("GET", `${path}/results`)).status).to.equal(400);
            for (const state of ["Running", "Succeeded", "Succeeded"])
                expect((await call("GET", path)).body["state"]).to.equal(state);
            const one = (await call("GET", `${path}/results?pageSize=1`)).body;
            expect(one.entities).to.have.length(1);
            const two = (await call("GET", `${path}/results?pageSize=1&cursor=${String(one["cursor"])}`)).body;
            expect(two.entities?.[0]?.["action"]).to.equal("Create");
            expect(two).not.to.have.property("cursor");
            expect((await call("GET", `${path}/results?cursor=x`)).status).to.equal(400);
            expect((await call("GET", "/audits/query/none")).status).to.equal(404);
            expect(sim.writes().map(({ route }) => route)).to.have.length(2);
        }),
    );
});
