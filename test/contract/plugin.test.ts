import { createServer, type Socket } from "node:net";
import { expect } from "chai";
import type { ServiceError } from "@grpc/grpc-js";
import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import * as wire from "../../provider/runtime/wire";
import { type Simulator, startSimulator } from "../../simulator";
import { withHome } from "../home";
import { Plugin } from "./plugin";
import { settingsFor } from "../../tools/emiteTenant";

const withPlugin = (token: string, test: (plugin: Plugin, sim: Simulator) => Promise<void>) =>
    withHome(() => onPlugin(token, test));

async function onPlugin(token: string, test: (plugin: Plugin, sim: Simulator) => Promise<void>): Promise<void> {
    const sim = await startSimulator({ membershipLag: 0 });
    const plugin = await Plugin.start(token, settingsFor(sim));
    try {
        await test(plugin, sim);
    } finally {
        await plugin.stop();
        await sim.stop();
    }
}

const failed = (work: Promise<unknown>) =>
    work.then(
        () => expect.fail("it must fail"),
        (error: unknown) => error as ServiceError,
    );

describe("the engine's protocol", () => {
    it("has the constants that @pulumi/pulumi exports", () => {
        expect(wire.unknownValue).to.equal(unknownValue);
        expect(wire.signatureKey).to.equal(specialSigKey);
        expect(wire.secretSignature).to.equal(specialSecretSig);
    });
});

describe("the stock plugin of @pulumi/pulumi, driven with the library's text", () => {
    it("goes through check, create, diff, read, update, read of what is gone, and delete", () =>
        withPlugin("genesys:Group", async (plugin, sim) => {
            const { inputs } = await plugin.check({}, { name: "G", visibility: "public" });
            const { id, outs } = await plugin.create(inputs);
            expect(outs).to.include({ name: "G", type: "official" }).and.have.property("__provider");
            // Left open, so that the engine computes the differences itself.
            expect(await plugin.diff(id, outs, { ...inputs, visibility: "owners" })).to.deep.equal({
                changes: 0,
                replaces: [],
                deleteFirst: false,
            });
            expect((await plugin.diff(id, outs, { ...inputs, type: "social" })).replaces).to.deep.equal(["type"]);
            const next = await plugin.update(id, outs, { ...inputs, visibility: "owners" });
            const read = await plugin.read(id, next);
            expect(read.inputs).to.include({ visibility: "owners", name: "G" });
            await plugin.delete(id, next);
            expect((await plugin.read(id, next)).id).to.equal("");
            expect(sim.tenant.groups.get(id)?.state).to.equal("deleted");
        }));

    it("configures both of two simultaneous first calls", () =>
        withPlugin("genesys:Role", async (plugin) => {
            const both = await Promise.all(
                ["A", "B"].map((name) => plugin.create({ name, extraPermissions: "remove" })),
            );
            expect(both.map(({ id }) => id).every(Boolean)).to.equal(true);
        }));

    it("shares one token between sixty-four simultaneous creates", () =>
        withPlugin("genesys:Role", async (plugin, sim) => {
            const names = Array.from({ length: 64 }, (_, index) => `Role ${index}`);
            await Promise.all(names.map((name) => plugin.create({ name, extraPermissions: "remove" })));
            expect(sim.calls("POST /login/oauth/token")).to.have.length(1);
            expect(sim.calls("POST /api/v2/authorization/roles")).to.have.length(64);
        }));

    it("returns secrets wrapped", () =>
        withPlugin("genesys:OAuthClient", async (plugin, sim) => {
            const role = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id ?? "";
            const { inputs } = await plugin.check({}, { name: "C", roles: [{ role, divisions: ["*"] }] });
            const { outs } = await plugin.create(inputs);
            expect(Object.values(outs["clientSecret"] as object)).to.include(specialSecretSig);
        }));

    it("keeps the object, its properties and the reason if a create failed halfway", () =>
        withPlugin("genesys:Group", async (plugin, sim) => {
            sim.answerOnce("PUT /api/v2/groups/{groupId}", { status: 400, body: { code: "bad.request" } });
            const error = await failed(plugin.create({ name: "G", type: "official", description: "d" }));
            const [details] = error.metadata.get("grpc-status-details-bin");
            const text = Buffer.from(details ?? "").toString("latin1");
            expect(text).to.include("ErrorResourceInitFailed").and.include("Run `pulumi up` again to finish");
            expect(text).to.include([...sim.tenant.groups.values()].find(({ name }) => name === "G")?.id);
            expect(text).to.include("pulumi-contact-center/provider");
        }));

    it("prints no stack trace for a user's mistake", () =>
        withPlugin("genesys:Group", async (plugin, sim) => {
            sim.answerOnce("GET /api/v2/groups/{groupId}", { status: 403, body: { code: "missing.permissions" } });
            await failed(plugin.read("id", { name: "G" }));
            expect(plugin.errors.join("")).not.to.match(/\bat .*\.(js|ts):\d+/);
        }));

    it("exits when its engine is gone", async () => {
        const connected: Socket[] = [];
        const engine = createServer((socket) => {
            socket.on("error", () => undefined).write("unread");
            connected.push(socket);
        });
        await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
        const { port } = engine.address() as { port: number };
        const plugin = await Plugin.start("genesys:Role", {}, `127.0.0.1:${port}`);
        try {
            await plugin.check({}, { name: "R" }); // loads the library
            engine.close();
            // As the kernel does for a killed process.
            for (const socket of connected) socket.destroy();
            expect(await plugin.exited).to.equal(1);
        } finally {
            await plugin.stop();
        }
    });
});
