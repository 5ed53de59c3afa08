import provider from "@pulumi/pulumi/proto/provider_pb";
import { plainError } from "../provider/core/describe";
import type { EleveoLookups, GenesysLookups } from "../provider/lookups";
import type { Instance } from "../provider/runtime/instance";
import { isRecord } from "../provider/core/json";
import { plainDeep } from "../provider/runtime/wire";
import { fromStruct, message, toStruct } from "./protocol";
import { argumentsOf } from "./schema";

/** The lookups of a provider, by module and by their names in the SDK. */
interface Lookups {
    eleveo: EleveoLookups;
    genesys: GenesysLookups;
}

type ByName = Readonly<Record<string, Record<string, (...args: readonly unknown[]) => unknown>>>;

/** Each answer is requested once, because programs call lookups as if they cost nothing. */
const known = new WeakMap<Instance, Lookups>();

export async function lookupsOf(from: Instance): Promise<Lookups> {
    const { eleveoLookups, genesysLookups } = await import("../provider/lookups.js");
    const made = known.get(from) ?? {
        eleveo: eleveoLookups(from.connections),
        genesys: genesysLookups(from.connections),
    };
    known.set(from, made);
    return made;
}

/** The engine's call of a function `contactcenter:genesys:getRole`. A list is returned as `items`, a text by its name. */
export async function invoke(request: provider.InvokeRequest, from: Instance): Promise<provider.InvokeResponse> {
    const token = request.getTok();
    const [, module = "", first = "", rest = ""] = /^\w+:(\w+):get(\w)(\w*)$/.exec(token) ?? [];
    const lookup = `${first.toLowerCase()}${rest}`;
    const args = argumentsOf(token);
    const found = ((await lookupsOf(from)) as unknown as ByName)[module]?.[lookup];
    if (args === undefined || found === undefined)
        throw plainError("CC1504", `pulumi-contact-center has no function "${token}"`);
    const given = plainDeep(fromStruct(request.getArgs())) as Record<string, unknown>;
    const missing = args.find((arg) => typeof given[arg] !== "string" || given[arg].trim() === "");
    if (missing !== undefined) throw plainError("CC1503", `the argument "${missing}" is missing`);
    const answer = await found(...args.map((arg) => given[arg]));
    const single = Array.isArray(answer) ? { items: answer } : { [lookup]: answer };
    return message(provider.InvokeResponse, { return: toStruct(isRecord(answer) ? answer : single) });
}
