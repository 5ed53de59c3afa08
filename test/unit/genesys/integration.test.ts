import { expect } from "chai";
import fc from "fast-check";
import { clientApp } from "../../../provider/genesys/clientApp";
import { integration } from "../../../provider/genesys/integration";
import { PartialFailure } from "../../../provider/core/resourceType";
import { checked, writes } from "./checked";
import { withGenesys } from "./tenant";

const app = {
    name: "App",
    url: "https://app.example/start",
    displayType: "standalone",
    category: "",
    sandbox: ["allow-scripts", "allow-forms"],
    permissions: ["microphone", "camera"],
    enabled: true,
};

describe("genesys.ClientApp", () => {
    it(
        "is created with three writes: the object, its configuration, the switch; and waits until it is active",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await clientApp.create(api, checked(clientApp, app));
            expect(writes(sim)).to.deep.equal([
                "POST /api/v2/integrations",
                "PUT /api/v2/integrations/{integrationId}/config/current",
                "PATCH /api/v2/integrations/{integrationId}",
            ]);
            expect(outputs.reportedState).to.equal("ACTIVE");
            expect(sim.tenant.integrations.get(id)?.config.properties).to.include({
                sandbox: "allow-forms,allow-scripts",
                permissions: "camera,microphone",
                featureCategory: "",
            });
        }),
    );

    it(
        "reads back as declared, and a second run writes nothing, even if the tenant uses another order",
        withGenesys(async ({ sim, api }) => {
            const groups = [...sim.tenant.groups.keys()];
            const inputs = checked(clientApp, { ...app, groups });
            const { id, outputs } = await clientApp.create(api, inputs);
            const properties = sim.tenant.integrations.get(id)?.config.properties ?? {};
            properties["groups"] = [...groups].reverse();
            properties["sandbox"] = "allow-scripts,allow-forms";
            expect(await clientApp.read(api, id, outputs)).to.deep.equal(outputs);
            sim.clearRequests();
            await clientApp.update?.(api, id, outputs, inputs);
            expect(writes(sim)).to.be.empty;
        }),
    );

    it(
        "keeps undeclared properties",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await clientApp.create(api, checked(clientApp, app));
            await clientApp.update?.(
                api,
                id,
                outputs,
                checked(clientApp, { name: "App", url: "https://app.example/next" }),
            );
            expect(sim.tenant.integrations.get(id)?.config.properties).to.include({
                url: "https://app.example/next",
                displayType: "standalone",
            });
        }),
    );

    it(
        "an app that was created but not configured is kept, and finished by the next update",
        withGenesys(async ({ sim, api }) => {
            sim.answerOnce("PUT /api/v2/integrations/{integrationId}/config/current", { status: 400, body: {} });
            const inputs = checked(clientApp, app);
            const failure = (await clientApp.create(api, inputs).catch((error: unknown) => error)) as PartialFailure<
                typeof inputs & { reportedState: string }
            >;
            expect(failure).to.be.instanceOf(PartialFailure);
            const outputs = await clientApp.update?.(api, failure.id, failure.outputs, inputs);
            expect(outputs?.reportedState).to.equal("ACTIVE");
        }),
    );

    it(
        "after a version conflict, the configuration is read again and written",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await clientApp.create(api, checked(clientApp, app));
            const there = sim.tenant.integrations.get(id);
            sim.answerOnce("PUT /api/v2/integrations/{integrationId}/config/current", {
                status: 409,
                body: { code: "general.conflict" },
                meanwhile: () => {
                    if (there) there.config.version++;
                },
            });
            await clientApp.update?.(api, id, outputs, checked(clientApp, { ...app, notes: "new" }));
            expect(there?.config.notes).to.equal("new");
        }),
    );

    it("switching off waits until it is inactive", async () => {
        await withGenesys(async ({ api }) => {
            const { id, outputs } = await clientApp.create(api, checked(clientApp, app));
            const off = await clientApp.update?.(api, id, outputs, checked(clientApp, { ...app, enabled: false }));
            expect(off?.reportedState).to.equal("INACTIVE");
        })();
    });

    it("properties of the other kind are rejected, each by its name", () => {
        const paths = (inputs: object) => clientApp.rules?.(inputs, () => false).map(({ path }) => path);
        expect(paths({ integrationType: "embedded-client-app", queues: [] })).to.deep.equal(["queues"]);
        expect(
            paths({ integrationType: "embedded-client-app-interaction-widget", displayType: "widget", category: "" }),
        ).to.deep.equal(["displayType", "category"]);
    });

    it(
        "an interaction widget reads back as declared",
        withGenesys(async ({ api }) => {
            const inputs = checked(clientApp, {
                name: "Widget",
                integrationType: "embedded-client-app-interaction-widget",
                url: "https://app.example/widget",
                queues: ["q2", "q1"],
                communicationTypes: ["email", "chat"],
            });
            const { id, outputs } = await clientApp.create(api, inputs);
            const read = await clientApp.read(api, id, outputs);
            expect(read).to.include({ integrationType: inputs.integrationType });
            expect(read?.queues).to.deep.equal(["q1", "q2"]);
            expect(read?.communicationTypes).to.deep.equal(["chat", "email"]);
        }),
    );

    it("any set of sandbox options reads back as it was declared", async () => {
        const options = ["allow-downloads", "allow-forms", "allow-modals", "allow-popups", "allow-scripts"];
        await withGenesys(
            async ({ api }) => {
                const { id, outputs } = await clientApp.create(api, checked(clientApp, app));
                await fc.assert(
                    fc.asyncProperty(fc.subarray(options), async (sandbox) => {
                        const next = await clientApp.update?.(
                            api,
                            id,
                            outputs,
                            checked(clientApp, { ...app, sandbox }),
                        );
                        expect(next?.sandbox).to.deep.equal([...sandbox].sort());
                    }),
                    { numRuns: 30 },
                );
            },
            { requestsPerMinute: 0 },
        )();
    });
});

describe("genesys.Integration", () => {
    const inputs = {
        name: "Actions",
        type: "purecloud-data-actions",
        notes: "for flows",
        credentials: { pureCloudOAuthClient: "cred" },
    };

    it(
        "reads back as declared and is deleted for good",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await integration.create(api, checked(integration, inputs));
            expect(await integration.read(api, id, outputs)).to.deep.equal(outputs);
            sim.clearRequests();
            await integration.update?.(api, id, outputs, checked(integration, inputs));
            expect(writes(sim)).to.be.empty;
            await integration.delete(api, id, outputs);
            await integration.delete(api, id, outputs);
            expect(sim.tenant.integrations.has(id)).to.equal(false);
        }),
    );

    it(
        "empty notes read back as empty, whatever the tenant's storage makes of them",
        withGenesys(async ({ api }) => {
            const { id, outputs } = await integration.create(api, checked(integration, { ...inputs, notes: "" }));
            expect((await integration.read(api, id, outputs))?.notes).to.equal("");
        }),
    );

    it(
        "an unknown type, and a property that the type's schema does not have, are reported with the nearest",
        withGenesys(async ({ api }) => {
            const type = await integration.verify?.(api, { type: "purecloud-data-action" });
            expect(type).to.deep.equal([
                {
                    code: "CC2013",
                    path: "type",
                    reason: 'this organization does not list the integration type "purecloud-data-action"; did you mean "purecloud-data-actions"?',
                    inferred: true,
                },
            ]);
            const property = await integration.verify?.(api, {
                type: "custom-rest-actions",
                properties: { customPropery: "x" },
            });
            expect(property?.[0]).to.deep.equal({
                code: "CC2014",
                path: "properties.customPropery",
                reason: '"custom-rest-actions" has no property "customPropery"; did you mean "customProperty"?',
            });
        }),
    );
});
