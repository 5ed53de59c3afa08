import provider from "@pulumi/pulumi/proto/provider_pb";
import { type ConfigSource, groupOf, providerName } from "../provider/core/configuration";
import { warn } from "../provider/core/say";
import { isRecord, sameJson } from "../provider/core/json";
import { didYouMean, quotedList } from "../provider/core/problem";
import { coded } from "../provider/transport/message";
import { isDefaultProvider, nativePackage } from "../provider/core/token";
import { holdsUnknown, plainDeep, plainValue, withSecrets } from "../provider/runtime/wire";
import { fromStruct, message, toFailures, toStruct } from "./protocol";
import { configuration } from "./schema";

/** The settings that the engine configures a provider with, by the keys of a stack's configuration. */
export const settingsOf = (request: provider.ConfigureRequest): ConfigSource =>
    settingsIn(request.getUrn() ?? "", fromStruct(request.getArgs()));

/** The same from the inputs of a provider. */
export function settingsIn(urn: string, inputs: Record<string, unknown>): ConfigSource {
    const values = plainDeep(inputs) as Record<string, unknown>;
    const prefix = `${nativePackage}:`;
    return {
        grouped: true,
        get: (key) => {
            // An explicit provider does not use the read-only client of the environment.
            if (key === providerName) return urn === "" || isDefaultProvider(urn) ? undefined : urn.split("::").at(-1);
            const value = key.startsWith(prefix) ? values[key.slice(prefix.length)] : undefined;
            return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
        },
    };
}

/**
 * Rejects settings that do not exist. In the configuration of a stack, an unknown group is a warning, because a program
 * may have keys of its own there. The values are checked with the first resource that needs them.
 */
export function checkConfig(request: provider.CheckRequest): provider.CheckResponse {
    const inputs = fromStruct(request.getNews());
    const groups = Object.entries(configuration());
    const isOfStack = isDefaultProvider(request.getUrn());
    const unknown = Object.keys(inputs)
        .filter((name) => name !== "version" && !groups.some(([group]) => group === name))
        .filter((name) => !isOfStack || !isDynamic(name));
    if (isOfStack)
        for (const name of unknown)
            warn("CC1511", `contactcenter:${name} is not a setting, so it is ignored${meant(name, groups)}`);
    const rejected = (isOfStack ? [] : unknown).map((name) =>
        coded("CC1505", `${name} is not a setting of this provider${meant(name, groups)}`),
    );
    const reasons = groups.flatMap(([group, known]) => {
        const given = plainValue(inputs[group]);
        if (known === undefined || given === undefined || given === null || holdsUnknown(given)) return [];
        const own = groupIn(given);
        if (own === undefined) return [coded("CC1509", `${group} must be an object with ${quotedList(known)}`)];
        return Object.keys(own)
            .filter((name) => !known.includes(name))
            .map((name) => coded("CC1506", `${group} has no setting "${name}"${didYouMean(name, known)}`));
    });
    // Programs pass a group as JSON, in which they cannot mark a secret.
    const groupNames = groups.flatMap(([name, known]) => (known === undefined ? [] : [name]));
    // The engine would print the value of a property that it is told, with its secrets.
    const failures = [...rejected, ...reasons].map((reason) => ({ property: "", reason }));
    return message(provider.CheckResponse, {
        inputs: toStruct(withSecrets(inputs, groupNames)),
        failuresList: toFailures(failures),
    });
}

/** A key of the dynamic resources, which a stack may also have. */
const isDynamic = (name: string): boolean => /^(create|read|update|delete)Timeout$/.test(name);

/** The setting that a misspelled one may stand for, also one that belongs into a group. */
function meant(name: string, groups: readonly (readonly [string, readonly string[] | undefined])[]): string {
    const group = groups.find(([, known]) => known?.includes(name))?.[0];
    if (group !== undefined) return `; did you mean "${group}.${name}"?`;
    return didYouMean(
        name,
        groups.map(([one]) => one),
    );
}

/** A group is the same as an object and as JSON. No change replaces resources. */
export function diffConfig(request: provider.DiffRequest): provider.DiffResponse {
    const [olds, news] = [fromStruct(request.getOldInputs()), fromStruct(request.getNews())].map((bag) =>
        Object.fromEntries(
            Object.entries(plainDeep(bag) as Record<string, unknown>).map(([name, value]) => [
                name,
                typeof value === "string" ? (groupOf(value) ?? value) : value,
            ]),
        ),
    );
    const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
    return message(provider.DiffResponse, { changes: sameJson(olds, news) ? DIFF_NONE : DIFF_SOME });
}

/** The settings of a group; nothing if it is not one. */
const groupIn = (value: unknown): Record<string, unknown> | undefined =>
    typeof value === "string" ? groupOf(value) : isRecord(value) ? value : undefined;
