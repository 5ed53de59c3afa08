import type { Connections } from "../../provider/core/connections";
import { objectWords } from "../../provider/core/describe";
import { idsIn, namesIn, withNames } from "../../provider/core/names";
import { canonical, isRecord } from "../../provider/core/json";
import { genesys } from "../../provider/genesys/api";
import { genesysTokenEndpoint } from "../../provider/genesys/settings";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import { decodeInputs } from "../../provider/runtime/check";
import { type AnyType, readObject } from "../../provider/runtime/read";
import { split } from "../../provider/runtime/wire";
import { ApiError } from "../../provider/transport/errors";
import { Token } from "../../provider/transport/token";
import { shellWord } from "../commandLine";

/** A resource of a stack, in the form of the dynamic provider, with secrets in plain text. */
export interface StateResource {
    urn: string;
    type: string;
    id?: string;
    /** URN of its parent. */
    parent?: string;
    /** Reference to its provider, `<urn>::<id>`. */
    provider?: string;
    /** Whether it was replaced and the old object must still be deleted. */
    delete?: boolean;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** The result of checking an object. */
export interface Check {
    object: string;
    /** What is wrong. */
    problem?: string;
    /** Why it could not be checked. */
    unverified?: string;
}

/** Whether an object exists and is as declared, as a refresh would see it. */
export async function checkResource(
    { type: engineType, id = "", inputs = {}, outputs = {} }: StateResource,
    connections: Connections,
): Promise<Check> {
    const type = resources[tokenOf(engineType) as ResourceToken] as unknown as AnyType;
    const declared = split(inputs).own;
    const object = objectWords(type.title, type.label(decodeInputs(type, inputs)));
    try {
        const live = await readObject(type, connections, id, outputs, Object.keys(declared));
        if (live === undefined)
            return await failed(type, connections, [declared], { object, problem: "does not exist" });
        const problems = Object.keys(declared).flatMap((property) =>
            difference(property, declared[property], live.inputs[property]),
        );
        if (problems.length === 0) return { object };
        return await failed(type, connections, [declared, live.inputs], { object, problem: problems.join("; ") });
    } catch (error) {
        return { object, problem: (error as Error).message.split("\n")[0] ?? "" };
    }
}

type Bag = Record<string, unknown>;

/** The same with names for the ids in it. */
async function failed(
    { references, connect }: AnyType,
    connections: Connections,
    bags: readonly Bag[],
    { object, problem }: Required<Pick<Check, "object" | "problem">>,
): Promise<Check> {
    const ids = bags.flatMap((bag) => idsIn(references, bag));
    const names = await namesIn([object, problem], ids, () => connect(connections));
    return { object: withNames(object, names), problem: withNames(problem, names) };
}

/** How a declared value differs from the existing one. For sets: added and removed entries. */
function difference(path: string, declared: unknown, live: unknown): string[] {
    if (canonical(declared) === canonical(live)) return [];
    if (!isRecord(declared) || !isRecord(live)) return [`${path} is ${shortly(live)} instead of ${shortly(declared)}`];
    const keys = [...new Set([...Object.keys(declared), ...Object.keys(live)])];
    return keys.flatMap((key) => {
        if (!Object.hasOwn(live, key)) return [`${path} lacks ${key}`];
        if (!Object.hasOwn(declared, key)) return [`${path} has ${key}, which is not declared`];
        return difference(`${path}.${key}`, declared[key], live[key]);
    });
}

const shortly = (value: unknown) => (value === undefined ? "not set" : JSON.stringify(value));

/**
 * Whether the stack has a client's secret. If the client can log in as itself, also whether the secret obtains a token.
 */
export async function checkSecret(
    { urn, id = "", outputs = {} }: StateResource,
    connections: Connections,
): Promise<Check> {
    const { name = "", grantType, clientSecret } = outputs as Record<string, string>;
    const object = `secret of the OAuth client "${name}"`;
    if (typeof clientSecret !== "string" || clientSecret === "") return { object, problem: howToGet(urn) };
    if (grantType !== "client-credentials")
        return {
            object,
            unverified: "not verified, because people log in with it. The first login shows whether it works",
        };
    try {
        const client = { clientId: id, clientSecret };
        await new Token({ ...genesysTokenEndpoint(connections.settings(genesys)), ...client }).value();
        return { object };
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { object, problem: `obtains no token (${[error.status, error.code].filter(Boolean).join(" ")})` };
    }
}

function howToGet(urn: string): string {
    const [, , stack = ""] = urn.split(":");
    const command = (how: string) =>
        `\`npx contact-center adopt --stack ${shellWord(stack)} --secret ${shellWord(`${urn.split("::").at(-1)}=${how}`)}\``;
    return (
        `is not in the stack. If you have the secret, run ${command("keep")}. ` +
        `Otherwise ${command("rotate")} gets a new one, and the old one stops working`
    );
}
