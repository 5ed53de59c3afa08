import { fieldsOf, isGood, itemsOf, needed, type RawAnswer, statusOf, textOf } from "../answer";
import { type Check, confirmed, refuted, verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Made, Probe } from "../probe";
import { instances } from "./target";

const seesClients = ["view-clients"];
const clients = ["manage-clients"];
const providers = ["manage-identity-providers"];
/** The text that Keycloak shows instead of a secret. */
const mask = "**********";

const kitClient = (probe: Probe) => probe.shared("client", clients);
const kitProvider = (probe: Probe) => probe.shared("identity-provider", providers);

const check = (id: Check["id"], needs: readonly string[], run: Check["run"], creates?: string): Check => ({
    id,
    needs,
    run,
    ...(creates === undefined ? {} : { creates: [creates] }),
});
const withClient = (id: Check["id"], run: Check["run"], needs = clients) => check(id, needs, run, "client");
const withProvider = (id: Check["id"], run: Check["run"]) => check(id, providers, run, "identity-provider");

/** The provider's assumptions about a Keycloak. Checks that remove a test object come last. */
export const eleveoChecks: readonly Check[] = [
    check("E-1", seesClients, async (probe) => {
        const { body } = await oneClient(probe);
        return verdict(Array.isArray(body), Array.isArray(body) ? "clients are listed" : "it answers something else");
    }),
    check("E-2", seesClients, async (probe) => {
        const [client = {}] = itemsOf((await oneClient(probe)).body);
        const clientId = encodeURIComponent(textOf(client["clientId"]));
        const found = itemsOf(needed(await probe.ask("GET", `/clients?clientId=${clientId}`), seesClients).body);
        const exact = found.filter((one) => one["clientId"] === client["clientId"]).length;
        return verdict(exact === 1 && found.length === 1, `${found.length} found, ${exact} of this name`);
    }),
    check("E-3", seesClients, async (probe) => {
        const pages = [await oneClient(probe), needed(await probe.ask("GET", "/clients?first=1&max=1"), seesClients)];
        const [first = [], second = []] = pages.map(({ body }) => itemsOf(body).map(({ id }) => id));
        const differ = first.length === 1 && second.length === 1 && first[0] !== second[0];
        return verdict(differ, `pages of ${first.length} and ${second.length}${differ ? "" : ", the same"}`);
    }),
    check("E-4", seesClients, async (probe) => {
        const [client = {}] = itemsOf((await oneClient(probe)).body);
        const missing = ["attributes", "defaultClientScopes"].filter((key) => client[key] === undefined);
        return verdict(missing.length === 0, missing.length === 0 ? "it has both" : `without ${missing.join(", ")}`);
    }),
    check("E-6", [], async (probe) => {
        // A path of the server, not of the realm.
        const answer = needed(await probe.ask("GET", "/../../serverinfo"), ["view-realm"]);
        const types = itemsOf(fieldsOf(answer.body)["identityProviders"]).map(({ id }) => id);
        return verdict(types.includes("oidc"), `${types.length} types${types.includes("oidc") ? " with oidc" : ""}`);
    }),
    check("E-7", [], async (probe) => {
        const roles = rolesIn((await probe.target.token?.()) ?? "");
        return verdict(roles !== undefined, roles === undefined ? "the token tells none" : `${roles} roles`);
    }),
    check("E-8", ["view-events"], async (probe) => {
        const { body } = needed(await probe.ask("GET", "/events/config"), ["view-events"]);
        const enabled = fieldsOf(body)["adminEventsEnabled"];
        return verdict(enabled === true, `adminEventsEnabled is ${String(enabled)}`);
    }),
    withClient("E-9", async (probe) => {
        const { answer, id } = await kitClient(probe);
        return verdict(answer.status === 201 && id !== "", `${answer.status} ${id ? "with" : "without"} Location`);
    }),
    withClient("E-10", async (probe) => {
        const { answer } = await probe.create("client", {}, (await kitClient(probe)).name);
        return verdict(answer.status === 409, `a second one: ${statusOf(answer)}`);
    }),
    withClient("E-11", async (probe) => {
        const { id, name } = await kitClient(probe);
        needed(await probe.ask("PUT", `/clients/${id}`, { id, clientId: name, name: `${name} changed` }), clients);
        const client = fieldsOf(needed(await probe.ask("GET", `/clients/${id}`), seesClients).body);
        if (client["name"] === name) return refuted("the name was not written");
        const kept = textOf(client["description"]) !== "" && client["serviceAccountsEnabled"] === true;
        return verdict(kept, kept ? "the other fields stay" : "other fields are gone");
    }),
    withClient("E-12", async (probe) => {
        const secret = await secretOf(probe, "GET");
        return verdict(
            secret !== "" && secret !== mask,
            secret === mask ? "it is masked" : secret ? "it is shown" : "none",
        );
    }),
    withClient("E-13", async (probe) => {
        const before = await secretOf(probe, "GET");
        const after = await secretOf(probe, "POST");
        return verdict(after !== "" && after !== before, after === before ? "the same one" : "another one");
    }),
    withClient("E-14", async (probe) => {
        const { id } = await kitClient(probe);
        const answer = await probe.ask("GET", `/clients/${id}/service-account-user`);
        if (answer.status === 403) needed(answer, clients);
        return verdict(isGood(answer) && textOf(fieldsOf(answer.body)["id"]) !== "", statusOf(answer));
    }),
    withProvider("E-5", async (probe) => {
        const secret = configOf(await readProvider(probe))["clientSecret"];
        const masked = secret === mask || secret === undefined;
        return verdict(masked, secret === mask ? "it is masked" : masked ? "it is left out" : "it is shown");
    }),
    withProvider("E-17", async (probe) => {
        const answer = await readProvider(probe);
        const sent = fieldsOf(answer.body);
        await putProvider(probe, { ...sent, config: { ...configOf(answer), clientSecret: mask } });
        const secret = configOf(await readProvider(probe))["clientSecret"];
        return verdict(secret === mask, secret === mask ? "it shows as the mask" : "it no longer shows");
    }),
    withProvider("E-16", async (probe) => {
        const answer = await readProvider(probe);
        const { defaultScope, ...config } = configOf(answer);
        if (defaultScope === undefined) throw new NotChecked("the field to leave out did not come back");
        await putProvider(probe, { ...fieldsOf(answer.body), config });
        const kept = configOf(await readProvider(probe))["defaultScope"] !== undefined;
        return verdict(!kept, kept ? "what was left out stays" : "what was left out is gone");
    }),
    withProvider("E-18", async (probe) => {
        const { id } = await kitProvider(probe);
        const body = { ...fieldsOf((await readProvider(probe)).body), providerId: "keycloak-oidc" };
        const answer = await probe.ask("PUT", `${instances}/${id}`, body);
        if (!isGood(answer)) return confirmed(`refused: ${statusOf(answer)}`);
        const type = fieldsOf((await readProvider(probe)).body)["providerId"];
        return verdict(type === "oidc", type === "oidc" ? "ignored" : "it was changed");
    }),
    withProvider("E-19", (probe) => removed(probe, kitProvider, instances)),
    withClient("E-15", (probe) => removed(probe, kitClient, "/clients")),
];

const oneClient = async (probe: Probe): Promise<RawAnswer> =>
    needed(await probe.read("/clients?first=0&max=1"), seesClients);

async function secretOf(probe: Probe, method: string): Promise<string> {
    const { id } = await kitClient(probe);
    const path = `/clients/${id}/client-secret`;
    const answer = needed(await probe.ask(method, path, method === "POST" ? {} : undefined), clients);
    return textOf(fieldsOf(answer.body)["value"]);
}

async function readProvider(probe: Probe): Promise<RawAnswer> {
    return needed(await probe.ask("GET", `${instances}/${(await kitProvider(probe)).id}`), providers);
}
const putProvider = async (probe: Probe, body: object): Promise<RawAnswer> =>
    needed(await probe.ask("PUT", `${instances}/${(await kitProvider(probe)).id}`, body), providers);
const configOf = ({ body }: RawAnswer) => fieldsOf(fieldsOf(body)["config"]);

async function removed(probe: Probe, shared: (probe: Probe) => Promise<Made>, path: string) {
    const { entry, id } = await shared(probe);
    const gone = await probe.removeOne(entry);
    return verdict(gone, `deleted, then ${(await probe.ask("GET", `${path}/${id}`)).status}`);
}

/** The number of roles of `realm-management` in a token. */
function rolesIn(token: string): number | undefined {
    try {
        const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as unknown;
        const access = fieldsOf(fieldsOf(fieldsOf(claims)["resource_access"])["realm-management"]);
        return Array.isArray(access["roles"]) ? access["roles"].length : undefined;
    } catch {
        return undefined;
    }
}
