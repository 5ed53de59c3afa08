import type * as pulumi from "@pulumi/pulumi";
import type { ConfigSource } from "../core/configuration";
import { confirm } from "../core/confirm";
import { createOnce } from "../core/createOnce";
import { type CreateLog, openCreateLog } from "../core/createLog";
import type { ResourceToken } from "../resources";
import type { Connection } from "../core/connections";
import { PartialFailure } from "../core/resourceType";
import { canonical } from "../core/json";
import { withArticle } from "../core/problem";
import type { Operation } from "../core/timeouts";
import { decodeInputs } from "./check";
import { keepCompiled } from "./compileCache";
import { objectWords, plainError } from "../core/describe";
import { Deadline, within } from "../transport/deadline";
import { printableText } from "../transport/foreignText";
import { say, warn } from "../core/say";
import { watchEngine } from "./engineWatch";
import { explainErrors } from "./explainErrors";
import { connect, Instance, type Served, served } from "./instance";
import { type AnyType, declaredProperties, readObject, visibleOutputs } from "./read";
import { replacedBy } from "./replaced";
import { check } from "./verify";
import { providerKey, split, timeoutsIn, unmarkedKey } from "./wire";

type Bag = Record<string, unknown>;

/** One process serves one provider. */
const own = new Instance();

/**
 * The dynamic provider of a resource type, as Pulumi's stock plugin in `@pulumi/pulumi` expects it. It works around
 * that plugin's defects: it does not wait for `configure`, loses objects whose outputs are not JSON, and prints stacks.
 * It also drops the provider from the state of a resource that was created in part.
 */
export function dynamic(token: ResourceToken): pulumi.dynamic.ResourceProvider {
    watchEngine();
    return faceOf(own, token);
}

/** The same in any provider. */
export function faceOf(instance: Instance, token: ResourceToken): Required<pulumi.dynamic.ResourceProvider> {
    const one = served(instance, token);
    const { type } = one;
    return {
        // Takes effect before its first await, because the plugin may start other calls without waiting for it.
        configure: async ({ config }: { config: ConfigSource }) =>
            instance.configure({ get: (key) => config.get(key) }),
        check: (olds: Bag, news: Bag) => check(one, olds, news),
        diff: async (id: string, olds: Bag, news: Bag) => {
            instance.inState.add(id);
            return diff(type, olds, news);
        },
        create: (inputs: Bag) => create(one, inputs),
        read: (id: string, props: Bag = {}) => read(one, id, props),
        update: (id: string, olds: Bag, news: Bag) => update(one, id, olds, news),
        delete: (id: string, props: Bag) => remove(one, id, props),
    } as unknown as Required<pulumi.dynamic.ResourceProvider>;
}

/**
 * Returns only the properties that require a replacement. `changes` stays open, so that the engine computes the
 * differences itself.
 */
function diff(type: AnyType, olds: Bag, news: Bag): pulumi.dynamic.DiffResult {
    const replaces = replacedBy(type, olds, news);
    return replaces.length === 0 ? {} : { replaces, deleteBeforeReplace: true };
}

async function create(one: Served, props: Bag): Promise<pulumi.dynamic.CreateResult> {
    const { instance, type } = one;
    const inputs = decodeInputs<Bag>(type, props);
    const { id, outputs, note } = await runOperation(one, "create", inputs, props, async () => {
        const api = connect(one);
        const createLog = createLogFor(one, api, inputs);
        // If the checks do not reject a second object with the same name, the product itself decides.
        const own = instance.connections.checks() === "error" ? type : { ...type, nameIsUnique: false };
        return createOnce(own, api, inputs, { createLog, inState: (found) => instance.inState.has(found) });
    });
    if (note !== undefined) say(`note: ${note}`);
    if (typeof id !== "string" || id === "")
        throw plainError("CC1207", `the answer about the new ${type.title} "${type.label(inputs)}" has no id`);
    return { id, outs: { ...visibleOutputs(type, outputs, Object.keys(inputs)), ...timeoutsIn(props) } };
}

function createLogFor({ instance, type }: Served, api: Connection | undefined, inputs: Bag): CreateLog {
    const self = typeof inputs["marker"] === "string" ? inputs["marker"] : canonical(inputs);
    return openCreateLog([api?.target ?? "", type.title, self], undefined, instance.run);
}

/** The create log of an object that exists already. */
function lastLog(one: Served, last: Bag): CreateLog | undefined {
    const { data } = one.type.inputs.partial().strip().safeParse(last);
    return data === undefined ? undefined : createLogFor(one, connect(one), data);
}

/** An object that is gone may be created again at once. */
const forget = (one: Served, last: Bag): void => lastLog(one, last)?.forget();

async function read(one: Served, id: string, props: Bag = {}): Promise<pulumi.dynamic.ReadResult> {
    const { instance, type } = one;
    const found = await readObject(type, instance.connections, id, props).finally(() => keepCompiled("read"));
    if (found !== undefined) return { id, props: found.outputs, inputs: found.inputs } as pulumi.dynamic.ReadResult;
    const { own: last } = split(props);
    forget(one, last);
    // The engine treats the stock plugin's answer to a `get` as an object; only an error stops it.
    if (declaredProperties(type, last).length === 0)
        throw plainError("CC1208", `this organization has no ${type.title} with the id "${id}"${await idOf(one, id)}`);
    return {} as pulumi.dynamic.ReadResult; // without an id, the object is gone
}

/** The id of the object that somebody has named, or whose id has spaces around it. */
async function idOf(one: Served, given: string): Promise<string> {
    const { instance, type } = one;
    // Parts are listed with a request for each object.
    if (type.partThere !== undefined) return "";
    const wanted = given.trim();
    const look = async (): Promise<string> => {
        for await (const { id, name } of type.list(connect(one)))
            if (id === wanted || name === wanted) return `. "${printableText(name)}" has the id "${printableText(id)}"`;
        return "";
    };
    // Without the permission to list, the message is shorter.
    return within(new Deadline(instance.connections.timeout("read")), look).catch(() => "");
}

async function update(one: Served, id: string, olds: Bag, news: Bag): Promise<pulumi.dynamic.UpdateResult> {
    const { type } = one;
    const inputs = decodeInputs<Bag>(type, news);
    const { [unmarkedKey]: _unmarked, ...last } = split(olds).own;
    if (type.update === undefined) throw plainError("CC1209", `${withArticle(type.title)} cannot be changed in place`);
    const outputs = await runOperation(one, "update", inputs, news, async () => {
        const api = connect(one);
        const written = (await type.update?.(api, id, last, inputs)) ?? {};
        return confirm(type, api, inputs, { id, outputs: written });
    });
    return { outs: { ...visibleOutputs(type, outputs, Object.keys(inputs)), ...timeoutsIn(news) } };
}

async function remove(one: Served, id: string, props: Bag): Promise<void> {
    const { instance, type } = one;
    const { own: last } = split(props);
    await runOperation(one, "delete", last, props, async () => {
        const log = lastLog(one, last);
        // Such as the resource itself with `pulumi up --replace`, which creates first, or one of the other kind, if a
        // program was replaced before its stack was migrated.
        if (log?.isOfThisRun(id)) {
            const object = `${objectWords(type.title, type.label(last))} (id ${id})`;
            return warn("CC1219", `${object}: not deleted, because this update has adopted it`);
        }
        await type.delete(connect(one), id, last);
        log?.forget();
    });
    instance.inState.delete(id);
}

/** For the engine: an object that was created in part stays in the state. */
async function runOperation<T>(
    { instance, type }: Served,
    operation: Operation,
    named: Bag,
    props: Bag,
    work: () => Promise<T>,
): Promise<T> {
    try {
        const { timeouts } = split(props);
        return await explainErrors(type, operation, { connections: instance.connections, named, timeouts }, work);
    } catch (error) {
        if (!(error instanceof PartialFailure)) throw error;
        const reason = printableText(String(error.failure));
        const outputs = visibleOutputs(type, error.outputs as Bag, Object.keys(named));
        const properties = { ...outputs, ...timeoutsIn(props), [providerKey]: props[providerKey] };
        throw plainError(undefined, reason, { id: error.id, properties, reasons: [reason] });
    } finally {
        keepCompiled(operation);
    }
}
