import { createHash } from "node:crypto";
import { z } from "zod";
import type { Change, PropertyChange } from "../change";
import { described } from "../described";
import { flag, nothing, page, text } from "../paging";
import { badRequest, notFound } from "../refusal";
import { type Context, route } from "../route";
import { store, type Tenant } from "../tenant";
import { iso } from "./dates";

/** A query of the audit log, how often its state was asked for, and what it has found by then. */
interface AuditQuery {
    id: string;
    startedAt: number;
    asked: number;
    query: { interval: string; serviceName: string };
    found: Event[];
}

/** Queries that were requested and run in the background. */
const queries = store<AuditQuery>();

/** What is audited, as the service mapping of an organisation was seen to tell it; that of integrations is inferred. */
const services: Record<string, Record<string, readonly string[]>> = {
    PeoplePermissions: {
        Role: ["Create", "Update", "LicenseUpdate", "MemberAdd", "MemberUpdate", "MemberRemove"],
        AuthUser: ["Authenticate", "ChangePassword", "AuthenticationFailed"],
        OAuthClient: ["Create", "Update", "Delete"],
    },
    Directory: { User: ["Create", "Update", "Delete"], Organization: ["Create", "Update", "Delete"] },
    Groups: {
        SkillGroup: ["Create", "Update", "Delete"],
        DirectoryGroup: ["Create", "Update", "Delete"],
        Team: ["Create", "Update", "Delete"],
        SkillGroupDefinition: ["Create", "Update", "Delete"],
    },
    Integrations: { Integration: ["Create", "Update", "Delete"], Credential: ["Create", "Delete"] },
};
/** The log's name for a kind of object and for an action, if it differs. */
const types: Record<string, string> = { Group: "DirectoryGroup" };
const actions: Record<string, string> = { Grant: "MemberAdd", Revoke: "MemberRemove", RotateSecret: "Update" };

const day = 86_400_000;
/** The longest interval of one query; of the second form, by a reader's account of the vendor's pages. */
const longest = { realtime: 14 * day, inBackground: 30 * day };

const filters = ["UserId", "TrusteeOrganizationId", "ClientId", "Action", "EntityType", "EntityId"] as const;
const common = {
    interval: z.string(),
    serviceName: z.string(), // The description does not require it; its readers say that the server does.
    filters: z.array(described({ property: z.enum(filters), value: z.string() })).optional(),
    sort: z
        .array(described({ name: z.literal("Timestamp"), sortOrder: z.enum(["ascending", "descending"]) }))
        .max(1)
        .optional(),
};
const query = described(common);
const realtimeQuery = described({
    ...common,
    pageNumber: z.number().int().min(1).default(1),
    pageSize: z.number().int().min(1).max(500).default(25),
});
type Query = z.output<typeof query>;

function intervalOf(interval: string, most: number): [number, number] {
    const [from = Number.NaN, to = Number.NaN, more] = interval.split("/").map((one) => Date.parse(one));
    if (more !== undefined || Number.isNaN(from + to) || from > to)
        throw badRequest("The interval must be two times in ISO 8601, with / between.", "invalid.date");
    if (to - from > most) throw badRequest(`The interval is longer than ${most / day} days.`, "invalid.date");
    return [from, to];
}

/** One event of the log: a change leaves one or several. */
interface Event extends Change {
    index: string;
    /** Who did it according to the event, which is not always who did it. */
    named: { user?: string; client: string };
    context: Record<string, string>;
}

/** The events of a change, as two organizations were seen to have them. */
function eventsOf({ settings }: Pick<Context, "settings">, change: Change, number: number): Event[] {
    const { user } = change;
    const named = {
        ...(user === undefined || settings.anonymousAudits ? {} : { user }),
        client: settings.auditClients === "named" ? change.by : "",
    };
    const name = change.kind === "Group" ? "" : change.name;
    const one = { ...change, name, index: String(number), named, context: {} };
    if (change.kind !== "Group" || !/^Member/.test(change.action)) return [one];
    // A change of members leaves three events with one correlation id; the first is the system's.
    const correlationId = createHash("sha256").update(String(number)).digest("hex").slice(0, 32);
    const [count, members] = change.properties ?? [];
    const part = (index: number, property: PropertyChange | undefined) => ({
        ...one,
        index: `${number}-${index}`,
        properties: property === undefined ? [] : [property],
        context: { correlationId },
    });
    return [
        {
            ...part(0, count),
            named: { client: named.client },
            context: { correlationId, ...(user === undefined ? {} : { userid: user }) },
        },
        part(1, { property: "individuals", oldValues: [], newValues: [] }),
        part(2, members),
    ];
}

/** What an event is found by. */
function traits({ kind, action, named, id }: Event) {
    const EntityType = types[kind] ?? kind;
    const service = Object.keys(services).find((name) => EntityType in (services[name] ?? {}));
    const member = EntityType === "DirectoryGroup" && action.startsWith("Member");
    const Action = member ? "Update" : (actions[action] ?? action);
    const own = { EntityType, EntityId: id, Action, UserId: named.user ?? "", ClientId: named.client };
    return { service, own: { ...own, TrusteeOrganizationId: "" } };
}

function select(context: Pick<Context, "tenant" | "settings">, asked: Query, most: number): Event[] {
    const [from, to] = intervalOf(asked.interval, most);
    if (!Object.hasOwn(services, asked.serviceName))
        throw badRequest(`There is no service ${asked.serviceName}.`, "invalid.value");
    const given = asked.filters ?? [];
    const properties = new Set(given.map(({ property }) => property));
    if (properties.has("Action") && !properties.has("EntityType"))
        throw badRequest("A filter by Action needs one by EntityType.", "illegal.query");
    const fitting = context.tenant.changes
        .flatMap((change, index) => eventsOf(context, change, index))
        .filter((event) => {
            const { service, own } = traits(event);
            const wanted = given.every(({ property, value }) => own[property] === value);
            return event.at >= from && event.at <= to && service === asked.serviceName && wanted;
        });
    return asked.sort?.[0]?.sortOrder === "ascending" ? fitting : fitting.reverse();
}

function message(tenant: Tenant, event: Event, expanded: boolean) {
    const { own, service } = traits(event);
    const user = tenant.users.get(own.UserId);
    return {
        id: event.index,
        userHomeOrgId: tenant.organization.id,
        user: user
            ? { id: user.id, ...(expanded ? { name: user.name } : {}), selfUri: `/api/v2/users/${user.id}` }
            : {},
        client: { id: own.ClientId },
        remoteIp: [],
        serviceName: service,
        level: user ? "USER" : "SYSTEM",
        eventDate: iso(event.at),
        action: own.Action,
        entity: { id: own.EntityId, name: event.name },
        entityType: own.EntityType,
        status: "SUCCESS",
        application: "",
        initiatingAction: {},
        transactionInitiator: false,
        propertyChanges: event.properties ?? [],
        context: event.context,
        entityChanges: [],
    };
}

const mapping = (but: readonly string[] = []) => ({
    services: Object.entries(services)
        .filter(([name]) => !but.includes(name))
        .map(([name, entities]) => ({
            name,
            entities: Object.entries(entities).map(([entity, some]) => ({ name: entity, actions: some })),
        })),
});

/** Queued, then running, then done. */
const stateOf = ({ asked }: AuditQuery): string => ["Queued", "Running"][asked] ?? "Succeeded";
const statusBody = (one: AuditQuery) => ({
    id: one.id,
    state: stateOf(one),
    startDate: iso(one.startedAt),
    ...one.query,
});

function queryOf({ tenant, params }: Pick<Context, "tenant" | "params">): AuditQuery {
    const id = params["transactionId"] ?? "";
    const one = queries(tenant).get(id);
    if (!one) throw notFound("audit query", id);
    return one;
}

const cursorOf = (begin: number): string => Buffer.from(String(begin)).toString("base64url");

const permissions = ["audits:audit:view"];
const expand = z.enum(["user"]).optional();
const path = "/api/v2/audits/query";

/** The audit log: at once for two weeks, or in the background for everything that is kept. */
export const auditRoutes = [
    route("GET", `${path}/realtime/servicemapping`, { permissions, query: nothing }, ({ settings }) =>
        mapping(settings.notInRealtime),
    ),
    route("GET", `${path}/servicemapping`, { permissions, query: nothing }, () => mapping()),
    route(
        "POST",
        `${path}/realtime`,
        { permissions, query: z.strictObject({ expand }), body: realtimeQuery },
        ({ tenant, settings, now, query: { expand: user }, body }) => {
            if (settings.notInRealtime.includes(body.serviceName))
                throw badRequest(`The service ${body.serviceName} is not in realtime.`, "invalid.value");
            const found = select({ tenant, settings }, body, longest.realtime).filter(
                ({ at }) => at >= now - longest.realtime,
            );
            const messages = found.map((event) => message(tenant, event, user !== undefined));
            return page(messages, body);
        },
    ),
    route(
        "POST",
        path,
        { permissions, query: nothing, body: query, status: 202 },
        ({ tenant, settings, now, body }) => {
            const found = select({ tenant, settings }, body, longest.inBackground);
            const one: AuditQuery = { id: tenant.nextId(), startedAt: now, asked: 0, query: body, found };
            queries(tenant).set(one.id, one);
            return statusBody(one);
        },
    ),
    route("GET", `${path}/{transactionId}`, { permissions, query: nothing }, (context) => {
        const one = queryOf(context);
        one.asked++;
        return statusBody(one);
    }),
    route(
        "GET",
        `${path}/{transactionId}/results`,
        {
            permissions,
            query: z.strictObject({
                cursor: text,
                pageSize: z.coerce.number().int().min(1).max(500).default(25),
                expand,
                allowRedirect: flag,
            }),
        },
        (context) => {
            const { tenant, query: asked } = context;
            const one = queryOf(context);
            if (stateOf(one) !== "Succeeded") throw badRequest("The query has not succeeded.", "illegal.query");
            const cursorText = Buffer.from(asked.cursor ?? cursorOf(0), "base64url").toString();
            if (!/^\d+$/.test(cursorText)) throw badRequest("The cursor is none of this query.", "invalid.value");
            const begin = Number(cursorText);
            const end = begin + asked.pageSize;
            return {
                id: one.id,
                pageSize: asked.pageSize,
                ...(end < one.found.length ? { cursor: cursorOf(end) } : {}),
                entities: one.found
                    .slice(begin, end)
                    .map((event) => message(tenant, event, asked.expand !== undefined)),
            };
        },
    ),
];
