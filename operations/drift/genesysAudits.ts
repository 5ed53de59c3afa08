import { type AskedObject, type AuditChange, notKnown, type Recorded } from "./recorded";
import { currentDeadline, Deadline, within } from "../../provider/transport/deadline";
import { ApiError, unlessGone, UserError } from "../../provider/transport/errors";
import { poll } from "../../provider/transport/poll";
import { clientIds } from "../../provider/genesys/clients";
import { pages } from "../../provider/genesys/answers/pages";
import { required } from "../../provider/genesys/answers/needed";
import type { AuditMessage as Message, PropertyChange } from "../../provider/genesys/answers/audit";
import type { GenesysApi } from "../../provider/genesys/api";
import { type Asked, type Question, questionsFor, realtimeDays, toAsked } from "./auditQuestions";

/** Seconds after which reading the log times out. No vendor document says how long a query takes. */
const patience = 60;
const pageSize = 500;
/** A longer answer is not read to the end. Its latest messages come first. */
const mostMessages = 5_000;
/** With this expansion, messages contain the names of people. */
const expand = ["user"];
/** Actions that change nothing. */
const looks = /^(View|Read|ReadAll|Download|Export|Authenticate)$/;
/** Properties that may contain a secret, by name or by value. */
const secretive = /secret|passw|credential|(api|private).?key|token("?\s*[=:]|$)|:\/\/[^/\s]*:[^/\s]*@/i;

/**
 * Who changed objects in the last days, from the organization's audit log. If the log cannot be read, a note says so.
 * @param days - two weeks take one request per type of object, or per object; more days are queried in the background
 */
export async function recordedChanges(
    api: GenesysApi,
    objects: readonly AskedObject[],
    days = realtimeDays,
): Promise<Recorded> {
    const asked = toAsked(objects);
    if (asked.length === 0) return { changes: new Map() };
    return within(currentDeadline() ?? new Deadline(patience), async () => {
        const { messages, problem, inPart } = await readLog(api, asked, days);
        const relevant = messages.filter((message) => asked.some((one) => isOf(message, one)) && !isOurs(api, message));
        const name = await names(api, relevant);
        const changes = new Map<string, AuditChange[]>();
        for (const one of asked) {
            const own = acts(relevant.filter((message) => isOf(message, one)));
            if (own.length > 0)
                changes.set(
                    one.id,
                    own.map((act) => toChange(act, name)),
                );
        }
        return { changes, ...(problem === undefined ? {} : { note: notKnown(problem, inPart) }) };
    });
}

// --- read ---

/** The entries of the log, the latest first, and why they are incomplete. */
async function readLog(api: GenesysApi, asked: readonly Asked[], days: number) {
    try {
        const mapping = await unlessGone(api.vendor.audit.getAuditsQueryRealtimeServicemapping());
        const questions = questionsFor(asked, mapping ?? {}, days, Date.now());
        const answers = await Promise.allSettled(questions.map((question) => ask(api, question)));
        const good = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
        const failed = answers.find((answer) => answer.status === "rejected");
        const cut = good.some(({ cutOff }) => cutOff) ? `the log has more than ${mostMessages} entries` : undefined;
        // The ends of intervals overlap, so an event at that moment is in two answers.
        const found = good.flatMap(({ messages }) => messages);
        const once = new Map<unknown, Message>(found.map((message) => [message.id ?? message, message]));
        const messages = [...once.values()].sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
        return { messages, problem: failed ? problemOf(failed.reason) : cut, inPart: good.length > 0 };
    } catch (error) {
        return { messages: [], problem: problemOf(error), inPart: false };
    }
}

function problemOf(error: unknown): string {
    if (error instanceof ApiError && error.status === 403) return "the calling client lacks audits:audit:view";
    return error instanceof Error ? error.message : String(error);
}

async function ask(api: GenesysApi, question: Question): Promise<{ messages: Message[]; cutOff: boolean }> {
    const messages: Message[] = [];
    for await (const message of question.realtime ? atOnce(api, question) : inBackground(api, question)) {
        if (messages.length === mostMessages) return { messages, cutOff: true };
        messages.push(message);
    }
    return { messages, cutOff: false };
}

const atOnce = ({ vendor }: GenesysApi, { body }: Question): AsyncIterable<Message> =>
    pages((pageNumber) => vendor.audit.postAuditsQueryRealtime({ ...body, pageSize, pageNumber }, { expand }));

async function* inBackground({ vendor }: GenesysApi, { body }: Question): AsyncGenerator<Message> {
    const id = required((await vendor.audit.postAuditsQuery(body)).id, "id of the audit query");
    await poll("the audit log has been searched", patience, async () => {
        const { state = "" } = await vendor.audit.getAuditsQueryTransactionId(id);
        if (/^(Failed|Cancelled)$/.test(state))
            throw new UserError("CC6079", `the search of the audit log failed: its state is ${state}`);
        return state === "Succeeded";
    });
    let cursor: string | undefined;
    do {
        const options = { pageSize, expand, ...(cursor === undefined ? {} : { cursor }) };
        const answer = await vendor.audit.getAuditsQueryTransactionIdResults(id, options);
        yield* answer.entities ?? [];
        cursor = answer.cursor;
    } while (cursor);
}

// --- messages ---

const timeOf = ({ eventDate = "" }: Message): string => eventDate;

function isOf({ entity, entityType, action = "", status }: Message, { entityId, entity: asked }: Asked): boolean {
    if (entity?.id !== entityId || entityType !== asked.type || status === "FAILURE" || looks.test(action))
        return false;
    return asked.members === undefined || action.startsWith("Member") === asked.members;
}

/** Changes by the stack's own clients were declared and are not drift. */
const isOurs = ({ settings }: GenesysApi, message: Message): boolean =>
    userOf(message) === undefined && clientIds(settings).includes(clientOf(message) ?? "");

/** A text of the context; an empty one counts as absent. */
function inContext({ context }: Message, key: string): string | undefined {
    const value = context?.[key];
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** One action may produce several messages, as a change of a group's members does. They share a correlation id. */
function acts(messages: readonly Message[]): Message[][] {
    const byAct = new Map<unknown, Message[]>();
    for (const message of messages) {
        const key = inContext(message, "correlationId") ?? message;
        byAct.set(key, [...(byAct.get(key) ?? []), message]);
    }
    return [...byAct.values()];
}

/** If the system acts on behalf of a user, the user is only in the context. */
const userOf = (message: Message): string | undefined => message.user?.id || inContext(message, "userid");
const clientOf = ({ client }: Message): string | undefined => client?.id || undefined;

/** The first value that any message of an action has. */
const first = <T>(act: readonly Message[], tell: (message: Message) => T | undefined): T | undefined =>
    act.map(tell).find((one) => one !== undefined);

function toChange(act: readonly Message[], name: (id: string) => string): AuditChange {
    const by = first(act, userOf) ?? first(act, clientOf);
    return {
        at: first(act, ({ eventDate }) => eventDate) ?? "",
        ...(by === undefined ? {} : { by: name(by) }),
        action: first(act, ({ action }) => action) ?? "",
        properties: act.flatMap(({ propertyChanges }) => propertyChanges ?? []).map(property),
    };
}

function property({ property: name = "", oldValues, newValues }: PropertyChange) {
    const from = shown(name, oldValues);
    const to = shown(name, newValues);
    return { property: name, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function shown(name: string, values: readonly string[] = []): string | undefined {
    if (values.length === 0 || [name, ...values].some((text) => secretive.test(text))) return undefined;
    return values.join(", ");
}

// --- names ---

/** Names of the users and clients, by id. An id without a name stands for itself. */
async function names(api: GenesysApi, messages: readonly Message[]): Promise<(id: string) => string> {
    const known = new Map(messages.flatMap(({ user }) => (user?.id && user.name ? [[user.id, user.name]] : [])));
    const people = new Set(messages.map(userOf).filter((id) => id !== undefined && !known.has(id)));
    const byClients = messages.some((message) => userOf(message) === undefined && clientOf(message) !== undefined);
    // A caller that may read the log may not be allowed to read these.
    const [users, clients] = await Promise.all([
        Promise.all([...people].map((id) => api.users.byId.load(id as string))).catch(() => []),
        byClients ? api.objects.oauthClients.all().catch(() => []) : [],
    ]);
    for (const one of [...clients, ...users]) if (one?.id && one.name) known.set(one.id, one.name);
    return (id) => known.get(id) ?? id;
}
