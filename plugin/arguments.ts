import type provider from "@pulumi/pulumi/proto/provider_pb";
import { plainError } from "../provider/core/describe";
import { isRecord } from "../provider/core/json";
import { coded } from "../provider/transport/message";
import { mustBe } from "../provider/runtime/check";
import type { Instance } from "../provider/runtime/instance";
import {
    holdsUnknown,
    isSecret,
    outputSignature,
    plainValue,
    signatureKey,
    unknownValue,
} from "../provider/runtime/wire";
import { lookupsOf } from "./lookups";
import { fromStruct, toStruct } from "./protocol";
import { plainArguments, resolved, type TypeOf } from "./schema";

type Bag = Record<string, unknown>;

/**
 * Opens the arguments that a component needs as plain values, because they decide which resources exist and what they
 * are called. Programs also pass outputs of other resources for them. Rejects all that are not known yet, are secrets,
 * or have the wrong type.
 */
export async function openPlain(request: provider.ConstructRequest, from: Instance): Promise<void> {
    const inputs = fromStruct(request.getInputs());
    const dependencies = request.getInputdependenciesMap();
    const problems: string[] = [];
    for (const [name, type] of plainArguments(request.getType())) {
        if (inputs[name] === undefined || inputs[name] === null) continue;
        const urns = dependencies.get(name)?.getUrnsList() ?? [];
        inputs[name] = opened(inputs[name], type, { path: name, urns, problems });
        // Otherwise Pulumi's SDK would turn the value into an output again.
        dependencies.del(name);
    }
    if (problems.length > 0)
        throw plainError(
            "CC1510",
            `the component "${request.getName()}" has invalid arguments:\n${problems.join("\n")}`,
        );
    await expandDivisions([inputs, inputs["licences"]].filter(isRecord), from);
    request.setInputs(toStruct(inputs) as never);
}

/** `"*"` stands for all divisions. A program in TypeScript passes the answer of a lookup instead. */
async function expandDivisions(bags: readonly Bag[], from: Instance): Promise<void> {
    for (const bag of bags) {
        if (!Array.isArray(bag["divisions"]) || !bag["divisions"].includes("*")) continue;
        bag["divisions"] = await (await lookupsOf(from)).genesys.divisions();
    }
}

interface Place {
    path: string;
    /** The resources that the argument depends on. */
    urns: readonly string[];
    problems: string[];
}

function opened(value: unknown, type: TypeOf, place: Place): unknown {
    const { path, problems } = place;
    const within = (inner: unknown, of: TypeOf, at: string) => opened(inner, of, { ...place, path: path + at });
    const reject = (code: `CC${number}`, reason: string) => void problems.push(coded(code, `${path}: ${reason}`));
    if (value === unknownValue)
        return reject("CC1507", "must be known before the component is created, so it cannot depend on a new resource");
    if (isSecret(value))
        return reject("CC1508", "must not be a secret, because the component uses it in names and in plain properties");
    const { type: wanted, properties } = resolved(type);
    const found = Array.isArray(value) ? "array" : typeof value;
    // An object that a lookup has returned stands for its name.
    const isNamed = wanted === "string" && isRecord(value) && typeof value["name"] === "string";
    if (wanted !== undefined && found !== wanted && !isNamed)
        return void problems.push(`${path}: ${mustBe(wanted, value)}`);
    if (Array.isArray(value)) return value.map((item, index) => within(item, type.items ?? {}, `[${index}]`));
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).map(([key, inner]) => {
        if (properties === undefined) return [key, within(inner, type.additionalProperties ?? {}, `.${key}`)];
        const one = properties[key];
        return [key, one?.plain ? within(inner, one, `.${key}`) : asOutput(inner, place.urns)];
    });
    return Object.fromEntries(entries);
}

/** A property that may be an output. A secret in an argument would make an output of the whole argument. */
function asOutput(value: unknown, dependencies: readonly string[]): unknown {
    if (!isSecret(value) && !holdsUnknown(value)) return value;
    const known = holdsUnknown(value) ? {} : { value: plainValue(value) };
    return { [signatureKey]: outputSignature, ...known, secret: isSecret(value), dependencies };
}
