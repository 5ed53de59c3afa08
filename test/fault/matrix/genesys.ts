import { type Simulator, startSimulator, type Tenant } from "../../../simulator";
import { picture } from "../plan";
import type { Side, World } from "./world";

/**
 * The arguments of the complete eMite integration. Version 2 changes every kind of object, renews secrets and removes
 * clients.
 * @param divisions - an expression
 */
export const integrationArguments = (divisions: string): string => `{
        wfm: !second,
        licences: { divisions: ${divisions} },
        rotation: second ? "2" : "1",
        tokenLifetimeSeconds: second ? 3600 : 86400,
        names: second ? { role: "eMite Data" } : {},
        descriptions: second ? { accessGroup: "changed", app: "changed" } : {},
        members: {
            access: second ? ["anna.smith@acme.example"] : ["anna.smith@acme.example", "ben.smith@acme.example"],
            dashboardViewers: second ? ["ben.smith@acme.example"] : ["anna.smith@acme.example"],
        },
    }`;

const program = `
const contact = require("pulumi-contact-center");
const second = process.env.PROGRAM_VERSION === "2";
module.exports = async () => {
    const emite = new contact.emite.Integration("emite", ${integrationArguments("await contact.genesys.divisions()")});
    // What a user reads from the stack's outputs, without a command of its own for each case.
    emite.clientSecrets.apply((secrets) => require("node:fs").writeFileSync(process.env.SECRETS_FILE, JSON.stringify(secrets)));
    return { clientSecrets: emite.clientSecrets };
};`;

interface Saved {
    tenant: Tenant;
    credentials: Simulator["credentials"];
}

export const genesys: World = {
    title: "eMite on Genesys Cloud",
    program,
    open: async (saved, work) => {
        const { tenant, credentials } = (saved ?? {}) as Partial<Saved>;
        // Another seed, so that no new object has the id of an old one.
        const sim = await startSimulator({ membershipLag: 0, requestsPerMinute: 0, seed: tenant ? 2 : 1 });
        const { nextId } = sim.tenant;
        if (tenant) Object.assign(sim.tenant, structuredClone(withoutFunctions(tenant)), { nextId });
        try {
            return await work(sideOf(sim, credentials ?? sim.credentials));
        } finally {
            await sim.stop();
        }
    },
    stop: () => Promise.resolve(),
};

const withoutFunctions = ({ nextId: _nextId, ...rest }: Tenant) => rest;

function sideOf(sim: Simulator, credentials: Simulator["credentials"]): Side {
    return {
        env: {
            GENESYSCLOUD_REGION: "eu-west-1",
            GENESYSCLOUD_GATEWAY: sim.url,
            GENESYSCLOUD_OAUTHCLIENT_ID: credentials.clientId,
            GENESYSCLOUD_OAUTHCLIENT_SECRET: credentials.clientSecret,
        },
        intercept: (decide) => sim.intercept(decide),
        requests: () => {
            const writes = new Set(sim.writes());
            return sim.requests.map((one) => ({ call: one.route, write: writes.has(one), at: one.at }));
        },
        clearRequests: () => sim.clearRequests(),
        picture: () => Promise.resolve(picture(sim)),
        works: (name, secret) => {
            const living = [...sim.tenant.oauthClients.values()].filter(({ state }) => state === "active");
            return Promise.resolve(living.find((client) => client.name === name)?.secret === secret);
        },
        save: (): Saved => {
            const { nextId } = sim.tenant;
            return { tenant: { ...structuredClone(withoutFunctions(sim.tenant)), nextId }, credentials };
        },
    };
}
