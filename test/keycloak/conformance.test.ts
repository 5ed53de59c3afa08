import { expect } from "chai";
import { eleveoChecks } from "../../operations/conformance/eleveo";
import { eleveoTarget } from "../../operations/conformance/eleveo/target";
import { Budget } from "../../operations/conformance/probe";
import { Recording } from "../../operations/conformance/recording";
import { requestLimit, runChecks } from "../../operations/conformance/run";
import { callerRoles } from "../../tools/keycloak/tenant";
import { expectNowhere } from "../engine/secrets";
import { withHome } from "../home";
import { makeRealm, onEveryKeycloak, type Realm } from "./fixture";

const names = async ({ admin }: Realm) => {
    const clients = (await admin.get("/clients")) as { clientId: string }[];
    const providers = (await admin.get("/identity-provider/instances")) as { alias: string }[];
    return [...clients.map(({ clientId }) => clientId), ...providers.map(({ alias }) => alias)].sort();
};

onEveryKeycloak("conformance", (version) => {
    it("every assumption is confirmed, nothing is left behind, and a recording has nothing of the realm", () =>
        withHome(async () => {
            const realm = await makeRealm(version, [...callerRoles, "view-events"]);
            const canary = "canary-of-a-client";
            await realm.admin.post("/clients", {
                clientId: canary,
                name: canary,
                attributes: { [`${canary}.key`]: canary },
            });
            const before = await names(realm);
            const recording = new Recording();
            const report = await runChecks([{ target: await eleveoTarget(realm.settings), checks: eleveoChecks }], {
                writes: true,
                budget: new Budget(requestLimit),
                record: recording.add,
            });
            expect(report.outcomes.filter(({ result }) => result !== "confirmed")).to.deep.equal([]);
            expect(report.outcomes.length).to.equal(eleveoChecks.length);
            expect(report.left).to.deep.equal([]);
            expect(await names(realm)).to.deep.equal(before);
            console.log(`      ${report.outcomes.length} confirmed, ${report.requests} requests`);
            const { realm: name, clientId, clientSecret } = realm.settings;
            const own = [name, `"${clientId}"`, clientSecret, canary, new URL(realm.settings.url).host];
            expectNowhere(own, recording.files());
        }));
});
