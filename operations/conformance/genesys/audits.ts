import { entitiesOf, fieldsOf, itemsOf, isGood, needed, statusOf, textOf } from "../answer";
import { type Check, refuted, verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Probe } from "../probe";
import { check, count, kitRole, seesAudits } from "./tenant";

const day = 86_400_000;
/** Kinds of object that a review looks for in the log, by the service that is assumed to have them. */
const people = ["PeoplePermissions:Role", "PeoplePermissions:OAuthClient", "Groups:DirectoryGroup"];
const integrations = ["Integrations:Integration"];

/** Checks of the audit log. */
export const audits: readonly Check[] = [
    check("G-28", seesAudits, (probe) => mapped(probe, people)),
    check("G-29", seesAudits, async (probe) => {
        const realtime = await services(probe, "/audits/query/realtime/servicemapping");
        const missing = [...people, ...integrations].filter((one) => !realtime.includes(one));
        return verdict(
            missing.length === 0,
            missing.length === 0 ? "all of them" : `not at once: ${missing.join(", ")}`,
        );
    }),
    check("G-30", seesAudits, async (probe) => {
        const events = await recent(probe);
        const named = events.filter(({ user, context }) => fieldsOf(user)["id"] || fieldsOf(context)["userid"]).length;
        return verdict(named > 0, `${named} of ${count(events.length, "event")} name a person`);
    }),
    check("G-31", seesAudits, async (probe) => {
        const events = await recent(probe);
        const named = events.filter(({ client }) => textOf(fieldsOf(client)["id"]) !== "").length;
        return verdict(named === 0, `${named} of ${count(events.length, "event")} name a client`);
    }),
    check("G-32", seesAudits, async (probe) => {
        const now = Date.now();
        const month = await search(probe, now - 30 * day, now);
        const longer = await search(probe, now - 31 * day, now);
        if (!isGood(month)) return refuted(`30 days: ${statusOf(needed403(month))}`);
        return verdict(!isGood(longer), `30 days: ${statusOf(month)}, 31 days: ${statusOf(longer)}`);
    }),
    check("G-33", seesAudits, async (probe) => {
        const begin = Date.now() - 364 * day;
        const answer = needed403(await search(probe, begin, begin + day));
        return verdict(isGood(answer), `364 days ago: ${statusOf(answer)}`);
    }),
    check("G-80", seesAudits, (probe) => mapped(probe, integrations)),
];

/** Whether a change of a test object is in the log. It comes after the checks that create objects. */
export const auditOfWrites: readonly Check[] = [
    check(
        "G-35",
        [...seesAudits, "authorization:role:add"],
        async (probe) => {
            const { id } = await kitRole(probe);
            const begin = performance.now();
            const has = (answer: { body: unknown }) =>
                itemsOf(fieldsOf(answer.body)["entities"]).some(({ entity }) => fieldsOf(entity)["id"] === id);
            const answer = await probe.until(has, 60, async () =>
                needed(await realtime(probe, [{ property: "EntityId", value: id }, roleEvents]), seesAudits),
            );
            const seconds = Math.round((performance.now() - begin) / 1_000);
            return verdict(has(answer), has(answer) ? `within ${seconds} s` : "not within 60 s");
        },
        ["role"],
    ),
];

const needed403 = (answer: Awaited<ReturnType<Probe["ask"]>>) =>
    answer.status === 403 ? needed(answer, seesAudits) : answer;

const services = (probe: Probe, path: string): Promise<string[]> =>
    probe.once(`services ${path}`, async () =>
        itemsOf(fieldsOf(needed(await probe.ask("GET", path), seesAudits).body)["services"]).flatMap(
            ({ name, entities }) => itemsOf(entities).map((entity) => `${textOf(name)}:${textOf(entity["name"])}`),
        ),
    );

async function mapped(probe: Probe, wanted: readonly string[]) {
    const known = await services(probe, "/audits/query/servicemapping");
    const missing = wanted.filter((one) => !known.includes(one));
    return verdict(missing.length === 0, missing.length === 0 ? wanted.join(", ") : `not there: ${missing.join(", ")}`);
}

const interval = (from: number, to: number): string => [from, to].map((at) => new Date(at).toISOString()).join("/");

const search = (probe: Probe, from: number, to: number) =>
    probe.ask("POST", "/audits/query", { interval: interval(from, to), serviceName: "PeoplePermissions" });

const roleEvents = { property: "EntityType", value: "Role" };

function realtime(probe: Probe, filters: object[]) {
    const now = Date.now();
    const asked = { interval: interval(now - 13 * day, now + 60_000), serviceName: "PeoplePermissions" };
    return probe.ask("POST", "/audits/query/realtime", { ...asked, filters, pageSize: 100, pageNumber: 1 });
}

/** The latest events about roles, which nearly every organization has. */
const recent = (probe: Probe): Promise<Record<string, unknown>[]> =>
    probe.once("recent events", async () => {
        const events = entitiesOf(needed(await realtime(probe, [roleEvents]), seesAudits));
        if (events.length === 0) throw new NotChecked("the log has no event about roles of the last 13 days");
        return events;
    });
