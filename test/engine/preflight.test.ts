import { expect } from "chai";
import type { Need } from "../../operations/preflight";
import type { Simulator } from "../../simulator";
import { policiesFor } from "../../simulator/tenant";
import * as contact from "../../sdk";
import { tenantConfig, withStack } from "./fixture";

/** Grants the calling client exactly these permissions. */
function allow({ tenant, credentials }: Simulator, permissions: readonly string[]): void {
    const id = "role-of-the-pipeline";
    tenant.roles.set(id, { id, name: "Pipeline", description: "", default: false, policies: policiesFor(permissions) });
    for (const [key, grant] of tenant.grants)
        if (grant.subjectId === credentials.clientId && tenant.roles.get(grant.roleId)?.name === "admin")
            tenant.grants.set(key, { ...grant, roleId: id });
    // It may have been granted before.
    for (const grant of tenant.grants.values()) if (grant.roleId === id) return;
}

describe("contact-center preflight", () => {
    it("lists what the eMite program needs: a caller with exactly that completes its whole life, and the preview stops without any one", () =>
        withStack({ config: tenantConfig }, async ({ sim, stack, command }) => {
            const needsNow = async () => {
                const { code, output, stdout } = await command("preflight", "--json");
                expect(code, output).to.equal(0);
                const { needs, ready } = JSON.parse(stdout) as { needs: Need[]; ready: boolean };
                expect(ready).to.equal(true);
                return { needs, now: needs.filter((need) => need.now).map(({ permission }) => permission) };
            };
            /**
             * The preview names what is missing, and nothing is changed. Permissions for reads are removed one at a
             * time.
             */
            const eachIsNeeded = async (all: readonly string[], now: readonly string[]) => {
                sim.clearRequests();
                const views = now.filter((permission) => permission.endsWith(":view"));
                const others = now.filter((permission) => !views.includes(permission));
                for (const missing of [...views.map((one) => [one]), others]) {
                    allow(
                        sim,
                        all.filter((permission) => !missing.includes(permission)),
                    );
                    const { code, output } = await stack.preview();
                    expect(code, missing.join()).not.to.equal(0);
                    const named = [...output.matchAll(/lacks the permissions? (.+?)\. Give it a role/g)];
                    const names = named.flatMap(([, list]) => list?.split(", ") ?? []);
                    expect(names).to.include.members(missing);
                }
                expect(sim.writes()).to.deep.equal([]);
                allow(sim, all);
            };
            const { needs, now } = await needsNow();
            const all = needs.map(({ permission }) => permission);
            console.log(`      ${all.length} permissions, ${now.length} of them to create: ${all.join(" ")}`);
            await eachIsNeeded(all, now);
            await stack.must(["up", "--yes", "--skip-preview"]);
            await stack.must(["refresh", "--yes", "--skip-preview"]);
            const unchanged = await needsNow();
            expect(unchanged.needs.map(({ permission }) => permission)).to.deep.equal(all);
            expect(unchanged.now).to.deep.equal([]);
            await stack.setConfig("emite:rotation", "2");
            const change = await needsNow();
            console.log(`      to renew the secrets: ${change.now.join(" ")}`);
            await eachIsNeeded(all, change.now);
            await stack.must(["up", "--yes", "--skip-preview"]);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
        })).timeout(600_000);

    it("prints the problems of the program and the missing permissions, and exits with 1", () =>
        withStack(
            {
                program: () =>
                    void new contact.genesys.Role("role", { name: "R", permissions: ["no:such:permission"] }),
            },
            async ({ sim, command }) => {
                const wrong = await command("preflight");
                expect(wrong.code).to.equal(1);
                expect(wrong.stdout).to.include("held     authorization:role:add");
                expect(wrong.stdout).to.include("authorization:role:delete  to delete (later)");
                expect(wrong.stdout).to.include('"no:such:permission" does not exist in this organization');
                allow(sim, ["authorization:role:view"]);
                const lacking = await command("preflight");
                expect(lacking.code).to.equal(1);
                expect(lacking.stdout).to.include("LACKING  authorization:role:add");
                expect(lacking.stdout).to.include("lacks the permission authorization:role:add");
            },
        ));

    it("lists only what each resource still needs: a read for get, a deletion for what the program omits", () =>
        withStack({ program: () => void new contact.genesys.Role("mine", { name: "Mine" }) }, async (fixture) => {
            const { sim, stack, program, command } = fixture;
            const supervisor = [...sim.tenant.roles.values()].find(({ name }) => name === "Supervisor")?.id;
            await stack.must(["up", "--yes", "--skip-preview"]);
            const needs = async () => {
                const { stdout } = await command("preflight", "--json");
                return (JSON.parse(stdout) as { needs: Need[] }).needs.map((need) => [
                    need.permission,
                    need.for,
                    need.now,
                ]);
            };
            program(() => void contact.genesys.Role.get("theirs", supervisor ?? ""));
            const view = ["authorization:role:view", ["read", "delete"], true];
            expect(await needs()).to.deep.equal([["authorization:role:delete", ["delete"], true], view]);
            allow(sim, ["authorization:role:view"]);
            const lacking = await command("preflight");
            expect(lacking.stdout).to.include("LACKING  authorization:role:delete  to delete");
            expect(lacking.code).to.equal(1);
        }));
});
