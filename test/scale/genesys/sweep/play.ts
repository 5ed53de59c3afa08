import { canonical } from "../../../../provider/core/json";
import { recordedChanges } from "../../../../operations/drift/genesysAudits";
import { survey as everything } from "../../../../operations/adopt/survey";
import { genesys } from "../../../../provider/genesys/api";
import type { GenesysLookups } from "../../../../provider/lookups";
import { type Alteration, isNewValue, layerOf } from "./alterations";
import type { Scenario } from "./scenarios";
import { type Layer, openWorld, type World } from "./world";

type Bag = Record<string, unknown>;

/** The result of a step of a resource's life: what it returned, and what the organization has then. */
interface Step {
    name: string;
    result: unknown;
    tenant: string;
}

/** A life, as far as it got. */
export interface Life {
    steps: Step[];
    /** The step that failed. */
    failed?: { name: string; error: Error & { id?: string; properties?: Bag } };
}

/** Check, create, read, check, update, read, delete. */
async function live(world: World, { token, first, then }: Scenario): Promise<Life> {
    const { sim } = world;
    const face = world.face(token);
    const steps: Step[] = [];
    let name = "check";
    const step = async <T>(next: string, work: Promise<T>): Promise<T> => {
        name = next;
        const result = await work;
        steps.push({ name, result, tenant: canonical(sim.dump()) });
        return result;
    };
    const checked = async (olds: Bag, news: object): Promise<Bag> => {
        const { inputs, failures = [] } = await face.check(olds, news);
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
        return inputs as Bag;
    };
    try {
        const declared = first(sim);
        const inputs = await step("check", checked({}, declared));
        const { id, outs } = await step("create", face.create(inputs));
        const read = await step("read", face.read(id, outs));
        const next = await step("check again", checked(inputs, { ...declared, ...then(sim) }));
        const { outs: updated } = await step("update", face.update(id, read.props, next));
        const { props } = await step("read again", face.read(id, updated));
        await step("delete", face.delete(id, props ?? updated));
        return { steps };
    } catch (error) {
        return { steps, failed: { name, error: error as Error } };
    }
}

/** Every lookup of a program. */
async function lookUp(world: World): Promise<Life> {
    const lookups = world.lookups();
    const asked: [string, (of: GenesysLookups) => Promise<unknown>][] = [
        ["organization", (of) => of.organization()],
        ["divisions", (of) => of.divisions()],
        ["division", (of) => of.division("Sales")],
        ["homeDivision", (of) => of.homeDivision()],
        ["user", (of) => of.user("anna.smith@acme.example")],
        ["role", (of) => of.role("admin")],
        ["group", (of) => of.group("Sales Europe")],
        ["permissions", (of) => of.permissions()],
    ];
    return inTurn(asked.map(([name, ask]) => [name, () => ask(lookups)]));
}

/** What commands read of an organization: everything in it, who changed it, and what the caller may do. */
async function survey(world: World): Promise<Life> {
    const connections = world.connections();
    const api = connections.to(genesys);
    // Commands name what they cannot read, and continue.
    const unreadable = (told: string) => {
        if (told.includes("Genesys Cloud answered")) throw new Error(told);
    };
    const [role = ""] = world.sim.tenant.roles.keys();
    const asked: [string, () => Promise<unknown>][] = [
        [
            "everything",
            async () => {
                const { objects, leftOut } = await everything(connections);
                leftOut.forEach(unreadable);
                return Object.fromEntries(objects.map(({ type, id, outputs }) => [`${type} ${id}`, outputs]));
            },
        ],
        [
            "changes",
            async () => {
                const { changes, note = "" } = await recordedChanges(api, [{ kind: "genesys:Role", id: role }]);
                unreadable(note);
                return Object.fromEntries(changes);
            },
        ],
        // Uncertainty refuses nothing.
        ["permissions", async () => (await api.lacking(["oauth:client:add"])).filter(({ inferred }) => !inferred)],
    ];
    return inTurn(asked);
}

async function inTurn(asked: readonly [name: string, ask: () => Promise<unknown>][]): Promise<Life> {
    const steps: Step[] = [];
    for (const [name, ask] of asked)
        try {
            steps.push({ name, result: await ask(), tenant: "" });
        } catch (error) {
            return { steps, failed: { name, error: error as Error } };
        }
    return { steps };
}

/** Reads that belong to no resource. */
export const reads = { lookups: lookUp, commands: survey } as const;
/** A resource's life, or only reads. */
export type Played = Scenario | keyof typeof reads;
export const nameOf = (one: Played): string => (typeof one === "string" ? one : one.name);

export const played = (world: World, one: Played): Promise<Life> =>
    typeof one === "string" ? reads[one](world) : live(world, one);

/** The result of a life with one altered field. */
export const good = ["same", "error that names it", "empty", "shown as it is"] as const;
export const bad = ["drift", "refusal", "raw error", "other error", "wrong write", "dropped", "left behind"] as const;
export type Outcome = (typeof good)[number] | (typeof bad)[number];
export interface Verdict {
    outcome: Outcome;
    /** To diagnose a failure. */
    detail: string;
}

/** Runs a life in an organization with one altered field, and compares it with an undisturbed one. */
export async function verdictOn(scenario: Played, alteration: Alteration, usual: Life): Promise<Verdict> {
    const sentBack = new Set<string>();
    const layer: Layer = layerOf(alteration, (call) => sentBack.add(call.split(" ")[0] ?? ""));
    const world = await openWorld(layer);
    const initial = canonical(world.sim.dump());
    try {
        const life = await played(world, scenario);
        if (life.failed !== undefined) {
            const verdict = ofFailure(life.failed, alteration);
            // Conclusions from a list that is reported empty are correct.
            if (saysEmpty(alteration) && verdict.outcome !== "raw error") return { ...verdict, outcome: "empty" };
            if (typeof scenario === "string" || !isGood(verdict.outcome)) return verdict;
            const left = await leftBehind(world, scenario, life, usual, initial);
            return left === undefined ? verdict : { outcome: "left behind", detail: `${left} after ${verdict.detail}` };
        }
        if (mustGoBack(alteration, scenario) && !sentBack.has("PUT")) return { outcome: "dropped", detail: "" };
        return ofSteps(life.steps, usual.steps, alteration, typeof scenario === "string");
    } finally {
        await world.end();
    }
}

const saysEmpty = ({ route, field, mode }: Alteration) => mode === "empty" && mayBeEmpty.test(`${route} ${field}`);
const isGood = (outcome: Outcome): boolean => (good as readonly string[]).includes(outcome);

/** Fields of the answers that a PUT starts from. */
const mustGoBack = ({ route, field, mode }: Alteration, scenario: Played): boolean =>
    typeof scenario !== "string" &&
    mode === "extra field" &&
    field === "{}" &&
    /^GET \/api\/v2\/(groups\/\{groupId\}|oauth\/clients\/\{\w+\}|authorization\/roles\/\{\w+\}|.*\/config\/current)$/.test(
        route,
    ) &&
    owner(route) === scenario.token;

const owner = (route: string): string | undefined =>
    Object.entries({ Group: "/groups/", OAuthClient: "/clients/", Role: "/roles/" })
        .filter(([, part]) => route.includes(part))
        .map(([type]) => `genesys:${type}`)[0];

const named = /Genesys Cloud answered (without|with [^\n]+ as) the ([^\n]+)/;
const rawError = /is not a function|Cannot read|undefined|is not iterable|\[object|NaN/;
/** How errors name a field, or the list that it is in, in addition to its own name in the answer. */
const otherNames: Readonly<Record<string, string>> = {
    permissionMap: "permissions",
    integrationType: "type",
    entities: "entities|scopes|divisions|permissions|integrationtypes",
    properties: "properties|displayType",
    resourceConditionNode: "condition",
};

/** Whether an error names the field or its object. */
function names(message: string, field: string): boolean {
    const [, , text = ""] = named.exec(message) ?? [];
    const parts = field.split(/[.{}[\]*]+/).filter((part) => part !== "");
    return parts.some((part) => new RegExp(otherNames[part] ?? part, "i").test(text.replaceAll(" ", "")));
}

function ofFailure({ name, error }: NonNullable<Life["failed"]>, { field, mode }: Alteration): Verdict {
    const { message } = error;
    const detail = `${name}: ${message}`;
    if (names(message, field)) return { outcome: "error that names it", detail };
    const isNamed = field.split(".").some((part) => message.includes(part));
    if (mode === "unknown value" && isNamed && (isNewValue(message) || message.includes("timed out")))
        return { outcome: "error that names it", detail };
    if (rawError.test(message)) return { outcome: "raw error", detail };
    return { outcome: name.startsWith("check") ? "refusal" : "other error", detail };
}

/** Texts, dates, and lists in the answer to a GET, whose absence means that they are empty. */
const mayBeEmpty =
    /^(GET|POST \S+\/search)\b.*[ .\]](description|notes|owners|email|terms|operands|roleDivisions|properties|addresses|scope|registeredRedirectUri|allowedIPAddresses|dateToDelete|permissionPolicies|actionSet|resourceConditionNode|divisions|entities|groups|sandbox|permissions|results|(properties|advanced|credentials)\.\w+)$/;

/** Values that may have any type. */
const isFree = (field: string) => /^properties\.customProperty$|operands\[\]\.value$/.test(field);

/** @param isRead - what is only read claims nothing about missing fields */
function ofSteps(steps: readonly Step[], usual: readonly Step[], alteration: Alteration, isRead: boolean): Verdict {
    const { route, field, mode } = alteration;
    const emptied = ["absent", "null", "empty"].includes(mode) && mayBeEmpty.test(`${route} ${field}`);
    const unconditional = emptied && field.endsWith("resourceConditionNode");
    let outcome: Outcome = "same";
    for (const [index, { name, result, tenant }] of steps.entries()) {
        const other = usual[index];
        const changes = differences(result, other?.result);
        if (tenant !== other?.tenant && !(emptied && name === "delete") && !saysEmpty(alteration))
            return { outcome: "wrong write", detail: `${name}: ${tenantChange(other?.tenant ?? "", tenant)}` };
        if (changes.length === 0) continue;
        if (isRead && (saysEmpty(alteration) || changes.every(({ now }) => now === undefined))) outcome = "empty";
        else if (isRead && mode === "extra field" && changes.every(({ now }) => now === "new"))
            outcome = "shown as it is";
        else if (
            unconditional ||
            (emptied && changes.every((one) => isEmpty(one.now) || one.path.includes("withoutRole")))
        )
            outcome = "empty";
        else if (mode === "wrong type" && isFree(field)) outcome = "shown as it is";
        else if (mode === "unknown value" && changes.every(({ now }) => isNewValue(now))) outcome = "shown as it is";
        else return { outcome: "drift", detail: `${name}: ${JSON.stringify(changes)}` };
    }
    return { outcome, detail: "" };
}

const isEmpty = (value: unknown): boolean =>
    value === undefined || value === "" || (typeof value === "object" && Object.values(value ?? {}).every(isEmpty));

/** The properties that differ, at every depth at which both are objects of state. */
function differences(now: unknown, before: unknown, path = ""): { path: string; now: unknown; before: unknown }[] {
    if (canonical(now) === canonical(before)) return [];
    const records = [now, before].every((one) => typeof one === "object" && one !== null && !Array.isArray(one));
    if (!records || /^(inputs|props|outs)\.\w/.test(path)) return [{ path, now, before }];
    const [left, right] = [now as Bag, before as Bag];
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
        differences(left[key], right[key], `${path}${key}.`),
    );
}

function tenantChange(before: string, now: string): string {
    const at = [...now].findIndex((letter, index) => letter !== before[index]);
    return `${before.slice(Math.max(0, at - 60), at + 60)} → ${now.slice(Math.max(0, at - 60), at + 60)}`;
}

/** Whether the next, undisturbed run fails to finish what a failed one has begun. */
async function leftBehind(
    world: World,
    { token }: Scenario,
    { failed, steps }: Life,
    usual: Life,
    initial: string,
): Promise<string | undefined> {
    const { sim } = world;
    const step = failed?.name ?? "";
    if (step !== "create" && step !== "update" && step !== "delete") return undefined;
    if (step === "create" && canonical(sim.dump()) === initial) return undefined;
    world.layer = undefined;
    world.again();
    const face = world.face(token);
    const result = <T>(name: string) => [...steps].find((one) => one.name === name)?.result as T;
    const { id = "", properties } = failed?.error ?? {};
    try {
        const inputs = result<Bag>("check");
        if (step === "create" && id === "") await face.create(inputs);
        else if (step === "create") await face.update(id, properties, inputs);
        else {
            const created = result<{ id: string; outs: Bag }>("create");
            const { props } = await face.read(created.id, created.outs);
            if (step === "update") await face.update(created.id, props, result<Bag>("check again"));
            else await face.delete(created.id, props);
        }
    } catch (error) {
        return `the next run fails: ${(error as Error).message}`;
    }
    const wanted = usual.steps.find(({ name }) => name === step)?.tenant ?? "";
    const now = canonical(sim.dump());
    return now === wanted ? undefined : `the next run: ${tenantChange(wanted, now)}`;
}
