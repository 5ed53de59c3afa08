import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Simulator } from "../../simulator";
import { policiesFor } from "../../simulator/tenant";
import type { StackReview } from "../../operations/drift/findings";
import * as contact from "../../sdk";
import { changes, changesProgram } from "./changes";
import { addReader, readerVariables } from "../reader";
import { type Fixture, type FixtureOptions, tenantConfig, withStack } from "./fixture";
import { addUnmanagedObjects, unmanagedObjects } from "./unmanagedObjects";

const named = <T extends { name: string }>(all: Iterable<T>, name: string): T => {
    const one = [...all].find((object) => object.name === name);
    if (one === undefined) throw new Error(`there is no ${name}`);
    return one;
};

/** Somebody changes something in the admin pages. */
async function asAnna(sim: Simulator, path: string, body: object): Promise<void> {
    const anna = named(sim.tenant.users.values(), "Anna Smith");
    const headers = {
        authorization: `Bearer ${sim.tokenFor(sim.credentials.clientId, anna.id)}`,
        "content-type": "application/json",
    };
    const answer = await fetch(sim.url + path, { method: "PUT", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
}

interface Json {
    version: number;
    stacks: StackReview[];
}

/** A tenant without limits. */
const plenty = {
    simulator: { requestsPerMinute: 0, oauthClientLimit: 500 },
    config: { "genesyscloud:requestsPerMinute": "1000000", "genesyscloud:oauthClientLimit": "500" },
};
/** Each takes some ten seconds; `DRIFT_TENANTS` runs more of them. */
const untouched = Number(process.env["DRIFT_TENANTS"] ?? 2);
/** One of many variants of tenant and program. */
function make(seed: number): FixtureOptions {
    const even = seed % 2 === 0;
    const { "emite:members": members, "emite:licences": licences } = tenantConfig;
    return {
        simulator: {
            seed,
            users: 40 + 40 * (seed % 4),
            leanLists: even,
            showDeleted: seed % 3 === 0,
            readLag: seed % 5 === 0 ? 200 : 0,
            listLag: seed % 5 === 1 ? 500 : 0,
            missingPermissions: seed % 7 === 0 ? ["wfm:adhocForecast:view"] : [],
        },
        config: {
            "emite:wfm": String(even),
            ...(seed % 3 === 0 ? {} : { "emite:members": members }),
            ...(seed % 4 === 0 ? {} : { "emite:licences": licences }),
        },
    };
}
const topOf = (path: string) => /^\w*/.exec(path)?.[0] ?? "";
const decided = (description: string) => () => {
    new contact.genesys.Group("group", { name: "G", description, rulesVisible: true });
    new contact.genesys.Role("role", { name: "R", permissions: ["routing:queue:view"] });
};

/** A read-only client previews and reviews like the other one, whose secret is nowhere. */
async function asReader({ sim, stack, command }: Pick<Fixture, "sim" | "stack" | "command">): Promise<void> {
    const reader = addReader(sim);
    await stack.setConfig("genesyscloud:oauthClientSecret", "", true);
    sim.clearRequests();
    const of = JSON.stringify({
        [stack.name]: {
            "genesyscloud:oauthClientId": reader.clientId,
            "genesyscloud:oauthClientSecret": reader.clientSecret,
        },
    });
    process.env["CONTACT_CENTER_READ_CREDENTIALS"] = of;
    const drift = await command("drift").finally(() => delete process.env["CONTACT_CENTER_READ_CREDENTIALS"]);
    expect(drift.stdout, drift.output).to.equal("22 resources: 22 in sync\n");
    Object.assign(process.env, readerVariables(reader));
    try {
        await stack.setConfig("emite:rotation", "autumn");
        const steps = await stack.steps("preview");
        // The caller of an `up` is still the other client: whatever names it does not change.
        expect(steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-2)?.split(":").at(-1)}`)).to.deep.equal(
            Array(5).fill("update OAuthClient"),
        );
    } finally {
        for (const name of Object.keys(readerVariables(reader))) delete process.env[name];
    }
    expect([...new Set(sim.requests.map(({ clientId }) => clientId))]).to.deep.equal([reader.clientId]);
    expect(sim.writes()).to.deep.equal([]);
    await stack.setConfig("genesyscloud:oauthClientSecret", sim.credentials.clientSecret, true);
}

describe("contact-center drift", () => {
    it("finds nothing in an untouched eMite tenant; then names everything changed, missing or unchecked, and changes nothing", () =>
        withStack({ config: tenantConfig }, async ({ sim, stack, command }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            sim.clearRequests();
            const untouched = await command("drift");
            expect(untouched.code, untouched.output).to.equal(0);
            expect(untouched.stdout).to.equal("22 resources: 22 in sync\n");
            console.log(`      ${sim.requests.length} requests`);
            await asReader({ sim, stack, command });

            const { roles, groups, oauthClients, integrations } = sim.tenant;
            const role = named(roles.values(), "eMite Data Integration");
            role.policies = [
                ...role.policies,
                { domain: "routing", entityName: "queue", actionSet: ["add"], allowConditions: false },
            ];
            named(oauthClients.values(), "emite_SSO").registeredRedirectUri.push("https://evil.example/\u001b[2J");
            named(groups.values(), "emite_Access").state = "deleted";
            const clara = named(sim.tenant.users.values(), "Clara Smith");
            const viewers = named(groups.values(), "emite_DashboardViewer");
            viewers.members.set(clara.id, { from: 0, until: Number.POSITIVE_INFINITY });
            const before = JSON.stringify(sim.dump());
            const secret = named(oauthClients.values(), "emite_SSO").secret;
            sim.intercept((call) =>
                call === "GET /api/v2/integrations/{integrationId}/config/current"
                    ? { status: 403, body: { status: 403, code: "missing.permission", message: "no" } }
                    : undefined,
            );
            const { code, stdout, stderr } = await command("drift");
            expect(code, stderr).to.equal(1);
            console.log(stdout.replace(/^/gm, "      "));
            expect(stdout).to.match(
                /^genesys\.Role "eMite Data Integration" +changed +high +permissions: \+ routing:queue:add {2}\(holders of the role may do more\) {2}\[[0-9a-f]{16}\]$/m,
            );
            expect(stdout).to.match(
                /^genesys\.OAuthClient "emite_SSO" +changed +high +redirectUris: \+ https:\/\/evil\.example\/\\u001b\[2J {2}\(/m,
            );
            expect(stdout).to.match(/^genesys\.Group "emite_Access" +missing +medium +the integration lacks it {2}\[/m);
            expect(stdout).to.match(/^genesys\.ClientApp "\w[^"]*" +unchecked +.*403 missing\.permission/m);
            // The name before the id, also in what is lost by a revert; the program gets the id, with the name as a
            // comment.
            expect(stdout).to.match(
                new RegExp(`^genesys\\.GroupMembership .* members: \\+ ${clara.email} \\(${clara.id}\\) `, "m"),
            );
            expect(stdout).to.include(`reverting: 1 member is removed from the group: "${clara.email} (${clara.id})"`);
            expect(stdout).to.include(`"${clara.id}" /* ${clara.email} */`);
            expect(stdout).to.match(/^\d+ resources: \d+ in sync, 3 changed, \d missing, \d unchecked\n$/m);
            expect(stdout).not.to.include("\u001b");
            expect(stdout).not.to.include(secret);
            const [reviewed] = (JSON.parse((await command("drift", "--json")).stdout) as Json).stacks;
            expect(reviewed?.resources.filter(({ status }) => status === "changed")).to.have.length(3);
            const added = reviewed?.resources
                .flatMap(({ findings }) => findings)
                .find(({ difference }) => difference?.path === "members");
            expect(added).to.deep.include({ names: { [clara.id]: clara.email } });
            expect(added?.difference?.found).to.equal(clara.id);
            expect(JSON.stringify(sim.dump())).to.equal(before);
            expect([...integrations.values()].length).to.be.greaterThan(0);
        }));

    it(`finds nothing in ${untouched} untouched tenants of different shapes`, async () => {
        for (let seed = 1; seed <= untouched; seed++)
            await withStack(make(seed), async ({ stack, command }) => {
                await stack.must(["up", "--yes", "--skip-preview"]);
                const { code, output } = await command("drift");
                expect(code, `tenant ${seed}: ${output}`).to.equal(0);
            });
    });

    it("exits with 3 if something could not be read and with 2 if a stack fails, and still reviews the others", () =>
        withStack(
            { program: () => void new contact.genesys.Group("group", { name: "G" }) },
            async ({ sim, stack, command }) => {
                await stack.must(["up", "--yes", "--skip-preview"]);
                sim.intercept((call) =>
                    call.startsWith("GET /api/v2/groups") ? { status: 503, body: {} } : undefined,
                );
                await stack.setConfig("contactcenter:readTimeout", "5s");
                await stack.must(["up", "--yes", "--skip-preview"]);
                const unread = await command("drift");
                expect(unread.code, unread.output).to.equal(3);
                expect(unread.stdout).to.match(/^genesys\.Group "G" +unchecked +group "G": .*503/);
                sim.intercept(undefined);
                const failed = await command("drift", "--stack", "nothere", "test");
                expect(failed.code, failed.output).to.equal(2);
                expect(failed.stdout).to.match(
                    /^Stack nothere\nfailed: .*nothere[^]*\nStack test\n1 resource: 1 in sync\n2 stacks: 1 in sync, 1 failed\n$/,
                );
                expect((await command("drift", "--all", "--stack", "test")).code).to.equal(2);
            },
        ));

    it("finds each of about fifty single changes, each to its own object, and names it with its severity", () =>
        withStack({ program: changesProgram, ...plenty }, async ({ sim, stack, command }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            for (const change of changes) change.apply(sim);
            const { stacks } = JSON.parse((await command("drift", "--json")).stdout) as Json;
            const found = (stacks[0]?.resources ?? []).flatMap(({ type, urn, findings }) =>
                findings.map(({ difference, severity, rule }) => {
                    const name = (urn.split("::").at(-1) ?? "").replace(/ (membership|assignment)$/, "");
                    return `${type} ${name}: ${difference ? `${difference.kind} ${topOf(difference.path)}` : "gone"}, ${severity} ${rule}`;
                }),
            );
            const wanted = changes.map(
                ({ class: type, object, path, kind = "changed", says }) =>
                    `${type} ${object}: ${path === undefined ? "gone" : `${kind} ${path}`}, ${says}`,
            );
            console.log(`      ${changes.length} changes, ${found.length} findings`);
            expect([...new Set(found)].sort()).to.deep.equal(wanted.sort());
            expect(changes.length).to.be.at.least(40);
        }));

    it("finds exactly the unmanaged objects among five hundred others", () =>
        withStack({ ...plenty, config: { ...plenty.config, ...tenantConfig } }, async ({ sim, stack, command }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            addUnmanagedObjects(sim, stack.name);
            const { stacks } = JSON.parse((await command("drift", "--json")).stdout) as Json;
            const found = (stacks[0]?.resources ?? []).map(
                ({ type, name, status, findings }) =>
                    `${type} ${name} ${status} ${findings.map(({ rule }) => rule).join()}`,
            );
            expect(found.sort()).to.deep.equal(unmanagedObjects.map((one) => `${one} `.trim()).sort());
            expect(unmanagedObjects).to.have.length(25);
            const { boxes = [], arrows = [] } = stacks[0]?.picture ?? {};
            const box = (wanted: string) => boxes.find(({ name }) => name === wanted);
            expect(box("Shadow 1")).to.deep.include({ type: "genesys.OAuthClient", status: "unmanaged" });
            expect(arrows).to.deep.include({ from: box("Shadow 1")?.id, to: box("eMite Data Integration")?.id });
        }));

    it("applies decisions: an accepted change is no longer drift, a reverted one is repaired, an ignored one returns", () =>
        withStack({ program: decided("as declared"), ...plenty }, async ({ sim, stack, folder, program, command }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            const [group, role] = [named(sim.tenant.groups.values(), "G"), named(sim.tenant.roles.values(), "R")];
            const described = group.description.replace("as declared", "other");
            await asAnna(sim, `/api/v2/groups/${group.id}`, { version: group.version, description: described });
            group.rulesVisible = false;
            role.policies = [
                ...role.policies,
                { domain: "routing", entityName: "queue", actionSet: ["add"], allowConditions: false },
            ];
            // As real organizations log the actions of clients: without their names.
            for (const change of sim.tenant.changes) if (change.user === undefined) change.by = "";
            const before = { by: "", at: Date.now() - 7_200_000, action: "Update" as const, name: "" };
            sim.tenant.changes.unshift({ ...before, kind: "Role", id: role.id });
            const { stacks } = JSON.parse((await command("drift", "--json")).stdout) as Json;
            const who = (property: string) =>
                stacks[0]?.resources
                    .flatMap(({ findings }) => findings)
                    .find(({ difference }) => difference?.path === property)
                    ?.changes?.map(({ by }) => by);
            expect(who("description")).to.deep.equal(["Anna Smith"]);
            expect(who("permissions")).to.deep.equal(["somebody whom the log does not name"]);
            expect(stacks[0]?.notes).to.deep.equal([
                "the log does not name who made 3 changes during an update of this stack. They probably came from the stack and are left out",
            ]);
            const print = (path: string) =>
                stacks[0]?.resources
                    .flatMap(({ findings }) => findings)
                    .find(({ difference }) => difference?.path === path)?.fingerprint ?? "";
            const review = join(folder, "drift-review.yaml");
            const decide = async (...args: string[]) => {
                const { code, output } = await command("drift", "decide", ...args);
                expect(code, output).to.equal(0);
            };
            const open = (await command("drift")).stdout;
            expect(open, "what accepting would change is shown before").to.include(
                'accept by: new genesys.Group("group"',
            );
            await decide(print("description"), "accept", "--stack", "test");
            await decide(print("permissions"), "revert");
            const ignore = ["ignore", "--until", "2999-12-31", "--reason", "until they move"];
            await decide("--stack", "test", print("rulesVisible"), ...ignore);
            const all = await command("drift");
            expect(all.code, all.output).to.equal(0);
            expect(all.stdout).to.match(/ignored until 2999-12-31: until they move/);
            expect(all.stdout).to.match(/permissions: .* by somebody whom the log does not name on \d{4}-\d\d-\d\d/);
            expect(all.stdout).to.match(/description: .* by Anna Smith on \d{4}-\d\d-\d\d/);
            const printed = /description: (".*"),/.exec(all.stdout)?.[1];
            expect(printed, all.stdout).to.equal('"other"');
            await writeFile(review, (await readFile(review, "utf8")).replace("2999-12-31", "2026-01-01"));
            const expired = await command("drift");
            expect(expired.code, expired.output).to.equal(1);
            expect(expired.stdout).to.match(/expired on 2026-01-01/);

            program(decided("other"));
            await stack.must(["up", "--yes", "--skip-preview", "--refresh"]);
            expect(named(sim.tenant.roles.values(), "R").policies).to.have.length(1);
            expect(named(sim.tenant.groups.values(), "G").description).to.match(/^other/);
            const after = await command("drift");
            expect(after.code, after.output).to.equal(0);
            expect(after.stdout.match(/^superfluous decision .*$/gm)).to.have.length(3);
            expect((await command("drift", "--strict")).code).to.equal(1);
            expect((await command("drift", "prune")).stdout).to.include("drift-review.yaml: 3 removed.");
            expect((await command("drift", "--strict")).code).to.equal(0);
        }));

    it("reports clients as unchecked and exits with 3 if the caller may not list them; mentions a missing audit permission once", () =>
        withStack({ config: tenantConfig }, async ({ sim, stack, command }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            const admin = named(sim.tenant.roles.values(), "admin");
            const lacking = (permission: string) =>
                (admin.policies = policiesFor([...sim.tenant.permissions].filter((one) => one !== permission)));
            lacking("oauth:client:view");
            const unread = await command("drift");
            expect(unread.code, unread.output).to.equal(3);
            expect(unread.stdout).to.match(/^genesys\.OAuthClient "emite_SSO" +unchecked .*403/m);
            expect(unread.stdout).to.match(/^genesys\.OAuthClient "unmanaged objects" +unchecked /m);
            lacking("audits:audit:view");
            named(sim.tenant.groups.values(), "emite_Access").visibility = "members";
            const unnamed = await command("drift");
            expect(unnamed.code, unnamed.output).to.equal(1);
            expect(unnamed.stdout.match(/audits:audit:view/g)).to.have.length(1);
        }));
});
