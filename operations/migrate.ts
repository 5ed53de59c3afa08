import { randomUUID } from "node:crypto";
import { providerName as providerNameOf, urnIn } from "../engine/providers";
import { revealed, type StackResource } from "../engine/state";
import { configuration, isSecretSetting } from "../plugin/schema";
import { type ConfigSource, groupedName, groupOf, keyIn, providerName } from "../provider/core/configuration";
import { isRecord, sameJson } from "../provider/core/json";
import { secondsOf } from "../provider/core/timeouts";
import { engineTypeOf, isDefaultProvider, isNative, nativePackage } from "../provider/core/token";
import { type ResourceToken, resources as types, tokenOf } from "../provider/resources";
import { markerIn, toDynamic, toNative } from "../provider/runtime/native";
import type { AnyType } from "../provider/runtime/read";
import {
    plainDeep,
    providerKey,
    secretSignature,
    signatureKey,
    timeoutsKey,
    unmarkedKey,
} from "../provider/runtime/wire";
import { dynamicPackage, providerText } from "../sdk/dynamicProvider";

// Moves a state between dynamic resources and those of the native plugin. Both are the same objects, with the same ids
// and markers. Only types, providers and the forms of some properties differ.

type Bag = Record<string, unknown>;

/** The kind of resources that a stack has. */
export type Kind = "native" | "dynamic";

export interface MigratedResource extends StackResource {
    customTimeouts?: Record<string, number>;
}

export interface Migration {
    resources: MigratedResource[];
    /** The URNs of the moved resources, old and new. */
    moved: ReadonlyMap<string, string>;
}

/**
 * @param exported - the resources of a state, secrets in plain text
 * @param config - the stack's configuration. The native plugin's default provider needs its settings in the state
 */
export function migrate(exported: readonly MigratedResource[], to: Kind, config: ConfigSource): Migration {
    const moving = exported.filter(({ type }) => tokenOf(type) !== undefined && isNative(type) !== (to === "native"));
    const used = new Set(moving.map(({ provider = "" }) => urnIn(provider)));
    const explicit = new Set([...used].filter((urn) => !isDefaultProvider(urn)));
    const urns = new Map(
        exported.flatMap(({ urn }) => {
            const next = movedUrn(urn, to, explicit);
            return next === urn ? [] : [[urn, next] as const];
        }),
    );
    const moved = exported.map((one) => {
        const token = moving.includes(one) ? tokenOf(one.type) : undefined;
        if (token !== undefined) return movedResource(one, token, to);
        return explicit.has(one.urn) ? movedProvider(one, to) : one;
    });
    const standard = exported.find(({ urn }) => used.has(urn) && isDefaultProvider(urn));
    const resources = standard === undefined ? moved : withDefault(moved, standard, to, config);
    return {
        resources: renamed(resources, urns) as MigratedResource[],
        moved: new Map(moving.map(({ urn }) => [urn, urns.get(urn) ?? urn])),
    };
}

/** The URN with the types of the other kind, also of the resources above it. */
function movedUrn(urn: string, to: Kind, explicit: ReadonlySet<string>): string {
    const [scope, project, chain = "", ...name] = urn.split("::");
    const moved = (type: string): string => {
        const token = tokenOf(type);
        if (token !== undefined) return engineTypeOf(token, to === "native");
        return explicit.has(urn) ? providerType(to) : type;
    };
    return [scope, project, chain.split("$").map(moved).join("$"), ...name].join("::");
}

const packageOf = (to: Kind): string => (to === "native" ? nativePackage : dynamicPackage);
const providerType = (to: Kind): string => `pulumi:providers:${packageOf(to)}`;

/** Every URN and reference to a provider in a value, renamed. */
function renamed(value: unknown, urns: ReadonlyMap<string, string>): unknown {
    if (typeof value === "string" && value.startsWith("urn:pulumi:")) {
        const urn = urnIn(value);
        return (urns.get(urn) ?? urn) + value.slice(urn.length);
    }
    if (Array.isArray(value)) return value.map((one) => renamed(one, urns));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner, urns)]));
}

function movedResource(one: MigratedResource, token: ResourceToken, to: Kind): MigratedResource {
    const type = types[token] as unknown as AnyType;
    const { inputs = {}, outputs = {}, customTimeouts, ...rest } = one;
    const moved = { ...rest, type: engineTypeOf(token, to === "native") };
    if (to === "native") {
        const timeouts = revealed(inputs)[timeoutsKey];
        const bare = (bag: Bag) => withoutHidden(bag, outputs[unmarkedKey] === true);
        return {
            ...moved,
            inputs: bare(converted(inputs, (plain) => toNative(type, plain))),
            outputs: bare(outputs),
            ...(isRecord(timeouts) ? { customTimeouts: inSeconds(timeouts) } : {}),
        };
    }
    // The marker of an imported object is written with its next change.
    const isUnmarked = "marker" in type.inputs.shape && inputs["marker"] === undefined;
    const hidden = {
        ...(isUnmarked ? { marker: markerIn(one.urn) } : {}),
        [providerKey]: providerText(token),
        ...(customTimeouts === undefined ? {} : { [timeoutsKey]: asDurations(customTimeouts) }),
    };
    return {
        ...moved,
        inputs: { ...converted(inputs, (plain) => toDynamic(type, plain)), ...hidden },
        outputs: { ...outputs, ...hidden, ...(isUnmarked ? { [unmarkedKey]: true } : {}) },
    };
}

/** Properties in another form. A secret stays one. */
function converted(bag: Bag, convert: (plain: Bag) => Bag): Bag {
    const plain = revealed(bag);
    const forms = plainDeep(convert(plain)) as Bag;
    return Object.fromEntries(
        Object.entries(bag)
            .filter(([key]) => Object.hasOwn(forms, key))
            .map(([key, value]) => {
                if (sameJson(forms[key], plain[key])) return [key, value];
                return [key, sameJson(value, plain[key]) ? forms[key] : secret(forms[key])];
            }),
    );
}

const secret = (value: unknown) => ({ [signatureKey]: secretSignature, plaintext: JSON.stringify(value) });

/** Without what only dynamic resources have in the state. */
function withoutHidden(bag: Bag, isUnmarked: boolean): Bag {
    const hidden = [providerKey, timeoutsKey, unmarkedKey, ...(isUnmarked ? ["marker"] : [])];
    return Object.fromEntries(Object.entries(bag).filter(([key]) => !hidden.includes(key)));
}

const inSeconds = (timeouts: Bag): Record<string, number> =>
    Object.fromEntries(Object.entries(timeouts).map(([operation, text]) => [operation, secondsOf(text) ?? 0]));
const asDurations = (timeouts: Record<string, number>): Record<string, string> =>
    Object.fromEntries(
        Object.entries(timeouts)
            .filter(([, seconds]) => seconds > 0)
            .map(([operation, seconds]) => [operation, durationOf(seconds)]),
    );

/** In the largest unit that fits, as programs write it. */
function durationOf(seconds: number): string {
    if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
    return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** An explicit provider. */
function movedProvider(one: MigratedResource, to: Kind): MigratedResource {
    const { inputs = {} } = one;
    const settings =
        to === "native" ? grouped(inputs) : { [providerName]: providerNameOf(one.urn), ...ungrouped(inputs) };
    return { ...one, type: providerType(to), inputs: settings, outputs: settings };
}

/** Settings by the keys of the configuration, in the groups of the native plugin. */
function grouped(flat: Bag): Bag {
    const groups: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(revealed(flat))) {
        const { group, name } = groupedName(key);
        if (key === providerName || !key.includes(":")) continue;
        if (group === undefined) groups[name] = value;
        else groups[group] = { ...(groups[group] as Bag | undefined), [name]: value };
    }
    const asGroup = (value: unknown) => (isRecord(value) ? secret(JSON.stringify(value)) : value);
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, asGroup(value)]));
}

function ungrouped(inputs: Bag): Bag {
    const plain = revealed(inputs);
    const entries = Object.entries(plain).flatMap(([group, value]) => {
        const settings = typeof value === "string" ? groupOf(value) : isRecord(value) ? value : undefined;
        if (settings === undefined) return group === "version" ? [] : [[keyIn(nativePackage, group), value] as const];
        return Object.entries(settings).map(([setting, given]) => {
            const text = typeof given === "string" ? given : JSON.stringify(given);
            return [keyIn(group, setting), isSecretSetting(group, setting) ? secret(text) : text] as const;
        });
    });
    return Object.fromEntries(entries);
}

/** The default provider of the other kind, in the place of this one. It stays if others need it. */
function withDefault(
    all: readonly MigratedResource[],
    standard: MigratedResource,
    to: Kind,
    config: ConfigSource,
): MigratedResource[] {
    const [scope, project] = standard.urn.split("::");
    const urn = `${scope}::${project}::${providerType(to)}::default`;
    const there = all.find((one) => one.urn === urn);
    const inputs = to === "native" ? asSecrets(nativeSettings(config)) : ungrouped(standard.inputs ?? {});
    const next = there ?? { urn, custom: true, id: randomUUID(), type: providerType(to), inputs, outputs: inputs };
    const [before, after] = [standard, next].map((one) => `${one.urn}::${one.id}`);
    const moved = all.map((one) =>
        one.provider === before && isNative(one.type) === (to === "native") ? { ...one, provider: after } : one,
    ) as MigratedResource[];
    const isNeeded = moved.some(({ provider }) => provider === before);
    return moved.flatMap((one) => {
        if (one !== standard) return [one];
        return [...(isNeeded ? [one] : []), ...(there === undefined ? [next] : [])];
    });
}

/** The settings that a stack's configuration has for the native plugin, in its form: a group is JSON. */
export function nativeSettings(config: ConfigSource): Record<string, string> {
    const found: Record<string, string> = {};
    for (const [name, names] of Object.entries(configuration())) {
        const key = keyIn(nativePackage, name);
        const group = Object.fromEntries((names ?? []).map((one) => [one, config.get(keyIn(name, one))]));
        const given = Object.entries({ ...groupOf(config.get(key)), ...defined(group) });
        const value =
            names === undefined
                ? config.get(key)
                : given.length > 0
                  ? JSON.stringify(Object.fromEntries(given))
                  : undefined;
        if (value !== undefined) found[name] = value;
    }
    return found;
}

const defined = (bag: Bag): Bag => Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== undefined));
const asSecrets = (settings: Bag): Bag =>
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, secret(value)]));
