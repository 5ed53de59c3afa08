import { join } from "node:path";
import { expect } from "chai";
import type { Reviewed } from "../../provider/drift/findings";
import { type Ground, onGround, project, tenantConfig, using } from "./project";

const drift = ({ stack, folder }: Ground, ...args: string[]) =>
    stack.command(join(folder, "..", "..", "node_modules", ".bin", "contact-center"), ["drift", ...args]);
const named = <T extends { name: string }>(all: Iterable<T>, name: string): T => {
    const one = [...all].find((object) => object.name === name);
    if (one === undefined) throw new Error(`there is no ${name}`);
    return one;
};

interface Json {
    version: number;
    stacks: { stack: string; resources: Reviewed[]; summary: Record<string, number> }[];
}

describe("contact-center drift", () => {
    before(() => project());

    it("of all of eMite: nothing in an untouched tenant; changed, missing and unchecked, each named; nothing is changed by it", () =>
        onGround({ config: tenantConfig }, async (ground) => {
            const { sim, stack } = ground;
            await stack.must(["up", "--yes", "--skip-preview"]);
            sim.clearRequests();
            const untouched = await drift(ground);
            expect(untouched.code, untouched.output).to.equal(0);
            expect(untouched.stdout).to.equal("22 resources: 22 in sync\n");
            console.log(`      ${sim.requests.length} requests`);

            const { roles, groups, oauthClients, integrations } = sim.tenant;
            const role = named(roles.values(), "eMite Data Integration");
            role.policies = [
                ...role.policies,
                { domain: "routing", entityName: "queue", actionSet: ["add"], allowConditions: false },
            ];
            named(oauthClients.values(), "emite_SSO").registeredRedirectUri.push("https://evil.example/\u001b[2J");
            named(groups.values(), "emite_Access").state = "deleted";
            const before = JSON.stringify(sim.dump());
            const secret = named(oauthClients.values(), "emite_SSO").secret;
            sim.intercept((call) =>
                call === "GET /api/v2/integrations/{integrationId}/config/current"
                    ? { status: 403, body: { status: 403, code: "missing.permission", message: "no" } }
                    : undefined,
            );
            const { code, stdout, stderr } = await drift(ground);
            expect(code, stderr).to.equal(1);
            console.log(stdout.replace(/^/gm, "      "));
            expect(stdout).to.match(
                /^genesys\.Role "eMite Data Integration" +changed +high +permissions: \+ routing:queue:add {2}\(whoever holds the role may do more\)$/m,
            );
            expect(stdout).to.match(
                /^genesys\.OAuthClient "emite_SSO" +changed +high +redirectUris: \+ https:\/\/evil\.example\/\\u001b\[2J {2}\(/m,
            );
            expect(stdout).to.match(/^genesys\.Group "emite_Access" +missing +medium +the integration lacks it$/m);
            expect(stdout).to.match(/^genesys\.ClientApp "\w[^"]*" +unchecked +.*403 missing\.permission/m);
            expect(stdout).to.match(/^22 resources: \d+ in sync, 2 changed, \d missing, \d unchecked\n$/m);
            expect(stdout).not.to.include("\u001b");
            expect(stdout).not.to.include(secret);
            const [reviewed] = (JSON.parse((await drift(ground, "--json")).stdout) as Json).stacks;
            expect(reviewed?.resources.filter(({ status }) => status === "changed")).to.have.length(2);
            expect(JSON.stringify(sim.dump())).to.equal(before);
            expect([...integrations.values()].length).to.be.greaterThan(0);
        }));

    it("ends with 3 where something could not be read, with 2 where a stack fails, and reviews the others all the same", () =>
        onGround({ source: using(`new contact.genesys.Group("group", { name: "G" });`) }, async (ground) => {
            const { sim, stack } = ground;
            await stack.must(["up", "--yes", "--skip-preview"]);
            sim.intercept((call) => (call.startsWith("GET /api/v2/groups") ? { status: 503, body: {} } : undefined));
            await stack.setConfig("contactcenter:readTimeout", "5s");
            await stack.must(["up", "--yes", "--skip-preview"]);
            const unread = await drift(ground);
            expect(unread.code, unread.output).to.equal(3);
            expect(unread.stdout).to.match(/^genesys\.Group "G" +unchecked +group "G": .*503/);
            sim.intercept(undefined);
            const failed = await drift(ground, "--stack", "nothere", "test");
            expect(failed.code, failed.output).to.equal(2);
            expect(failed.stdout).to.match(
                /^Stack nothere\nfailed: pulumi: .*nothere.*\nStack test\n1 resources: 1 in sync\n$/,
            );
            expect((await drift(ground, "--all", "--stack", "test")).code).to.equal(2);
        }));
});
