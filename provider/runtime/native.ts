import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { canonical, isRecord, sameJson } from "../core/json";
import { plainError } from "../core/describe";
import { managerOf } from "../core/marker";
import { quotedList } from "../core/problem";
import { asList, asRecord } from "../core/schema";
import type { Operation } from "../core/timeouts";
import type { ResourceToken } from "../resources";
import { faceOf } from "./dynamic";
import { identities } from "../identity";
import { connect, type Instance, type Served, served } from "./instance";
import type { AnyType, ReadState } from "./read";
import { announcePlan, check, readerProblem } from "./verify";
import {
    holdsSecret,
    holdsUnknown,
    isSecret,
    plainDeep,
    plainValue,
    providerKey,
    refusedKey,
    timeoutsKey,
    unmarkedKey,
    withSecrets,
} from "./wire";

// The native plugin carries out the same operations as the dynamic provider. Only the forms differ: sets are lists, as
// in the schema; the engine passes timeouts with its calls; and the marker comes from the URN.

type Bag = Record<string, unknown>;

/** Inputs and outputs, in the form of the state. */
export interface NativeState {
    inputs: Bag;
    outputs: Bag;
}

/** How each changed property changes, by its path. */
export type DetailedDiff = Readonly<Record<string, "add" | "delete" | "update">>;

/** The operations on one resource. A timeout is in seconds; 0 is the provider's. */
export interface NativeFace {
    /** In a preview, after the check: warns about what the change removes. */
    announce(): Promise<void>;
    check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: readonly pulumi.dynamic.CheckFailure[] }>;
    diff(id: string, oldInputs: Bag, news: Bag): Promise<{ replaces: readonly string[]; details: DetailedDiff }>;
    create(inputs: Bag, timeout: number): Promise<{ id: string; outputs: Bag }>;
    /** `undefined`: gone. @param inputs - absent for an import */
    read(id: string, last: { outputs: Bag; inputs?: Bag }, timeout?: number): Promise<NativeState | undefined>;
    update(id: string, olds: Bag, news: Bag, timeout: number): Promise<Bag>;
    delete(id: string, outputs: Bag, timeout: number): Promise<void>;
}

/** The operations on one resource of the native plugin. */
export function nativeFace(instance: Instance, token: ResourceToken, urn: string): NativeFace {
    const one = served(instance, token);
    const { type } = one;
    const dynamic = faceOf(instance, token);
    const marker = "marker" in type.inputs.shape ? markerIn(urn) : undefined;
    const within = (operation: Operation, bag: Bag, timeout: number): Bag => ({
        ...(plainDeep(bag) as Bag),
        ...(timeout > 0 ? { [timeoutsKey]: { [operation]: `${timeout}s` } } : {}),
    });
    return {
        check: (olds, news) => checkNative(one, { urn, marker }, olds, news),
        announce: async () => {
            const { olds, inputs } = instance.planned.get(urn) ?? {};
            if (olds !== undefined && inputs !== undefined) await announcePlan(one, olds, inputs);
        },
        diff: async (id, oldInputs, news) => {
            const { replaces = [] } = await dynamic.diff(id, toDynamic(type, oldInputs), toDynamic(type, news));
            return { replaces, details: detailedDiff(plainDeep(oldInputs), plainDeep(news)) };
        },
        create: async (inputs, timeout) => {
            const { id, outs } = await changing(one, () => dynamic.create(within("create", inputs, timeout)), inputs);
            return { id, outputs: toNative(type, outs ?? {}, [inputs]) };
        },
        read: async (id, { outputs, inputs }, timeout = 0) => {
            const found = await dynamic.read(id, within("read", outputs, timeout));
            if (found.id === undefined) return undefined;
            const last = [outputs, inputs ?? {}];
            const state = {
                inputs: toNative(type, found.inputs ?? {}, last),
                outputs: toNative(type, found.props ?? {}, last),
            };
            if (inputs !== undefined) return state;
            const theirs = state.inputs["marker"];
            if (Object.keys(state.inputs).length === 0) throw notShown(type);
            const missing = requiredInputs(type).filter((property) => state.inputs[property] === undefined);
            if (missing.length > 0) throw incomplete(type, state.inputs, missing);
            if (typeof theirs === "string" && theirs !== marker) throw managed(type, state.inputs, theirs);
            return state;
        },
        update: async (id, olds, news, timeout) => {
            const before = plainDeep(olds) as Bag;
            const next = within("update", news, timeout);
            const { outs } = await changing(one, () => dynamic.update(id, before, next), news);
            return toNative(type, outs ?? {}, [news]);
        },
        delete: (id, outputs, timeout) =>
            changing(one, () => dynamic.delete(id, within("delete", outputs, timeout)), outputs),
    };
}

/** The check of the dynamic provider, with the rules that otherwise the classes of the SDK hold. */
async function checkNative(
    one: Served,
    { urn, marker }: { urn: string; marker: string | undefined },
    olds: Bag,
    news: Bag,
) {
    const { instance, type } = one;
    const isNew = Object.keys(olds).length === 0;
    // The marker of an imported object is written with its next change.
    const isUnmarked = marker !== undefined && !isNew && olds["marker"] === undefined;
    const before = toDynamic(type, isUnmarked ? { ...olds, marker } : olds);
    const { given, refused } = prepared(one, { ...news, ...(marker === undefined ? {} : { marker }) }, urn);
    // After an import, the engine checks what was read. A program may declare it, even what it could not create.
    if (!isNew && refused === "" && sameJson(plainDeep(olds), plainDeep(news))) return { inputs: news, failures: [] };
    // Sets stay lists, as programs write them: a problem names the index of an item.
    const after = { ...(plainDeep(given) as Bag), ...(refused === "" ? {} : { [refusedKey]: refused }) };
    const { inputs = {}, failures = [] } = await check(one, before, after, true);
    // For a replacement, the engine checks again, as if the resource were new.
    if (!isNew) instance.planned.set(urn, { olds: before, inputs });
    const secret = Object.entries(news).filter(([, value]) => isSecret(value));
    const checked = toNative(type, inputs, [given, Object.fromEntries(secret)]);
    const isSame = sameJson(plainDeep(checked), plainDeep({ ...olds, marker }));
    if (isUnmarked && isSame) delete checked["marker"];
    const hide = (text: string) => secretTexts(news).reduce((all, one) => all.replaceAll(`it is ${one}`, hidden), text);
    return { inputs: checked, failures: failures.map((failure) => ({ ...failure, reason: hide(failure.reason) })) };
}

const hidden = "it is [secret]";

/** How problems show the values in secrets. */
function secretTexts(value: unknown, within = false): string[] {
    if (typeof value !== "object" || value === null) return within ? [JSON.stringify(value)] : [];
    return Object.values(value).flatMap((one) => secretTexts(one, within || isSecret(value)));
}

/** The inputs as the classes of the SDK pass them on, and why they reject the resource, or an empty text. */
export function prepared({ instance, token, type }: Served, news: Bag, urn: string): { given: Bag; refused: string } {
    const problems: string[] = [];
    let given = news;
    try {
        const open = Object.entries(news).map(([property, value]) => [property, plainValue(value)] as const);
        given = type.prepare?.(Object.fromEntries(open), instance.connections) ?? news;
    } catch (error) {
        problems.push(instance.connections.inNames(error instanceof Error ? error.message : String(error)));
    }
    problems.push(...conflicts(instance, token, given, urn));
    return { given, refused: problems.join("\n") };
}

/** Why the resource cannot own its object. */
function conflicts({ owners }: Instance, token: ResourceToken, inputs: Bag, urn: string): string[] {
    const name = urn.split("::").slice(3).join("::");
    const problem = owners.claimName(token, name, urn);
    const identity = identities[token];
    if (problem !== undefined) return [problem];
    if (identity === "none") return [];
    const wanted = identity.properties.map((property) => [property, plainDeep(inputs[property]) ?? undefined] as const);
    if (wanted.some(([, value]) => holdsUnknown(value))) return [];
    const text = owners.claimAll(token, identity.keys(Object.fromEntries(wanted)), urn);
    return text === undefined ? [] : [text];
}

/** A change, which a read-only client must not make. An object that was created in part stays in the state. */
async function changing<T>(one: Served, work: () => Promise<T>, last: Bag): Promise<T> {
    try {
        // A missing setting is reported by the operation itself.
        const api = await Promise.resolve(one)
            .then(connect)
            .catch(() => undefined);
        const refused = readerProblem(api);
        if (refused !== undefined) throw plainError(refused.code, refused.reason);
        return await work();
    } catch (error) {
        const { properties } = error as { properties?: Bag };
        if (properties !== undefined)
            Object.assign(error as object, { properties: toNative(one.type, properties, [last]) });
        throw error;
    }
}

const notShown = ({ title }: AnyType): Error =>
    plainError("CC1217", `a ${title} cannot be imported, because its product does not show it. Declare it instead`);

/** In the generated program, the engine would fill in an empty value. */
const incomplete = (type: AnyType, inputs: Bag, missing: readonly string[]): Error =>
    plainError(
        "CC1218",
        `${type.title} "${type.label(inputs)}" cannot be imported, because it has no ${quotedList(missing)}. It is ` +
            "probably an object of another kind. If not, declare it and run `contact-center adopt`",
    );

const requiredInputs = ({ inputs }: AnyType): string[] =>
    Object.entries(inputs.shape as Record<string, z.ZodType>).flatMap(([property, schema]) =>
        schema.safeParse(undefined).success ? [] : [property],
    );

const managed = (type: AnyType, inputs: Bag, marker: string): Error =>
    plainError(
        "CC1216",
        `${type.title} "${type.label(inputs)}" is managed by ${managerOf(marker)}. ` +
            "Import it under that name, or remove it from the other stack first with `pulumi state delete`",
    );

/** `<project>/<stack>/<name>`, as the class of a dynamic resource computes it. */
export function markerIn(urn: string): string {
    const [scope = "", project, , ...name] = urn.split("::");
    return `${project}/${scope.replace(/^urn:pulumi:/, "")}/${name.join("::")}`;
}

/** Inputs of the native plugin in the form of the dynamic provider, with secrets in plain text. */
export const toDynamic = (type: AnyType, bag: Bag): Bag => converted(type, plainDeep(bag) as Bag, asRecord);

/**
 * Inputs or outputs of the dynamic provider in the form of the native plugin.
 * @param last - what the engine has sent: a property that was secret stays secret
 */
export function toNative(type: AnyType, bag: Bag, last: readonly Bag[] = []): Bag {
    const { [timeoutsKey]: _timeouts, [providerKey]: _provider, ...own } = bag;
    const secrets = last.flatMap((given) => Object.keys(given).filter((property) => holdsSecret(given[property])));
    return withSecrets(converted(type, own, asList), [...secrets, ...type.secrets]);
}

/** An object in the form of the native plugin's state, which has the marker only after it was written. */
export function nativeState(type: AnyType, { inputs, outputs }: ReadState, given: Bag): NativeState {
    const { [unmarkedKey]: unmarked, ...own } = outputs;
    const form = (bag: Bag): Bag => {
        const { marker, ...rest } = toNative(type, bag, [given, inputs, outputs]);
        return unmarked === true || marker === undefined ? rest : { ...rest, marker };
    };
    return { inputs: form(inputs), outputs: form(own) };
}

function converted(type: AnyType, bag: Bag, convert: (schema: z.ZodType, value: unknown) => unknown): Bag {
    const shape = type.inputs.shape as Record<string, z.ZodType>;
    const one = (property: string, value: unknown): unknown => {
        const schema = Object.hasOwn(shape, property) ? shape[property] : undefined;
        return schema === undefined || holdsUnknown(value) ? value : convert(schema, plainValue(value));
    };
    return Object.fromEntries(Object.entries(bag).map(([property, value]) => [property, one(property, value)]));
}

/** The changes of a resource, down to the items of its lists. */
export function detailedDiff(before: unknown, after: unknown, path = ""): DetailedDiff {
    if (sameJson(before, after)) return {};
    if (Array.isArray(before) && Array.isArray(after)) return listDiff(before, after, path);
    if (!isRecord(before) || !isRecord(after)) return { [path]: kindOf(before, after) };
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    // In a name, the engine's syntax of paths escapes only quotes.
    const below = (key: string) => (path === "" ? key : `${path}["${key.replaceAll('"', '\\"')}"]`);
    return Object.assign({}, ...keys.map((key) => detailedDiff(before[key], after[key], below(key)))) as DetailedDiff;
}

/** Items are compared by value, because removing one must not show all later ones as changed. */
function listDiff(before: readonly unknown[], after: readonly unknown[], path: string): DetailedDiff {
    const missingIn = (others: readonly unknown[]) => {
        const texts = new Set(others.map(canonical));
        return (item: unknown) => !texts.has(canonical(item));
    };
    const indices = (items: readonly unknown[], others: readonly unknown[]) =>
        items.flatMap((item, index) => (missingIn(others)(item) ? [`${path}[${index}]`] : []));
    const [removed, added] = [indices(before, after), indices(after, before)];
    if (removed.length + added.length === 0) return { [path]: "update" }; // another order
    return Object.fromEntries([
        ...removed.map((at) => [at, "delete"] as const),
        ...added.map((at) => [at, removed.includes(at) ? "update" : "add"] as const),
    ]);
}

function kindOf(before: unknown, after: unknown): "add" | "delete" | "update" {
    if (before === undefined) return "add";
    return after === undefined ? "delete" : "update";
}
