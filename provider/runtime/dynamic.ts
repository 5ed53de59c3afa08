import type * as pulumi from "@pulumi/pulumi";
import { Connections } from "../connections";
import type { ConfigSource } from "../configuration";
import { type ResourceToken, resources } from "../resources";
import { claim, createOnce } from "../createOnce";
import { type Journal, journalOf } from "../journal";
import type { Problem } from "../problem";
import { type Change, type Connection, PartialFailure } from "../resourceType";
import { canonical } from "../schema";
import { keepCompiled } from "./compileCache";
import { type Checked, checkInputs, decodeFound, decodeInputs, encodeInputs, unchanged } from "./check";
import { durationRule, type Operation, secondsOf } from "../timeouts";
import { Deadline, within } from "../transport/deadline";
import { connectionProblem, describe, describeProblems, plainError } from "./describe";
import { explained } from "./explained";
import { watchEngine } from "./engineWatch";
import { type AnyType, declaredIn, readObject, shown } from "./read";
import { holdsUnknown, problemsKey, providerKey, refusedKey, split, timeoutsIn, toEngine, unmarkedKey } from "./wire";

type Bag = Record<string, unknown>;

/** One process serves one stack, so all resource types share one set of connections. */
let connections: Connections | undefined;
/** Ids of the objects that the engine has asked about: its state holds them. */
const inState = new Set<string>();

/**
 * The dynamic face of a resource type, as the stock plugin of `@pulumi/pulumi` wants it. It guards what that plugin
 * gets wrong: it does not wait for `configure`, loses objects whose outputs are not JSON, prints stacks, and drops
 * the provider from the state of a resource that was made in part.
 */
export function dynamic(token: ResourceToken): pulumi.dynamic.ResourceProvider {
    const type = resources[token] as unknown as AnyType | undefined;
    if (type === undefined) throw plainError(`pulumi-contact-center has no resource type "${token}"`);
    watchEngine();
    return {
        // Takes effect before its first await: the plugin may start other calls without waiting for it.
        configure: async ({ config }: { config: ConfigSource }) => {
            connections ??= new Connections({ get: (key) => config.get(key) });
        },
        check: (olds: Bag, news: Bag) => check(type, olds, news),
        diff: async (id: string, olds: Bag, news: Bag) => {
            inState.add(id);
            return diff(type, olds, news);
        },
        create: (inputs: Bag) => create(type, inputs),
        read: (id: string, props: Bag = {}) => read(type, id, props),
        update: (id: string, olds: Bag, news: Bag) => update(type, id, olds, news),
        delete: (id: string, props: Bag) => remove(type, id, props),
    } as unknown as pulumi.dynamic.ResourceProvider;
}

function connected(): Connections {
    connections ??= new Connections({ get: () => undefined });
    return connections;
}
const connect = (type: AnyType): Connection | undefined => type.connect(connected());

async function check(type: AnyType, olds: Bag = {}, given: Bag = {}): Promise<pulumi.dynamic.CheckResult> {
    const { [problemsKey]: handOver, [refusedKey]: refused, ...declared } = given;
    const { own: news, timeouts } = split(declared);
    const preview = handOver !== undefined;
    const { state, known, problems } = checkInputs(type, news);
    Object.assign(state, timeoutsIn(declared));
    if (typeof refused === "string") return failed(state, refused);
    const label = type.label({ ...writtenTexts(news), ...known });
    problems.push(...timeoutProblems(timeouts), ...refusals(type, olds, state));
    const unreachable = await look(type, { state, known, problems }, { olds, preview, label });
    const texts = [
        ...(problems.length > 0 ? [describeProblems(type.title, label, problems)] : []),
        ...(unreachable === undefined ? [] : [unreachable]),
    ];
    if (texts.length === 0) return { inputs: state };
    // The program ends when all of its resources were checked (sdk/resource.ts); an `up` without a preview at once.
    return preview ? { inputs: { ...state, [problemsKey]: texts } } : failed(state, texts.join("\n"));
}

/** Adds the problems that only the tenant knows. Returns why it cannot be reached: every other check says the same. */
async function look(
    type: AnyType,
    { state, known, problems }: Checked<Bag>,
    { olds, preview, label }: { olds: Bag; preview: boolean; label: string },
): Promise<string | undefined> {
    if (connected().unreachable !== undefined) return connected().unreachable;
    try {
        const api = connect(type);
        await within(new Deadline(connected().timeout("read")), async () => {
            if (type.derive && problems.length === 0)
                problems.push(...(await derive(type, api, { state, known }, olds)));
            // What has not changed was verified when it was made: an `up` without changes asks the tenant nothing.
            if (!unchanged(olds, state) && !offline(preview)) problems.push(...(await verify(type, api, known, olds)));
        });
    } catch (error) {
        const unreachable = connectionProblem(error);
        if (unreachable === undefined) problems.push({ path: "", reason: describe("check", type.title, label, error) });
        else connected().unreachable = unreachable;
        return unreachable;
    } finally {
        keepCompiled("check");
    }
    return undefined;
}

/** The option `customTimeouts`. */
const timeoutProblems = (timeouts: Bag = {}): Problem[] =>
    Object.entries(timeouts)
        .filter(([, given]) => given !== undefined && given !== null && secondsOf(given) === undefined)
        .map(([operation, given]) => ({ path: `customTimeouts.${operation}`, reason: durationRule(given) }));

/** What was refused, by the inputs that were: of a replacement, the engine checks the same inputs again as if they were new. */
const refused = new Map<string, Problem[]>();

function refusals(type: AnyType, olds: Bag, state: Bag): Problem[] {
    const key = canonical([type.title, state]);
    const found = type.refusals?.(olds, state) ?? [];
    if (found.length > 0) refused.set(key, found);
    return isNew(olds) ? (refused.get(key) ?? []) : found;
}

const failed = (inputs: Bag, reason: string) => ({ inputs, failures: [{ property: "", reason }] });

/** What the tenant would refuse: a permission that the caller lacks, a name that is taken, what the type knows. */
async function verify(type: AnyType, api: Connection | undefined, known: Bag, olds: Bag): Promise<Problem[]> {
    const before = decodeFound<Bag>(type, olds);
    const needed = changesOf(type, before, known).flatMap((change) => type.needs?.(change, known) ?? []);
    const lacking = needed.length === 0 ? [] : ((await api?.lacking([...new Set(needed)])) ?? []);
    // Without the permissions the look-ups would only be refused.
    if (lacking.length > 0) return lacking;
    const problems = await Promise.all([type.verify?.(api, known, before), verifyName(type, api, known, before)]);
    return problems.flatMap((some) => some ?? []);
}

const isNew = (olds: Bag): boolean => Object.keys(split(olds).own).length === 0;

function changesOf(type: AnyType, before: Bag, known: Bag): Change[] {
    if (isNew(before)) return ["create"];
    return replacedBy(type, before, known).length > 0 ? ["delete", "create"] : ["update"];
}

/** A new name must be free, or that of an object which an interrupted run of this stack has made. */
async function verifyName(type: AnyType, api: Connection | undefined, known: Bag, before: Bag): Promise<Problem[]> {
    const label = type.label(known);
    if (known["marker"] === undefined || label === "" || label === type.label(before)) return [];
    const { problem } = claim(type, await type.find(api, known), known);
    return problem === undefined ? [] : [{ path: "name", reason: problem }];
}

let saidOffline = false;

/** Whether a preview is to do without the tenant. */
function offline(preview: boolean): boolean {
    if (!preview || !connected().offlinePreview()) return false;
    if (!saidOffline)
        console.log(
            "warning: contactcenter:offlinePreview is set: nothing was looked up, so `up` may refuse what this preview shows",
        );
    saidOffline = true;
    return true;
}

/** Adds to the inputs what follows from them; secrets are wrapped, because no program has marked these. */
async function derive(
    type: AnyType,
    api: Connection | undefined,
    { state, known }: Pick<Checked<Bag>, "state" | "known">,
    olds: Bag,
) {
    const before = decodeFound<Bag>(type, olds);
    const { inputs = {}, problems = [], warnings = [] } = (await type.derive?.(api, known, before)) ?? {};
    // The engine shows what a plugin prints.
    for (const warning of warnings) console.log(`warning: ${type.title} "${type.label(known)}": ${warning}`);
    Object.assign(state, toEngine(encodeInputs(type, inputs, Object.keys(inputs)), type.secrets));
    return problems;
}

/** Texts as the program wrote them: a name that is wrong still names its object. */
function writtenTexts(news: Bag): Bag {
    return Object.fromEntries(
        Object.entries(news).filter(([, value]) => typeof value === "string" && !holdsUnknown(value)),
    );
}

/** Only what must be replaced: `changes` stays open, so that the engine computes the differences itself. */
function diff(type: AnyType, olds: Bag, news: Bag): pulumi.dynamic.DiffResult {
    const replaces = replacedBy(type, olds, news);
    return replaces.length === 0 ? {} : { replaces, deleteBeforeReplace: true };
}

const replacedBy = (type: AnyType, olds: Bag, news: Bag): string[] =>
    type.replaceOn.filter(
        (property) => olds[property] !== undefined && canonical(olds[property]) !== canonical(news[property]),
    );

async function create(type: AnyType, props: Bag): Promise<pulumi.dynamic.CreateResult> {
    const inputs = decodeInputs<Bag>(type, props);
    const { id, outputs, note } = await carriedOut(type, "create", inputs, props, async () => {
        const api = connect(type);
        const journal = journalFor(type, api, inputs);
        return createOnce(type, api, inputs, { journal, inState: (id) => inState.has(id) });
    });
    if (note !== undefined) console.log(`note: ${note}`);
    if (typeof id !== "string" || id === "")
        throw plainError(`${type.title} "${type.label(inputs)}" came back without an id`);
    return { id, outs: { ...shown(type, outputs, Object.keys(inputs)), ...timeoutsIn(props) } };
}

function journalFor(type: AnyType, api: Connection | undefined, inputs: Bag): Journal {
    const self = typeof inputs["marker"] === "string" ? inputs["marker"] : canonical(inputs);
    return journalOf([api?.target ?? "", type.title, self]);
}

/** What is gone may be made again at once. */
function forget(type: AnyType, last: Bag): void {
    const { data } = type.inputs.partial().strip().safeParse(last);
    if (data !== undefined) journalFor(type, connect(type), data).forget();
}

async function read(type: AnyType, id: string, props: Bag = {}): Promise<pulumi.dynamic.ReadResult> {
    const found = await readObject(type, connected(), id, props).finally(() => keepCompiled("read"));
    if (found !== undefined) return { id, props: found.outputs, inputs: found.inputs } as pulumi.dynamic.ReadResult;
    const { own: last } = split(props);
    forget(type, last);
    // The engine takes the stock plugin's answer to a `get` for an object; only an error stops it.
    if (declaredIn(type, last).length === 0)
        throw plainError(`this organisation has no ${type.title} with the id "${id}"`);
    return {} as pulumi.dynamic.ReadResult; // without an id: it is gone
}

async function update(type: AnyType, id: string, olds: Bag, news: Bag): Promise<pulumi.dynamic.UpdateResult> {
    const inputs = decodeInputs<Bag>(type, news);
    const { [unmarkedKey]: _unmarked, ...last } = split(olds).own;
    if (type.update === undefined) throw plainError(`a ${type.title} cannot be changed in place`);
    const outputs = await carriedOut(type, "update", inputs, news, async () =>
        type.update?.(connect(type), id, last, inputs),
    );
    return { outs: { ...shown(type, outputs ?? {}, Object.keys(inputs)), ...timeoutsIn(news) } };
}

async function remove(type: AnyType, id: string, props: Bag): Promise<void> {
    const { own: last } = split(props);
    await carriedOut(type, "delete", last, props, () => type.delete(connect(type), id, last));
    inState.delete(id);
    forget(type, last);
}

/** For the engine: what was made in part stays in the state. */
async function carriedOut<T>(
    type: AnyType,
    operation: Operation,
    named: Bag,
    props: Bag,
    work: () => Promise<T>,
): Promise<T> {
    try {
        const { timeouts } = split(props);
        return await explained(type, operation, { connections: connected(), named, timeouts }, work);
    } catch (error) {
        if (!(error instanceof PartialFailure)) throw error;
        const reason = String(error.failure);
        const outputs = shown(type, error.outputs as Bag, Object.keys(named));
        const properties = { ...outputs, ...timeoutsIn(props), [providerKey]: props[providerKey] };
        throw plainError(reason, { id: error.id, properties, reasons: [reason] });
    } finally {
        keepCompiled(operation);
    }
}
