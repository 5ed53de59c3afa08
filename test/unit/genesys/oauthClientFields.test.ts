import { expect } from "chai";
import { confirm } from "../../../provider/core/confirm";
import { differences } from "../../../provider/core/differences";
import { ruleFor } from "../../../operations/drift/rules";
import { oauthClient, type OAuthClientInputs } from "../../../provider/genesys/oauthClient";
import { fromBody, toBody } from "../../../provider/genesys/oauthClientBody";
import { checkInputs, encodeInputs } from "../../../provider/runtime/check";
import type { Simulator } from "../../../simulator";
import type { OAuthClient } from "../../../simulator/tenant";
import { printedDuring } from "../../printed";
import { checked, writes } from "./checked";
import { type Tenant, withGenesys } from "./tenant";

const adminRole = (sim: Simulator) => [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id ?? "";
const data = (sim: Simulator, more: object = {}) =>
    checked(oauthClient, { name: "Data", roles: [{ role: adminRole(sim), divisions: ["*"] }], ...more });
const stored = (sim: Simulator, id: string) => sim.tenant.oauthClients.get(id) as OAuthClient;
const problems = (more: object) =>
    checkInputs(oauthClient, { name: "Data", grantType: "code", redirectUris: ["https://a.example"], ...more })
        .problems;

/** A client that somebody has created, with its outputs. */
async function made({ sim, api }: Tenant, more: object = {}) {
    const { id, outputs } = await oauthClient.create(api, data(sim, more));
    sim.clearRequests();
    return { id, outputs, client: stored(sim, id) };
}

describe("allowed IP addresses of an OAuth client", () => {
    const declared = { allowedIpAddresses: ["203.0.113.9/24", "2001:DB8::1", "198.51.100.7/32", "198.51.100.7"] };
    const kept = ["198.51.100.7", "2001:db8::1", "203.0.113.0/24"];

    it(
        "are a set in one spelling; another order and spelling in the tenant is no drift, and writes nothing",
        withGenesys(async (tenant) => {
            const { id, outputs, client } = await made(tenant, declared);
            expect(client.allowedIPAddresses).to.deep.equal(kept);
            expect(outputs.allowedIpAddresses).to.deep.equal(kept);
            client.allowedIPAddresses = ["203.0.113.0/24", "2001:DB8:0::1", "198.51.100.7/32"];
            const { sim, api } = tenant;
            expect((await oauthClient.read(api, id, outputs))?.allowedIpAddresses).to.deep.equal(kept);
            await oauthClient.update?.(api, id, outputs, data(sim, declared));
            expect(writes(sim)).to.deep.equal([]);
        }),
    );

    it("must be addresses or CIDR ranges", () => {
        expect(problems({ allowedIpAddresses: ["10.0.0.1", "10.0.0.0/33", "eu.emite.com"] })).to.deep.equal(
            [
                ["10.0.0.0/33", 1],
                ["eu.emite.com", 2],
            ].map(([given, index]) => ({
                code: undefined,
                path: `allowedIpAddresses[${index}]`,
                reason: `must be an IPv4 or IPv6 address, or a CIDR range such as "203.0.113.0/24"; it is "${given}" [CC1125]`,
            })),
        );
    });

    it(
        "that somebody has set are kept by every write",
        withGenesys(async (tenant) => {
            const { sim, api } = tenant;
            const { id, outputs, client } = await made(tenant);
            client.allowedIPAddresses = ["10.0.0.0/8"];
            await oauthClient.update?.(api, id, outputs, data(sim, { description: "new" }));
            expect(stored(sim, id)).to.deep.include({ description: "new", allowedIPAddresses: ["10.0.0.0/8"] });
            await oauthClient.update?.(api, id, outputs, data(sim, { allowedIpAddresses: [] }));
            expect(stored(sim, id).allowedIPAddresses).to.deep.equal([]);
        }),
    );

    it("are read under any letter case, and written under the name that was read; an unknown form goes back as it is", () => {
        const client = { id: "c1", name: "Data", authorizedGrantType: "CODE" };
        const upper = { ...client, allowedIpADDRESSES: ["10.0.0.9/8"] };
        expect(fromBody(upper, {}).allowedIpAddresses).to.deep.equal(["10.0.0.0/8"]);
        expect(toBody({}, upper)).to.deep.include({ allowedIpADDRESSES: ["10.0.0.9/8"] });
        expect(toBody({ allowedIpAddresses: ["::1"] }, upper))
            .to.deep.include({ allowedIpADDRESSES: ["::1"] })
            .and.not.property("allowedIPAddresses");
        const unknown = { ...client, allowedIPAddresses: [{ cidr: "10.0.0.0/8" }] };
        expect(fromBody(unknown, {})).not.to.have.property("allowedIpAddresses");
        expect(toBody({}, unknown)).to.deep.include({ allowedIPAddresses: unknown.allowedIPAddresses });
    });

    it(
        "that a list does not show are read with the client itself",
        withGenesys(async (tenant) => {
            const { sim, api } = tenant;
            const { id, outputs } = await made(tenant, declared);
            await api.objects.oauthClients.all();
            sim.clearRequests();
            const list = { entities: [{ ...stored(sim, id), roleDivisions: [], allowedIPAddresses: undefined }] };
            sim.answerOnce("GET /api/v2/oauth/clients", { status: 200, body: list });
            expect((await oauthClient.read(api, id, outputs))?.allowedIpAddresses).to.deep.equal(kept);
        }),
    );

    it(
        "that Genesys Cloud does not return are warned about, and nothing is claimed",
        withGenesys(async ({ sim, api }) => {
            const usual = {
                name: "Data",
                authorizedGrantType: "CLIENT-CREDENTIALS",
                roleDivisions: [],
                state: "active",
            };
            const body = { id: "c1", ...usual, secret: "shown once" };
            sim.answerOnce("POST /api/v2/oauth/clients", { status: 200, body });
            sim.answerOnce("GET /api/v2/oauth/clients/{clientId}", { status: 200, body: usual });
            const printed = await printedDuring(async () => {
                const made = await oauthClient.create(api, data(sim, declared));
                expect(made.outputs.allowedIpAddresses).to.deep.equal([]);
                const { roles: _untold, ...inputs } = data(sim, declared);
                sim.answerOnce("GET /api/v2/oauth/clients/{clientId}", { status: 200, body: usual });
                const outputs = await confirm(oauthClient, api, inputs as OAuthClientInputs, made);
                expect(outputs.allowedIpAddresses).to.deep.equal([]);
            });
            expect(printed).to.equal(
                'warning: OAuth client "Data": Genesys Cloud did not return the allowed IP addresses that were sent. ' +
                    "Check them on the client's page. [CC2030]\n",
            );
        }),
    );

    it("that were added, and a restriction that is gone, are drift of high severity; fewer are of medium", () => {
        const severities = (was: string[], is: string[]) => {
            const state = (allowedIpAddresses: string[]) =>
                encodeInputs(oauthClient, { allowedIpAddresses }, ["allowedIpAddresses"]);
            return differences(state(was), state(is)).map((one) => {
                const { id, severity } = ruleFor("genesys:OAuthClient", one);
                return `${id} ${severity}`;
            });
        };
        expect(severities(["10.0.0.1"], ["10.0.0.0/8", "10.0.0.1"])).to.deep.equal(["client-address-added high"]);
        expect(severities(["10.0.0.1"], [])).to.deep.equal(["client-any-address high"]);
        expect(severities([], ["10.0.0.1"])).to.deep.equal(["client-restricted medium"]);
        expect(severities(["10.0.0.1", "10.0.0.2"], ["10.0.0.1"])).to.deep.equal(["less-access medium"]);
    });
});

describe("the date of deletion of an OAuth client", () => {
    it(
        "is written, compared as an instant, and left as it is if it is not declared",
        withGenesys(async (tenant) => {
            const { sim, api } = tenant;
            const { id, outputs, client } = await made(tenant, { dateToDelete: "2099-01-31T01:00:00+01:00" });
            expect(client.dateToDelete).to.equal("2099-01-31T00:00:00.000Z");
            client.dateToDelete = "2099-01-31T00:00:00Z";
            expect((await oauthClient.read(api, id, outputs))?.dateToDelete).to.equal("2099-01-31T00:00:00.000Z");
            await oauthClient.update?.(api, id, outputs, data(sim, { dateToDelete: "2099-01-31T00:00:00Z" }));
            expect(writes(sim)).to.deep.equal([]);
            const printed = await printedDuring(async () =>
                oauthClient.update?.(api, id, outputs, data(sim, { description: "x" })),
            );
            expect(stored(sim, id)).to.include({ description: "x", dateToDelete: "2099-01-31T00:00:00Z" });
            expect(printed).to.include("Genesys Cloud will delete it on 2099-01-31T00:00:00Z");
        }),
    );

    it("must be a date and time with a time zone", () => {
        for (const dateToDelete of ["2027-01-31", "2027-01-31T00:00:00", "tomorrow"])
            expect(problems({ dateToDelete })[0]?.reason, dateToDelete).to.match(
                /^must be a date and time in ISO 8601/,
            );
    });
});

describe("the implicit grant", () => {
    it("is warned about, and no other grant type is", () => {
        const found = (grantType: string) =>
            problems({ grantType, scopes: [] }).filter(({ path }) => path === "grantType");
        expect(found("token")).to.deep.equal([
            {
                code: "CC2025",
                path: "grantType",
                reason: "Genesys no longer offers the implicit grant for new clients (2026), and it stops working in 2027. Use code",
                inferred: true,
            },
        ]);
        for (const grantType of ["code", "saml2-bearer", "password"]) expect(found(grantType)).to.deep.equal([]);
    });
});

describe("an OAuth client that Genesys has disabled", () => {
    it(
        "is shown as disabled and never written as active; a warning says so",
        withGenesys(async (tenant) => {
            const { sim, api } = tenant;
            const { id, outputs, client } = await made(tenant);
            client.state = "disabled";
            const found = await oauthClient.read(api, id, outputs);
            expect(found?.state).to.equal("disabled");
            const difference = differences({ state: "active" }, { state: found?.state })[0];
            expect(difference && ruleFor("genesys:OAuthClient", difference).id).to.equal("client-disabled");
            const printed = await printedDuring(async () =>
                oauthClient.update?.(api, id, outputs, data(sim, { description: "new" })),
            );
            expect(printed).to.include("it is disabled. Only Genesys' support can change that.");
            expect(stored(sim, id)).to.include({ description: "new", state: "disabled" });
        }),
    );
});

describe("deleting an OAuth client that Genesys keeps for seven days", () => {
    const day = 86_400_000;
    const old = (test: (tenant: Tenant) => Promise<void>) => withGenesys(test, { delayedRemoval: true });
    /** Makes the client's history start this many days ago. */
    const age = (sim: Simulator, id: string, days: number) =>
        Object.assign(sim.tenant.history.get(id) ?? {}, { createdAt: Date.now() - days * day });

    it(
        "ends well if the client is inactive and has a date of deletion, and says so",
        old(async (tenant) => {
            const { sim, api } = tenant;
            const { id, outputs, client } = await made(tenant);
            age(sim, id, 31);
            const printed = await printedDuring(() => oauthClient.delete(api, id, outputs));
            expect(client).to.include({ state: "inactive" });
            expect(printed).to.equal(
                `note: OAuth client "Data" is inactive. Genesys Cloud shows it until it deletes it on ${client.dateToDelete}.\n`,
            );
            await oauthClient.delete(api, id, outputs);
        }),
    );

    it(
        "leaves nothing that a later create adopts, or a review reports as unmanaged",
        old(async (tenant) => {
            const { sim, api } = tenant;
            const { id, outputs } = await made(tenant);
            age(sim, id, 31);
            await oauthClient.delete(api, id, outputs);
            expect(await oauthClient.find(api, data(sim), true)).to.deep.equal([]);
            const listed = [];
            for await (const one of oauthClient.list(api)) listed.push(one.id);
            expect(listed).not.to.include(id);
        }),
    );

    it(
        "still waits for a client that is only inactive",
        old(async (tenant) => {
            const { sim, api } = tenant;
            const { id, outputs, client } = await made(tenant);
            sim.settings.lostDeletions = 1;
            await oauthClient.delete(api, id, outputs);
            expect(client.state).to.equal("deleted");
            expect(writes(sim).filter((one) => one.startsWith("DELETE"))).to.have.length(2);
        }),
    );
});

describe("fields of an OAuth client that somebody else has set", () => {
    it("stay with a role that is declared in a division", () => {
        const roleDivisions = [
            { roleId: "r", divisionId: "d", since: 2027 },
            { roleId: "r", divisionId: "gone", since: 2027 },
        ];
        const current = { id: "c", name: "Data", authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions };
        const roles = [{ role: "r", divisions: ["d", "e"] }];
        expect(toBody({ roles }, current).roleDivisions).to.deep.equal([
            { roleId: "r", divisionId: "d", since: 2027 },
            { roleId: "r", divisionId: "e" },
        ]);
    });

    for (const spelling of ["allowedIPAddresses", "allowedIpAddresses", "AllowedIPaddresses"])
        it(
            `stay when its description changes: a date, addresses as ${spelling}, and an unknown field`,
            withGenesys(async (tenant) => {
                const { sim, api } = tenant;
                const { id, outputs, client } = await made(tenant);
                const dateToDelete = "2027-01-31T00:00:00.000Z";
                const addresses = { [spelling]: ["203.0.113.0/24"] };
                const unheardOf = { quantumSafe: { level: 3, since: null } };
                // A PUT of this organization replaces: omitted fields are cleared.
                if (spelling === "allowedIPAddresses") Object.assign(client, addresses);
                client.more = { ...(spelling === "allowedIPAddresses" ? {} : addresses), ...unheardOf };
                client.dateToDelete = dateToDelete;
                await oauthClient.update?.(api, id, outputs, data(sim, { description: "changed" }));
                expect(writes(sim)).to.deep.equal(["PUT /api/v2/oauth/clients/{clientId}"]);
                const { more, ...known } = stored(sim, id);
                expect({ ...known, ...more }).to.deep.include({
                    description: "changed",
                    dateToDelete,
                    ...addresses,
                    ...unheardOf,
                });
            }),
        );
});
