import { expect } from "chai";
import { Budget } from "../../../operations/conformance/probe";
import { requestLimit, runChecks } from "../../../operations/conformance/run";
import { webexChecks, webexTarget } from "../../../operations/conformance/webex";
import { ApiError } from "../../../provider/transport/errors";
import { checked, idsWith, withOrganization } from "../../conformance";
import { withHome } from "../../home";
import { withWebex } from "../imagicle/webexServer";

describe("a check of conformance", () => {
    it("that is refused is skipped, and names the permission that the caller lacks", () =>
        withOrganization(async (sim, target) => {
            for (const role of sim.tenant.roles.values()) role.policies = [];
            const report = await checked(target, { only: ["G-4", "G-6", "G-28", "G-36", "G-44", "G-54", "G-72"] });
            expect(Object.fromEntries(report.outcomes.map(({ id, seen }) => [id, seen]))).to.deep.equal({
                "G-4": "the organization has id, name, thirdPartyOrgName",
                "G-6": "the calling client lacks authorization:role:view (GET /authorization/roles)",
                "G-28": "the calling client lacks audits:audit:view (GET /audits/query/servicemapping)",
                "G-36": "the calling client lacks authorization:role:add (POST /authorization/roles)",
                "G-44": "the calling client lacks directory:group:add (POST /groups)",
                "G-54": "the calling client lacks oauth:client:add (POST /oauth/clients)",
                "G-72": "the calling client lacks integrations:integration:add (POST /integrations)",
            });
            expect(sim.writes().filter(({ status }) => status < 400)).to.deep.equal([]);
        }));

    it("ends the command if the login fails, because no other check could run", () =>
        withOrganization(async (sim, target) => {
            sim.tenant.oauthClients.delete(sim.credentials.clientId);
            const error = await checked(target).then(
                () => undefined,
                (failure: unknown) => failure,
            );
            expect(error).to.be.instanceOf(ApiError);
            expect(sim.requests.length).to.equal(1);
        }));

    for (const body of [null, [], {}, "text", { entities: [null, 1, "x", {}], permissionMap: [] }])
        it(`survives any answer: ${JSON.stringify(body)}`, () =>
            withOrganization(async (sim, target) => {
                sim.intercept((call) => (call.includes("token") ? undefined : { status: 200, body: body as object }));
                const report = await checked(target, { writes: false });
                expect(report.outcomes.length).to.be.greaterThan(60);
                expect(idsWith(report, "confirmed").length).to.be.lessThan(12);
            }));

    it("of Webex only reads, and reports what exists", () =>
        withHome(async () => {
            const uuid = "6c3e3f0a-1234-4abc-8def-0123456789ab";
            const id = Buffer.from(`ciscospark://us/PEOPLE/${uuid}`).toString("base64");
            const answers = { "/people": { items: [{ id }] }, "/workspaces": { items: [{ id: "w", isFax: true }] } };
            await withWebex(answers, async (url) => {
                const target = await webexTarget({ token: "t", url });
                const options = { writes: false, budget: new Budget(requestLimit) };
                const report = await runChecks([{ target, checks: webexChecks }], options);
                expect(report.outcomes.map(({ result, seen }) => `${result}: ${seen}`)).to.deep.equal([
                    "confirmed: 1 of 1 ids end with a UUID inside",
                    "confirmed: 9 lists",
                    "refuted: 1 of 1 workspaces have a field about fax",
                ]);
            });
        }));
});
