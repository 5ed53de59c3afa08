import { expect } from "chai";
import { Recording } from "../../../operations/conformance/recording";
import { renderMarkdown } from "../../../cli/conformance/format";
import type { Simulator } from "../../../simulator";
import { checked, withOrganization } from "../../conformance";
import { expectNowhere, withEveryCharacter } from "../../engine/secrets";

/** Writes canaries wherever a tenant sets a value; returns all of them. */
function plant({ tenant }: Simulator): string[] {
    const canaries: string[] = [];
    const canary = (what: string): string => {
        const text = withEveryCharacter(`canary${canaries.length}${what}`);
        canaries.push(text);
        return text;
    };
    Object.assign(tenant.organization, { name: canary("organization"), shortName: canary("short") });
    for (const one of tenant.divisions.values()) one.name = canary("division");
    for (const user of [...tenant.users.values()].slice(0, 5))
        Object.assign(user, { name: canary("user"), email: `${canary("mail")}@acme.example` });
    for (const role of tenant.roles.values())
        Object.assign(role, {
            name: canary("role"),
            description: canary("words"),
            more: { [canary("key")]: canary("value") },
        });
    for (const group of tenant.groups.values())
        Object.assign(group, { name: canary("group"), description: canary("words"), email: canary("mail") });
    for (const client of tenant.oauthClients.values())
        Object.assign(client, {
            name: canary("client"),
            description: canary("words"),
            registeredRedirectUri: [`https://${canary("host")}`],
        });
    for (const { config } of tenant.integrations.values())
        Object.assign(config, {
            name: canary("app"),
            notes: canary("notes"),
            properties: { url: `https://x/${canary("path")}`, [canary("key")]: 1 },
        });
    return canaries;
}

describe("a recording", () => {
    it("has nothing of a tenant in any form: no name, id, address, telephone number, secret or token", () =>
        withOrganization(async (sim, target) => {
            const canaries = plant(sim);
            const recording = new Recording();
            let raw = "";
            const report = await checked(target, {
                record: (product, answer, request) => {
                    recording.add(product, answer, request);
                    raw += JSON.stringify(answer);
                },
            });
            // The planted values arrived.
            expect(canaries.filter((one) => raw.includes(JSON.stringify(one).slice(1, -1))).length).to.be.greaterThan(
                20,
            );
            const files = recording.files();
            expect(recording.size).to.be.greaterThan(100);
            const { tenant, credentials } = sim;
            const objects = [tenant.roles, tenant.groups, tenant.users, tenant.oauthClients, tenant.divisions];
            const ids = [...objects.flatMap((some) => [...some.keys()]), tenant.organization.id];
            const secrets = [...tenant.oauthClients.values()].map(({ secret }) => secret);
            const all = [
                ...canaries,
                ...ids,
                ...secrets,
                ...sim.tokens(),
                ...Object.values(credentials),
                new URL(sim.url).host,
            ];
            expectNowhere(all, { ...files, markdown: renderMarkdown("0.0.0", report) });
            expect(Object.keys(files)).to.deep.equal(["genesys-cloud.json"]);
        }));
});
