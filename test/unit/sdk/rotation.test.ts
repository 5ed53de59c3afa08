import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { startSimulator } from "../../../simulator";
import { mockEngine, settled } from "./mocks";

describe("the example of rotation", () => {
    it("keeps one random value a quarter, and hands it to the client", async () => {
        const sim = await startSimulator();
        try {
            const registered = mockEngine();
            pulumi.runtime.setAllConfig({
                "genesyscloud:region": "eu-west-1",
                "genesyscloud:gateway": sim.url,
                "genesyscloud:oauthClientId": sim.credentials.clientId,
                "genesyscloud:oauthClientSecret": sim.credentials.clientSecret,
                "rotation:quarter": "2026Q4",
            });
            require("../../../examples/rotation");
            await settled(registered, 4);
            const random = registered.find(({ type }) => type === "random:index/randomId:RandomId");
            expect(random?.inputs).to.deep.include({ byteLength: 8, keepers: { quarter: "2026Q4" } });
            const client = registered.find(({ type }) => type.endsWith("genesys:OAuthClient"));
            expect(client?.inputs).to.include({ name: "Reporting", rotation: '{"quarter":"2026Q4"}' });
        } finally {
            await sim.stop();
        }
    });
});
