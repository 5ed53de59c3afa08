import type * as pulumi from "@pulumi/pulumi";
import { Connections } from "../connections";
import type { ConfigSource } from "../configuration";
import { type ResourceToken, resources } from "../resources";
import { PartialFailure, type ResourceType } from "../resourceType";
import { canonical } from "../schema";
import { type Checked, checkInputs, decodeInputs, encodeInputs, unchanged } from "./check";
import { describe, describeProblems, type Operation, plainError } from "./describe";
import { watchEngine } from "./engineWatch";
import { holdsUnknown, providerKey, toEngine } from "./wire";

type Bag = Record<string, unknown>;
// The types of one resource belong together, and only inside it; the face treats them all alike.
type AnyType = ResourceType<unknown, Bag, Bag>;

/** One process serves one stack, so all resource types share one set of connections. */
let connections: Connections | undefined;
let running = 0;

/**
 * The dynamic face of a resource type, as the stock plugin of `@pulumi/pulumi` wants it. It guards what that plugin
 * gets wrong: it does not wait for `configure`, loses objects whose outputs are not JSON, prints stacks, and drops
 * the provider from the state of a resource that was made in part.
 */
export function dynamic(token: ResourceToken): pulumi.dynamic.ResourceProvider {
    const type = resources[token] as unknown as AnyType | undefined;
    if (type === undefined) throw plainError(`pulumi-contact-center has no resource type "${token}"`);
    watchEngine(process.argv, () => running);
    return {
        // Takes effect before its first await: the plugin may start other calls without waiting for it.
        configure: async ({ config }: { config: ConfigSource }) => {
            connections ??= new Connections({ get: (key) => config.get(key) });
        },
        check: (olds: Bag, news: Bag) => counted(() => check(type, olds, news)),
        diff: async (_id: string, olds: Bag, news: Bag) => diff(type, olds, news),
        create: (inputs: Bag) => counted(() => create(type, inputs)),
        read: (id: string, props: Bag = {}) => counted(() => read(type, id, props)),
        update: (id: string, olds: Bag, news: Bag) => counted(() => update(type, id, olds, news)),
        delete: (id: string, props: Bag) => counted(() => remove(type, id, props)),
    } as unknown as pulumi.dynamic.ResourceProvider;
}

async function counted<T>(work: () => Promise<T>): Promise<T> {
    running++;
    try {
        return await work();
    } finally {
        running--;
    }
}

function connect(type: AnyType): unknown {
    connections ??= new Connections({ get: () => undefined });
    return type.connect(connections);
}

async function check(type: AnyType, olds: Bag = {}, news: Bag = {}): Promise<pulumi.dynamic.CheckResult> {
    const { state, known, problems } = checkInputs(type, news);
    const label = type.label({ ...writtenTexts(news), ...known });
    problems.push(...(type.refusals?.(olds, state) ?? []));
    const failed = (reason: string) => ({ inputs: state, failures: [{ property: "", reason }] });
    try {
        const api = connect(type);
        if (type.derive && problems.length === 0) problems.push(...(await derive(type, api, { state, known }, olds)));
        // What has not changed was verified when it was made: an `up` without changes asks the tenant nothing.
        if (type.verify && !unchanged(olds, state)) problems.push(...(await type.verify(api, known)));
    } catch (error) {
        problems.push({ path: "", reason: describe("check", type.title, label, error) });
    }
    return problems.length === 0 ? { inputs: state } : failed(describeProblems(type.title, label, problems));
}

/** Adds to the inputs what follows from them; secrets are wrapped, because no program has marked these. */
async function derive(type: AnyType, api: unknown, { state, known }: Pick<Checked<Bag>, "state" | "known">, olds: Bag) {
    const before = decodeInputs<Bag>({ inputs: type.inputs.partial() }, olds);
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
    const replaces = type.replaceOn.filter(
        (property) => olds[property] !== undefined && canonical(olds[property]) !== canonical(news[property]),
    );
    return replaces.length === 0 ? {} : { replaces: [...replaces], deleteBeforeReplace: true };
}

async function create(type: AnyType, props: Bag): Promise<pulumi.dynamic.CreateResult> {
    const inputs = decodeInputs<Bag>(type, props);
    const { id, outputs } = await explained(type, "create", inputs, props, () => type.create(connect(type), inputs));
    if (typeof id !== "string" || id === "")
        throw plainError(`${type.title} "${type.label(inputs)}" came back without an id`);
    return { id, outs: shown(type, outputs, Object.keys(inputs)) };
}

async function read(type: AnyType, id: string, props: Bag): Promise<pulumi.dynamic.ReadResult> {
    const { [providerKey]: _text, ...last } = props;
    // A `get` knows nothing but the id, and wants everything.
    const declared = Object.keys(type.inputs.shape).filter((property) => last[property] !== undefined);
    const wanted = declared.length === 0 ? Object.keys(type.inputs.shape) : declared;
    const outputs = await explained(type, "read", last, props, () => type.read(connect(type), id, last));
    if (outputs === undefined) {
        // The engine takes the stock plugin's answer to a `get` for an object; only an error stops it.
        if (declared.length === 0) throw plainError(`this organisation has no ${type.title} with the id "${id}"`);
        return {} as pulumi.dynamic.ReadResult; // without an id: it is gone
    }
    return {
        id,
        props: shown(type, outputs, wanted),
        inputs: encodeInputs(type, outputs, wanted),
    } as pulumi.dynamic.ReadResult;
}

async function update(type: AnyType, id: string, olds: Bag, news: Bag): Promise<pulumi.dynamic.UpdateResult> {
    const inputs = decodeInputs<Bag>(type, news);
    const { [providerKey]: _text, ...last } = olds;
    if (type.update === undefined) throw plainError(`a ${type.title} cannot be changed in place`);
    const outputs = await explained(type, "update", inputs, news, async () =>
        type.update?.(connect(type), id, last, inputs),
    );
    return { outs: shown(type, outputs ?? {}, Object.keys(inputs)) };
}

async function remove(type: AnyType, id: string, props: Bag): Promise<void> {
    const { [providerKey]: _text, ...last } = props;
    await explained(type, "delete", last, props, () => type.delete(connect(type), id, last));
}

/** Properties that are not declared are not reported. */
function shown(type: AnyType, outputs: Bag, declared: readonly string[]): Bag {
    const hidden = Object.keys(type.inputs.shape).filter((property) => !declared.includes(property));
    const visible = Object.fromEntries(Object.entries(outputs).filter(([property]) => !hidden.includes(property)));
    return toEngine(visible, type.secrets);
}

async function explained<T>(
    type: AnyType,
    operation: Operation,
    named: Bag,
    props: Bag,
    work: () => Promise<T>,
): Promise<T> {
    try {
        return await work();
    } catch (error) {
        const label = type.label(named);
        if (!(error instanceof PartialFailure)) throw plainError(describe(operation, type.title, label, error));
        const reason = describe(operation, type.title, label, error.failure, true);
        const declared = Object.keys(named);
        const properties = { ...shown(type, error.outputs as Bag, declared), [providerKey]: props[providerKey] };
        throw plainError(reason, { id: error.id, properties, reasons: [reason] });
    }
}
