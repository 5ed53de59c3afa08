import { expect } from "chai";
import { genesysLookups } from "../../../provider/genesys/lookups";
import { connectTo, withGenesys } from "./tenant";

const message = (answer: Promise<unknown>) =>
    answer.then(
        () => expect.fail("it must fail"),
        (error: Error) => error.message,
    );

describe("lookups", () => {
    it(
        "are requested once per connection",
        withGenesys(async ({ sim, api }) => {
            const lookups = genesysLookups(() => api);
            const all = () =>
                Promise.all([
                    lookups.organization(),
                    lookups.caller(),
                    lookups.divisions(),
                    lookups.division("sales"),
                    lookups.homeDivision(),
                    lookups.user("Anna.Smith@acme.example"),
                    lookups.role("admin"),
                    lookups.group("All Supervisors"),
                    lookups.permissions(),
                ]);
            const [organization, caller, , division, home, user] = await all();
            const requests = sim.requests.length;
            await all();
            expect(sim.requests.length).to.equal(requests);
            expect(organization).to.include({ shortName: "acmecontact", region: "eu-west-1" });
            const { clientId } = sim.credentials;
            expect(caller).to.deep.equal({ id: clientId, oauthClient: clientId });
            expect(division.name).to.equal("Sales");
            expect(home.name).to.equal("Home");
            expect(user.name).to.equal("Anna Smith");
        }),
    );

    it(
        "of missing objects are errors that name the object and the nearest",
        withGenesys(async ({ api }) => {
            const lookups = genesysLookups(() => api);
            expect(await message(lookups.division("Slaes"))).to.match(/no division "Slaes"; did you mean "Sales"\?/);
            expect(await message(lookups.user("x@acme.example"))).to.match(
                /this organization has no user "x@acme.example"/,
            );
            expect(await message(lookups.role("none"))).to.match(/this organization has no role "none"/);
        }),
    );

    it(
        "of a permission catalog that is not returned do not block a component; of one that cannot be read they do",
        withGenesys(async ({ sim, api }) => {
            const catalogue = "GET /api/v2/authorization/permissions";
            sim.answerOnce(catalogue, { status: 403, body: { code: "missing.permissions" } });
            expect(await genesysLookups(() => api).toldPermissions()).to.equal(undefined);
            const unread = connectTo(sim);
            sim.answerOnce(catalogue, { status: 200, body: { entities: [] } });
            expect(await genesysLookups(() => unread).toldPermissions()).to.equal(undefined);
            const gone = connectTo(sim, { apiBase: "http://127.0.0.1:9" });
            expect(await message(genesysLookups(() => gone).toldPermissions())).not.to.equal("");
            expect(await genesysLookups(() => connectTo(sim)).toldPermissions()).to.include("routing:queue:view");
        }),
    );

    it(
        "of several objects of one name are errors that list their ids",
        withGenesys(async ({ sim, api }) => {
            for (const group of sim.tenant.groups.values()) group.name = "Same";
            const ids = [...sim.tenant.groups.keys()];
            expect(await message(genesysLookups(() => api).group("Same"))).to.include(ids.join(", "));
        }),
    );
});
