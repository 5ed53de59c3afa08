import { genesysClients } from "../../../provider/genesys/clients";
import { dialectOf, genesysDialect } from "../../../provider/genesys/failure";
import type { GenesysSettings } from "../../../provider/genesys/settings";
import { writeMarker } from "../../../provider/core/marker";
import { Http } from "../../../provider/transport/http";
import { entitiesOf, fieldsOf, isGood, itemsOf, type RawAnswer, textOf } from "../answer";
import { CreatedObjects } from "../createdObjects";
import type { ObjectKind, Probe, Target } from "../probe";
import { countTokens } from "../tokens";
import { UserError } from "../../../provider/transport/errors";

/** Unprocessed answers, on the transport of the provider: its quota, its token, its retries. */
export async function genesysTarget(settings: GenesysSettings): Promise<Target> {
    const [client] = genesysClients(settings).map(countTokens);
    if (client === undefined)
        throw new UserError(
            "CC6060",
            "the connection to Genesys Cloud has no client. This is an error of this library. Report it",
        );
    const http = new Http({ product: dialectOf(settings), clients: [client.client] });
    return {
        title: genesysDialect.name,
        http,
        base: `${settings.apiBase}/api/v2`,
        requests: () => http.requests + client.tokens(),
        kinds,
        listLag: 20_000,
        patience: 30,
        created: await CreatedObjects.open(["genesys", settings.apiBase, settings.clientId]),
    };
}

const idOf = ({ body }: RawAnswer): string | undefined => textOf(fieldsOf(body)["id"]) || undefined;

/** Deleted objects are not found, or are found as deleted. */
export const isGone = ({ status, body }: RawAnswer): boolean =>
    status === 404 || status === 410 || fieldsOf(body)["state"] === "deleted";

const named = (items: Record<string, unknown>[], name: string): string[] =>
    items.filter((one) => one["name"] === name && one["state"] !== "deleted").map(({ id }) => textOf(id));

async function removeAt(probe: Probe, path: string): Promise<boolean> {
    await probe.ask("DELETE", path);
    return isGone(await probe.ask("GET", path));
}

/** An active client cannot be deleted. */
async function removeClient(probe: Probe, id: string): Promise<boolean> {
    const path = `/oauth/clients/${id}`;
    const answer = await probe.ask("GET", path);
    if (isGone(answer)) return true;
    const client = fieldsOf(answer.body);
    if (client["state"] !== "inactive") {
        const sent = Object.fromEntries(
            writable.flatMap((key) => (client[key] === undefined ? [] : [[key, client[key]]])),
        );
        await probe.ask("PUT", path, { ...sent, state: "inactive" });
    }
    return removeAt(probe, path);
}

/** The fields that a PUT of a client accepts. */
const writable = [
    "name",
    "description",
    "authorizedGrantType",
    "accessTokenValiditySeconds",
    "registeredRedirectUri",
    "roleDivisions",
    "scope",
    "allowedIPAddresses",
];

const marked = (marker: string) => writeMarker({ text: "A check of contact-center conformance; remove it.", marker });

/** `<subject> <division> <role>`: a grant has no id. */
export const grantId = (subject: string, division: string, role: string): string => `${subject} ${division} ${role}`;

const kinds: Readonly<Record<string, ObjectKind>> = {
    role: {
        path: "/authorization/roles",
        body: (name, marker, more) => ({ name, description: marked(marker), ...more }),
        idOf,
        find: async (probe, name) =>
            named(entitiesOf(await probe.ask("GET", `/authorization/roles?pageSize=100&name=${name}`)), name),
        remove: (probe, id) => removeAt(probe, `/authorization/roles/${id}`),
    },
    group: {
        path: "/groups",
        body: (name, marker, more) => ({
            name,
            description: marked(marker),
            type: "official",
            visibility: "members",
            rulesVisible: false,
            ...more,
        }),
        idOf,
        find: async (probe, name) => {
            const query = [{ type: "EXACT", fields: ["name"], value: name }];
            const { body } = await probe.ask("POST", "/groups/search", { query });
            return named(itemsOf(fieldsOf(body)["results"]), name);
        },
        remove: (probe, id) => removeAt(probe, `/groups/${id}`),
    },
    client: {
        path: "/oauth/clients",
        body: (name, marker, more) => ({ name, description: marked(marker), accessTokenValiditySeconds: 300, ...more }),
        idOf,
        find: async (probe, name) => named(entitiesOf(await probe.ask("GET", "/oauth/clients")), name),
        remove: removeClient,
    },
    integration: {
        path: "/integrations",
        body: (name, _marker, more) => ({ name, integrationType: { id: "embedded-client-app" }, ...more }),
        idOf,
        find: async (probe, name) => {
            const type = "integrationType=embedded-client-app";
            return named(entitiesOf(await probe.ask("GET", `/integrations?pageSize=100&${type}`)), name);
        },
        remove: (probe, id) => removeAt(probe, `/integrations/${id}`),
    },
    grant: {
        path: "",
        body: () => ({}),
        idOf: () => undefined,
        find: () => Promise.resolve([]),
        remove: async (probe, id) => {
            const [subject, division, role] = id.split(" ");
            const path = `/authorization/subjects/${subject}/divisions/${division}/roles/${role}`;
            const answer = await probe.ask("DELETE", path);
            return isGood(answer) || answer.status === 404;
        },
    },
};
