import provider from "@pulumi/pulumi/proto/provider_pb";
import { plainError } from "../provider/core/describe";
import type { Instance } from "../provider/runtime/instance";
import { fromStruct, toStruct } from "./protocol";

type Bag = Record<string, unknown>;
type Lookups = typeof import("../provider/lookups");

/** Loaded on first use, because most programs look nothing up. */
const load = async (): Promise<Lookups> => import("../provider/lookups.js");

/** The functions of the package, by the part of their tokens after `contactcenter:`. A list is returned as `items`. */
const functions: Readonly<Record<string, (from: Instance, args: Bag) => Promise<object>>> = {
    "genesys:getCaller": (from) => genesys(from, (of) => of.caller()),
    "genesys:getDivision": (from, { name }) => genesys(from, (of) => of.division(text(name, "name"))),
    "genesys:getDivisions": (from) => genesys(from, async (of) => ({ items: await of.divisions() })),
    "genesys:getGroup": (from, { name }) => genesys(from, (of) => of.group(text(name, "name"))),
    "genesys:getHomeDivision": (from) => genesys(from, (of) => of.homeDivision()),
    "genesys:getOrganization": (from) => genesys(from, (of) => of.organization()),
    "genesys:getPermissions": (from) => genesys(from, async (of) => ({ items: await of.permissions() })),
    "genesys:getRole": (from, { name }) => genesys(from, (of) => of.role(text(name, "name"))),
    "genesys:getUser": (from, { email }) => genesys(from, (of) => of.user(text(email, "email"))),
    "eleveo:getRedirectUri": async (from, { alias }) => ({
        redirectUri: await (await load()).eleveoLookups(from.connections).redirectUri(text(alias, "alias"), false),
    }),
    "eleveo:getServer": async (from) => ({ ...(await load()).eleveoLookups(from.connections).server() }),
};

/** Each answer is requested once per provider, because programs call lookups as if they cost nothing. */
const known = new WeakMap<Instance, ReturnType<Lookups["genesysLookups"]>>();

async function genesys<T>(from: Instance, ask: (of: ReturnType<Lookups["genesysLookups"]>) => Promise<T>): Promise<T> {
    const { genesysLookups } = await load();
    const lookups = known.get(from) ?? genesysLookups(from.connections);
    known.set(from, lookups);
    return ask(lookups);
}

function text(value: unknown, name: string): string {
    if (typeof value === "string" && value.trim() !== "") return value;
    throw plainError("CC1503", `the argument "${name}" is missing`);
}

/** The engine's call of a function. */
export async function invoke(request: provider.InvokeRequest, from: Instance): Promise<provider.InvokeResponse> {
    const token = request.getTok();
    const name = token.slice(token.indexOf(":") + 1);
    const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (found === undefined) throw plainError("CC1504", `pulumi-contact-center has no function "${token}"`);
    const response = new provider.InvokeResponse();
    response.setReturn(toStruct({ ...(await found(from, fromStruct(request.getArgs()))) }));
    return response;
}
