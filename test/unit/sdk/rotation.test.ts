import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { mockEngine, settled } from "./mocks";

describe("the example of rotation", () => {
    it("creates one random value per quarter and passes it to the client", async () => {
        const registered = mockEngine();
        pulumi.runtime.setAllConfig({ "rotation:quarter": "2026Q4" });
        require("../../../examples/rotation");
        await settled(registered, 4);
        const random = registered.find(({ type }) => type === "random:index/randomId:RandomId");
        expect(random?.inputs).to.deep.include({ byteLength: 8, keepers: { quarter: "2026Q4" } });
        const client = registered.find(({ type }) => type.endsWith("genesys:OAuthClient"));
        expect(client?.inputs).to.deep.include({
            name: "Reporting",
            roles: [{ role: "reporting-id", divisions: ["*"] }],
            rotation: '{"quarter":"2026Q4"}',
        });
        const caller = registered.find(({ name }) => name === "caller");
        expect(caller?.inputs["subjects"]).to.deep.equal([{ id: "caller-id", oauthClient: "caller-id" }]);
    });
});
