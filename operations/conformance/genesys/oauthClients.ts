import { entitiesOf, fieldsOf, isGood, itemsOf, needed, type RawAnswer, statusOf, textOf } from "../answer";
import { type Check, confirmed, refuted, verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Made, Probe } from "../probe";
import { grantId } from "./target";
import { check, codeClient, kitClient, kitRole, lacks, seesClients } from "./tenant";

const adds = ["oauth:client:add"];
const edits = [...adds, ...seesClients, "oauth:client:edit"];
const robotNeeds = [...adds, ...seesClients, "authorization:role:add", "authorization:grant:add"];
const withClient = (id: Check["id"], needs: readonly string[], run: Check["run"], more: readonly string[] = []) =>
    check(id, needs, run, ["client", ...more]);

const path = ({ id }: Pick<Made, "id">): string => `/oauth/clients/${id}`;
const read = async (probe: Probe, made: Made) => fieldsOf(needed(await probe.ask("GET", path(made)), seesClients).body);
/** A PUT that omits all optional fields. */
const put = async (probe: Probe, made: Made) =>
    needed(
        await probe.ask("PUT", path(made), { name: made.name, ...codeClient, accessTokenValiditySeconds: 300 }),
        edits,
    );

async function created(probe: Probe, more: object): Promise<Made> {
    const made = await probe.create("client", { ...codeClient, ...more });
    needed(made.answer, adds);
    return made;
}

/** Checks with test clients: none has a scope, and secrets are neither stored nor shown. */
export const oauthClients: readonly Check[] = [
    withClient("G-54", [...adds, ...seesClients], async (probe) => {
        const made = await kitClient(probe);
        const atOnce = textOf(fieldsOf(made.answer.body)["secret"]) !== "";
        const later = textOf((await read(probe, made))["secret"]) !== "";
        return verdict(
            atOnce && !later,
            `the create ${atOnce ? "has" : "lacks"} it, a read ${later ? "has" : "lacks"} it`,
        );
    }),
    withClient("G-81", adds, async (probe) => {
        const { answer } = await kitClient(probe);
        const missing = lacks(fieldsOf(answer.body), ["id", "name", "authorizedGrantType", "state"]);
        return verdict(missing.length === 0, missing.length === 0 ? "whole" : `without ${missing.join(", ")}`);
    }),
    withClient("G-55", edits, async (probe) => {
        const { after } = await written(probe);
        const kept = textOf(after["description"]) !== "";
        return verdict(!kept, kept ? "the description stays" : "the description that was left out is gone");
    }),
    withClient("G-57", adds, async (probe) => {
        const { answer } = await probe.create("client", {
            ...codeClient,
            registeredRedirectUri: ["http://conformance.invalid/"],
        });
        return verdict(!isGood(answer), `an http address: ${statusOf(answer)}`);
    }),
    withClient("G-58", adds, async (probe) => {
        const { answer } = await probe.create("client", { ...codeClient, accessTokenValiditySeconds: 172_801 });
        return verdict(!isGood(answer), `172,801 seconds: ${statusOf(answer)}`);
    }),
    withClient("G-59", adds, async (probe) => {
        const { answer } = await probe.create("client", { authorizedGrantType: "CLIENT-CREDENTIALS" });
        return verdict(!isGood(answer), `no roles: ${statusOf(answer)}`);
    }),
    withClient(
        "G-60",
        [...adds, "authorization:role:add"],
        async (probe) => {
            const { answer } = await probe.create("client", await robot(probe, await unheldRole(probe)));
            if (answer.status === 400)
                throw new NotChecked(`the client was refused, perhaps for something else: ${statusOf(answer)}`);
            return verdict(!isGood(answer), `a role that the caller lacks: ${statusOf(answer)}`);
        },
        ["role"],
    ),
    withClient(
        "G-61",
        robotNeeds,
        async (probe) => {
            const client = await read(probe, await kitRobot(probe));
            if (Array.isArray(client["allowedIPAddresses"])) return confirmed("the address comes back under this name");
            const other = Object.keys(client).find((key) => /allowed.?ip/i.test(key));
            return refuted(other === undefined ? "no such field comes back" : `it is called ${other}`);
        },
        ["role", "grant"],
    ),
    withClient(
        "G-62",
        robotNeeds,
        async (probe) => {
            const { answer } = await probe.create("client", await robot(probe, await heldRole(probe)));
            if (answer.status === 403) needed(answer, adds);
            return verdict(isGood(answer), `without an allowed address: ${statusOf(answer)}`);
        },
        ["role", "grant"],
    ),
    withClient("G-63", adds, async (probe) => {
        const made = await created(probe, { state: "inactive" });
        const state = textOf(fieldsOf(made.answer.body)["state"]) || textOf((await read(probe, made))["state"]);
        return verdict(state === "active", state === "active" ? "it is active all the same" : `it is ${state}`);
    }),
    withClient("G-64", edits, async (probe) => {
        const { before, after } = await written(probe);
        if (!before["dateToDelete"]) return refuted("the date was not kept");
        const kept = Boolean(after["dateToDelete"]);
        return verdict(!kept, kept ? "the date stays" : "a PUT without the date removes it");
    }),
    withClient(
        "G-84",
        robotNeeds,
        async (probe) => {
            const { id } = await kitRobot(probe);
            const isListed = (answer: RawAnswer) => entitiesOf(answer).some((one) => one["id"] === id);
            const answer = await probe.until(isListed, 20, () => probe.ask("GET", "/oauth/clients"));
            const client = entitiesOf(needed(answer, seesClients)).find((one) => one["id"] === id);
            if (client === undefined) throw new NotChecked("the list does not have the new client within 20 s");
            const missing = lacks(client, ["allowedIPAddresses", "dateToDelete"]);
            return verdict(missing.length === 0, missing.length === 0 ? "both" : `without ${missing.join(", ")}`);
        },
        ["role", "grant"],
    ),
];

/** Last of all: removes the client that the others use. */
export const removedClient: readonly Check[] = [
    withClient("G-56", [...edits, "oauth:client:delete"], async (probe) => {
        const answer = await probe.ask("DELETE", path(await kitClient(probe)));
        if (answer.status === 403) needed(answer, ["oauth:client:delete"]);
        return verdict(!isGood(answer), `an active client: ${statusOf(answer)}`);
    }),
    withClient("G-65", [...edits, "oauth:client:delete"], async (probe) => {
        const { made, gone } = await removed(probe);
        const answer = await probe.ask("GET", path(made));
        const state = textOf(fieldsOf(answer.body)["state"]) === "deleted" ? ' with the state "deleted"' : "";
        return verdict(gone, `inactive, deleted, then ${statusOf(answer)}${state}`);
    }),
    withClient("G-66", [...edits, "oauth:client:delete"], async (probe) => {
        const { made } = await removed(probe);
        const clients = entitiesOf(needed(await probe.ask("GET", "/oauth/clients"), seesClients));
        const listed = clients.find(({ id }) => id === made.id);
        if (listed === undefined) return confirmed("the list no longer has it");
        const isDeleted = listed["state"] === "deleted";
        return verdict(isDeleted, isDeleted ? "the list has it as deleted" : "the list has it as if it were there");
    }),
];

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString();

/** A client before and after a PUT that omits its description and its deletion date. */
const written = (probe: Probe) =>
    probe.once("written client", async () => {
        const made = await created(probe, { dateToDelete: inAMonth() });
        const before = await read(probe, made);
        await put(probe, made);
        return { before, after: await read(probe, made) };
    });

/** A client of the client-credentials grant with an allowed address and a deletion date, for several checks. */
const kitRobot = async (probe: Probe): Promise<Made> => {
    const more = { allowedIPAddresses: ["203.0.113.7"], dateToDelete: inAMonth() };
    return probe.shared("client", robotNeeds, { ...(await robot(probe, await heldRole(probe))), ...more }, "robot");
};

/** Removes the test client once. */
const removed = (probe: Probe) =>
    probe.once("removed client", async () => {
        const made = await kitClient(probe);
        return { made, gone: await probe.removeOne(made.entry) };
    });

/** A client of the client-credentials grant with one role. */
async function robot(probe: Probe, roleId: string): Promise<object> {
    const { body } = needed(await probe.read("/authorization/divisions/home"), []);
    const roleDivisions = [{ roleId, divisionId: textOf(fieldsOf(body)["id"]) }];
    return { authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions };
}

const unheldRole = async (probe: Probe): Promise<string> => (await kitRole(probe)).id;

/** The test role, granted to the calling client until the end of the run. */
const heldRole = (probe: Probe): Promise<string> =>
    probe.once("held role", async () => {
        const { id: role } = await kitRole(probe);
        const me = textOf(fieldsOf(needed(await probe.read("/authorization/subjects/me"), []).body)["id"]);
        const division = textOf(fieldsOf(needed(await probe.read("/authorization/divisions/home"), []).body)["id"]);
        await probe.listed("grant", grantId(me, division, role));
        const path = `/authorization/subjects/${me}/divisions/${division}/roles/${role}?subjectType=PC_OAUTH_CLIENT`;
        needed(await probe.ask("POST", path), ["authorization:grant:add"]);
        const holds = ({ body }: { body: unknown }) =>
            itemsOf(fieldsOf(body)["grants"]).some((grant) => fieldsOf(grant["role"])["id"] === role);
        await probe.until(holds, 10, () => probe.ask("GET", "/authorization/subjects/me"));
        return role;
    });
