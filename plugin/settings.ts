import provider from "@pulumi/pulumi/proto/provider_pb";
import { type ConfigSource, groupOf, providerName } from "../provider/core/configuration";
import { isRecord, sameJson } from "../provider/core/json";
import { didYouMean } from "../provider/core/problem";
import { coded } from "../provider/transport/message";
import { nativePackage } from "../provider/core/token";
import { plainDeep, withSecrets } from "../provider/runtime/wire";
import { fromStruct, message, toFailures, toStruct } from "./protocol";
import { configuration } from "./schema";

/** The name that the engine gives the default provider of a stack, with the version of the plugin if it has one. */
const isDefault = (urn: string): boolean => /::default(_\d[^:]*)?$/.test(urn);

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
            if (key === providerName) return urn === "" || isDefault(urn) ? undefined : urn.split("::").at(-1);
            const value = key.startsWith(prefix) ? values[key.slice(prefix.length)] : undefined;
            return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
        },
    };
}

/** Rejects settings that do not exist. Their values are checked with the first resource that needs them. */
export function checkConfig(request: provider.CheckRequest): provider.CheckResponse {
    const inputs = fromStruct(request.getNews());
    // Programs pass a group as JSON, in which they cannot mark a secret.
    const groupNames = Object.entries(configuration()).flatMap(([name, known]) => (known === undefined ? [] : [name]));
    const groups = configuration();
    const unknownGroups = Object.keys(inputs).filter(
        (name) => name !== "version" && !Object.hasOwn(groups, name) && !isDefault(request.getUrn()),
    );
    const reasons = [
        ...unknownGroups.map((name) =>
            coded("CC1505", `${name} is not a setting of this provider${didYouMean(name, Object.keys(groups))}`),
        ),
        ...Object.entries(groups).flatMap(([group, known = []]) =>
            Object.keys(groupIn(inputs[group]))
                .filter((name) => !known.includes(name))
                .map((name) => coded("CC1506", `${group} has no setting "${name}"${didYouMean(name, known)}`)),
        ),
    ];
    // The engine would print the value of a property that it is told, with its secrets.
    const failuresList = toFailures(reasons.map((reason) => ({ property: "", reason })));
    return message(provider.CheckResponse, { inputs: toStruct(withSecrets(inputs, groupNames)), failuresList });
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

const groupIn = (value: unknown): Record<string, unknown> =>
    typeof value === "string" ? (groupOf(value) ?? {}) : isRecord(value) ? value : {};
