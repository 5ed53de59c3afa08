import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { forTenants, groupsOf, quotasOf } from "../../../cli/fleet/forTenants";
import { withOrganization } from "../../../cli/tenant/files";

describe("work for each tenant", () => {
    it("runs one after another for tenants of one organization or one client, and in parallel for others", async () => {
        const folder = await mkdtemp(join(tmpdir(), "fleet-"));
        const file = (client: string) =>
            `# schema\nconfig:\n  genesyscloud:region: eu-west-1\n  genesyscloud:oauthClientId: ${client}\n`;
        const files = {
            acme: withOrganization(file("1"), "o1"),
            initech: file("2"),
            acmeTest: withOrganization(file("3"), "o1"),
            acmeDev: file("1"),
        };
        try {
            await writeFile(join(folder, "Pulumi.yaml"), "name: platform\nruntime: nodejs\n");
            for (const [stack, text] of Object.entries(files))
                await writeFile(join(folder, `Pulumi.${stack}.yaml`), text);
            const running = new Set<string>();
            const together: string[] = [];
            const tenants = Object.keys(files).map((stack) => ({ stack, folder }));
            const results = await forTenants(
                tenants,
                () => ({}),
                async ({ stack }) => {
                    together.push(...[...running].map((other) => `${other}+${stack}`));
                    running.add(stack);
                    await new Promise(setImmediate);
                    running.delete(stack);
                    return stack;
                },
            );
            expect(results).to.deep.equal(Object.keys(files));
            expect(together).to.include("acme+initech");
            expect(together.filter((pair) => /^acme.*\+acme/.test(pair))).to.deep.equal([]);
        } finally {
            await rm(folder, { recursive: true });
        }
    });

    it("that fails lets running tenants finish, and starts no more of that group", async () => {
        const ended: string[] = [];
        const work = async ({ stack }: { stack: string }) => {
            if (stack === "acme") throw new Error("acme failed");
            await new Promise(setImmediate);
            ended.push(stack);
        };
        const tenants = ["acme", "initech"].map((stack) => ({ stack, folder: "/nowhere" }));
        const error = await forTenants(tenants, () => ({}), work).catch((one: Error) => one);
        expect((error as Error).message).to.equal("acme failed");
        expect(ended).to.deep.equal(["initech"]);
    });

    it("takes the client that reads for the one whose quota counts, and knows nothing of what is not said", () => {
        const config = { "genesyscloud:region": "eu-west-1", "genesyscloud:oauthClientId": "writer" };
        expect(quotasOf("", { config, env: { GENESYSCLOUD_READCLIENT_ID: "reader" } })).to.deep.equal([
            "client eu-west-1 reader",
        ]);
        expect(quotasOf("", { config: null, env: {} })).to.deep.equal([]);
    });

    it("finds the client in the settings of the native plugin too", () => {
        const genesys = { region: "eu-west-1", oauthClientId: "1", oauthClientSecret: { secure: "v1:x" } };
        const dynamic = { "genesyscloud:region": "eu-west-1", "genesyscloud:oauthClientId": 1 };
        const [native, other, encrypted] = [
            { "contactcenter:genesys": genesys },
            dynamic,
            { "contactcenter:genesys": { secure: "v1:y" } },
        ].map((config) => quotasOf("", { config, env: {} }));
        expect(native).to.deep.equal(["client eu-west-1 1"]).and.deep.equal(other);
        expect(encrypted).to.deep.equal([]);
        expect(groupsOf([[], [], ["a"], ["b"], ["a", "b"], ["c"]])).to.deep.equal([[0], [1], [2, 3, 4], [5]]);
    });
});
